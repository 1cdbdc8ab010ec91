import type { Env } from '../orm/env.ts';
import { roundTo } from '../orm/money.ts';
import { unlinkRecords } from '../orm/unlink.ts';
import { type Row, refOf, textOf } from '../orm/values.ts';
import { touch } from '../orm/write.ts';
import { movesOfPicking } from './delivery-pickings.ts';
import { cancelMoves, unreserve } from './reservations.ts';

const CLOSED = new Set(['done', 'cancel', 'draft']);

/** Moves melt together when all of this is the same: an order whose date was moved gets moves of its own. */
const keyOf = (move: Row): string =>
  [
    move.product_id,
    move.location_id,
    move.location_dest_id,
    move.product_uom,
    move.sale_line_id,
    move.date_deadline,
  ].join('|');

/** Melts new moves into those that are there, and takes negative ones off them. Answers the moves to go on with. */
export function mergeMoves(env: Env, moves: readonly Row[]): Row[] {
  const negative = moves.filter((move) => Number(move.product_uom_qty) < 0);
  const pickings = new Set(moves.map((move) => refOf(move.picking_id)).filter((id) => id !== 0));
  const { table } = env.model('stock.move');
  for (const move of negative) {
    table.set(move, 'picking_id', false);
    table.set(move, 'reference', false);
  }
  const kept = new Set<Row>(moves);
  const byKey = new Map<string, Row>();
  for (const id of pickings) {
    const picking = env.row('stock.picking', id);
    if (!picking) continue;
    for (const move of movesOfPicking(env, picking)) {
      if (CLOSED.has(textOf(move.state)) || negative.includes(move)) continue;
      const first = byKey.get(keyOf(move));
      if (!first) byKey.set(keyOf(move), move);
      else {
        melt(env, first, move);
        kept.delete(move);
        kept.add(first);
      }
    }
  }
  for (const move of negative) {
    const open = byKey.get(keyOf(move));
    if (!open) continue;
    kept.add(open);
    takeOff(env, open, move);
    if (Number(move.product_uom_qty) === 0) {
      kept.delete(move);
      unlinkRecords(env, env.model('stock.move'), [move]);
    }
  }
  return [...kept];
}

function melt(env: Env, first: Row, move: Row): void {
  const model = env.model('stock.move');
  const { table } = model;
  table.set(first, 'product_uom_qty', roundTo(Number(first.product_uom_qty) + Number(move.product_uom_qty), 2));
  table.set(first, 'quantity', roundTo(Number(first.quantity) + Number(move.quantity), 2));
  const origins = new Set([textOf(first.origin), textOf(move.origin)].filter((origin) => origin !== ''));
  table.set(first, 'origin', [...origins].join('/'));
  if (textOf(move.date) < textOf(first.date)) table.set(first, 'date', move.date ?? false);
  touch(env, model, first);
  unlinkRecords(env, model, [move]);
}

function takeOff(env: Env, open: Row, negative: Row): void {
  const { table } = env.model('stock.move');
  const taken = Math.min(Number(open.product_uom_qty), -Number(negative.product_uom_qty));
  const left = roundTo(Number(open.product_uom_qty) - taken, 2);
  if (Number(open.quantity) > left) unreserve(env, [open]);
  table.set(open, 'product_uom_qty', left);
  table.set(negative, 'product_uom_qty', roundTo(Number(negative.product_uom_qty) + taken, 2));
  touch(env, env.model('stock.move'), open);
  if (left === 0) cancelMoves(env, [open]);
}
