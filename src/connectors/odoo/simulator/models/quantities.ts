import { notSimulated } from '../errors.ts';
import { checkAccess } from '../orm/access.ts';
import type { Env } from '../orm/env.ts';
import { roundTo } from '../orm/money.ts';
import { type Row, refOf, type Stored } from '../orm/values.ts';
import { variantsOf } from './variants.ts';

type Quantity = 'qty_available' | 'virtual_available' | 'free_qty' | 'incoming_qty' | 'outgoing_qty';

interface Figures {
  readonly onHand: number;
  readonly reserved: number;
  readonly incoming: number;
  readonly outgoing: number;
}

/** Ids of the locations that count: inside the context's location or warehouse, else inside any warehouse. */
function countedLocations(env: Env): ReadonlySet<number> {
  const { location, warehouse: named, warehouse_id: by19 } = env.context;
  const warehouse = env.version === 18 ? named : by19;
  if (typeof warehouse === 'string') throw notSimulated('quantities by the name of a warehouse');
  const roots: number[] = [];
  if (typeof location === 'number') roots.push(location);
  else if (Array.isArray(location)) roots.push(...location.filter((id) => typeof id === 'number'));
  else if (location !== undefined && location !== false && location !== null)
    throw notSimulated('quantities by the name of a location');
  else {
    const wanted = Array.isArray(warehouse) ? warehouse : [warehouse];
    for (const row of env.model('stock.warehouse').table.rows.values()) {
      if (warehouse === undefined || warehouse === false || wanted.includes(row.id))
        roots.push(refOf(row.view_location_id));
    }
  }
  const counted = new Set<number>();
  const queue = [...roots];
  const { table } = env.model('stock.location');
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (counted.has(id)) continue;
    counted.add(id);
    queue.push(...(table.lookup('location_id', id) ?? []));
  }
  return counted;
}

function figuresOf(env: Env, productId: number): Figures {
  if (!env.su) checkAccess(env, env.model('stock.move'), 'read');
  const locations = countedLocations(env);
  let onHand = 0;
  let reserved = 0;
  for (const id of env.model('stock.quant').table.lookup('product_id', productId) ?? []) {
    const quant = env.row('stock.quant', id);
    if (!quant || !locations.has(refOf(quant.location_id))) continue;
    onHand += Number(quant.quantity);
    reserved += Number(quant.reserved_quantity);
  }
  let incoming = 0;
  let outgoing = 0;
  for (const id of env.model('stock.move').table.lookup('product_id', productId) ?? []) {
    const move = env.row('stock.move', id);
    if (!move || move.state === 'done' || move.state === 'cancel' || move.state === 'draft') continue;
    const from = locations.has(refOf(move.location_id));
    const to = locations.has(refOf(move.location_dest_id));
    if (from && !to) outgoing += Number(move.product_uom_qty);
    if (!from && to) incoming += Number(move.product_uom_qty);
  }
  return { onHand, reserved, incoming, outgoing };
}

function quantityOf(figures: Figures, which: Quantity): number {
  const { onHand, reserved, incoming, outgoing } = figures;
  switch (which) {
    case 'qty_available':
      return roundTo(onHand, 2);
    case 'free_qty':
      return roundTo(onHand - reserved, 2);
    case 'incoming_qty':
      return roundTo(incoming, 2);
    case 'outgoing_qty':
      return roundTo(outgoing, 2);
    default:
      return roundTo(onHand + incoming - outgoing, 2);
  }
}

function counts(env: Env, row: Row): boolean {
  const template = env.row('product.template', refOf(row.product_tmpl_id));
  return template?.is_storable === true || template?.type === 'consu';
}

export function productQuantity(which: Quantity): (env: Env, row: Row) => Stored {
  return (env, row) => (counts(env, row) ? quantityOf(figuresOf(env, row.id), which) : 0);
}

export function templateQuantity(which: Quantity): (env: Env, row: Row) => Stored {
  return (env, row) => {
    const variants = variantsOf(env, row.id).filter((variant) => variant.active !== false);
    return roundTo(
      variants.reduce((sum, variant) => sum + Number(productQuantity(which)(env, variant)), 0),
      2,
    );
  };
}
