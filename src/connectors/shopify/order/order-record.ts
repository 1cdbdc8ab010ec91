import type { RecordItem } from '../../../core/connector.ts';
import {
  addDecimals,
  decimalFromNumber,
  divideDecimals,
  isZero,
  multiplyDecimals,
  normaliseDecimal,
  subtractDecimals,
  sumDecimals,
} from '../../../core/money.ts';
import type { Value } from '../../../core/value.ts';
import { addressValue } from '../customer/customer-record.ts';
import { asConnection, asNative, asNode, asNodes, idOf, type Node, textOf } from '../node.ts';

type Json = { readonly [key: string]: Value };

/** The amount of a `MoneyBag` in the shop's currency, which is the one that the order is booked in. */
const amountOf = (bag: unknown): string => normaliseDecimal(textOf(asNode(asNode(bag).shopMoney).amount) ?? '0');

/**
 * An order of Shopify as a record; all of its lists must be there. Pure.
 *
 * Quantities and totals are those before returns and after edits: what was taken out by an edit never was sold, what
 * was returned stands in the refunds.
 */
export function orderRecord(node: Node): RecordItem {
  const refunds = asNodes(node.refunds);
  const returned = returnedQuantities(refunds);
  const cancelledAt = textOf(node.cancelledAt);
  const email = textOf(node.email);
  const values: Record<string, Value> = {
    number: textOf(node.name),
    placedAt: textOf(node.processedAt),
    currency: textOf(node.currencyCode),
    customer: node.customer == null ? null : { type: 'customer', id: idOf(asNode(node.customer)), email },
    email,
    billingAddress: node.billingAddress == null ? null : addressValue(asNode(node.billingAddress)),
    shippingAddress: node.shippingAddress == null ? null : addressValue(asNode(node.shippingAddress)),
    lines: asConnection(node.lineItems).nodes.flatMap((line) => lineValue(line, returned.get(idOf(line)) ?? 0)),
    shippingLines: asConnection(node.shippingLines).nodes.map((line) => ({
      id: idOf(line),
      title: textOf(line.title),
      price: amountOf(line.discountedPriceSet),
      taxes: taxesOf(line, '1'),
    })),
    fees: charge('rounding', 'Cash rounding', asNode(node.totalCashRoundingAdjustment).paymentSet),
    tips: charge('tip', 'Tip', node.totalTipReceivedSet),
    duties: charge('duties', 'Duties', node.currentTotalDutiesSet),
    // Their amounts stand in the lines, to which Shopify allocates every discount.
    discounts: Array.isArray(node.discountCodes) ? node.discountCodes.map((code) => ({ code: String(code) })) : [],
    taxesIncluded: node.taxesIncluded === true,
    totals: totalsOf(node, refunds),
    payment: {
      status: lower(node.displayFinancialStatus),
      gateway: Array.isArray(node.paymentGatewayNames) ? textOf(node.paymentGatewayNames[0]) : null,
      transactions: asNodes(node.transactions).map(transactionValue),
    },
    fulfilment: {
      status: lower(node.displayFulfillmentStatus),
      shipments: asNodes(node.fulfillments).map(shipmentValue),
    },
    refunds: refunds.map(refundValue),
    status: cancelledAt === null ? 'confirmed' : 'cancelled',
    cancelledAt,
    cancelReason: lower(node.cancelReason),
    note: textOf(node.note),
    tags: Array.isArray(node.tags) ? node.tags.map(String) : [],
  };
  const updatedAt = String(node.updatedAt);
  return {
    ok: true,
    record: { type: 'order', id: idOf(node), version: updatedAt, updatedAt, values, native: asNative(node) },
  };
}

const lower = (value: unknown): string | null => textOf(value)?.toLowerCase() ?? null;

function returnedQuantities(refunds: readonly Node[]): ReadonlyMap<string, number> {
  const quantities = new Map<string, number>();
  for (const refund of refunds) {
    for (const { lineItem, quantity } of asConnection(refund.refundLineItems).nodes) {
      const id = idOf(asNode(lineItem));
      quantities.set(id, (quantities.get(id) ?? 0) + Number(quantity));
    }
  }
  return quantities;
}

