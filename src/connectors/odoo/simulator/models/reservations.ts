import { createRecords } from '../orm/create.ts';
import type { Env } from '../orm/env.ts';
import { roundTo } from '../orm/money.ts';
import { type Row, refOf, textOf } from '../orm/values.ts';
import { setStored, touch } from '../orm/write.ts';

const quants = (env: Env) => env.model('stock.quant');

function isStorable(env: Env, productId: number): boolean {
  const product = env.row('product.product', productId);
  return env.row('product.template', refOf(product?.product_tmpl_id))?.is_storable === true;
}

/** Whether stock is reserved for the move: not for goods that are not tracked, nor for what customers bring back. */
function isCounted(env: Env, move: Row): boolean {
  const usage = env.row('stock.location', refOf(move.location_id))?.usage;
  return isStorable(env, refOf(move.product_id)) && (usage === 'internal' || usage === 'transit');
}

/** Locations at or below this one. */
function below(env: Env, locationId: number): Set<number> {
  const found = new Set<number>();
  const queue = [locationId];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    queue.push(...(env.model('stock.location').table.lookup('location_id', id) ?? []));
  }
  return found;
}

export function quantsAt(env: Env, productId: number, locationId: number): Row[] {
  const inside = below(env, locationId);
  const ids = quants(env).table.lookup('product_id', productId) ?? [];
  return env
    .rows('stock.quant', [...ids])
    .filter((quant) => inside.has(refOf(quant.location_id)))
    .sort((a, b) => a.id - b.id);
}

function set(env: Env, quant: Row, name: string, value: number): void {
  setStored(env, quants(env), quant, name, roundTo(value, 2));
  touch(env, quants(env), quant);
}

/** Reserves what there is; goods that are not tracked are always there. */
export function reserve(env: Env, moves: readonly Row[]): void {
  const model = env.model('stock.move');
  for (const move of moves) {
    const need = roundTo(Number(move.product_uom_qty) - Number(move.quantity), 2);
    let got = need;
    if (isCounted(env, move)) {
      got = 0;
      for (const quant of quantsAt(env, refOf(move.product_id), refOf(move.location_id))) {
        const take = Math.max(0, Math.min(need - got, Number(quant.quantity) - Number(quant.reserved_quantity)));
        if (take === 0) continue;
        set(env, quant, 'reserved_quantity', Number(quant.reserved_quantity) + take);
        got += take;
      }
    }
    const quantity = roundTo(Number(move.quantity) + got, 2);
    const full = quantity >= Number(move.product_uom_qty);
    const state = full ? 'assigned' : quantity > 0 ? 'partially_available' : 'confirmed';
    if (quantity !== Number(move.quantity)) setStored(env, model, move, 'quantity', quantity);
    if (state !== move.state) setStored(env, model, move, 'state', state);
    touch(env, model, move);
  }
}

export function unreserve(env: Env, moves: readonly Row[]): void {
  const model = env.model('stock.move');
  for (const move of moves) {
    if (move.state === 'done' || move.state === 'cancel') continue;
    let left = Number(move.quantity);
    if (isCounted(env, move)) {
      for (const quant of quantsAt(env, refOf(move.product_id), refOf(move.location_id))) {
        const give = Math.min(left, Number(quant.reserved_quantity));
        if (give <= 0) continue;
        set(env, quant, 'reserved_quantity', Number(quant.reserved_quantity) - give);
        left -= give;
      }
    }
    setStored(env, model, move, 'quantity', 0);
    setStored(env, model, move, 'state', 'confirmed');
    touch(env, model, move);
  }
}

export function cancelMoves(env: Env, moves: readonly Row[]): void {
  const model = env.model('stock.move');
  for (const move of moves) {
    if (move.state === 'done') continue;
    setStored(env, model, move, 'state', 'cancel');
    touch(env, model, move);
  }
}

/** Adds to what lies at a location; the quant is made when there is none. A quant at zero stays. */
export function addStock(env: Env, productId: number, locationId: number, quantity: number): Row {
  const found = quantsAt(env, productId, locationId).find((quant) => refOf(quant.location_id) === locationId);
  const quant = found ?? newQuant(env, productId, locationId);
  if (!found) {
    setStored(env, quants(env), quant, 'inventory_date', false);
    if (env.version === 18) setStored(env, quants(env), quant, 'inventory_diff_quantity', -quantity);
  }
  set(env, quant, 'quantity', Number(quant.quantity) + quantity);
  return quant;
}

export function newQuant(env: Env, productId: number, locationId: number): Row {
  const [quant] = createRecords(env.sudo().with({ inventory_mode: false }), quants(env), [
    { product_id: productId, location_id: locationId },
  ]);
  if (!quant) throw new Error('a quant could not be made');
  return quant;
}

/** Does a move: stock leaves one place and comes to the other. */
export function doMove(env: Env, move: Row): void {
  const model = env.model('stock.move');
  const quantity = Number(move.quantity);
  const product = refOf(move.product_id);
  if (isStorable(env, product)) {
    let left = quantity;
    for (const quant of quantsAt(env, product, refOf(move.location_id))) {
      const take = Math.min(left, Number(quant.reserved_quantity));
      if (take <= 0) continue;
      set(env, quant, 'reserved_quantity', Number(quant.reserved_quantity) - take);
      set(env, quant, 'quantity', Number(quant.quantity) - take);
      left -= take;
    }
    if (left > 0) addStock(env, product, refOf(move.location_id), -left);
    addStock(env, product, refOf(move.location_dest_id), quantity);
  }
  setStored(env, model, move, 'state', 'done');
  setStored(env, model, move, 'picked', true);
  setStored(env, model, move, 'date', env.now);
  touch(env, model, move);
}

/** The state of a transfer follows from its moves'. */
export function pickingState(env: Env, picking: Row): string {
  const ids = env.model('stock.move').table.lookup('picking_id', picking.id) ?? [];
  const states = env.rows('stock.move', [...ids]).map(({ state }) => textOf(state));
  if (states.length === 0 || states.every((state) => state === 'draft')) return 'draft';
  if (states.every((state) => state === 'cancel')) return 'cancel';
  const open = states.filter((state) => state !== 'cancel');
  if (open.every((state) => state === 'done')) return 'done';
  const live = open.filter((state) => state !== 'done');
  if (picking.move_type === 'one') return live.every((state) => state === 'assigned') ? 'assigned' : 'confirmed';
  return live.some((state) => state === 'assigned' || state === 'partially_available') ? 'assigned' : 'confirmed';
}
