import type { ChildId, UpdateWrite } from '../../../core/connector.ts';
import type { Order } from '../../../core/records/order.ts';
import { asPasserelleError, PasserelleError } from '../../../errors.ts';
import { locationValues } from '../customer/partner-values.ts';
import { loadBatch } from '../load-batch.ts';
import { countries } from '../lookups/countries.ts';
import { orderLineMark, qualified } from '../marks.ts';
import { many, type OdooValue, type OdooValues, one, text, toCells } from '../odoo-value.ts';
import { type OutcomeSheet, settleLaterStep } from '../outcome-sheet.ts';
import type { Target } from '../target.ts';
import { type FieldWrite, writeGrouped } from '../write-grouped.ts';
import { changeStates, type PreparedOrderUpdate } from './change-states.ts';
import { type AddressNeed, findAddresses, hasPlace } from './order-addresses.ts';
import { orderCurrency } from './order-lookups.ts';
import { type OrderModel, orderModel } from './order-model.ts';
import { isQuotation, readOrderStates, whatNeedsPerson } from './order-state.ts';
import { amountValues, lineValues } from './plan-lines.ts';
import { type ChangedLine, type OrderUpdate, planOrderUpdate } from './plan-order-update.ts';
import { lineContext, productNames } from './prepare-order.ts';

