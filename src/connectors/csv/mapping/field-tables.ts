/** The canonical fields that a mapping file may write, by record type. */
import type { RecordType } from '../../../core/connector.ts';
import type { FieldTable } from '../../../core/field.ts';
import { CUSTOMER_FIELDS } from '../../../core/records/customer.ts';
import { ORDER_FIELDS } from '../../../core/records/order.ts';
import { PRODUCT_FIELDS } from '../../../core/records/product.ts';

export interface RecordShape {
  readonly fields: FieldTable;
  /** As in `PortSchema.keys`. */
  readonly keys: readonly string[];
}

export const RECORD_SHAPES: { readonly [T in RecordType]?: RecordShape } = {
  product: { fields: PRODUCT_FIELDS, keys: ['variants.sku', 'variants.barcode'] },
  customer: { fields: CUSTOMER_FIELDS, keys: ['email'] },
  order: { fields: ORDER_FIELDS, keys: ['number'] },
};
