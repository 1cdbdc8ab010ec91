import { subtractDecimals } from '../../../../core/money.ts';
import type { OrderRow } from '../state/rows.ts';
import { times, total } from './money.ts';

export interface OrderTotals {
  /** Lines after discounts, with their taxes when prices include them. */
  readonly subtotal: string;
  readonly discounts: string;
  readonly shipping: string;
  readonly tax: string;
  readonly total: string;
  readonly refunded: string;
  readonly paid: string;
}

/** What an order comes to, from its lines. */
export function orderTotals(order: OrderRow): OrderTotals {
  const gross = total(order.lines.map((line) => times(line.unitPrice, line.quantity)));
  const discounts = total(order.lines.map((line) => line.discount));
  const subtotal = subtractDecimals(gross, discounts);
  const shipping = total(order.shippingLines.map((line) => line.price));
  const tax = total([...order.lines, ...order.shippingLines].flatMap((line) => line.taxes.map((each) => each.amount)));
  const net = total([subtotal, shipping, order.tip ?? '0']);
  const done = order.transactions.filter((row) => row.status === 'SUCCESS');
  return {
    subtotal,
    discounts,
    shipping,
    tax,
    total: order.taxesIncluded ? net : total([net, tax]),
    refunded: total(order.refunds.map((refund) => refund.total)),
    paid: total(done.filter((row) => row.kind === 'SALE' || row.kind === 'CAPTURE').map((row) => row.amount)),
  };
}
