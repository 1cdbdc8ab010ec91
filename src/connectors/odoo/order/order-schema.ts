import type { PortSchema } from '../../../core/connector.ts';
import type { FieldSpec } from '../../../core/field.ts';
import { ORDER_FIELDS } from '../../../core/records/order.ts';
import { nativeSpecs } from '../native-fields.ts';
import type { ModelFields } from '../target.ts';

/** Kept when an order is made, fixed afterwards. */
const CREATE_ONLY: ReadonlySet<string> = new Set(['currency', 'customer', 'taxesIncluded']);
const HELD: ReadonlySet<string> = new Set([
  'externalId',
  'number',
  'placedAt',
  'currency',
  'customer',
  'billingAddress',
  'shippingAddress',
  'lines',
  'shippingLines',
  'fees',
  'tips',
  'duties',
  'taxesIncluded',
  'totals',
  'status',
  'note',
]);

/**
 * The fields of an order that Odoo holds. Payments, gift cards among them, deliveries and refunds are documents of
 * their own there. Discounts of a whole order are not among them: shops give them on the lines, too, and the check
 * of the totals tells when they do not.
 */
export function orderSchema(order: ModelFields): PortSchema {
  const fields = ORDER_FIELDS.filter((spec) => HELD.has(spec.path)).map(
    (spec): FieldSpec => (CREATE_ONLY.has(spec.path) ? { ...spec, createOnly: true } : spec),
  );
  return { fields: [...fields, ...nativeSpecs(order)], keys: ['externalId', 'number'] };
}
