import type { Order } from '../../../core/records/order.ts';
import { writeDatetime } from '../odoo-value.ts';
import type { OutcomeSheet } from '../outcome-sheet.ts';
import type { Target } from '../target.ts';
import { amountsOf, readAmounts } from './order-amounts.ts';
import type { OrderModel } from './order-model.ts';
import { isQuotation, type OrderState } from './order-state.ts';
import type { OrderUpdate } from './plan-order-update.ts';
import { type Confirming, cancelOrders, confirmOrders } from './settle-orders.ts';
import { checkTotals } from './totals.ts';

/** An update of an order that was looked at and may go on. */
export interface PreparedOrderUpdate {
  readonly update: OrderUpdate;
  readonly current: OrderState;
  readonly currencyDigits: number;
}

/** Confirms and cancels, after the totals were compared once more. */
export async function changeStates(
  target: Target,
  prepared: readonly PreparedOrderUpdate[],
  model: OrderModel,
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  const open = prepared.filter(({ update }) => update.status !== null && sheet.open(update.write));
  const confirms = target.settings.orders.confirm === 'confirmed';
  const wanting = open.filter(
    ({ update, current }) => confirms && update.status === 'confirmed' && isQuotation(current),
  );
  const amounts =
    wanting.length === 0
      ? new Map()
      : await readAmounts(
          target,
          wanting.map(({ update }) => update.orderId),
          signal,
        );
  const confirming = wanting.flatMap(({ update, currencyDigits }): readonly Confirming[] => {
    const { totals, placedAt } = update.write.values as unknown as Partial<Order>;
    const row = amounts.get(update.orderId);
    const error = row === undefined ? null : checkTotals(totals, amountsOf(row, currencyDigits), currencyDigits);
    if (error !== null) {
      sheet.settle(update.write, { status: 'rejected', error, alone: true });
      return [];
    }
    return [{ write: update.write, id: update.orderId, date: placedAt ? writeDatetime(placedAt) : null }];
  });
  await confirmOrders(target, confirming, model, sheet, signal);
  const cancelling = open.filter(({ update, current }) => update.status === 'cancelled' && current.state !== 'cancel');
  await cancelOrders(
    target,
    cancelling.map(({ update }) => ({ write: update.write, id: update.orderId })),
    sheet,
    signal,
  );
}
