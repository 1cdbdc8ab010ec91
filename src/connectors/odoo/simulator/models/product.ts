import * as fields from '../fields/product.ts';
import type { Env } from '../orm/env.ts';
import type { ModelSpec } from '../orm/model.ts';
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
