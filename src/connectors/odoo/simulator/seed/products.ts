import { UNIT_CATEGORIES, UNITS_18, UNITS_19 } from '../data/units.ts';
import type { Env } from '../orm/env.ts';
import type { Vals } from '../orm/values.ts';
import { put } from './seeding.ts';

const rows = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(';'));

export function seedUnits(env: Env): void {
  if (env.version === 18) {
    for (const [name = '', key = ''] of rows(UNIT_CATEGORIES)) put(env, 'uom.category', { name }, `uom.${key}`);
    for (const [name = '', key = '', category = '', factor = '', type = ''] of rows(UNITS_18)) {
      put(
        env,
        'uom.uom',
        { name, category_id: Number(category), factor: Number(factor), uom_type: type },
        `uom.${key}`,
      );
    }
    return;
  }
  for (const [name = '', key = '', factor = '', relative = '', parent = '', active = ''] of rows(UNITS_19)) {
    const vals: Vals = {
      name,
      factor: Number(factor),
      relative_factor: Number(relative),
      relative_uom_id: Number(parent) || false,
      active: active !== 'off',
    };
    put(env, 'uom.uom', vals, `uom.${key}`);
  }
}

export function seedCategories(env: Env): void {
  if (env.version === 18) {
    put(env, 'product.category', { name: 'All' }, 'product.product_category_all');
    put(env, 'product.category', { name: 'Saleable', parent_id: 1 }, 'product.product_category_1');
    put(env, 'product.category', { name: 'Expenses', parent_id: 1 }, 'product.cat_expense');
    put(env, 'product.category', { name: 'Deliveries', parent_id: 1 }, 'delivery.product_category_deliveries');
  } else {
    put(env, 'product.category', { name: 'Goods' }, 'product.product_category_goods');
    put(env, 'product.category', { name: 'Expenses' }, 'product.product_category_expenses');
    put(env, 'product.category', { name: 'Services' }, 'product.product_category_services');
    put(env, 'product.category', { name: 'Deliveries' }, 'delivery.product_category_deliveries');
  }
}

/** Locations, warehouse and its operations, with the ids that each version gives them. */
export function seedStock(env: Env, company: string): void {
  const location = (name: string, usage: string, parent: number | false, xmlid = '', active = true): number =>
    put(env, 'stock.location', { name, usage, location_id: parent, active }, xmlid).id;
  let stock: number;
  let view: number;
  let customers: number;
  let vendors: number;
  if (env.version === 18) {
    location('Physical Locations', 'view', false, 'stock.stock_location_locations');
    location('Partners', 'view', false, 'stock.stock_location_locations_partner');
    location('Virtual Locations', 'view', false, 'stock.stock_location_locations_virtual');
    vendors = location('Vendors', 'supplier', 2, 'stock.stock_location_suppliers');
    customers = location('Customers', 'customer', 2, 'stock.stock_location_customers');
    location('Inter-company transit', 'transit', 3, 'stock.stock_location_inter_company', false);
    view = location('WH', 'view', 1);
    stock = location('Stock', 'internal', view, 'stock.stock_location_stock');
    location('Input', 'internal', view, 'stock.stock_location_company', false);
    location('Quality Control', 'internal', view, '', false);
    location('Output', 'internal', view, 'stock.stock_location_output', false);
    location('Packing Zone', 'internal', view, 'stock.location_pack_zone', false);
    location('Inventory adjustment', 'inventory', 3);
    location('Production', 'production', 3);
  } else {
    vendors = location('Vendors', 'supplier', false, 'stock.stock_location_suppliers');
    customers = location('Customers', 'customer', false, 'stock.stock_location_customers');
    location('Inter-company transit', 'transit', false, 'stock.stock_location_inter_company', false);
    view = location('WH', 'view', false);
    stock = location('Stock', 'internal', view, 'stock.stock_location_stock');
    location('Input', 'internal', view, 'stock.stock_location_company', false);
    location('Quality Control', 'internal', view, '', false);
    location('Output', 'internal', view, 'stock.stock_location_output', false);
    location('Packing Zone', 'internal', view, 'stock.location_pack_zone', false);
    location('Inter-warehouse transit', 'transit', false, '', false);
    location('Inventory adjustment', 'inventory', false);
    location('Production', 'production', false);
  }
  seedWarehouse(env, company, { stock, view, customers, vendors });
}

function seedWarehouse(
  env: Env,
  company: string,
  at: { stock: number; view: number; customers: number; vendors: number },
): void {
  const type = (name: string, code: string, sequenceCode: string, from: number, to: number, xmlid = ''): number =>
    put(
      env,
      'stock.picking.type',
      {
        name,
        code,
        sequence_code: sequenceCode,
        active: true,
        company_id: 1,
        sequence: 1,
        default_location_src_id: from,
        default_location_dest_id: to,
      },
      xmlid,
    ).id;
  const incoming = type('Receipts', 'incoming', 'IN', at.vendors, at.stock, 'stock.picking_type_in');
  const outgoing = type('Delivery Orders', 'outgoing', 'OUT', at.stock, at.customers, 'stock.picking_type_out');
  type('Internal Transfers', 'internal', 'INT', at.stock, at.stock, 'stock.picking_type_internal');
  put(
    env,
    'stock.warehouse',
    {
      name: company,
      code: 'WH',
      active: true,
      company_id: 1,
      partner_id: 1,
      view_location_id: at.view,
      lot_stock_id: at.stock,
      in_type_id: incoming,
      out_type_id: outgoing,
      reception_steps: 'one_step',
      delivery_steps: 'ship_only',
      sequence: 10,
    },
    'stock.warehouse0',
  );
  const types = env.model('stock.picking.type');
  for (const row of types.table.rows.values()) types.table.set(row, 'warehouse_id', 1);
  const locations = env.model('stock.location');
  for (const row of locations.table.rows.values())
    if (row.location_id === at.view || row.id === at.view) locations.table.set(row, 'warehouse_id', 1);
}
