import type { ProductRow, VariantRow } from '../state/rows.ts';
import type { Shop } from '../state/shop.ts';
import { type UserError, userError } from './context.ts';
import { type MetafieldInput, writeMetafields } from './metafields.ts';
import { isPrice } from './money.ts';

export interface OptionValueInput {
  readonly id?: string | null;
  readonly name?: string | null;
  readonly optionId?: string | null;
  readonly optionName?: string | null;
}

export interface ItemInput {
  readonly sku?: string | null;
  readonly cost?: string | null;
  readonly tracked?: boolean | null;
  readonly requiresShipping?: boolean | null;
  readonly measurement?: { readonly weight?: { readonly value: number; readonly unit: string } | null } | null;
}

export interface VariantInput {
  readonly id?: string | null;
  readonly sku?: string | null;
  readonly barcode?: string | null;
  readonly price?: string | null;
  readonly compareAtPrice?: string | null;
  readonly taxable?: boolean | null;
  readonly inventoryPolicy?: string | null;
  readonly inventoryItem?: ItemInput | null;
  readonly optionValues?: readonly OptionValueInput[] | null;
  readonly metafields?: readonly MetafieldInput[] | null;
}

export const MAX_VARIANTS = 2048;

/** What is wrong with the plain fields of a variant. */
export function variantErrors(input: VariantInput, path: readonly (string | number)[], code: string): UserError[] {
  const errors: UserError[] = [];
  if (input.price != null && !isPrice(input.price)) {
    errors.push(userError([...path, 'price'], 'Price must be greater than or equal to 0', code));
  }
  if (input.compareAtPrice != null && !isPrice(input.compareAtPrice)) {
    errors.push(userError([...path, 'compareAtPrice'], 'Compare at price must be greater than or equal to 0', code));
  }
  for (const [name, value] of [
    ['sku', input.inventoryItem?.sku ?? input.sku],
    ['barcode', input.barcode],
  ] as const) {
    if (value != null && value.length > 255) {
      errors.push(userError([...path, name], `${name} is too long (maximum is 255 characters)`, code));
    }
  }
  return errors;
}

export interface OptionNames {
  readonly name: string;
  readonly values: readonly string[];
}

/**
 * The values of a variant in the order of the options; an error names what does not fit. Values that an option does
 * not have yet are added to it by the bulk mutations, and refused by `productSet`.
 */
export function combination(
  options: readonly OptionNames[],
  given: readonly OptionValueInput[],
  newValues: 'added' | 'refused',
): { readonly values: string[] } | { readonly code: string; readonly message: string } {
  const values: string[] = [];
  for (const option of options) {
    const input = given.find((each) => each.optionName === option.name);
    if (input?.name == null) {
      return { code: 'NEED_TO_ADD_OPTION_VALUES', message: `Option values for ${option.name} are missing` };
    }
    if (newValues === 'refused' && !option.values.includes(input.name)) {
      return { code: 'OPTION_VALUE_DOES_NOT_EXIST', message: `Option value '${input.name}' does not exist` };
    }
    values.push(input.name);
  }
  const stranger = given.find((each) => !options.some((option) => option.name === each.optionName));
  if (stranger !== undefined) {
    return { code: 'OPTION_DOES_NOT_EXIST', message: `Option '${stranger.optionName}' does not exist` };
  }
  return { values };
}

export function newVariant(shop: Shop, product: ProductRow, optionValues: string[]): VariantRow {
  const now = shop.stamp();
  const variant: VariantRow = {
    id: shop.newId(),
    product,
    barcode: null,
    price: '0.00',
    compareAtPrice: null,
    taxable: true,
    inventoryPolicy: 'DENY',
    createdMs: now,
    updatedMs: now,
    optionValues,
    metafields: new Map(),
    item: {
      id: shop.newId(),
      sku: null,
      tracked: false,
      requiresShipping: true,
      cost: null,
      weight: { value: 0, unit: 'KILOGRAMS' },
      createdMs: now,
      updatedMs: now,
    },
  };
  const [first] = shop.locations.keys();
  if (first !== undefined) shop.stock(variant.item.id, first);
  return variant;
}

/** Writes the given fields; an absent one stays as it is. */
export function writeVariant(shop: Shop, variant: VariantRow, input: VariantInput): void {
  const { item } = variant;
  const { inventoryItem } = input;
  if (input.barcode !== undefined) variant.barcode = input.barcode === '' ? null : input.barcode;
  if (input.price != null) variant.price = input.price;
  if (input.compareAtPrice !== undefined) variant.compareAtPrice = input.compareAtPrice;
  if (input.taxable != null) variant.taxable = input.taxable;
  if (input.inventoryPolicy != null) variant.inventoryPolicy = input.inventoryPolicy;
  const sku = inventoryItem?.sku !== undefined ? inventoryItem.sku : input.sku;
  if (sku !== undefined) item.sku = sku;
  if (inventoryItem?.cost !== undefined) item.cost = inventoryItem.cost;
  if (inventoryItem?.tracked != null) item.tracked = inventoryItem.tracked;
  if (inventoryItem?.requiresShipping != null) item.requiresShipping = inventoryItem.requiresShipping;
  if (inventoryItem?.measurement?.weight != null) item.weight = { ...inventoryItem.measurement.weight };
  if (input.metafields != null) writeMetafields(shop, 'PRODUCTVARIANT', variant, input.metafields);
  shop.touchVariant(variant);
}