/** Looks at the orders and checks what is asked; nothing is written yet. */
export async function prepareOrderUpdates(
  target: Target,
  writes: readonly UpdateWrite[],
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<readonly PreparedOrderUpdate[]> {
  if (writes.length === 0) return [];
  const states = await readOrderStates(
    target,
    writes.map((write) => Number(write.id)),
    signal,
  );
  const [places, fields] = await Promise.all([countries(target), target.fields('sale.order')]);
  const prepared: PreparedOrderUpdate[] = [];
  for (const write of writes) {
    try {
      const order = write.values as unknown as Partial<Order>;
      const { digits } = await orderCurrency(target, order.currency ?? null);
      const update = planOrderUpdate(write, await lineContext(target, order, digits), fields);
      const current = states.get(update.orderId);
      if (current === undefined)
        throw new PasserelleError('odoo_missing_record', `Order ${write.id} is gone from Odoo.`);
      for (const [address, field] of [
        [update.billing, 'billingAddress'],
        [update.shipping, 'shippingAddress'],
      ] as const) {
        if (hasPlace(address)) locationValues(address, places, field);
      }
      const refusal = whatNeedsPerson(update, current);
      if (refusal !== null) throw refusal;
      prepared.push({ update, current, currencyDigits: digits });
    } catch (thrown) {
      const error = asPasserelleError(thrown);
      if (error.kind !== 'data') throw thrown;
      sheet.settle(write, { status: 'rejected', error, alone: true });
    }
  }
  return prepared;
}

/** Header and lines first, then the state that they are to have. */
export async function updateOrders(
  target: Target,
  prepared: readonly PreparedOrderUpdate[],
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (prepared.length === 0) return;
  const model = await orderModel(target);
  const headers = await headerWrites(target, prepared, sheet, signal);
  const lines = prepared.flatMap((one) => lineWrites(one, model));
  await writeGrouped(target, headers, sheet, signal);
  await writeGrouped(target, lines, sheet, signal);
  await removeLines(target, prepared, sheet, signal);
  const children = await addLines(target, prepared, model, sheet, signal);
  await changeStates(target, prepared, model, sheet, signal);
  for (const { update, current } of prepared) {
    const outcome = { status: 'applied', id: update.write.id, children: children.get(update.write) ?? [] } as const;
    const stale = update.shipping !== null && !isQuotation(current);
    sheet.settle(update.write, stale ? { ...outcome, warnings: [STALE_DELIVERY] } : outcome);
  }
}

const STALE_DELIVERY = 'Deliveries that Odoo has already made for this order keep their old address.';

async function headerWrites(
  target: Target,
  prepared: readonly PreparedOrderUpdate[],
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<readonly FieldWrite[]> {
  const need = (address: OrderUpdate['billing'], customerId: number, type: AddressNeed['type'], field: string) =>
    hasPlace(address) ? { address, customerId, type, field } : null;
  const needs = prepared.map(({ update, current: { customerId } }) => ({
    update,
    billing: need(update.billing, customerId, 'invoice', 'billingAddress'),
    shipping: need(update.shipping, customerId, 'delivery', 'shippingAddress'),
  }));
  const wanted = needs.flatMap(({ billing, shipping }) => [billing, shipping].filter((one) => one !== null));
  const found = await findAddresses(target, wanted, await countries(target), signal);
  return needs.map(({ update, billing, shipping }) => {
    const header: Record<string, OdooValue> = { ...update.header };
    for (const [address, column] of [
      [billing, 'partner_invoice_id'],
      [shipping, 'partner_shipping_id'],
    ] as const) {
      const contact = address === null ? undefined : found.get(address);
      if (contact?.status === 'done') header[column] = one(contact.id);
      else if (contact !== undefined) settleLaterStep(sheet, update.write, contact);
    }
    return { write: update.write, model: 'sale.order', id: update.orderId, values: header };
  });
}

function lineWrites({ update, current }: PreparedOrderUpdate, model: OrderModel): readonly FieldWrite[] {
  const { write, changed, removed } = update;
  const writes = changed.map((line) => ({
    write,
    model: 'sale.order.line',
    id: line.id,
    values: changedValues(line, model),
  }));
  // The lines of a confirmed order cannot be deleted.
  const emptied = isQuotation(current) ? [] : removed;
  return [
    ...writes,
    ...emptied.map((id) => {
      const price = current.prices.get(id) ?? { unitPrice: '0', discount: '0' };
      return { write, model: 'sale.order.line', id, values: amountValues({ quantity: '0', ...price }) };
    }),
  ];
}

const AMOUNT_FIELDS = ['quantity', 'unitPrice', 'discountPercent', 'discountAmount', 'price', 'amount'];

function changedValues({ line, fields }: ChangedLine, model: OrderModel): OdooValues {
  const values: Record<string, OdooValue> = {};
  if (fields.has('variant')) values.product_id = one(line.productId);
  if (fields.has('title') && line.title !== null) values.name = text(line.title);
  if (fields.has('variant') || AMOUNT_FIELDS.some((field) => fields.has(field)))
    Object.assign(values, amountValues(line));
  if (fields.has('variant') || fields.has('taxes')) values[model.lineTaxes] = many(line.taxIds);
  return values;
}

async function removeLines(
  target: Target,
  prepared: readonly PreparedOrderUpdate[],
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  const having = prepared.filter(({ update, current }) => update.removed.length > 0 && isQuotation(current));
  await Promise.all(
    having.map(async ({ update }) => {
      if (!sheet.open(update.write)) return;
      try {
        await target.call('sale.order.line', 'unlink', [update.removed], { signal });
      } catch (thrown) {
        sheet.fail([update.write], thrown);
      }
    }),
  );
}

async function addLines(
  target: Target,
  prepared: readonly PreparedOrderUpdate[],
  model: OrderModel,
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<UpdateWrite, readonly ChildId[]>> {
  const names = await productNames(
    target,
    prepared.flatMap(({ update }) => update.added),
    signal,
  );
  const jobs = prepared.flatMap(({ update: { write, orderId, added } }) =>
    (sheet.open(write) ? added : []).map((line) => ({
      item: { write, line },
      cells: {
        id: qualified(orderLineMark(write.key, line.list, line.key)),
        ...toCells({
          order_id: one(orderId),
          ...lineValues(line, line.title ?? names.get(line.productId) ?? '', model),
        }),
      },
    })),
  );
  const children = new Map<UpdateWrite, ChildId[]>();
  for (const loaded of await loadBatch(target, 'sale.order.line', jobs, { size: 200, signal })) {
    const { write, line } = loaded.item;
    if (loaded.status !== 'done') settleLaterStep(sheet, write, loaded);
    else
      children.set(write, [...(children.get(write) ?? []), { list: line.list, key: line.key, id: String(loaded.id) }]);
  }
  return children;
}
