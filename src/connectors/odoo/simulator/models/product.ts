import { validationError } from '../errors.ts';
import * as fields from '../fields/product.ts';
import type { Env } from '../orm/env.ts';
import type { ModelSpec } from '../orm/model.ts';
import { displayName } from '../orm/value.ts';
import { type Row, refOf, textOf } from '../orm/values.ts';
import { companyCurrency } from './company.ts';
import { mirrorOf } from './mirror.ts';
import { unlinkForbiddenUnits } from './units.ts';

function categoryPath(env: Env, row: Row): string {
  const names: string[] = [];
  for (let current: Row | undefined = row; current; current = env.row('product.category', refOf(current.parent_id))) {
    names.unshift(textOf(current.name));
  }
  return names.join(' / ');
}

export const categoryModel: ModelSpec = {
  name: 'product.category',
  label: 'Product Category',
  fields: fields.productCategoryFields,
  order: 'complete_name',
  recName: 'complete_name',
  hierarchy: 'parent_id',
  loopMessage: () => 'You cannot create recursive categories.',
  onDelete: 'parent_id:cascade',
  noCopy: 'complete_name child_id',
  compute: {
    complete_name: categoryPath,
    product_count: (env, row) =>
      [...env.model('product.template').table.rows.values()].filter((product) => product.categ_id === row.id).length,
  },
};

const templateMirror = mirrorOf('product_template_ids', 'product.template', 'product_tag_ids');
const variantMirror = mirrorOf('product_product_ids', 'product.product', 'additional_product_tag_ids');

export const tagModel: ModelSpec = {
  name: 'product.tag',
  label: 'Product Tag',
  fields: fields.productTagFields,
  order: 'sequence, id',
  indexed: 'name',
  defaults: { sequence: 10, color: '#3C3C3C', visible_to_customers: true },
  compute: {
    ...templateMirror.compute,
    ...variantMirror.compute,
    product_ids: (env, row) => [
      ...(env.model('product.product').table.lookup('additional_product_tag_ids', row.id) ?? []),
    ],
  },
  inverse: { ...templateMirror.inverse, ...variantMirror.inverse },
  unique: [{ fields: ['name'], message: () => 'Tag name already exists!' }],
};

export const pricelistModel: ModelSpec = {
  name: 'product.pricelist',
  label: 'Pricelist',
  fields: fields.productPricelistFields,
  order: 'sequence, id, name',
  searchNames: 'name',
  defaults: { active: true, sequence: 16, company_id: 1, currency_id: (env) => companyCurrency(env) },
  copyChildren: 'item_ids',
  displayName: (env, row) => {
    const currency = env.row('res.currency', refOf(row.currency_id));
    const { name } = row;
    const texts = typeof name === 'object' && name !== null ? (name as Readonly<Record<string, string>>) : {};
    return `${texts[env.lang] ?? texts.en_US ?? textOf(name)} (${textOf(currency?.name)})`;
  },
};

const APPLIED: Readonly<Record<string, string>> = {
  '1_product': 'product_tmpl_id',
  '0_product_variant': 'product_id',
  '2_product_category': 'categ_id',
};

/** Odoo sees to it that only the target that `applied_on` names stays on a rule. */
function keepTarget(env: Env, vals: Record<string, unknown>): void {
  const applied = vals.applied_on;
  if (typeof applied !== 'string') return;
  for (const [key, name] of Object.entries(APPLIED)) {
    if (key === applied) continue;
    if (name === 'product_tmpl_id' && applied === '0_product_variant') continue;
    vals[name] = false;
  }
  if (applied === '0_product_variant' && typeof vals.product_id === 'number' && !vals.product_tmpl_id) {
    vals.product_tmpl_id = refOf(env.row('product.product', vals.product_id)?.product_tmpl_id);
  }
}

function checkItems(_env: Env, rows: readonly Row[]): void {
  for (const row of rows) {
    const needs = APPLIED[textOf(row.applied_on)];
    if (needs && row[needs] === false) {
      const what = needs === 'categ_id' ? 'category' : needs === 'product_id' ? 'product variant' : 'product';
      throw validationError(`Please specify the ${what} for which this rule should be applied`);
    }
  }
}

export const pricelistItemModel: ModelSpec = {
  name: 'product.pricelist.item',
  label: 'Pricelist Rule',
  fields: fields.productPricelistItemFields,
  order: 'applied_on, min_quantity desc, categ_id desc, id desc',
  indexed: 'pricelist_id product_tmpl_id product_id',
  onDelete: 'pricelist_id:cascade categ_id:cascade product_tmpl_id:cascade product_id:cascade',
  defaults: {
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
    name: (env, row) => itemName(env, row),
  },
  displayName: (env, row) => itemName(env, row),
  beforeCreate: (env, vals) => keepTarget(env, vals),
  beforeWrite: (env, _rows, vals) => keepTarget(env, vals),
  checks: [{ fields: ['applied_on', 'product_id', 'product_tmpl_id', 'categ_id'], run: checkItems }],
};

function itemName(env: Env, row: Row): string {
  const named = (model: string, id: number): string => {
    const target = env.row(model, id);
    return target ? displayName(env, env.model(model), target) : '';
  };
  if (row.applied_on === '2_product_category') return `Category: ${named('product.category', refOf(row.categ_id))}`;
  if (row.applied_on === '1_product') return `Product: ${named('product.template', refOf(row.product_tmpl_id))}`;
  if (row.applied_on === '0_product_variant') return `Variant: ${named('product.product', refOf(row.product_id))}`;
  return 'All Products';
}

export const uomCategoryModel: ModelSpec = {
  name: 'uom.category',
  label: 'Product UoM Categories',
  only: 18,
  fields: fields.uomCategoryFields,
};

export const uomModel: ModelSpec = {
  name: 'uom.uom',
  label: 'Product Unit of Measure',
  fields: fields.uomUomFields,
  order: 'factor DESC, id',
  defaults: { active: true, rounding: 0.01, factor: 1, uom_type: 'bigger', sequence: 0, relative_factor: 1 },
  compute: {
    factor_inv: (_env, row) => 1 / (Number(row.factor) || 1),
    ratio: (_env, row) => (row.uom_type === 'bigger' ? 1 / (Number(row.factor) || 1) : Number(row.factor)),
    rounding: () => 0.01,
  },
  beforeUnlink: unlinkForbiddenUnits,
};
