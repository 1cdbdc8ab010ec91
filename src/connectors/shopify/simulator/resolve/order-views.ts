import { subtractDecimals } from '../../../../core/money.ts';
import { gid } from '../state/global-id.ts';
import type {
  FulfillmentRow,
  LineRow,
  OrderRow,
  RefundRow,
  ShippingRow,
  TaxRow,
  TransactionRow,
} from '../state/rows.ts';
import type { Shop } from '../state/shop.ts';
import { connection } from './connection.ts';
import type { PageArgs } from './context.ts';
import { addressView, customerView } from './customer-views.ts';
import { locationView } from './inventory-views.ts';
import { metafieldOf } from './metafields.ts';
import { moneyBag, total } from './money.ts';
import { orderTotals } from './order-totals.ts';
import { productView, variantView } from './product-views.ts';
import { dateTime, dateTimeOrNull } from './time.ts';

export function orderView(shop: Shop, order: OrderRow): object {
  const bag = (amount: string) => moneyBag(amount, order.currency);
  const sums = orderTotals(order);
  const returned = returnedTotals(order);
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
  const fulfilled = order.lines.every((line) => line.unfulfilled === 0);
  const begun = order.lines.some((line) => line.unfulfilled < line.currentQuantity);
  return {
    __typename: 'Order',
    id: gid('Order', order.id),
    legacyResourceId: String(order.id),
    name: order.name ?? `#${order.number}`,
    number: order.number,
    email: order.email,
    phone: order.phone,
    note: order.note,
    tags: [...order.tags].sort(),
    createdAt: dateTime(order.createdMs),
    processedAt: dateTime(order.processedMs),
    updatedAt: dateTime(order.updatedMs),
    cancelledAt: dateTimeOrNull(order.cancelledMs),
    cancelReason: order.cancelReason,
    closedAt: dateTimeOrNull(order.closedMs),
    test: order.test,
    currencyCode: order.currency,
    presentmentCurrencyCode: order.currency,
    taxesIncluded: order.taxesIncluded,
    displayFinancialStatus: order.financialStatus,
    displayFulfillmentStatus: fulfilled ? 'FULFILLED' : begun ? 'PARTIALLY_FULFILLED' : 'UNFULFILLED',
    sourceName: order.sourceName,
    sourceIdentifier: order.sourceIdentifier,
    poNumber: order.poNumber,
    paymentGatewayNames: [...new Set(order.transactions.map((row) => row.gateway))],
    discountCodes: order.discountCodes,
    customer: () => (customer === undefined ? null : customerView(shop, customer)),
    billingAddress: order.billing === null ? null : addressView(order.billing),
    shippingAddress: order.shipping === null ? null : addressView(order.shipping),
    currentSubtotalPriceSet: bag(subtractDecimals(sums.subtotal, returned.subtotal)),
    currentTotalTaxSet: bag(subtractDecimals(sums.tax, returned.tax)),
    currentTotalPriceSet: bag(subtractDecimals(sums.total, returned.total)),
    totalPriceSet: bag(sums.total),
    totalTaxSet: bag(sums.tax),
    subtotalPriceSet: bag(sums.subtotal),
    totalOutstandingSet: bag(order.cancelledMs === null ? subtractDecimals(sums.total, sums.paid) : '0'),
    totalRefundedSet: bag(sums.refunded),
    totalDiscountsSet: bag(sums.discounts),
    totalTipReceivedSet: bag(order.tip ?? '0'),
    currentTotalDutiesSet: null,
    totalCashRoundingAdjustment: { paymentSet: bag('0'), refundSet: bag('0') },
    shippingLines: (args: PageArgs) =>
      connection(
        order.shippingLines.map((row) => entry(row.id, () => shippingView(row, bag))),
        args,
      ),
    lineItems: (args: PageArgs) =>
      connection(
        order.lines.map((row) => entry(row.id, () => lineView(shop, row, bag))),
        args,
      ),
    transactions: ({ first }: PageArgs) =>
      order.transactions.slice(0, first ?? undefined).map((row) => transactionView(row, order, bag)),
    refunds: ({ first }: PageArgs) =>
      order.refunds.slice(0, first ?? undefined).map((row) => refundView(shop, row, order, bag)),
    fulfillments: ({ first }: PageArgs) =>
      order.fulfillments.slice(0, first ?? undefined).map((row) => fulfillmentView(shop, row, order, bag)),
    metafield: (args: { namespace?: string; key: string }) => metafieldOf(order, args),
  };
}

type Bag = (amount: string) => object;

const entry = (id: number, view: () => object) => ({ id, value: id, view });

/** What refunded lines came to. */
function returnedTotals(order: OrderRow) {
  const lines = order.refunds.flatMap((refund) => refund.lines);
  const subtotal = total(lines.map((line) => line.subtotal));
  const tax = total(lines.map((line) => line.tax));
  return { subtotal, tax, total: order.taxesIncluded ? subtotal : total([subtotal, tax]) };
}

