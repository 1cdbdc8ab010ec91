import type { IntentKey } from '../../../core/connector.ts';
import { currencyDigits } from '../../../core/currency.ts';
import {
  addDecimals,
  divideDecimals,
  equalDecimals,
  isZero,
  multiplyDecimals,
  signOf,
  subtractDecimals,
  sumDecimals,
} from '../../../core/money.ts';
import type { Order, OrderCharge, OrderLine, Tax } from '../../../core/records/order.ts';
import { PasserelleError } from '../../../errors.ts';
import { addressInput } from '../customer/customer-input.ts';
import { gidNumber } from '../gid.ts';
import { markMetafield } from '../marks.ts';

type Input = Readonly<Record<string, unknown>>;

const PAID_KINDS = new Set(['sale', 'capture']);

/** A whole new order with its mark. Throws for what Shopify cannot hold, and where the totals would differ. Pure. */
export function orderInput(order: Order & { readonly currency: string }, key: IntentKey): Input {
  checkState(order);
  const { currency } = order;
  const bag = (amount: string) => ({ shopMoney: { amount, currencyCode: currency } });
  const taxLines = (taxes: readonly Tax[] | null | undefined) =>
    (taxes ?? []).map(({ title, rate, amount }) => ({
      title: title ?? 'Tax',
      rate: divideDecimals(rate ?? '0', '100', 6),
      priceSet: bag(amount ?? '0'),
    }));
  const lines = order.lines.map((line) => {
    const variant = line.variant?.id;
    return {
      ...(variant != null && gidNumber(variant) !== ''
        ? { variantId: variant }
        : { title: line.title ?? line.sku ?? 'Item' }),
      ...(line.sku != null && { sku: line.sku }),
      quantity: wholeQuantity(line),
      priceSet: bag(netUnitPrice(line, currency)),
      requiresShipping: true,
      taxLines: taxLines(line.taxes),
    };
  });
  const charges = chargesOf(order).map((charge) => ({
    title: charge.title ?? 'Charge',
    quantity: 1,
    priceSet: bag(charge.amount ?? '0'),
    requiresShipping: false,
    taxLines: taxLines(charge.taxes),
  }));
  const shippingLines = (order.shippingLines ?? []).map((line) => ({
    title: line.title ?? 'Shipping',
    priceSet: bag(line.price ?? '0'),
    taxLines: taxLines(line.taxes),
  }));
  checkTotal(
    order,
    [...lines, ...charges].map((line) => multiplyDecimals(line.priceSet.shopMoney.amount, String(line.quantity))),
  );
  const transactions = paidTransactions(order).map(({ amount, gateway }) => ({
    kind: 'SALE',
    status: 'SUCCESS',
    amountSet: bag(amount),
    ...(gateway !== null && { gateway }),
  }));
  const customer = order.customer?.id;
  return {
    name: order.number,
    sourceIdentifier: key,
    metafields: [markMetafield(key)],
    taxesIncluded: order.taxesIncluded === true,
    lineItems: [...lines, ...charges],
    shippingLines,
    transactions,
    ...(transactions.length === 0 && { financialStatus: 'PENDING' }),
    ...(order.fulfilment?.status === 'fulfilled' && { fulfillmentStatus: 'FULFILLED' }),
    currency,
    ...(order.placedAt != null && { processedAt: order.placedAt }),
    ...(order.email != null && { email: order.email }),
    ...(customer != null && { customer: { toAssociate: { id: customer } } }),
    ...(order.note != null && { note: order.note }),
    ...(order.tags != null && { tags: order.tags }),
    ...(order.billingAddress != null && { billingAddress: addressInput(order.billingAddress) }),
    ...(order.shippingAddress != null && { shippingAddress: addressInput(order.shippingAddress) }),
  };
}

function checkState(order: Order): void {
  if (order.status === 'draft') throw impossible('A quotation is no order in Shopify.', 'status', order.status);
  if (order.status === 'cancelled')
    throw impossible('A cancelled order is not made anew in Shopify.', 'status', order.status);
  const discount = order.discounts?.find(({ amount }) => amount != null && !isZero(amount));
  if (discount !== undefined) {
    throw impossible('Shopify takes no discount of a whole order from outside.', 'discounts', discount.amount);
  }
  const negative = chargesOf(order).find(({ amount }) => amount != null && signOf(amount) < 0);
  if (negative !== undefined) throw impossible('Shopify takes no line below zero.', 'giftCards', negative.amount);
}

const chargesOf = ({ fees, tips, duties, giftCards }: Order): readonly OrderCharge[] =>
  [fees, tips, duties, giftCards].flatMap((list) => list ?? []);

function wholeQuantity(line: OrderLine): number {
  const quantity = Number(line.quantity ?? '1');
  if (Number.isInteger(quantity) && quantity > 0) return quantity;
  throw impossible('Shopify sells whole units only.', `lines[${line.id}].quantity`, line.quantity);
}

/** Shopify takes a discount of a line only within its unit price, which then must be exact. */
function netUnitPrice(line: OrderLine, currency: string): string {
  const quantity = String(wholeQuantity(line));
  const gross = multiplyDecimals(line.unitPrice ?? '0', quantity);
  const percent = divideDecimals(multiplyDecimals(gross, line.discountPercent ?? '0'), '100', 6);
  const net = subtractDecimals(gross, addDecimals(line.discountAmount ?? '0', percent));
  const unit = divideDecimals(net, quantity, currencyDigits(currency));
  if (equalDecimals(multiplyDecimals(unit, quantity), net)) return unit;
  throw impossible(
    `The line's discount cannot be split over ${quantity} units to the cent.`,
    `lines[${line.id}].discountAmount`,
    line.discountAmount,
  );
}

interface Paid {
  readonly amount: string;
  readonly gateway: string | null;
}

function paidTransactions(order: Order): readonly Paid[] {
  return (order.payment?.transactions ?? []).flatMap(({ kind, status, amount, gateway }): Paid[] => {
    const paid = typeof amount === 'string' && PAID_KINDS.has(String(kind)) && status === 'success';
    return paid ? [{ amount, gateway: typeof gateway === 'string' ? gateway : null }] : [];
  });
}

function checkTotal(order: Order, lineAmounts: readonly string[]): void {
  const wanted = order.totals?.total;
  if (wanted == null) return;
  const shipping = (order.shippingLines ?? []).map(({ price }) => price ?? '0');
  const taxes = [...order.lines, ...chargesOf(order), ...(order.shippingLines ?? [])].flatMap((line) =>
    (line.taxes ?? []).map(({ amount }) => amount ?? '0'),
  );
  const net = sumDecimals([...lineAmounts, ...shipping]);
  const total = order.taxesIncluded === true ? net : sumDecimals([net, ...taxes]);
  if (equalDecimals(total, wanted)) return;
  throw new PasserelleError(
    'shopify_order_total_differs',
    `The order would come to ${total} in Shopify instead of ${wanted}.`,
    {
      field: 'totals.total',
      value: wanted,
      remedy: 'Check its taxes and discounts, or add a rounding line to it.',
    },
  );
}

function impossible(message: string, field: string, value: unknown): PasserelleError {
  return new PasserelleError('shopify_order_not_representable', message, {
    field,
    value,
    remedy: 'Leave the order out of the sync, or make it in Shopify by hand.',
  });
}
