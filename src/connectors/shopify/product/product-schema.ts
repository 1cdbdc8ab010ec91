import type { PortSchema } from '../../../core/connector.ts';
import type { FieldSpec } from '../../../core/field.ts';
import { PRODUCT_FIELDS } from '../../../core/records/product.ts';

/** The fields of a product that Shopify holds, and which of them can be changed. */
export const PRODUCT_SCHEMA: PortSchema = {
  fields: PRODUCT_FIELDS.map(productField),
  keys: ['externalId', 'variants.externalId', 'variants.sku', 'variants.barcode'],
};

function productField(spec: FieldSpec): FieldSpec {
  switch (spec.path) {
    // Belongs to each variant in Shopify, and decides about its taxes and shipping: not changed behind anybody's back.
    case 'kind':
    // Come with the variants that need them; taking one away would delete its variants.
    case 'options':
      return { ...spec, createOnly: true };
    case 'images':
      // The shop keeps a copy under an address of its own: only whether a picture is there can be compared.
      return spec.list === undefined
        ? spec
        : { ...spec, list: { ...spec.list, fields: spec.list.fields.map((field) => ({ ...field, readOnly: true })) } };
    default:
      return spec;
  }
}
