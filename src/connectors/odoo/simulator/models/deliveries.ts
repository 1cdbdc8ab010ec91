import { notSimulated, userError } from '../errors.ts';
import { createRecords } from '../orm/create.ts';
import { addDays } from '../orm/dates.ts';
import type { Env } from '../orm/env.ts';
import { roundTo } from '../orm/money.ts';
import { displayName } from '../orm/value.ts';
import { type Row, refOf, textOf, type Vals } from '../orm/values.ts';
import { setStored, touch, writeRecords } from '../orm/write.ts';
import { cancelMoves, pickingState, reserve, unreserve } from './reservations.ts';
import { nextNumber } from './sequences.ts';

const OPEN = new Set(['draft', 'waiting', 'confirmed', 'partially_available', 'assigned']);

function openMoves(env: Env, line: Row): Row[] {
  const ids = env.model('stock.move').table.lookup('sale_line_id', line.id) ?? [];
  return env.rows('stock.move', [...ids]).filter((move) => OPEN.has(textOf(move.state)));
}

function demanded(env: Env, line: Row): number {
  const ids = env.model('stock.move').table.lookup('sale_line_id', line.id) ?? [];
  return env
    .rows('stock.move', [...ids])
    .filter(({ state }) => state !== 'cancel')
    .reduce((sum, move) => sum + Number(move.product_uom_qty), 0);
}

function isGoods(env: Env, product: Row | undefined): boolean {
  return env.row('product.template', refOf(product?.product_tmpl_id))?.type === 'consu';
}

/** The unit in the product's own unit; other units are beyond the simulator. */
function checkUnit(env: Env, line: Row, product: Row): void {
  const own = refOf(env.row('product.template', refOf(product.product_tmpl_id))?.uom_id);
  const used = refOf(line[env.version === 18 ? 'product_uom' : 'product_uom_id']);
  if (used !== own) throw notSimulated('delivery in another unit than the product has');
}

/** Makes or enlarges the delivery of a confirmed order for these lines. */
export function launchDeliveries(env: Env, order: Row, lines: readonly Row[]): void {
  if (order.locked === true) return;
  const wanted: (readonly [Row, Row, number])[] = [];
  for (const line of lines) {
    const product = env.row('product.product', refOf(line.product_id));
    if (!product || line.display_type !== false || line.is_expense === true || !isGoods(env, product)) continue;
    const missing = roundTo(Number(line.product_uom_qty) - demanded(env, line), 2);
    if (missing < 0 && demanded(env, line) === 0) throw notSimulated('the return of goods by a negative quantity');
    if (missing <= 0) continue;
    checkUnit(env, line, product);
    wanted.push([line, product, missing]);
  }
  if (wanted.length === 0) return;
  const su = env.sudo();
  const picking =
    openPicking(su, order) ??
    createPicking(
      su,
      order,
      wanted.map(([line]) => line),
    );
  const moves: Row[] = [];
  for (const [line, product, quantity] of wanted) {
    const [open] = openMoves(su, line).filter((move) => move.picking_id === picking.id);
    if (open) {
      setStored(su, su.model('stock.move'), open, 'product_uom_qty', Number(open.product_uom_qty) + quantity);
      touch(su, su.model('stock.move'), open);
      moves.push(open);
    } else moves.push(createMove(su, order, picking, line, product, quantity));
  }
  reserve(su, moves);
}

function openPicking(env: Env, order: Row): Row | undefined {
  const ids = env.model('stock.picking').table.lookup('sale_id', order.id) ?? [];
  return env
    .rows('stock.picking', [...ids])
    .find((picking) => OPEN.has(pickingState(env, picking)) && picking.partner_id === order.partner_shipping_id);
}

/** What the delivery says it comes from: 18 adds the customer's reference. */
function originOf(env: Env, order: Row): string {
  const reference = textOf(order.client_order_ref);
  return env.version === 18 && reference !== '' ? `${textOf(order.name)} - ${reference}` : textOf(order.name);
}

