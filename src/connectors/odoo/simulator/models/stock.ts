import { notSimulated, userError } from '../errors.ts';
import * as fields from '../fields/stock.ts';
import type { Env } from '../orm/env.ts';
import type { Call, ModelSpec } from '../orm/model.ts';
import { roundTo } from '../orm/money.ts';
import { type Row, refOf, textOf } from '../orm/values.ts';
import { setStored, touch } from '../orm/write.ts';
import { cancelDeliveries, outgoing } from './deliveries.ts';
import { followerComputes, followerMethods } from './followers.ts';
import { doMove, pickingState, reserve, unreserve } from './reservations.ts';

function locationPath(env: Env, row: Row): string {
  const parent = env.row('stock.location', refOf(row.location_id));
  if (!parent || row.usage === 'view') return textOf(row.name);
  return `${locationPath(env, parent)}/${textOf(row.name)}`;
}

/** The warehouse that a location lies in. */
function warehouseOf(env: Env, row: Row): number | false {
  const warehouses = [...env.model('stock.warehouse').table.rows.values()];
  for (let at: Row | undefined = row; at; at = env.row('stock.location', refOf(at.location_id))) {
    const id = at.id;
    const found = warehouses.find(({ view_location_id: view }) => view === id);
    if (found) return found.id;
  }
  return false;
}

export const locationModel: ModelSpec = {
  name: 'stock.location',
  label: 'Inventory Locations',
  fields: fields.stockLocationFields,
  order: 'complete_name, id',
  recName: 'complete_name',
  searchNames: 'complete_name barcode',
  indexed: 'location_id',
  hierarchy: 'location_id',
  defaults: { active: true, usage: 'internal', company_id: 1 },
  compute: { complete_name: locationPath, warehouse_id: warehouseOf },
};

export const warehouseModel: ModelSpec = {
  name: 'stock.warehouse',
  label: 'Warehouse',
  fields: fields.stockWarehouseFields,
  order: 'sequence,id',
};

export const pickingTypeModel: ModelSpec = {
  name: 'stock.picking.type',
  label: 'Picking Type',
  fields: fields.stockPickingTypeFields,
  order: 'sequence, id',
  searchNames: 'name warehouse_id.name',
  displayName: (env, row) => {
    const warehouse = env.row('stock.warehouse', refOf(row.warehouse_id));
    const { name } = row;
    const texts = typeof name === 'object' && name !== null ? (name as Readonly<Record<string, string>>) : {};
    const own = texts[env.lang] ?? texts.en_US ?? '';
    return warehouse ? `${textOf(warehouse.name)}: ${own}` : own;
  },
};

const moveModel = (env: Env) => env.model('stock.move');

function movesOf(env: Env, picking: Row): Row[] {
  return env.rows('stock.move', [...(moveModel(env).table.lookup('picking_id', picking.id) ?? [])]);
}

function pickingsOf(call: Call): Row[] {
  return call.env.rows('stock.picking', call.ids);
}

function assign(call: Call): true {
  const open = pickingsOf(call)
    .flatMap((picking) => movesOf(call.env, picking))
    .filter(({ state }) => state === 'confirmed' || state === 'partially_available');
  if (open.length === 0 && pickingsOf(call).every((picking) => pickingState(call.env, picking) !== 'assigned')) {
    throw userError('Nothing to check the availability for.');
  }
  reserve(call.env.sudo(), open);
  return true;
}

function validate(call: Call): true {
  const { env } = call;
  for (const picking of pickingsOf(call)) {
    const moves = movesOf(env, picking).filter(({ state }) => state !== 'done' && state !== 'cancel');
    if (moves.length === 0) throw notSimulated('validating a transfer without open moves');
    if (moves.some((move) => Number(move.quantity) < Number(move.product_uom_qty))) {
      throw notSimulated('validating a part of a transfer (the question for a backorder)');
    }
    for (const move of moves) {
      doMove(env.sudo(), move);
      delivered(env, move);
    }
    setStored(env, env.model('stock.picking'), picking, 'date_done', env.now);
    const order = env.row('sale.order', refOf(picking.sale_id));
    if (order) touch(env, env.model('sale.order'), order);
    touch(env, env.model('stock.picking'), picking);
  }
  return true;
}

function delivered(env: Env, move: Row): void {
  const line = env.row('sale.order.line', refOf(move.sale_line_id));
  if (!line) return;
  const model = env.model('sale.order.line');
  setStored(env, model, line, 'qty_delivered', roundTo(Number(line.qty_delivered) + outgoing(env, move), 2));
  touch(env, model, line);
}

export const pickingModel: ModelSpec = {
  name: 'stock.picking',
  label: 'Transfer',
  fields: fields.stockPickingFields,
  order: 'scheduled_date asc, id desc',
  indexed: 'sale_id',
  defaults: {
    move_type: 'direct',
    is_locked: true,
    scheduled_date: (env) => env.now,
    location_id: (env, vals) =>
      refOf(env.row('stock.picking.type', Number(vals.picking_type_id))?.default_location_src_id) || false,
    location_dest_id: (env, vals) =>
      refOf(env.row('stock.picking.type', Number(vals.picking_type_id))?.default_location_dest_id) || false,
  },
  inverse: {
    scheduled_date: (env, row, value) => {
      const state = pickingState(env, row);
      if (env.version === 19 && state === 'cancel') throw notSimulated('another date for a cancelled transfer');
      if (env.version === 18 && (state === 'done' || state === 'cancel'))
        throw userError('You cannot change the Scheduled Date on a done or cancelled transfer.');
      setStored(env, env.model('stock.picking'), row, 'scheduled_date', typeof value === 'string' ? value : false);
      for (const move of movesOf(env, row)) setStored(env, moveModel(env), move, 'date', row.scheduled_date ?? false);
    },
  },
  compute: { ...followerComputes, state: (env, row) => pickingState(env, row) },
  beforeCreate: (env, vals) => {
    if (!vals.name && !env.su) throw notSimulated('transfers that are not made by an order');
  },
  methods: {
    ...followerMethods,
    action_assign: { on: 'record', params: '', run: assign },
    button_validate: { on: 'record', params: '', run: validate },
    do_unreserve: {
      on: 'record',
      params: '',
      run: (call) => {
        unreserve(
          call.env.sudo(),
          pickingsOf(call).flatMap((picking) => movesOf(call.env, picking)),
        );
        return null;
      },
    },
    action_cancel: {
      on: 'record',
      params: '',
      run: (call) => {
        cancelDeliveries(call.env, pickingsOf(call));
        return true;
      },
    },
  },
};

export const stockMoveModel: ModelSpec = {
  name: 'stock.move',
  label: 'Stock Move',
  fields: fields.stockMoveFields,
  order: 'sequence, id',
  recName: 'reference',
  indexed: 'product_id picking_id sale_line_id',
  defaults: {
    state: 'draft',
    picked: false,
    procure_method: 'make_to_stock',
    company_id: 1,
    sequence: 10,
    product_uom_qty: 0,
    date: (env) => env.now,
  },
  compute: { product_qty: (_env, row) => Number(row.product_uom_qty) },
};
