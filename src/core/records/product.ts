import { z } from 'zod';
import type { FieldSpec, FieldTable } from '../field.ts';
import type { Values } from '../value.ts';
import { children, decimal, flag, id, known, tags, text, validateValues } from './record-schema.ts';

export const variantSchema = z.strictObject({
  /** The source's variant id, else its SKU, else product id and option values: never absent. */
  id,
  externalId: known(text),
  sku: known(text),
  barcode: known(text),
  /** Option name to value: {"Size": "L"}; {} for a product without options. */
  optionValues: known(z.record(z.string(), text, 'an object of option names and values')),
  price: known(decimal),
  compareAtPrice: known(decimal),
  cost: known(decimal),
  /** Kilograms. */
  weight: known(decimal),
  taxable: known(flag),
  /** Whether stock is counted. */
  tracked: known(flag),
});

const imageSchema = z.strictObject({ id, url: known(text), alt: known(text) });
const optionSchema = z.strictObject({ name: text, values: z.array(text, 'a list of option values') });

/** A whole product: it has a title and always at least one variant. */
export const productSchema = z.strictObject({
  externalId: known(text),
  title: text.min(1, 'a title that is not empty'),
  descriptionHtml: known(text),
  status: known(z.enum(['active', 'draft', 'archived'], 'one of active, draft, archived')),
  kind: known(z.enum(['goods', 'service'], 'one of goods, service')),
  vendor: known(text),
  /** From the root: ["Clothing", "Shirts"]. */
  categoryPath: known(z.array(text, 'a list of category names')),
  tags: known(tags),
  options: known(z.array(optionSchema, 'a list of options')),
  images: known(children(imageSchema)),
  variants: children(variantSchema).min(1, 'a list of at least one variant'),
});

/** What a system knows of a product: any field may be absent. */
export const productValuesSchema = productSchema.extend({
  title: z.exactOptional(productSchema.shape.title),
  variants: z.exactOptional(productSchema.shape.variants),
});

export type Product = z.infer<typeof productSchema>;
export type ProductValues = z.infer<typeof productValuesSchema>;
export type Variant = z.infer<typeof variantSchema>;
export type ProductImage = z.infer<typeof imageSchema>;
export type ProductOption = z.infer<typeof optionSchema>;

export const VARIANT_FIELDS: readonly FieldSpec[] = [
  { path: 'id', type: 'string', required: true },
  { path: 'externalId', type: 'string', title: 'Id in the target', readOnly: true },
  { path: 'sku', type: 'string', title: 'SKU' },
  { path: 'barcode', type: 'string' },
  { path: 'optionValues', type: 'json' },
  { path: 'price', type: 'decimal' },
  { path: 'compareAtPrice', type: 'decimal' },
  { path: 'cost', type: 'decimal' },
  { path: 'weight', type: 'decimal', title: 'Weight in kilograms' },
  { path: 'taxable', type: 'boolean' },
  { path: 'tracked', type: 'boolean', title: 'Stock is counted' },
];

const IMAGE_FIELDS: readonly FieldSpec[] = [
  { path: 'id', type: 'string', required: true },
  { path: 'url', type: 'string' },
  { path: 'alt', type: 'string' },
];

export const PRODUCT_FIELDS: FieldTable = [
  { path: 'externalId', type: 'string', title: 'Id in the target', readOnly: true },
  { path: 'title', type: 'string', required: true },
  { path: 'descriptionHtml', type: 'html', title: 'Description' },
  { path: 'status', type: 'string' },
  { path: 'kind', type: 'string' },
  { path: 'vendor', type: 'string' },
  { path: 'categoryPath', type: 'json', title: 'Category' },
  { path: 'tags', type: 'set' },
  { path: 'options', type: 'json' },
  { path: 'images', type: 'list', list: { key: 'id', fields: IMAGE_FIELDS, embedded: true, match: [['url']] } },
  {
    path: 'variants',
    type: 'list',
    required: true,
    list: {
      key: 'id',
      fields: VARIANT_FIELDS,
      match: [['externalId'], ['sku'], ['barcode'], ['optionValues']],
      referable: true,
      singleMatches: true,
    },
  },
];

/** The values as a whole product. Throws `record_invalid`. */
export function validateProduct(values: Values): Product {
  return validateValues(productSchema, values, 'product');
}

/** The values as what a system knows of a product. Throws `record_invalid`. */
export function validateProductValues(values: Values): ProductValues {
  return validateValues(productValuesSchema, values, 'product');
}
