import { notSimulated, userError } from '../errors.ts';
import { createRecords } from '../orm/create.ts';
import { addDays } from '../orm/dates.ts';
import type { Env } from '../orm/env.ts';
import { roundTo } from '../orm/money.ts';
import { displayName } from '../orm/value.ts';
import { type Row, refOf, textOf, type Vals } from '../orm/values.ts';
import { touch } from '../orm/write.ts';
import { mergeMoves } from './delivery-merge.ts';
import { assignPicking, movesOfPicking, reschedule } from './delivery-pickings.ts';
import { cancelMoves, pickingState, reserve, unreserve } from './reservations.ts';

function movesOfLine(env: Env, line: Row): Row[] {
  return env.rows('stock.move', [...(env.model('stock.move').table.lookup('sale_line_id', line.id) ?? [])]);
}

/** What goes out by a move, less than nothing for goods that come back. */
export function outgoing(env: Env, move: Row): number {
  const quantity = Number(move.state === 'done' ? move.quantity : move.product_uom_qty);
  return env.row('stock.location', refOf(move.location_dest_id))?.usage === 'customer' ? quantity : -quantity;
}

function procured(env: Env, line: Row): number {
  return movesOfLine(env, line)
    .filter(({ state }) => state !== 'cancel')
    .reduce((sum, move) => sum + outgoing(env, move), 0);
}

export function isGoods(env: Env, product: Row | undefined): boolean {
  return env.row('product.template', refOf(product?.product_tmpl_id))?.type === 'consu';
}

/** The unit in the product's own unit; other units are beyond the simulator. */
function checkUnit(env: Env, line: Row, product: Row): void {
  const own = refOf(env.row('product.template', refOf(product.product_tmpl_id))?.uom_id);
  const used = refOf(line[env.version === 18 ? 'product_uom' : 'product_uom_id']);
  if (used !== own) throw notSimulated('delivery in another unit than the product has');
}

/** Brings the deliveries of a confirmed order to the quantities of these lines. */
export function launchDeliveries(env: Env, order: Row, lines: readonly Row[]): void {
  if (order.state !== 'sale' || order.locked === true) return;
  const wanted: (readonly [Row, Row, number])[] = [];
  for (const line of lines) {
    const product = env.row('product.product', refOf(line.product_id));
    if (!product || !isGoods(env, product)) continue;
    const missing = roundTo(Number(line.product_uom_qty) - procured(env, line), 2);
    if (missing === 0) continue;
    checkUnit(env, line, product);
    wanted.push([line, product, missing]);
  }
  if (wanted.length > 0) confirmMoves(env.sudo(), order, wanted);
}

function confirmMoves(env: Env, order: Row, wanted: readonly (readonly [Row, Row, number])[]): void {
  const moves = createRecords(
    env,
    env.model('stock.move'),
    wanted.map(([line, product, quantity]) => moveVals(env, order, line, product, quantity)),
  );
  assignPicking(env, order, moves);
  const kept = mergeMoves(env, moves);
  const returned = kept.filter((move) => Number(move.product_uom_qty) < 0);
  for (const move of returned) turnRound(env, move);
  assignPicking(env, order, returned);
  reserve(
    env,
    kept.filter(({ state }) => state !== 'cancel'),
  );
  for (const picking of env.rows('stock.picking', [
    ...(env.model('stock.picking').table.lookup('sale_id', order.id) ?? []),
  ]))
    reschedule(env, picking);
}

/** What nobody took up is fetched back: the move goes the other way. */
function turnRound(env: Env, move: Row): void {
  const { table } = env.model('stock.move');
  const [from, to] = [refOf(move.location_id), refOf(move.location_dest_id)];
  table.set(move, 'location_id', to);
  table.set(move, 'location_dest_id', from);
  table.set(move, 'product_uom_qty', -Number(move.product_uom_qty));
  table.set(move, 'to_refund', true);
  table.set(move, 'picking_type_id', refOf(env.row('stock.warehouse', refOf(move.warehouse_id))?.in_type_id));
}

/** What the delivery says it comes from: 18 adds the customer's reference. */
function originOf(env: Env, order: Row): string {
  const reference = textOf(order.client_order_ref);
  return env.version === 18 && reference !== '' ? `${textOf(order.name)} - ${reference}` : textOf(order.name);
}

function later(moment: string, days: number): string {
  return `${addDays(moment.slice(0, 10), days)}${moment.slice(10, 19)}`;
}

/** When a line's goods are due: at the promised date, else after the order's date by the lead time. */
function dueAt(order: Row, line: Row): string {
  const promised = textOf(order.commitment_date);
  return promised || later(textOf(order.date_order), Number(line.customer_lead));
}

function moveVals(env: Env, order: Row, line: Row, product: Row, quantity: number): Vals {
  const warehouse = env.row('stock.warehouse', refOf(order.warehouse_id));
  const type = env.row('stock.picking.type', refOf(warehouse?.out_type_id));
  if (!warehouse || !type) throw userError('You must set a warehouse on your sale order to proceed.');
  const due = dueAt(order, line);
  return {
    ...(env.version === 18 ? { name: displayName(env, env.model('product.product'), product) } : {}),
    product_id: product.id,
    product_uom_qty: quantity,
    product_uom: refOf(line[env.version === 18 ? 'product_uom' : 'product_uom_id']),
    location_id: refOf(warehouse.lot_stock_id),
    location_dest_id: refOf(type.default_location_dest_id),
    picking_type_id: type.id,
    partner_id: refOf(order.partner_shipping_id),
    sale_line_id: line.id,
    origin: originOf(env, order),
    state: 'confirmed',
    date: later(due, -Number(env.row('res.company', 1)?.security_lead ?? 0)),
    date_deadline: due,
    warehouse_id: warehouse.id,
    sequence: Number(line.sequence),
    to_refund: env.version === 19,
  };
}

/** A confirmed line cannot go below what is delivered. */
export function checkDecrease(env: Env, lines: readonly Row[], quantity: number): void {
  const goods = lines.filter((line) => isGoods(env, env.row('product.product', refOf(line.product_id))));
  if (goods.length > 0 && quantity < Math.max(...goods.map((line) => Number(line.qty_delivered)))) {
    throw userError(
      'The ordered quantity of a sale order line cannot be decreased below the amount already delivered. Instead, create a return in your inventory.',
    );
  }
}

/** Another promised date becomes the deadline of what is still to go. */
export function moveDeadlines(env: Env, order: Row, lines: readonly Row[]): void {
  const { table } = env.model('stock.move');
  const goods = lines.filter((line) => isGoods(env, env.row('product.product', refOf(line.product_id))));
  const dates = goods.map((line) => dueAt(order, line)).sort();
  const due = (order.picking_policy === 'one' ? dates.at(-1) : dates[0]) ?? false;
  for (const move of lines.flatMap((line) => movesOfLine(env, line))) {
    if (move.state === 'done' || move.state === 'cancel' || outgoing(env, move) < 0) continue;
    table.set(move, 'date_deadline', due);
    touch(env, env.model('stock.move'), move);
  }
}

/** Cancels the deliveries that are not done. */
export function cancelDeliveries(env: Env, pickings: readonly Row[]): void {
  const su = env.sudo();
  for (const picking of pickings) {
    if (pickingState(env, picking) === 'done') continue;
    const moves = movesOfPicking(su, picking);
    unreserve(su, moves);
    cancelMoves(su, moves);
    touch(su, su.model('stock.picking'), picking);
  }
}
