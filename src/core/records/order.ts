import { z } from 'zod';
import type { FieldSpec, FieldTable } from '../field.ts';
import type { Values } from '../value.ts';
import { addressSchema } from './customer.ts';
import {
  children,
  currency,
  datetime,
  decimal,
  flag,
  id,
  json,
  known,
  tags,
  text,
  validateValues,
} from './record-schema.ts';

const reference = <T extends string>(type: T) =>
  z.strictObject(
    {
      type: z.literal(type, `"${type}"`),
      id: id.nullable(),
      sku: known(text),
      barcode: known(text),
      email: known(text),
    },
    `a reference {type: "${type}", id}`,
  );

const taxSchema = z.strictObject({
  title: known(text),
  /** Per cent: "20". */
  rate: known(decimal),
  amount: known(decimal),
});
/** [] is "no tax"; absent is unknown, and none is sent. */
const taxes = known(z.array(taxSchema, 'a list of taxes'));

export const orderLineSchema = z.strictObject({
  id,
  /** null for a line that never had a variant: a custom item, a deleted product. */
  variant: known(reference('product.variants')),
  sku: known(text),
  title: known(text),
  quantity: known(decimal),
  unitPrice: known(decimal),
  /** "10" is ten per cent. */
  discountPercent: known(decimal),
  /** For the whole line. */
  discountAmount: known(decimal),
  taxes,
});

const shippingLineSchema = z.strictObject({ id, title: known(text), price: known(decimal), taxes });
/** A fee, tip, duty or gift card. */
const chargeSchema = z.strictObject({ id, title: known(text), amount: known(decimal), taxes });
const discountSchema = z.strictObject({ code: known(text), title: known(text), amount: known(decimal) });
const totalsSchema = z.strictObject({ untaxed: known(decimal), tax: known(decimal), total: known(decimal) });

const entry = z.object({ id: z.exactOptional(id) }).catchall(json);
const paymentSchema = z
  .object({ status: known(text), gateway: known(text), transactions: known(z.array(entry, 'a list of transactions')) })
  .catchall(json);
const fulfilmentSchema = z
  .object({ status: known(text), shipments: known(z.array(entry, 'a list of shipments')) })
  .catchall(json);

/** A whole order: it has a number and its lines (a list that may be empty). */
export const orderSchema = z.strictObject({
  externalId: known(text),
  number: text.min(1, 'an order number that is not empty'),
  placedAt: known(datetime),
  currency: known(currency),
  customer: known(reference('customer')),
  email: known(text),
  billingAddress: known(addressSchema),
  shippingAddress: known(addressSchema),
  lines: children(orderLineSchema),
  shippingLines: known(children(shippingLineSchema)),
  fees: known(children(chargeSchema)),
  tips: known(children(chargeSchema)),
  duties: known(children(chargeSchema)),
  giftCards: known(children(chargeSchema)),
  /** Of the whole order. */
  discounts: known(z.array(discountSchema, 'a list of discounts')),
  /** Whether unit prices contain their taxes. */
  taxesIncluded: known(flag),
  /** As the source says; to check against, never written. */
  totals: known(totalsSchema),
  payment: known(paymentSchema),
  fulfilment: known(fulfilmentSchema),
  refunds: known(z.array(entry, 'a list of refunds')),
  status: known(z.enum(['draft', 'confirmed', 'cancelled'], 'one of draft, confirmed, cancelled')),
  cancelledAt: known(datetime),
  cancelReason: known(text),
  note: known(text),
  tags: known(tags),
  test: known(flag),
});

/** What a system knows of an order: any field may be absent. */
export const orderValuesSchema = orderSchema.extend({
  number: z.exactOptional(orderSchema.shape.number),
  lines: z.exactOptional(orderSchema.shape.lines),
});

export type Order = z.infer<typeof orderSchema>;
export type OrderValues = z.infer<typeof orderValuesSchema>;
export type OrderLine = z.infer<typeof orderLineSchema>;
export type ShippingLine = z.infer<typeof shippingLineSchema>;
export type OrderCharge = z.infer<typeof chargeSchema>;
export type OrderDiscount = z.infer<typeof discountSchema>;
export type Tax = z.infer<typeof taxSchema>;

export const ORDER_LINE_FIELDS: readonly FieldSpec[] = [
  { path: 'id', type: 'string', required: true },
  { path: 'variant', type: 'reference', to: 'product.variants' },
  { path: 'sku', type: 'string', title: 'SKU' },
  { path: 'title', type: 'text' },
  { path: 'quantity', type: 'decimal' },
  { path: 'unitPrice', type: 'decimal' },
  { path: 'discountPercent', type: 'decimal' },
  { path: 'discountAmount', type: 'decimal' },
  { path: 'taxes', type: 'json' },
];

const SHIPPING_LINE_FIELDS: readonly FieldSpec[] = [
  { path: 'id', type: 'string', required: true },
  { path: 'title', type: 'text' },
  { path: 'price', type: 'decimal' },
  { path: 'taxes', type: 'json' },
];

const CHARGE_FIELDS: readonly FieldSpec[] = [
  { path: 'id', type: 'string', required: true },
  { path: 'title', type: 'text' },
  { path: 'amount', type: 'decimal' },
  { path: 'taxes', type: 'json' },
];

const charges = (path: string, title?: string): FieldSpec => ({
  path,
  type: 'list',
  ...(title === undefined ? {} : { title }),
  list: { key: 'id', fields: CHARGE_FIELDS, match: [['title']] },
});

export const ORDER_FIELDS: FieldTable = [
  { path: 'externalId', type: 'string', title: 'Id in the target', readOnly: true },
  { path: 'number', type: 'string', required: true },
  { path: 'placedAt', type: 'datetime' },
  { path: 'currency', type: 'string' },
  { path: 'customer', type: 'reference', to: 'customer' },
  { path: 'email', type: 'email', title: 'E-mail' },
  { path: 'billingAddress', type: 'json' },
  { path: 'shippingAddress', type: 'json' },
  {
    path: 'lines',
    type: 'list',
    required: true,
    list: { key: 'id', fields: ORDER_LINE_FIELDS, match: [['variant', 'quantity', 'unitPrice'], ['variant'], ['sku']] },
  },
  { path: 'shippingLines', type: 'list', list: { key: 'id', fields: SHIPPING_LINE_FIELDS, match: [['title']] } },
  charges('fees'),
  charges('tips'),
  charges('duties'),
  charges('giftCards', 'Gift cards'),
  { path: 'discounts', type: 'json' },
  { path: 'taxesIncluded', type: 'boolean' },
  { path: 'totals', type: 'json', readOnly: true },
  { path: 'payment', type: 'json' },
  { path: 'fulfilment', type: 'json' },
  { path: 'refunds', type: 'json' },
  { path: 'status', type: 'string' },
  { path: 'cancelledAt', type: 'datetime' },
  { path: 'cancelReason', type: 'string' },
  { path: 'note', type: 'text' },
  { path: 'tags', type: 'set' },
  { path: 'test', type: 'boolean' },
];

/** The values as a whole order. Throws `record_invalid`. */
export function validateOrder(values: Values): Order {
  return validateValues(orderSchema, values, 'order');
}

/** The values as what a system knows of an order. Throws `record_invalid`. */
export function validateOrderValues(values: Values): OrderValues {
  return validateValues(orderValuesSchema, values, 'order');
}