function taxViews(taxes: readonly TaxRow[], bag: Bag) {
  return taxes.map((tax) => ({ title: tax.title, rate: tax.rate, priceSet: bag(tax.amount) }));
}

function lineView(shop: Shop, line: LineRow, bag: Bag): object {
  const variant = line.variantId === null ? undefined : shop.variants.get(line.variantId);
  const product = line.productId === null ? undefined : shop.products.get(line.productId);
  const perUnit = line.quantity === 0 ? '0' : String(Number(line.discount) / line.quantity);
  return {
    __typename: 'LineItem',
    id: gid('LineItem', line.id),
    title: line.title,
    variantTitle: line.variantTitle,
    sku: line.sku,
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    refundableQuantity: line.currentQuantity,
    unfulfilledQuantity: line.unfulfilled,
    taxable: line.taxable,
    requiresShipping: line.requiresShipping,
    isGiftCard: false,
    originalUnitPriceSet: bag(line.unitPrice),
    discountedUnitPriceAfterAllDiscountsSet: bag(subtractDecimals(line.unitPrice, perUnit)),
    discountAllocations: line.discount === '0' ? [] : [{ allocatedAmountSet: bag(line.discount) }],
    taxLines: taxViews(line.taxes, bag),
    variant: variant === undefined ? null : variantView(shop, variant),
    product: product === undefined ? null : productView(shop, product),
  };
}

function shippingView(row: ShippingRow, bag: Bag): object {
  return {
    id: gid('ShippingLine', row.id),
    title: row.title,
    code: row.code,
    originalPriceSet: bag(row.price),
    discountedPriceSet: bag(row.price),
    taxLines: taxViews(row.taxes, bag),
    isRemoved: false,
  };
}

function transactionView(row: TransactionRow, order: OrderRow, bag: Bag): object {
  const parent = order.transactions.find((each) => each.id === row.parentId);
  return {
    __typename: 'OrderTransaction',
    id: gid('OrderTransaction', row.id),
    kind: row.kind,
    status: row.status,
    gateway: row.gateway,
    processedAt: dateTime(row.processedMs),
    amountSet: bag(row.amount),
    parentTransaction:
      parent === undefined ? null : { __typename: 'OrderTransaction', id: gid('OrderTransaction', parent.id) },
  };
}

function refundView(shop: Shop, refund: RefundRow, order: OrderRow, bag: Bag): object {
  return {
    __typename: 'Refund',
    id: gid('Refund', refund.id),
    legacyResourceId: String(refund.id),
    createdAt: dateTime(refund.createdMs),
    note: refund.note,
    totalRefundedSet: bag(refund.total),
    refundShippingLines: (args: PageArgs) => connection([], args),
    refundLineItems: (args: PageArgs) =>
      connection(
        refund.lines.map((row, at) =>
          entry(at, () => {
            const line = order.lines.find((each) => each.id === row.lineId);
            const location = row.locationId === null ? undefined : shop.locations.get(row.locationId);
            return {
              quantity: row.quantity,
              restockType: row.restockType,
              restocked: row.restockType !== 'NO_RESTOCK',
              subtotalSet: bag(row.subtotal),
              totalTaxSet: bag(row.tax),
              lineItem: line === undefined ? null : lineView(shop, line, bag),
              location: location === undefined ? null : locationView(location),
            };
          }),
        ),
        args,
      ),
  };
}

function fulfillmentView(shop: Shop, row: FulfillmentRow, order: OrderRow, bag: Bag): object {
  return {
    __typename: 'Fulfillment',
    id: gid('Fulfillment', row.id),
    status: row.status,
    createdAt: dateTime(row.createdMs),
    trackingInfo: row.tracking,
    fulfillmentLineItems: (args: PageArgs) =>
      connection(
        row.lines.map((each) =>
          entry(each.id, () => {
            const line = order.lines.find((other) => other.id === each.lineId);
            return {
              __typename: 'FulfillmentLineItem',
              id: gid('FulfillmentLineItem', each.id),
              quantity: each.quantity,
              lineItem: line === undefined ? null : lineView(shop, line, bag),
            };
          }),
        ),
        args,
      ),
  };
}

/** A refund or shipment of any order, by its number. */
export function orderPartView(shop: Shop, id: number): object | null {
  for (const order of shop.orders.values()) {
    const bag = (amount: string) => moneyBag(amount, order.currency);
    const refund = order.refunds.find((row) => row.id === id);
    if (refund !== undefined) return refundView(shop, refund, order, bag);
    const fulfillment = order.fulfillments.find((row) => row.id === id);
    if (fulfillment !== undefined) return fulfillmentView(shop, fulfillment, order, bag);
  }
  return null;
}
