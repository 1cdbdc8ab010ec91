import type { Product } from '../../../core/records/product.ts';
import type { OdooRow } from '../calls.ts';
import { planPrices } from './price-plan.ts';

/** Variant fields that a later step of a create fills, and how Odoo has them until then. */
const LATER_FIELDS = [
  { field: 'sku', column: 'default_code' },
  { field: 'barcode', column: 'barcode' },
  { field: 'cost', column: 'standard_price' },
  { field: 'weight', column: 'weight' },
] as const;

/**
 * Paths that a create of several steps had not reached: values that the record has while Odoo still shows nothing.
 * What a person filled in meanwhile is left alone. Pure.
 */
export function unfinishedPaths(
  product: Product,
  /** The variants that were found, by their keys. */
  found: ReadonlyMap<string, OdooRow>,
  /** Variants that have a price of their own in the pricelist. */
  priced: ReadonlySet<number>,
): readonly string[] {
  const { own } = planPrices(product);
  const paths: string[] = [];
  for (const variant of product.variants) {
    const row = found.get(variant.id);
    if (row === undefined) continue;
    for (const { field, column } of LATER_FIELDS) {
      const wanted = variant[field];
      if (wanted != null && wanted !== '' && !row[column]) paths.push(`variants[${variant.id}].${field}`);
    }
    if (own.has(variant.id) && !priced.has(row.id) && !row.price_extra) paths.push(`variants[${variant.id}].price`);
  }
  return paths;
}
