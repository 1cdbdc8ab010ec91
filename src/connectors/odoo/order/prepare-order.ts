import type { CreateWrite } from '../../../core/connector.ts';
import type { Address } from '../../../core/records/customer.ts';
import { type Order, validateOrder } from '../../../core/records/order.ts';
import { PasserelleError } from '../../../errors.ts';
import { canonicalOnly } from '../canonical-only.ts';
import { locationValues } from '../customer/partner-values.ts';
import { countries } from '../lookups/countries.ts';
import { nativeValues } from '../native-fields.ts';
import type { OdooValues } from '../odoo-value.ts';
import type { OutcomeSheet } from '../outcome-sheet.ts';
import type { Target } from '../target.ts';
import type { OrderCreate, OrderFrame } from './create-order.ts';
import { type AddressNeed, findAddresses, hasPlace } from './order-addresses.ts';
import {
  fallbackCustomer,
  fallbackProduct,
  orderCurrency,
  salesperson,
  salesTaxes,
  shippingProduct,
  warehouse,
} from './order-lookups.ts';
import { orderModel, priceDigits } from './order-model.ts';
import { type LineContext, type PlannedLine, planOrderLines } from './plan-lines.ts';

/** An order that was checked; its addresses are still to be found. */
export interface DraftedOrder {
  readonly write: CreateWrite;
  readonly order: Order;
  readonly customerId: number;
  readonly pricelistId: number | null;
  readonly currencyDigits: number;
  readonly lines: readonly PlannedLine[];
  readonly native: OdooValues;
}

/** Checks an order and settles its lines. Throws what is wrong with it. */
export async function draftOrder(target: Target, write: CreateWrite): Promise<DraftedOrder> {
  const order = validateOrder(canonicalOnly(write.values));
  const places = await countries(target);
  for (const field of ['billingAddress', 'shippingAddress'] as const) {
    const address = order[field];
    if (hasPlace(address)) locationValues(address, places, field);
  }
  const customerId = await customerOf(target, order);
  const { pricelistId, digits } = await orderCurrency(target, order.currency ?? null);
  const lines = planOrderLines(order, await lineContext(target, order, digits));
  const native = nativeValues(write.values, await target.fields('sale.order'));
  return { write, order, customerId, pricelistId, currencyDigits: digits, lines, native };
}

async function customerOf(target: Target, order: Order): Promise<number> {
  const id = order.customer?.id ?? (await fallbackCustomer(target));
  if (id != null) return Number(id);
  throw new PasserelleError(
    'odoo_order_without_customer',
    `The order ${order.number} names no customer that Odoo has.`,
    {
      field: 'customer',
      value: order.customer?.email ?? order.email ?? null,
      remedy: 'Bring the customer to Odoo first, or name one for such orders in the settings: orders.fallbackCustomer.',
    },
  );
}

export async function lineContext(
  target: Target,
  order: Partial<Pick<Order, 'taxesIncluded' | 'shippingLines'>>,
  currencyDigits: number,
): Promise<LineContext> {
  const [taxes, model, fallbackProductId] = await Promise.all([
    salesTaxes(target),
    orderModel(target),
    fallbackProduct(target),
  ]);
  return {
    taxes,
    digits: priceDigits(model, currencyDigits),
    taxesIncluded: order.taxesIncluded === true,
    fallbackProductId,
    shippingProductId: (order.shippingLines ?? []).length > 0 ? await shippingProduct(target) : null,
  };
}

export async function orderFrame(
  target: Target,
  lines: readonly PlannedLine[],
  signal: AbortSignal | undefined,
): Promise<OrderFrame> {
  const [model, facts, salespersonId, warehouseId, names] = await Promise.all([
    orderModel(target),
    target.facts(),
    salesperson(target),
    warehouse(target),
    productNames(target, lines, signal),
  ]);
  return { model, companyId: facts.companyId, salespersonId, warehouseId, productNames: names };
}

/** Names of the products of lines that have no title of their own. */
export async function productNames(
  target: Target,
  lines: readonly PlannedLine[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, string>> {
  const untitled = [...new Set(lines.flatMap(({ title, productId }) => (title === null ? [productId] : [])))];
  const products = await target.read('product.product', untitled, ['display_name'], signal);
  return new Map(products.map((row) => [row.id, String(row.display_name)]));
}

interface OrderAddressNeeds {
  readonly drafted: DraftedOrder;
  readonly billing: AddressNeed | null;
  readonly shipping: AddressNeed | null;
}

/** Gives orders the contacts of their addresses. An order whose address Odoo refuses is rejected: nothing of it stands. */
export async function withAddresses(
  target: Target,
  drafts: readonly DraftedOrder[],
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<readonly OrderCreate[]> {
  const places = await countries(target);
  const needs = drafts.map((drafted): OrderAddressNeeds => {
    const { order, customerId } = drafted;
    const billing = need(customerId, order.billingAddress, 'invoice', 'billingAddress');
    const shipping = need(customerId, order.shippingAddress, 'delivery', 'shippingAddress');
    return { drafted, billing, shipping };
  });
  const wanted = needs.flatMap(({ billing, shipping }) => [billing, shipping].filter((one) => one !== null));
  const found = await findAddresses(target, wanted, places, signal);
  return needs.flatMap(({ drafted, billing, shipping }): readonly OrderCreate[] => {
    const ids = [billing, shipping].flatMap((one) => {
      const contact = one === null ? ({ status: 'done', id: drafted.customerId } as const) : found.get(one);
      if (contact?.status === 'done') return [contact.id];
      if (contact?.status === 'unknown') sheet.settle(drafted.write, { status: 'unknown', error: contact.error });
      else if (contact !== undefined) {
        sheet.settle(drafted.write, { status: 'rejected', error: contact.error, alone: contact.alone === true });
      }
      return [];
    });
    const [invoiceId, deliveryId] = ids;
    return invoiceId === undefined || deliveryId === undefined ? [] : [{ ...drafted, invoiceId, deliveryId }];
  });
}

function need(customerId: number, address: Address | null | undefined, type: AddressNeed['type'], field: string) {
  return hasPlace(address) ? { customerId, address, type, field } : null;
}
