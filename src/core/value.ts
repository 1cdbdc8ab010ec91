/**
 * Values as records carry them between systems: JSON only, so that they can be stored, compared and shown.
 * Money and other decimals are strings ("12.50"), times are ISO 8601 UTC, ids are strings. No floats.
 */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** Fields by name. An absent field is unknown to its system and never compared; `null` is known to be empty. */
export type Values = { readonly [field: string]: Value };

/** A record of another system or type that a field points to. */
export type Reference = {
  /** `customer`, or `product.variants` for a variant. */
  readonly type: string;
  /** The id in the system that the surrounding values speak of; null when that system does not know it. */
  readonly id: string | null;
  readonly sku?: string | null;
  readonly barcode?: string | null;
  readonly email?: string | null;
};
