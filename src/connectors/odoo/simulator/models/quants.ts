import { keyError, notSimulated, userError, validationError } from '../errors.ts';
import { stockQuantFields } from '../fields/stock.ts';
import { isTruthy } from '../orm/convert.ts';
import { createRecords } from '../orm/create.ts';
import type { Env } from '../orm/env.ts';
import { type Call, type ModelSpec, RecordsAnswer } from '../orm/model.ts';
import { roundTo } from '../orm/money.ts';
import { displayName } from '../orm/value.ts';
import { type Json, type Row, refOf, type Stored, textOf, type Vals } from '../orm/values.ts';
import { setStored, touch, writeRecords } from '../orm/write.ts';
import { addStock, reserve } from './reservations.ts';

const quantModelOf = (env: Env) => env.model('stock.quant');

function inventoryMode(env: Env): boolean {
  return isTruthy(env.context.inventory_mode) && env.db.rights.hasGroup(env.uid, 'stock.group_stock_user');
}

function usageOf(env: Env, quant: Row): string {
  return textOf(env.row('stock.location', refOf(quant.location_id))?.usage);
}

function checkQuant(env: Env, rows: readonly Row[]): void {
  for (const row of rows) {
    const product = env.row('product.product', refOf(row.product_id));
    if (env.row('product.template', refOf(product?.product_tmpl_id))?.is_storable !== true) {
      throw validationError('Quants cannot be created for consumables or services.');
    }
    if (usageOf(env, row) === 'view') {
      const name = textOf(env.row('stock.location', refOf(row.location_id))?.name);
      throw validationError(
        `You cannot take products from or deliver products to a location of type "view" (${name}).`,
      );
    }
  }
}

function inventoryLocation(env: Env): number {
  for (const row of env.model('stock.location').table.rows.values()) if (row.usage === 'inventory') return row.id;
  throw notSimulated('an inventory without its location');
}

/** Makes the stock what was counted; on 19 a second time sets it to zero, since what was counted is gone. */
function applyQuants(env: Env, quants: readonly Row[]): void {
  const model = quantModelOf(env);
  for (const quant of quants) {
    // 18 goes by the difference of the time of counting
    const difference =
      env.version === 18
        ? Number(quant.inventory_diff_quantity)
        : roundTo(Number(quant.inventory_quantity) - Number(quant.quantity), 2);
    recordMove(env.sudo(), quant, difference);
    if (difference !== 0) {
      // of two quants at one place the first takes it, whichever was counted
      addStock(env.sudo(), refOf(quant.product_id), refOf(quant.location_id), difference);
      addStock(env.sudo(), refOf(quant.product_id), inventoryLocation(env), -difference);
    }
    const after: Readonly<Record<string, Stored>> = {
      inventory_quantity: 0,
      inventory_diff_quantity: 0,
      inventory_quantity_set: false,
      user_id: false,
      inventory_date: yearEnd(env),
    };
    for (const [name, value] of Object.entries(after)) setStored(env, model, quant, name, value);
    touch(env, model, quant);
    if (env.version === 19) reserve(env.sudo(), waiting(env, refOf(quant.product_id)));
  }
}

const yearEnd = (env: Env): string => `${env.today.slice(0, 4)}-12-31`;

/** An inventory leaves a move behind, also when it changed nothing. */
function recordMove(env: Env, quant: Row, difference: number): void {
  const what = difference === 0 ? 'Product Quantity Confirmed' : 'Product Quantity Updated';
  const user = env.row('res.users', refOf(quant.user_id));
  const name = user ? `${what} (${displayName(env, env.model('res.users'), user)})` : what;
  const places = [refOf(quant.location_id), inventoryLocation(env)];
  const [from = 0, to = 0] = difference > 0 ? places.reverse() : places;
  const product = env.row('product.product', refOf(quant.product_id));
  createRecords(env.with({ inventory_mode: false }), env.model('stock.move'), [
    {
      ...(env.version === 18 ? { name } : {}),
      reference: name,
      product_id: refOf(quant.product_id),
      product_uom: refOf(env.row('product.template', refOf(product?.product_tmpl_id))?.uom_id),
      product_uom_qty: Math.abs(difference),
      quantity: Math.abs(difference),
      location_id: from,
      location_dest_id: to,
      state: 'done',
      picked: true,
      is_inventory: true,
    },
  ]);
}

/** 19 reserves for waiting deliveries at once. */
function waiting(env: Env, productId: number): Row[] {
  const ids = env.model('stock.move').table.lookup('product_id', productId) ?? [];
  return env
    .rows('stock.move', [...ids])
    .filter(({ state }) => state === 'confirmed' || state === 'partially_available');
}

/** Counted and applied in one go; outside the inventory mode Odoo passes over it. */
function countAtOnce(env: Env, quant: Row, value: Json): void {
  if (!inventoryMode(env) || Number(value) === Number(quant.quantity)) return;
  setCount(env, quant, Number(value));
  applyQuants(env, [quant]);
}

function setCount(env: Env, quant: Row, counted: number): void {
  const model = quantModelOf(env);
  setStored(env, model, quant, 'inventory_quantity', counted);
  setStored(env, model, quant, 'inventory_diff_quantity', roundTo(counted - Number(quant.quantity), 2));
  setStored(env, model, quant, 'inventory_quantity_set', true);
}