/** When the goods are to go: the promised date, else the order's and the lead time, less the company's security days. */
function plannedAt(env: Env, order: Row, lines: readonly Row[]): string {
  const lead = Math.min(...lines.map((line) => Number(line.customer_lead)));
  const promised = textOf(order.commitment_date);
  const base = promised || textOf(order.date_order);
  const days = (promised ? 0 : lead) - Number(env.row('res.company', 1)?.security_lead ?? 0);
  return `${addDays(base.slice(0, 10), days)}${base.slice(10, 19)}`;
}

function createPicking(env: Env, order: Row, lines: readonly Row[]): Row {
  const warehouse = env.row('stock.warehouse', refOf(order.warehouse_id));
  const type = env.row('stock.picking.type', refOf(warehouse?.out_type_id));
  if (!warehouse || !type) throw userError('You must set a warehouse on your sale order to proceed.');
  const vals: Vals = {
    name: nextNumber(env, 'stock.picking.out'),
    picking_type_id: type.id,
    location_id: refOf(warehouse.lot_stock_id),
    location_dest_id: refOf(type.default_location_dest_id),
    partner_id: refOf(order.partner_shipping_id),
    origin: originOf(env, order),
    sale_id: order.id,
    move_type: textOf(order.picking_policy) || 'direct',
    scheduled_date: plannedAt(env, order, lines),
  };
  const [picking] = createRecords(env, env.model('stock.picking'), [vals]);
  if (!picking) throw notSimulated('a delivery that could not be made');
  return picking;
}

function createMove(env: Env, order: Row, picking: Row, line: Row, product: Row, quantity: number): Row {
  const [move] = createRecords(env, env.model('stock.move'), [
    {
      ...(env.version === 18 ? { name: displayName(env, env.model('product.product'), product) } : {}),
      product_id: product.id,
      product_uom_qty: quantity,
      product_uom: refOf(line[env.version === 18 ? 'product_uom' : 'product_uom_id']),
      location_id: refOf(picking.location_id),
      location_dest_id: refOf(picking.location_dest_id),
      picking_id: picking.id,
      picking_type_id: refOf(picking.picking_type_id),
      partner_id: refOf(picking.partner_id),
      sale_line_id: line.id,
      origin: originOf(env, order),
      state: 'confirmed',
      date: plannedAt(env, order, [line]),
      warehouse_id: refOf(order.warehouse_id),
      reference: textOf(picking.name),
    },
  ]);
  if (!move) throw notSimulated('a move that could not be made');
  return move;
}

/** A confirmed line cannot go below what is delivered. */
export function checkDecrease(line: Row, quantity: number): void {
  if (Number(line.qty_delivered) > 0 && quantity < Number(line.qty_delivered)) {
    throw userError(
      'The ordered quantity of a sale order line cannot be decreased below the amount already delivered. Instead, create a return in your inventory.',
    );
  }
}

/** A changed quantity of a confirmed line changes its open delivery when it grows; when it shrinks people are told, no more. */
export function raiseDemand(env: Env, line: Row, quantity: number): void {
  const order = env.row('sale.order', refOf(line.order_id));
  if (!order || roundTo(quantity - Number(line.product_uom_qty), 2) <= 0) return;
  setStored(env, env.model('sale.order.line'), line, 'product_uom_qty', quantity);
  launchDeliveries(env, order, [line]);
}

/** Cancels the deliveries that are not done. */
export function cancelDeliveries(env: Env, pickings: readonly Row[]): void {
  const su = env.sudo();
  for (const picking of pickings) {
    if (pickingState(env, picking) === 'done') continue;
    const moves = su.rows('stock.move', [...(su.model('stock.move').table.lookup('picking_id', picking.id) ?? [])]);
    unreserve(su, moves);
    cancelMoves(su, moves);
    writeRecords(su, su.model('stock.picking'), [picking], {});
  }
}
