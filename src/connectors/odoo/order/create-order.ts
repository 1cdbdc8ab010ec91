import type { ChildId, CreateWrite } from '../../../core/connector.ts';
import type { Order } from '../../../core/records/order.ts';
import { asIds } from '../calls.ts';
import { textToHtml } from '../html-note.ts';
import { type LoadJob, loadBatch } from '../load-batch.ts';
import { orderLineMark, orderMark, qualified } from '../marks.ts';
import { type OdooValue, type OdooValues, one, text, toCells, writeDatetime } from '../odoo-value.ts';
import type { OutcomeSheet } from '../outcome-sheet.ts';
import type { Target } from '../target.ts';
import type { OrderModel } from './order-model.ts';
import { lineValues, type PlannedLine } from './plan-lines.ts';

/** 70 to 90 orders of two lines a second (18 and 19); a larger call takes over 2 s. */
const BATCH = 100;

/** An order whose references, lines and prices are settled. */
export interface OrderCreate {
  readonly write: CreateWrite;
  readonly order: Order;
  readonly customerId: number;
  readonly invoiceId: number;
  readonly deliveryId: number;
  readonly pricelistId: number | null;
  readonly currencyDigits: number;
  readonly lines: readonly PlannedLine[];
  /** Odoo's own fields that a mapping fills. */
  readonly native: OdooValues;
}

/** What every order of the batch has alike. */
export interface OrderFrame {
  readonly model: OrderModel;
  readonly companyId: number;
  readonly salespersonId: number | null;
  readonly warehouseId: number | null;
  /** Names of products, for lines without a title. */
  readonly productNames: ReadonlyMap<number, string>;
}

/** An order that stands as a quotation. */
export interface StandingOrder {
  readonly create: OrderCreate;
  readonly id: number;
  readonly warnings: readonly string[];
}

/** Quotations with their lines, in one step: all of an order stands, or nothing. */
export async function createOrders(
  target: Target,
  creates: readonly OrderCreate[],
  frame: OrderFrame,
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<readonly StandingOrder[]> {
  const standing: StandingOrder[] = [];
  const jobs = creates.map((create) => orderJob(create, frame));
  for (const loaded of await loadBatch(target, 'sale.order', jobs, { size: BATCH, signal })) {
    const create = loaded.item;
    if (loaded.status === 'done') standing.push({ create, id: loaded.id, warnings: loaded.warnings });
    else if (loaded.status === 'unknown') sheet.settle(create.write, { status: 'unknown', error: loaded.error });
    else sheet.settle(create.write, { status: 'rejected', error: loaded.error, alone: loaded.alone });
  }
  return standing;
}

function orderJob(create: OrderCreate, frame: OrderFrame): LoadJob<OrderCreate> {
  const { write, order, lines } = create;
  const { model } = frame;
  const values: Record<string, OdooValue> = {
    partner_id: one(create.customerId),
    // Odoo would take any address for deliveries that it finds below the customer.
    partner_invoice_id: one(create.invoiceId),
    partner_shipping_id: one(create.deliveryId),
    client_order_ref: text(order.number),
    pricelist_id: one(create.pricelistId),
    company_id: one(frame.companyId),
    // Odoo's default is the user that Passerelle works as, who would be mailed.
    user_id: one(frame.salespersonId),
  };
  if (frame.warehouseId !== null && model.hasWarehouse) values.warehouse_id = one(frame.warehouseId);
  if (order.placedAt) values.date_order = text(writeDatetime(order.placedAt));
  if (order.note) values.note = text(textToHtml(order.note));
  return {
    item: create,
    cells: { id: qualified(orderMark(write.key)), ...toCells({ ...values, ...create.native }) },
    lines: lines.map((line) => ({
      'order_line/id': qualified(orderLineMark(write.key, line.list, line.key)),
      ...toCells(lineValues(line, line.title ?? frame.productNames.get(line.productId) ?? '', model), 'order_line/'),
    })),
  };
}

/** Ids of the lines under their keys; Odoo makes them in the order of the rows. */
export function lineChildren(lines: readonly PlannedLine[], lineIds: unknown): readonly ChildId[] | null {
  const ids = [...asIds(lineIds)].sort((a, b) => a - b);
  if (ids.length !== lines.length) return null;
  return lines.map((line, at) => ({ list: line.list, key: line.key, id: String(ids[at]) }));
}
