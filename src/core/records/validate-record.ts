import type { RecordType } from '../connector.ts';
import type { Values } from '../value.ts';
import { validateCustomerValues } from './customer.ts';
import { validateOrderValues } from './order.ts';
import { validateProductValues } from './product.ts';

const VALIDATORS: { readonly [T in RecordType]?: (values: Values) => unknown } = {
  product: validateProductValues,
  customer: validateCustomerValues,
  order: validateOrderValues,
};

/** Checks what is known of a record against its type's schema. Throws `record_invalid`, naming field and value. */
export function validateRecord(type: RecordType, values: Values): void {
  VALIDATORS[type]?.(values);
}