const COUNTABLE = new Set(
  'product_id owner_id inventory_quantity inventory_quantity_auto_apply inventory_diff_quantity inventory_date user_id inventory_quantity_set is_outdated lot_id location_id package_id'.split(
    ' ',
  ),
);

/** In inventory mode a quant that is there already is counted anew; otherwise a second one appears. */
function createQuants(call: Call): RecordsAnswer {
  const { env, model } = call;
  const given = call.args.vals_list;
  const list = (Array.isArray(given) ? given : [given]).map((vals) => ({ ...(vals as Vals) }));
  const ids = new Set<number>();
  for (const vals of list) {
    const counted = 'inventory_quantity' in vals || 'inventory_quantity_auto_apply' in vals;
    const [row] = counted && inventoryMode(env) ? [countedQuant(env, vals)] : createRecords(env, model, [vals]);
    if (row) ids.add(row.id);
  }
  return new RecordsAnswer([...ids], !Array.isArray(given));
}

function countedQuant(env: Env, given: Vals): Row | undefined {
  if (Object.keys(given).some((name) => !COUNTABLE.has(name) && !name.startsWith('x_')))
    throw userError("Quant's creation is restricted, you can't do this operation.");
  for (const name of ['product_id', 'location_id']) if (!(name in given)) throw keyError(name);
  const { inventory_quantity_auto_apply: auto, inventory_quantity: plain, ...vals } = given;
  const value = Number(auto || plain || 0);
  const model = quantModelOf(env);
  const ids = model.table.lookup('product_id', Number(vals.product_id)) ?? [];
  const known = env.rows('stock.quant', [...ids]).find((row) => row.location_id === vals.location_id);
  const [quant] = known ? [known] : createRecords(env.sudo().with({ inventory_mode: false }), model, [vals]);
  if (!quant) return undefined;
  if (auto !== undefined) countAtOnce(env, quant, value);
  else {
    const user = typeof vals.user_id === 'number' ? vals.user_id : env.uid;
    writeRecords(env.sudo(), model, [quant], { inventory_quantity: value, user_id: user, inventory_date: env.today });
  }
  return quant;
}

/** Deleting is an inventory to zero; only managers may. */
function beforeUnlink(env: Env, rows: readonly Row[]): void {
  if (env.su) return;
  if (!env.db.rights.hasGroup(env.uid, 'stock.group_stock_manager')) {
    throw userError(
      'Quants are auto-deleted when appropriate. If you must manually delete them, please ask a stock manager to do it.',
    );
  }
  for (const quant of rows) setCount(env, quant, 0);
  applyQuants(env, rows);
}

function setToStock(call: Call): Json {
  const { env, model } = call;
  const quants = env.rows('stock.quant', call.ids);
  if (quants.some((quant) => quant.inventory_quantity_set === true))
    throw notSimulated('the question about quantities that are already set');
  for (const quant of quants) {
    writeRecords(env, model, [quant], { inventory_quantity: Number(quant.quantity), user_id: env.uid });
  }
  return null;
}

export const quantModel: ModelSpec = {
  name: 'stock.quant',
  label: 'Quants',
  fields: stockQuantFields,
  recName: 'product_id',
  indexed: 'product_id location_id',
  defaults: {
    quantity: 0,
    reserved_quantity: 0,
    inventory_quantity_set: false,
    in_date: (env) => env.now,
    inventory_date: yearEnd,
  },
  compute: {
    available_quantity: (_env, row) => roundTo(Number(row.quantity) - Number(row.reserved_quantity), 2),
    inventory_quantity_auto_apply: (_env, row) => Number(row.quantity),
    // a field to search by; nobody computes it
    on_hand: () => false,
  },
  inverse: { inventory_quantity_auto_apply: countAtOnce },
  checks: [{ fields: ['product_id', 'location_id'], run: checkQuant }],
  beforeCreate: (env, vals) => {
    if (inventoryMode(env)) delete vals.quantity;
    const counted = 'inventory_quantity' in vals;
    if (counted && env.version === 19) vals.inventory_quantity_set = true;
    if (counted || env.version === 18)
      vals.inventory_diff_quantity = roundTo(Number(vals.inventory_quantity ?? 0) - Number(vals.quantity ?? 0), 2);
  },
  beforeWrite: (env, rows, vals) => {
    if ('inventory_quantity' in vals) vals.inventory_quantity_set = true;
    if (!inventoryMode(env) || !('product_id' in vals || 'location_id' in vals)) return;
    if (rows.some((row) => usageOf(env, row) === 'inventory')) for (const name of Object.keys(vals)) delete vals[name];
    else throw userError("Quant's editing is restricted, you can't do this operation.");
  },
  afterWrite: (env, rows, vals) => {
    // kept as it was when the count was written, whatever the stock does afterwards
    if (!('inventory_quantity' in vals)) return;
    for (const row of rows) setCount(env, row, Number(row.inventory_quantity));
  },
  beforeUnlink,
  displayName: (env, row) => {
    const location = env.row('stock.location', refOf(row.location_id));
    return location ? displayName(env, env.model('stock.location'), location) : '';
  },
  methods: {
    action_apply_inventory: {
      on: 'record',
      params: '',
      run: (call) => {
        applyQuants(call.env, call.env.rows('stock.quant', call.ids));
        return null;
      },
    },
    action_set_inventory_quantity: { on: 'record', params: '', run: setToStock },
    create: { on: 'model', params: 'vals_list', run: createQuants },
  },
};
