import { notSimulated } from '../errors.ts';
import { createRecords } from '../orm/create.ts';
import type { Env } from '../orm/env.ts';
import { type Row, refOf, type Stored, textOf } from '../orm/values.ts';
import { setStored, touch } from '../orm/write.ts';
import { pickingState } from './reservations.ts';
import { nextNumber } from './sequences.ts';

const OPEN = new Set(['draft', 'waiting', 'confirmed', 'partially_available', 'assigned']);
const SEQUENCES: Readonly<Record<string, string>> = { outgoing: 'stock.picking.out', incoming: 'stock.picking.in' };

export function movesOfPicking(env: Env, picking: Row): Row[] {
  return env.rows('stock.move', [...(env.model('stock.move').table.lookup('picking_id', picking.id) ?? [])]);
}

/** Puts moves into the open transfer of their order that goes the same way, or into a new one. */
export function assignPicking(env: Env, order: Row, moves: readonly Row[]): void {
  const [first] = moves;
  if (!first) return;
  const open = openPicking(env, order, first);
  if (open) joinPicking(env, open, moves);
  const joining = open ? moves : moves.filter((move) => Number(move.product_uom_qty) >= 0);
  if (joining.length === 0) return;
  const picking = open ?? createPicking(env, order, joining);
  const { table } = env.model('stock.move');
  for (const move of joining) {
    table.set(move, 'picking_id', picking.id);
    table.set(move, 'partner_id', picking.partner_id ?? false);
    table.set(move, 'reference', picking.name ?? false);
  }
}

function openPicking(env: Env, order: Row, move: Row): Row | undefined {
  const ids = env.model('stock.picking').table.lookup('sale_id', order.id) ?? [];
  return env
    .rows('stock.picking', [...ids])
    .find(
      (picking) =>
        OPEN.has(pickingState(env, picking)) &&
        picking.location_id === move.location_id &&
        picking.location_dest_id === move.location_dest_id,
    );
}

/** A transfer for two customers names none, and one of two origins names none (18) or both (19). */
function joinPicking(env: Env, picking: Row, moves: readonly Row[]): void {
  const model = env.model('stock.picking');
  const set = (name: string, value: Stored) => {
    setStored(env, model, picking, name, value);
    touch(env, model, picking);
  };
  if (moves.some((move) => move.partner_id !== picking.partner_id)) {
    set('partner_id', false);
    for (const move of movesOfPicking(env, picking)) setStored(env, env.model('stock.move'), move, 'partner_id', false);
  }
  if (moves.some((move) => move.origin !== picking.origin)) {
    const known = textOf(picking.origin) === '' ? [] : textOf(picking.origin).split(',');
    const all = [...new Set([...known, ...moves.map((move) => textOf(move.origin)).filter((origin) => origin !== '')])];
    set('origin', env.version === 18 ? false : all.join(','));
  }
}

function createPicking(env: Env, order: Row, moves: readonly Row[]): Row {
  const [first] = moves;
  const type = env.row('stock.picking.type', refOf(first?.picking_type_id));
  const sequence = SEQUENCES[textOf(type?.code)];
  if (!first || !type || sequence === undefined) throw notSimulated('a transfer of this type');
  const [picking] = createRecords(env, env.model('stock.picking'), [
    {
      name: nextNumber(env, sequence),
      picking_type_id: type.id,
      location_id: refOf(first.location_id),
      location_dest_id: refOf(first.location_dest_id),
      partner_id: refOf(first.partner_id),
      origin: textOf(first.origin),
      sale_id: order.id,
      move_type: textOf(order.picking_policy) || 'direct',
    },
  ]);
  if (!picking) throw notSimulated('a transfer that could not be made');
  return picking;
}

/** The transfer's dates follow those of its moves: the first, or the last where all goes at once. */
export function reschedule(env: Env, picking: Row): void {
  const moves = movesOfPicking(env, picking);
  const pick = (dates: readonly string[]): string | undefined => {
    const sorted = dates.filter((date) => date !== '').sort();
    return picking.move_type === 'one' ? sorted.at(-1) : sorted[0];
  };
  const open = moves.filter(({ state }) => state !== 'done' && state !== 'cancel');
  const model = env.model('stock.picking');
  const planned = pick(open.map(({ date }) => textOf(date)));
  const due = pick(moves.map(({ date_deadline: date }) => textOf(date))) ?? false;
  if (planned !== undefined && planned !== picking.scheduled_date)
    setStored(env, model, picking, 'scheduled_date', planned);
  if (due !== picking.date_deadline) setStored(env, model, picking, 'date_deadline', due);
}
