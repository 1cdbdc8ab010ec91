import { userError } from '../errors.ts';
import { productTemplateFields } from '../fields/product-template.ts';
import { isTruthy } from '../orm/convert.ts';
import { defaultGet } from '../orm/default-get.ts';
import type { Env } from '../orm/env.ts';
import type { ModelSpec } from '../orm/model.ts';
import { search } from '../orm/search.ts';
import { fieldOf, fieldValue } from '../orm/value.ts';
import { idsOf, type Json, type Row, refOf, type Stored, textOf, type Vals } from '../orm/values.ts';
import { setStored, writeRecords } from '../orm/write.ts';
import { companyCurrency } from './company.ts';
import { checkImage } from './images.ts';
import { templateQuantity } from './quantities.ts';
import {
  createVariants,
  isDynamic,
  onlyVariant,
  syncTemplates,
  touchVariants,
  validLines,
  variantsOf,
} from './variants.ts';

const FROM_VARIANT = ['barcode', 'default_code', 'standard_price', 'volume', 'weight'] as const;

function visibleVariants(env: Env, row: Row): Row[] {
  const all = variantsOf(env, row.id);
  const model = env.model('product.product');
  const shown = env.activeTest ? all.filter((variant) => variant.active !== false) : all;
  void model;
  return shown;
}

function fromVariant(name: string, empty: Stored): (env: Env, row: Row) => Stored {
  return (env, row) => onlyVariant(env, row.id)?.[name] ?? empty;
}

/** A value written on a template goes to its only variant; with several it stays on the template or is lost. */
function toVariant(name: string): (env: Env, row: Row, value: Json) => void {
  return (env, row, value) => {
    const model = env.model('product.template');
    const field = fieldOf(model, name);
    const only = onlyVariant(env, row.id);
    if (only) writeRecords(env, env.model('product.product'), [only], { [name]: value });
    if (field.stored)
      setStored(
        env,
        model,
        row,
        name,
        only ? (only[name] ?? false) : name === 'default_code' ? textOf(value as Stored) || false : Number(value) || 0,
      );
  };
}

function first(env: Env, row: Row): number | false {
  const [variant] = search(env.sudo(), env.model('product.product'), [['product_tmpl_id', '=', row.id]], { limit: 1 });
  return variant?.id ?? false;
}

export function defaultTaxes(env: Env, name: 'account_sale_tax_id' | 'account_purchase_tax_id'): Json {
  const id = refOf(env.row('res.company', 1)?.[name]);
  return id === 0 ? [] : [[6, 0, [id]]];
}

