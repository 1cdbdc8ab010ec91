import type { ChildId, CreateWrite, Located } from '../../../core/connector.ts';
import { type Order, validateOrder } from '../../../core/records/order.ts';
import { asIds, type OdooRow } from '../calls.ts';
import { canonicalOnly } from '../canonical-only.ts';
import { findMarks } from '../find-marks.ts';
import { orderLineMark, orderMark } from '../marks.ts';
import { writeDatetime } from '../odoo-value.ts';
import type { Target } from '../target.ts';
import { lineMarks } from './load-order-page.ts';
import { LINE_LISTS } from './plan-lines.ts';

/** What became of creates whose answer was lost. An order may stand as a quotation and still have to be confirmed. */
export async function locateOrders(
  target: Target,
  creates: readonly CreateWrite[],
  signal: AbortSignal | undefined,
): Promise<readonly Located[]> {
  const marks = await findMarks(
    target,
    'sale.order',
    creates.map((create) => orderMark(create.key)),
    signal,
  );
  const rows = await target.read(
    'sale.order',
    [...new Set(marks.values())],
    ['state', 'date_order', 'order_line'],
    signal,
  );
  const orders = new Map(rows.map((row) => [row.id, row]));
  const names = await lineMarks(
    target,
    rows.flatMap((row) => asIds(row.order_line)),
    signal,
  );
  return creates.map((create): Located => {
    const row = orders.get(marks.get(orderMark(create.key)) ?? 0);
    if (row === undefined) return { found: false };
    const order = validateOrder(canonicalOnly(create.values));
    const unfinished = unfinishedPaths(order, row, target.settings.orders.confirm);
    return { found: true, id: String(row.id), children: childrenOf(create, order, row, names), unfinished };
  });
}

function childrenOf(
  create: CreateWrite,
  order: Order,
  row: OdooRow,
  names: ReadonlyMap<number, readonly string[]>,
): readonly ChildId[] {
  const byName = new Map<string, number>();
  for (const id of asIds(row.order_line)) for (const name of names.get(id) ?? []) byName.set(name, id);
  return LINE_LISTS.flatMap((list) =>
    (order[list] ?? []).flatMap((item) => {
      const id = byName.get(orderLineMark(create.key, list, item.id));
      return id === undefined ? [] : [{ list, key: item.id, id: String(id) }];
    }),
  );
}

/** Pure. */
export function unfinishedPaths(order: Order, row: OdooRow, confirm: 'never' | 'confirmed'): readonly string[] {
  const paths: string[] = [];
  const draft = row.state === 'draft' || row.state === 'sent';
  if (order.status === 'confirmed' && confirm === 'confirmed' && draft) paths.push('status');
  if (order.status === 'cancelled' && row.state !== 'cancel') paths.push('status');
  // Confirming sets the date to now; it is put back afterwards.
  if (order.placedAt && row.state === 'sale' && row.date_order !== writeDatetime(order.placedAt))
    paths.push('placedAt');
  return paths;
}
