import { validationError } from '../errors.ts';
import { productPricelistItemFields } from '../fields/product.ts';
import { isTruthy } from '../orm/convert.ts';
import type { Env } from '../orm/env.ts';
import type { ModelSpec } from '../orm/model.ts';
import { displayName } from '../orm/value.ts';
import { type Row, refOf, textOf, type Vals } from '../orm/values.ts';
import { companyCurrency, defaultPricelist } from './company.ts';

const TARGETS: Readonly<Record<string, string>> = {
  '0_product_variant': 'product_id',
  '1_product': 'product_tmpl_id',
  '2_product_category': 'categ_id',
};

/** A rule keeps the target that it applies to, and no other. */
function keepTarget(vals: Vals): void {
  const applied = vals.applied_on;
  if (typeof applied !== 'string' || applied === '') return;
  for (const [key, name] of Object.entries(TARGETS)) {
    if (key === applied || (name === 'product_tmpl_id' && applied === '0_product_variant')) continue;
    vals[name] = false;
  }
}

function deduceTarget(env: Env, vals: Vals): void {
  if (isTruthy(vals.product_id) && !isTruthy(vals.product_tmpl_id))
    vals.product_tmpl_id = refOf(env.row('product.product', Number(vals.product_id))?.product_tmpl_id) || false;
  if (!isTruthy(vals.applied_on)) {
    const [applied = '3_global'] = Object.entries(TARGETS).find(([, name]) => isTruthy(vals[name])) ?? [];
    vals.applied_on = applied;
  }
  keepTarget(vals);
  mirrorMarkup(vals);
}

/** A markup is a discount with the other sign. */
function mirrorMarkup(vals: Vals): void {
  if ('price_markup' in vals) vals.price_discount = -Number(vals.price_markup);
  else if ('price_discount' in vals) vals.price_markup = -Number(vals.price_discount);
}

function checkTargets(_env: Env, rows: readonly Row[]): void {
  for (const row of rows) {
    const needs = TARGETS[textOf(row.applied_on)];
    if (needs && row[needs] === false) {
      const what = needs === 'categ_id' ? 'category' : needs === 'product_id' ? 'product variant' : 'product';
      throw validationError(`Please specify the ${what} for which this rule should be applied`);
    }
  }
}

function checkBase(env: Env, rows: readonly Row[]): void {
  for (const row of rows) {
    if (row.base !== 'pricelist') continue;
    if (row.base_pricelist_id === false)
      throw validationError('A pricelist item with "Other Pricelist" as base must have a base_pricelist_id.');
    const path = loopFrom(env, refOf(row.pricelist_id), [refOf(row.base_pricelist_id)]);
    if (path.length > 0) {
      const names = path.map((id) => textOf(nameOf(env, 'product.pricelist', id)));
      throw validationError(`Recursive pricelist rules detected: ${names.join(' ⇒ ')}`);
    }
  }
}

/** The way back to a pricelist that is based on others, or nothing. */
function loopFrom(env: Env, start: number, path: readonly number[]): readonly number[] {
  const last = path.at(-1) ?? 0;
  if (last === start) return [start, ...path];
  if (path.indexOf(last) < path.length - 1) return [];
  const ids = env.model('product.pricelist.item').table.lookup('pricelist_id', last) ?? [];
  for (const rule of env.rows('product.pricelist.item', [...ids])) {
    if (rule.base !== 'pricelist' || rule.base_pricelist_id === false) continue;
    const found = loopFrom(env, start, [...path, refOf(rule.base_pricelist_id)]);
    if (found.length > 0) return found;
  }
  return [];
}

function checkMargins(_env: Env, rows: readonly Row[]): void {
  if (rows.some((row) => Number(row.price_min_margin) > Number(row.price_max_margin)))
    throw validationError('The minimum margin should be lower than the maximum margin.');
}

function nameOf(env: Env, model: string, id: number): string {
  const target = env.row(model, id);
  return target ? displayName(env, env.model(model), target) : '';
}

function itemName(env: Env, row: Row): string {
  if (row.applied_on === '2_product_category')
    return `Category: ${nameOf(env, 'product.category', refOf(row.categ_id))}`;
  if (row.applied_on === '1_product') return nameOf(env, 'product.template', refOf(row.product_tmpl_id));
  if (row.applied_on === '0_product_variant')
    return `Variant: ${nameOf(env, 'product.product', refOf(row.product_id))}`;
  return row.display_applied_on === '2_product_category' ? 'All Categories' : 'All Products';
}

export const pricelistItemModel: ModelSpec = {
  name: 'product.pricelist.item',
  label: 'Pricelist Rule',
  fields: productPricelistItemFields,
  order: 'applied_on, min_quantity desc, categ_id desc, id desc',
  indexed: 'pricelist_id product_tmpl_id product_id',
  onDelete: 'pricelist_id:cascade categ_id:cascade product_tmpl_id:cascade product_id:cascade',
  defaults: {
    pricelist_id: (env) => defaultPricelist(env) || false,
    applied_on: '3_global',
    display_applied_on: '1_product',
    base: 'list_price',
    compute_price: 'fixed',
    min_quantity: 0,
  },
  compute: {
    company_id: (env, row) => env.row('product.pricelist', refOf(row.pricelist_id))?.company_id ?? false,
    currency_id: (env, row) =>
      env.row('product.pricelist', refOf(row.pricelist_id))?.currency_id ?? companyCurrency(env),
    name: itemName,
  },
  displayName: itemName,
  beforeDefaults: deduceTarget,
  beforeWrite: (_env, _rows, vals) => {
    keepTarget(vals);
    mirrorMarkup(vals);
  },
  checks: [
    { fields: ['product_id', 'product_tmpl_id', 'categ_id'], run: checkTargets },
    { fields: ['base', 'base_pricelist_id', 'pricelist_id'], run: checkBase },
    { fields: ['price_min_margin', 'price_max_margin'], run: checkMargins },
  ],
};