/** No line for what an edit took out altogether. */
function lineValue(line: Node, returned: number): readonly Json[] {
  const ordered = Number(line.quantity);
  const sold = Math.min(ordered, Number(line.currentQuantity) + returned);
  if (sold <= 0) return [];
  const discount = sumDecimals(asNodes(line.discountAllocations).map((each) => amountOf(each.allocatedAmountSet)));
  // Discounts and taxes of a line stay those of the ordered quantity.
  const share = sold === ordered ? '1' : divideDecimals(String(sold), String(ordered), 10);
  const variant = asNode(line.variant);
  const sku = textOf(line.sku);
  const title = [textOf(line.title), textOf(line.variantTitle)].filter(
    (part) => part !== null && part !== 'Default Title',
  );
  return [
    {
      id: idOf(line),
      variant:
        line.variant == null
          ? null
          : { type: 'product.variants', id: idOf(variant), sku, barcode: textOf(variant.barcode) },
      sku,
      title: title.join(' - ') || null,
      quantity: String(sold),
      unitPrice: amountOf(line.originalUnitPriceSet),
      discountAmount: portion(discount, share),
      taxes: taxesOf(line, share),
    },
  ];
}

const portion = (amount: string, share: string): string =>
  share === '1' ? amount : divideDecimals(multiplyDecimals(amount, share), '1', 2);

function taxesOf(line: Node, share: string): readonly Json[] {
  return asNodes(line.taxLines).map((tax) => ({
    title: textOf(tax.title),
    rate: typeof tax.rate === 'number' ? multiplyDecimals(decimalFromNumber(tax.rate), '100') : null,
    amount: portion(amountOf(tax.priceSet), share),
  }));
}

function charge(id: string, title: string, bag: unknown): readonly Json[] {
  const amount = amountOf(bag);
  return isZero(amount) ? [] : [{ id, title, amount }];
}

/** Before returns: what stands now, and what was returned. */
function totalsOf(node: Node, refunds: readonly Node[]): Json {
  const lines = refunds.flatMap((refund) => asConnection(refund.refundLineItems).nodes);
  const shipping = refunds.flatMap((refund) => asConnection(refund.refundShippingLines).nodes);
  const net = sumDecimals([
    ...lines.map((line) => amountOf(line.subtotalSet)),
    ...shipping.map((line) => amountOf(line.subtotalAmountSet)),
  ]);
  const returnedTax = sumDecimals([
    ...lines.map((line) => amountOf(line.totalTaxSet)),
    ...shipping.map((line) => amountOf(line.taxAmountSet)),
  ]);
  const tax = addDecimals(amountOf(node.currentTotalTaxSet), returnedTax);
  const returned = node.taxesIncluded === true ? net : addDecimals(net, returnedTax);
  const total = addDecimals(amountOf(node.currentTotalPriceSet), returned);
  return { untaxed: subtractDecimals(total, tax), tax, total };
}

function transactionValue(row: Node): Json {
  const parent = asNode(row.parentTransaction);
  return {
    id: idOf(row),
    kind: lower(row.kind),
    status: lower(row.status),
    gateway: textOf(row.gateway),
    amount: amountOf(row.amountSet),
    processedAt: textOf(row.processedAt),
    parentId: row.parentTransaction == null ? null : idOf(parent),
  };
}

function shipmentValue(row: Node): Json {
  return {
    id: idOf(row),
    status: lower(row.status),
    createdAt: textOf(row.createdAt),
    tracking: asNodes(row.trackingInfo).map(({ number, url, company }) => ({
      number: textOf(number),
      url: textOf(url),
      company: textOf(company),
    })),
    lines: asConnection(row.fulfillmentLineItems).nodes.map(({ lineItem, quantity }) => ({
      lineId: idOf(asNode(lineItem)),
      quantity: String(quantity),
    })),
  };
}

function refundValue(row: Node): Json {
  return {
    id: idOf(row),
    createdAt: textOf(row.createdAt),
    note: textOf(row.note),
    amount: amountOf(row.totalRefundedSet),
    lines: asConnection(row.refundLineItems).nodes.map((line) => ({
      lineId: idOf(asNode(line.lineItem)),
      quantity: String(line.quantity),
      restock: lower(line.restockType),
      subtotal: amountOf(line.subtotalSet),
      tax: amountOf(line.totalTaxSet),
      locationId: line.location == null ? null : idOf(asNode(line.location)),
    })),
    shipping: sumDecimals(asConnection(row.refundShippingLines).nodes.map((line) => amountOf(line.subtotalAmountSet))),
  };
}
