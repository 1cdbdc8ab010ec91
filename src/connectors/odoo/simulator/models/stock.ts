import { notSimulated, userError, validationError } from '../errors.ts';
import * as fields from '../fields/stock.ts';
import { isTruthy } from '../orm/convert.ts';
import { createRecords } from '../orm/create.ts';
import { addDays } from '../orm/dates.ts';
import type { Env } from '../orm/env.ts';
import { type Call, type ModelSpec, RecordsAnswer } from '../orm/model.ts';
import { roundTo } from '../orm/money.ts';
import { type Row, refOf, textOf, type Vals } from '../orm/values.ts';
import { setStored, touch, writeRecords } from '../orm/write.ts';
import { cancelDeliveries, outgoing } from './deliveries.ts';
import { followerComputes, followerMethods } from './followers.ts';
import { addStock, doMove, pickingState, reserve, unreserve } from './reservations.ts';

function locationPath(env: Env, row: Row): string {
  const parent = env.row('stock.location', refOf(row.location_id));
  if (!parent || row.usage === 'view') return textOf(row.name);
  return `${locationPath(env, parent)}/${textOf(row.name)}`;
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
  compute: { complete_name: locationPath },
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

function inventoryMode(env: Env): boolean {
  return isTruthy(env.context.inventory_mode) && env.db.rights.hasGroup(env.uid, 'stock.group_stock_user');
}

function checkQuant(env: Env, rows: readonly Row[]): void {
  for (const row of rows) {
    const product = env.row('product.product', refOf(row.product_id));
    if (env.row('product.template', refOf(product?.product_tmpl_id))?.is_storable !== true) {
      throw validationError('Quants cannot be created for consumables or services.');
    }
    if (env.row('stock.location', refOf(row.location_id))?.usage === 'view') {
      throw validationError(
        `You cannot take products from or deliver products to a location of type "view" (${locationPath(env, env.row('stock.location', refOf(row.location_id)) ?? row)}).`,
      );
    }
  }
}

/** Applies counted quantities; on 19 a second time sets the stock to zero, since what was counted is gone. */
function applyInventory(call: Call): null {
  const { env } = call;
  const model = env.model('stock.quant');
  for (const quant of env.rows('stock.quant', call.ids)) {
    const counted = Number(quant.inventory_quantity);
    const difference =
      env.version === 18 && quant.inventory_quantity_set !== true ? 0 : roundTo(counted - Number(quant.quantity), 2);
    if (difference !== 0) addStock(env.sudo(), refOf(quant.product_id), inventoryLocation(env), -difference);
    setStored(env, model, quant, 'quantity', roundTo(Number(quant.quantity) + difference, 2));
    setStored(env, model, quant, 'inventory_quantity', 0);
    setStored(env, model, quant, 'inventory_quantity_set', false);
    setStored(env, model, quant, 'user_id', false);
    touch(env, model, quant);
    if (env.version === 19) reserve(env.sudo(), waiting(env, refOf(quant.product_id)));
  }
  return null;
}

/** 19 reserves for waiting deliveries at once. */
function waiting(env: Env, productId: number): Row[] {
  const ids = moveModel(env).table.lookup('product_id', productId) ?? [];
  return env
    .rows('stock.move', [...ids])
    .filter(({ state }) => state === 'confirmed' || state === 'partially_available');
}

function inventoryLocation(env: Env): number {
  for (const row of env.model('stock.location').table.rows.values()) if (row.usage === 'inventory') return row.id;
  throw notSimulated('an inventory without its location');
}

export const quantModel: ModelSpec = {
  name: 'stock.quant',
  label: 'Quants',
  fields: fields.stockQuantFields,
  recName: 'product_id',
  indexed: 'product_id location_id',
  defaults: {
    quantity: 0,
    reserved_quantity: 0,
    inventory_quantity_set: false,
    in_date: (env) => env.now,
    inventory_date: (env) => addDays(`${env.today.slice(0, 4)}-12-31`, 0),
  },
  compute: {
    available_quantity: (_env, row) => roundTo(Number(row.quantity) - Number(row.reserved_quantity), 2),
    inventory_diff_quantity: (_env, row) =>
      row.inventory_quantity_set === true ? roundTo(Number(row.inventory_quantity) - Number(row.quantity), 2) : 0,
    inventory_quantity_auto_apply: (_env, row) => Number(row.quantity),
    on_hand: (env, row) => env.row('stock.location', refOf(row.location_id))?.usage === 'internal',
  },
  checks: [{ fields: ['product_id', 'location_id'], run: checkQuant }],
  beforeCreate: (env, vals) => {
    if ('inventory_quantity' in vals) vals.inventory_quantity_set = true;
    if (inventoryMode(env)) delete vals.quantity;
  },
  beforeWrite: (env, _rows, vals) => {
    if ('inventory_quantity' in vals) vals.inventory_quantity_set = true;
    void env;
  },
  methods: {
    action_apply_inventory: { on: 'record', params: '', run: applyInventory },
    create: {
      on: 'model',
      params: 'vals_list',
      run: (call) => createQuants(call),
    },
  },
};

/** In inventory mode a quant that is there already is counted anew; otherwise a second one appears. */
function createQuants(call: Call): RecordsAnswer {
  const { env, model } = call;
  const given = call.args.vals_list;
  const list = (Array.isArray(given) ? given : [given]).map((vals) => ({ ...(vals as Vals) }));
  const ids = list.map((vals) => {
    const counted = 'inventory_quantity' in vals;
    const known = counted && inventoryMode(env) ? sameQuant(env, vals) : undefined;
    if (known) {
      writeRecords(env, model, [known], { inventory_quantity: vals.inventory_quantity ?? 0 });
      return known.id;
    }
    const [row] = createRecords(env, model, [vals]);
    return row?.id ?? 0;
  });
  return new RecordsAnswer(ids, !Array.isArray(given));
}

function sameQuant(env: Env, vals: Vals): Row | undefined {
  const ids = env.model('stock.quant').table.lookup('product_id', Number(vals.product_id)) ?? [];
  return env.rows('stock.quant', [...ids]).find((row) => row.location_id === vals.location_id);
}
