import type { Write } from '../../../core/connector.ts';
import { asPasserelleError } from '../../../errors.ts';
import { asIds, type OdooRow } from '../calls.ts';
import { loadBatch } from '../load-batch.ts';
import { slices } from '../load-rows.ts';
import { failureOutcome, type OutcomeSheet, settleLaterStep } from '../outcome-sheet.ts';
import type { Target } from '../target.ts';
import type { OrderModel } from './order-model.ts';

/** An order that is to be confirmed. */
export interface Confirming {
  readonly write: Write;
  readonly id: number;
  /** Odoo's UTC text; confirming sets the date to now. */
  readonly date: string | null;
}

/** Orders confirmed in one call: one bad order refuses them all, so they are few. */
const BATCH = 50;

/**
 * Confirms orders, then puts back their dates, and takes back what Odoo 18 does beside it: it makes the customer a
 * follower of the order and its delivery, so that later comments would be mailed to him.
 */
export async function confirmOrders(
  target: Target,
  orders: readonly Confirming[],
  model: OrderModel,
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (orders.length === 0) return;
  const before = await readFollowers(
    target,
    orders.map(({ id }) => id),
    model,
    signal,
  );
  const confirmed: Confirming[] = [];
  for (const some of slices(orders, BATCH)) confirmed.push(...(await confirmSome(target, some, sheet, signal)));
  if (confirmed.length === 0) return;
  const jobs = confirmed.flatMap((order) =>
    order.date === null ? [] : [{ item: order, cells: { '.id': String(order.id), date_order: order.date } }],
  );
  for (const loaded of await loadBatch(target, 'sale.order', jobs, { size: 100, signal })) {
    if (loaded.status !== 'done') settleLaterStep(sheet, loaded.item.write, loaded);
  }
  const after = await readFollowers(
    target,
    confirmed.map(({ id }) => id),
    model,
    signal,
  );
  await dropNewFollowers(target, before, after, signal);
}

async function confirmSome(
  target: Target,
  orders: readonly Confirming[],
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<readonly Confirming[]> {
  try {
    await target.call('sale.order', 'action_confirm', [orders.map(({ id }) => id)], { signal });
    return orders;
  } catch (thrown) {
    const outcome = failureOutcome(thrown, orders.length === 1);
    if (outcome.status === 'rejected' && orders.length > 1 && outcome.error.kind === 'data') {
      const confirmed: Confirming[] = [];
      for (const order of orders) confirmed.push(...(await confirmSome(target, [order], sheet, signal)));
      return confirmed;
    }
    const status = outcome.status === 'rejected' ? 'refused' : 'unknown';
    for (const { write } of orders)
      settleLaterStep(sheet, write, { status, error: asPasserelleError(thrown), alone: true });
    return [];
  }
}

interface Followers {
  /** Partner ids by model and record. */
  readonly orders: ReadonlyMap<number, readonly number[]>;
  readonly deliveries: ReadonlyMap<number, readonly number[]>;
}

async function readFollowers(
  target: Target,
  orderIds: readonly number[],
  model: OrderModel,
  signal: AbortSignal | undefined,
): Promise<Followers> {
  const fields = ['message_partner_ids', ...(model.hasPickings ? ['picking_ids'] : [])];
  const orders = await target.read('sale.order', orderIds, fields, signal);
  const pickingIds = orders.flatMap((row) => asIds(row.picking_ids));
  const pickings = await target.read('stock.picking', pickingIds, ['message_partner_ids'], signal);
  return { orders: followersOf(orders), deliveries: followersOf(pickings) };
}

function followersOf(rows: readonly OdooRow[]): ReadonlyMap<number, readonly number[]> {
  return new Map(rows.map((row) => [row.id, asIds(row.message_partner_ids)]));
}

async function dropNewFollowers(target: Target, before: Followers, after: Followers, signal: AbortSignal | undefined) {
  const drop = async (
    model: string,
    old: ReadonlyMap<number, readonly number[]>,
    now: ReadonlyMap<number, readonly number[]>,
  ) => {
    const news = new Map([...now].map(([id, all]) => [id, all.filter((one) => !old.get(id)?.includes(one))]));
    const having = [...news].filter(([, partners]) => partners.length > 0);
    if (having.length === 0) return;
    // One call takes each of these partners from each of these records: only those that the confirmation added may
    // be named, so records whose old followers are among them go by themselves.
    const partners = new Set(having.flatMap(([, some]) => some));
    const clean = having.filter(([id]) => !(old.get(id) ?? []).some((one) => partners.has(one)));
    const mixed = having.filter(([id]) => (old.get(id) ?? []).some((one) => partners.has(one)));
    const calls: [readonly number[], readonly number[]][] = mixed.map(([id, some]) => [[id], some]);
    if (clean.length > 0) calls.push([clean.map(([id]) => id), [...partners]]);
    for (const [ids, some] of calls) {
      await target.call(model, 'message_unsubscribe', [ids, some], { signal, repeatable: true });
    }
  };
  await drop('sale.order', before.orders, after.orders);
  await drop('stock.picking', before.deliveries, after.deliveries);
}

/** Cancels orders. Odoo 18 would open a wizard that mails the customer instead. */
export async function cancelOrders(
  target: Target,
  orders: readonly { readonly write: Write; readonly id: number }[],
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  await Promise.all(
    orders.map(async ({ write, id }) => {
      try {
        await target.call('sale.order', 'action_cancel', [[id]], { signal, context: { disable_cancel_warning: true } });
      } catch (thrown) {
        const { status } = failureOutcome(thrown, true);
        const error = asPasserelleError(thrown);
        settleLaterStep(sheet, write, { status: status === 'rejected' ? 'refused' : 'unknown', error, alone: true });
      }
    }),
  );
}