export const productTemplateModel: ModelSpec = {
  name: 'product.template',
  label: 'Product',
  fields: productTemplateFields,
  order: 'is_favorite desc, name',
  indexed: 'default_code',
  nameDomain: (env, operator, value, usual) => {
    if (!isTruthy(env.context.search_product_product ?? value) || !Array.isArray(usual)) return usual;
    const negative = operator.startsWith('not ') || operator === '!=';
    return [negative ? '&' : '|', ...usual, ['product_variant_ids', operator, value]];
  },
  noCopy: 'volume weight product_variant_ids default_code pricelist_rule_ids barcode standard_price',
  copyChildren: 'attribute_line_ids',
  copyName: (env, row) =>
    `${String(fieldValue(env, env.model('product.template'), row, fieldOf(env.model('product.template'), 'name')))} (copy)`,
  defaults: {
    active: true,
    type: 'consu',
    sequence: 1,
    list_price: 1,
    sale_ok: true,
    purchase_ok: true,
    service_tracking: 'no',
    service_type: 'manual',
    tracking: 'none',
    invoice_policy: 'order',
    expense_policy: 'no',
    sale_line_warn: 'no-message',
    categ_id: (env) => (env.version === 18 ? 1 : null),
    is_storable: (env) => (env.version === 18 ? null : false),
    uom_id: 1,
    uom_po_id: (_env, vals) => vals.uom_id ?? 1,
    taxes_id: (env) => defaultTaxes(env, 'account_sale_tax_id'),
    supplier_taxes_id: (env) => defaultTaxes(env, 'account_purchase_tax_id'),
    has_configurable_attributes: false,
  },
  lateDefaults: 'invoice_policy service_type expense_policy has_configurable_attributes uom_po_id',
  compute: {
    currency_id: (env) => companyCurrency(env),
    cost_currency_id: (env) => companyCurrency(env),
    standard_price: fromVariant('standard_price', 0),
    barcode: fromVariant('barcode', false),
    volume_uom_name: () => 'm³',
    weight_uom_name: () => 'kg',
    is_product_variant: () => false,
    is_dynamically_created: (env, row) => isDynamic(env, row.id),
    has_configurable_attributes: (env, row) => {
      const lines = validLines(env, row.id);
      return lines.some((line) => idsOf(line.value_ids).length > 1);
    },
    valid_product_template_attribute_line_ids: (env, row) => validLines(env, row.id).map(({ id }) => id),
    product_variant_id: first,
    product_variant_count: (env, row) => visibleVariants(env, row).length,
    qty_available: templateQuantity('qty_available'),
    virtual_available: templateQuantity('virtual_available'),
    incoming_qty: templateQuantity('incoming_qty'),
    outgoing_qty: templateQuantity('outgoing_qty'),
  },
  inverse: {
    barcode: toVariant('barcode'),
    standard_price: toVariant('standard_price'),
    default_code: toVariant('default_code'),
    weight: toVariant('weight'),
    volume: toVariant('volume'),
  },
  search: {
    barcode: (_env, operator, value) => [['product_variant_ids.barcode', operator, value]],
    standard_price: (_env, operator, value) => [['product_variant_ids.standard_price', operator, value]],
  },
  displayName: (env, row) => {
    const model = env.model('product.template');
    const name = textOf(fieldValue(env, model, row, fieldOf(model, 'name')));
    const code = textOf(row.default_code);
    return code ? `[${code}] ${name}` : name;
  },
  methods: {
    default_get: {
      on: 'record',
      params: 'fields_list',
      owner: 'ProductTemplate',
      only: 18,
      run: ({ env, model, args }) =>
        defaultGet(env, model, Array.isArray(args.fields_list) ? args.fields_list.map(String) : []),
    },
  },
  beforeCreate: (env, vals) => checkImage(env, vals, 'image_1920'),
  beforeWrite: (env, rows, vals) => {
    checkImage(env, vals, 'image_1920');
    if (env.version === 18) checkUsed(env, rows, vals);
  },
  afterCreate: (env, rows, given) => {
    if (env.context.create_product_product === false) return;
    createVariants(
      env,
      rows.map(({ id }) => id),
    );
    for (const [index, row] of rows.entries()) applyVariantValues(env, row, given[index] ?? {});
  },
  afterWrite: (env, rows, vals) => {
    const wanted = env.context.create_product_product !== false && 'attribute_line_ids' in vals;
    for (const row of rows) {
      if (wanted || (vals.active && variantsOf(env, row.id).every((variant) => variant.active === false)))
        createVariants(env, [row.id]);
      if ('active' in vals && !vals.active) {
        writeRecords(env.sudo(), env.model('product.product'), variantsOf(env, row.id), { active: false });
      }
      touchVariants(env, row);
    }
  },
};

/** 18 keeps the unit and the tracking of what has moved. */
function checkUsed(env: Env, rows: readonly Row[], vals: Vals): void {
  const movesOf = (row: Row): Row[] =>
    variantsOf(env, row.id).flatMap(({ id }) =>
      env.rows('stock.move', [...(env.model('stock.move').table.lookup('product_id', id) ?? [])]),
    );
  if ('uom_id' in vals && rows.some((row) => row.uom_id !== vals.uom_id && movesOf(row).length > 0)) {
    throw userError(
      'You cannot change the unit of measure as there are already stock moves for this product. If you want to change the unit of measure, you should rather archive this product and create a new one.',
    );
  }
  if (!('is_storable' in vals)) return;
  for (const row of rows.filter(({ is_storable: own }) => own !== vals.is_storable)) {
    const states = movesOf(row).map(({ state }) => state);
    if (states.includes('done'))
      throw userError('You can not change the inventory tracking of a product that was already used.');
    if (states.includes('assigned') || states.includes('partially_available')) {
      throw userError(
        'You can not change the inventory tracking of a product that is currently reserved on a stock move. If you need to change the inventory tracking, you should first unreserve the stock move.',
      );
    }
  }
}

/** Values that live on the variant are set once there is one. */
function applyVariantValues(env: Env, row: Row, vals: Vals): void {
  const related: Vals = {};
  for (const name of FROM_VARIANT) if (vals[name]) related[name] = vals[name] ?? false;
  if (Object.keys(related).length === 0) return;
  for (const [name, value] of Object.entries(related)) toVariant(name)(env, row, value);
  syncTemplates(env, onlyVariant(env, row.id) ? [row.id] : []);
}
