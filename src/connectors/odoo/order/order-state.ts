import { PasserelleError } from '../../../errors.ts';
import { relationId } from '../calls.ts';
import { readDecimal } from '../odoo-value.ts';
import type { Target } from '../target.ts';
import type { OrderUpdate } from './plan-order-update.ts';

/** An order as Odoo has it, as far as updates need to know. */
export interface OrderState {
  readonly state: string;
  readonly locked: boolean;
  readonly customerId: number;
  /** Lines that were delivered or invoiced, in part at least. */
  readonly touched: ReadonlySet<number>;
  /** Prices of the lines. */
  readonly prices: ReadonlyMap<number, { readonly unitPrice: string; readonly discount: string }>;
}

export const isQuotation = ({ state }: OrderState) => state === 'draft' || state === 'sent';

export async function readOrderStates(
  target: Target,
  orderIds: readonly number[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, OrderState>> {
  const [fields, lineFields] = await Promise.all([target.fields('sale.order'), target.fields('sale.order.line')]);
  const quantities = ['qty_delivered', 'qty_invoiced'].filter((field) => lineFields.has(field));
  const [orders, lines] = await Promise.all([
    target.read('sale.order', orderIds, ['state', 'partner_id', ...(fields.has('locked') ? ['locked'] : [])], signal),
    target.searchRead(
      'sale.order.line',
      [['order_id', 'in', orderIds]],
      ['order_id', 'price_unit', 'discount', ...quantities],
      { signal },
    ),
  ]);
  return new Map(
    orders.map((row) => {
      const own = lines.filter((line) => relationId(line.order_id) === row.id);
      const touched = own.filter((line) => quantities.some((field) => Number(line[field]) !== 0));
      return [
        row.id,
        {
          state: String(row.state),
          // Until 17 a locked order was one in the state "done".
          locked: row.locked === true || row.state === 'done',
          customerId: relationId(row.partner_id) ?? 0,
          touched: new Set(touched.map((line) => line.id)),
          prices: new Map(
            own.map((line) => [
              line.id,
              {
                unitPrice: readDecimal(line.price_unit, null) ?? '0',
                discount: readDecimal(line.discount, null) ?? '0',
              },
            ]),
          ),
        },
      ];
    }),
  );
}

/**
 * What must not be done by a program: Odoo would take some of it and say nothing, though the goods are gone or the
 * invoice is posted. Pure.
 */
export function whatNeedsPerson(update: OrderUpdate, current: OrderState): PasserelleError | null {
  const { status, removed, changed, added } = update;
  if (current.locked) return needsPerson(update, 'is locked in Odoo');
  if (current.state === 'cancel') {
    if (status !== null && status !== 'cancelled') return needsPerson(update, 'was cancelled in Odoo');
    if (removed.length + changed.length + added.length > 0) return needsPerson(update, 'was cancelled in Odoo');
  }
  if (status === 'cancelled' && current.touched.size > 0) {
    return needsPerson(update, 'was delivered or invoiced, and is now cancelled');
  }
  if (removed.some((id) => current.touched.has(id))) {
    return needsPerson(update, 'has lost a line that was delivered or invoiced');
  }
  if (status === 'draft' && current.state === 'sale')
    return needsPerson(update, 'is confirmed in Odoo, and now a draft');
  return null;
}

function needsPerson({ write }: OrderUpdate, what: string): PasserelleError {
  return new PasserelleError('odoo_order_needs_person', `The order ${write.values.number ?? write.id} ${what}.`, {
    field: write.changes[0]?.path,
    value: write.id,
    remedy: 'Do in Odoo what is right for it, then ignore or retry this.',
  });
}
