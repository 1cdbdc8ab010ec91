import type { PortSchema } from '../../../core/connector.ts';
import type { FieldSpec } from '../../../core/field.ts';
import { PRODUCT_FIELDS } from '../../../core/records/product.ts';
import type { OdooSettings } from '../manifest.ts';
import { nativeSpecs } from '../native-fields.ts';
import type { ProductModel } from './product-model.ts';

const KEYS = ['externalId', 'variants.externalId', 'variants.sku', 'variants.barcode'];

/**
 * The fields of a product that this Odoo can hold. A vendor is not among them: it would take a vendor's price list
 * line, which nobody asked for; a mapping can put it into a field of its own.
 */
export function productSchema(model: ProductModel, settings: OdooSettings): PortSchema {
  const fields = PRODUCT_FIELDS.flatMap((spec) => productField(spec, model, settings));
  return { fields: [...fields, ...nativeSpecs(model.template)], keys: KEYS };
}

function productField(spec: FieldSpec, model: ProductModel, settings: OdooSettings): readonly FieldSpec[] {
  switch (spec.path) {
    case 'vendor':
      return [];
    case 'tags':
      return model.tags === null ? [] : [spec];
    case 'images':
      return settings.products.images ? [{ ...spec, createOnly: true }] : [];
    case 'externalId':
      return [{ ...spec, readOnly: true }];
    case 'options':
      // Values come with the variants that need them; taking one away would delete its variants.
      return [{ ...spec, createOnly: true }];
    case 'variants':
      return spec.list === undefined
        ? []
        : [
            {
              ...spec,
              list: { ...spec.list, fields: spec.list.fields.flatMap((field) => variantField(field, model)) },
            },
          ];
    default:
      return [spec];
  }
}

function variantField(spec: FieldSpec, model: ProductModel): readonly FieldSpec[] {
  switch (spec.path) {
    case 'externalId':
      return [{ ...spec, readOnly: true }];
    case 'compareAtPrice':
      return model.compareAtPrice === null ? [] : [spec];
    // Both belong to the product in Odoo, and Odoo refuses to change them once there were stock moves or orders.
    case 'tracked':
      return model.storable === null ? [] : [{ ...spec, createOnly: true }];
    case 'taxable':
      return model.taxes === null ? [] : [{ ...spec, createOnly: true }];
    default:
      return [spec];
  }
}
