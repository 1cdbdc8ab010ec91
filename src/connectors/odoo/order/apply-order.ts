import type { CreateWrite, Outcome, Write } from '../../../core/connector.ts';
import { asPasserelleError } from '../../../errors.ts';
import { createsOf, updatesOf } from '../check-each.ts';
import { findMarks } from '../find-marks.ts';
import { orderLineMark } from '../marks.ts';
import { writeDatetime } from '../odoo-value.ts';
import type { OutcomeSheet } from '../outcome-sheet.ts';
import { removeRecords } from '../remove-records.ts';
import type { Target } from '../target.ts';
import { createOrders, lineChildren, type StandingOrder } from './create-order.ts';
import { amountsOf, readAmounts } from './order-amounts.ts';
import type { OrderModel } from './order-model.ts';
import { type DraftedOrder, draftOrder, orderFrame, withAddresses } from './prepare-order.ts';
import { type Confirming, cancelOrders, confirmOrders } from './settle-orders.ts';
import { checkTotals } from './totals.ts';
import { prepareOrderUpdates, updateOrders } from './update-order.ts';

/** Carries out a batch of writes of orders; every verdict goes into the sheet. */
export async function applyOrders(
  target: Target,
  writes: readonly Write[],
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  const drafts = await draftOrders(target, writes, sheet);
  const frame = await orderFrame(
    target,
    drafts.flatMap(({ lines }) => lines),
    signal,
  );
  const updates = await prepareOrderUpdates(target, updatesOf(writes), sheet, signal);
  sheet.sending();
  const creates = await withAddresses(target, drafts, sheet, signal);
  const standing = await createOrders(target, creates, frame, sheet, signal);
  await settleCreated(target, standing, frame.model, sheet, signal);
  await updateOrders(target, updates, sheet, signal);
  await removeRecords(target, 'sale.order', writes, sheet, signal);
}

/** A fault of the settings or the connection is nobody's own: it ends the batch before anything was sent. */
async function draftOrders(
  target: Target,
  writes: readonly Write[],
  sheet: OutcomeSheet,
): Promise<readonly DraftedOrder[]> {
  const drafts: DraftedOrder[] = [];
  for (const write of createsOf(writes)) {
    try {
      drafts.push(await draftOrder(target, write));
    } catch (thrown) {
      const error = asPasserelleError(thrown);
      if (error.kind !== 'data') throw thrown;
      sheet.settle(write, { status: 'rejected', error, alone: true });
    }
  }
  return drafts;
}

/** Confirms and cancels what is to be, and says what became of each order. */
async function settleCreated(
  target: Target,
  standing: readonly StandingOrder[],
  model: OrderModel,
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (standing.length === 0) return;
  const rows = await readAmounts(
    target,
    standing.map(({ id }) => id),
    signal,
  );
  const confirming: Confirming[] = [];
  const cancelling: { write: Write; id: number }[] = [];
  for (const { create, id, warnings } of standing) {
    const { write, order, lines, currencyDigits } = create;
    const row = rows.get(id);
    const differs =
      row === undefined ? null : checkTotals(order.totals, amountsOf(row, currencyDigits), currencyDigits);
    const confirms = order.status === 'confirmed' && target.settings.orders.confirm === 'confirmed';
    if (differs !== null && confirms) {
      // It stands as a quotation. Found by its mark, it is confirmed by an update, which says so and is refused.
      sheet.settle(write, { status: 'unknown', error: differs });
      continue;
    }
    if (confirms) confirming.push({ write, id, date: order.placedAt ? writeDatetime(order.placedAt) : null });
    if (order.status === 'cancelled') cancelling.push({ write, id });
    const children = lineChildren(lines, row?.order_line) ?? (await markedLines(target, create.write, lines, signal));
    const all = differs === null ? warnings : [...warnings, differs.message];
    const outcome: Outcome = { status: 'applied', id: String(id), children };
    sheet.settle(write, all.length > 0 ? { ...outcome, warnings: all } : outcome);
  }
  await confirmOrders(target, confirming, model, sheet, signal);
  await cancelOrders(target, cancelling, sheet, signal);
}

async function markedLines(
  target: Target,
  write: CreateWrite,
  lines: DraftedOrder['lines'],
  signal: AbortSignal | undefined,
) {
  const marks = new Map(lines.map((line) => [orderLineMark(write.key, line.list, line.key), line]));
  const found = await findMarks(target, 'sale.order.line', [...marks.keys()], signal);
  return [...found].flatMap(([mark, id]) => {
    const line = marks.get(mark);
    return line === undefined ? [] : [{ list: line.list, key: line.key, id: String(id) }];
  });
}
