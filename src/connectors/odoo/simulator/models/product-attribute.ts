import { userError, validationError } from '../errors.ts';
import * as fields from '../fields/product-attribute.ts';
import type { Env } from '../orm/env.ts';
import type { ModelSpec } from '../orm/model.ts';
import { findRows } from '../orm/search.ts';
import { displayName, fieldOf, fieldValue } from '../orm/value.ts';
import { idsOf, type Row, refOf, textOf } from '../orm/values.ts';
import { setStored, writeRecords } from '../orm/write.ts';
import { keepLineValues, removeLineValues } from './attribute-lines.ts';
import { mirrorOf } from './mirror.ts';
import { createVariants, touchTemplate } from './variants.ts';

function templatesOf(env: Env, attributeId: number): number[] {
  const lines = env.rows('product.template.attribute.line', [
    ...(env.model('product.template.attribute.line').table.lookup('attribute_id', attributeId) ?? []),
  ]);
  return [...new Set(lines.filter((line) => line.active !== false).map((line) => refOf(line.product_tmpl_id)))];
}

export const attributeModel: ModelSpec = {
  name: 'product.attribute',
  label: 'Product Attribute',
  fields: fields.productAttributeFields,
  order: 'sequence, id',
  defaults: { active: true, create_variant: 'always', display_type: 'radio', sequence: 20 },
  noCopy: 'template_value_ids attribute_line_ids',
  copyChildren: 'value_ids',
  compute: {
    number_related_products: (env, row) => templatesOf(env, row.id).length,
    product_tmpl_ids: (env, row) => templatesOf(env, row.id),
  },
  beforeWrite: (env, rows, vals) => {
    if (!('create_variant' in vals)) return;
    for (const row of rows) {
      const used = templatesOf(env, row.id);
      if (row.create_variant === vals.create_variant || used.length === 0) continue;
      const names = used.map((id) =>
        displayName(env, env.model('product.template'), env.row('product.template', id) ?? row),
      );
      throw userError(
        `You cannot change the Variants Creation Mode of the attribute ${displayName(env, env.model('product.attribute'), row)} because it is used on the following products:\n${names.join(', ')}`,
      );
    }
  },
  beforeUnlink: (env, rows) => {
    for (const row of rows) {
      const used = templatesOf(env, row.id);
      if (used.length === 0) continue;
      const names = used.map((id) =>
        displayName(env, env.model('product.template'), env.row('product.template', id) ?? row),
      );
      throw userError(
        `You cannot delete the attribute ${displayName(env, env.model('product.attribute'), row)} because it is used on the following products:\n${names.join(', ')}`,
      );
    }
  },
};

function usedOn(env: Env, value: Row): Row[] {
  const lines = findRows(env, 'product.template.attribute.line', [
    ['value_ids', 'in', [value.id]],
    ['active', '=', true],
  ]);
  return env.rows(
    'product.template',
    lines.map((line) => refOf(line.product_tmpl_id)),
  );
}

const valueMirror = mirrorOf('pav_attribute_line_ids', 'product.template.attribute.line', 'value_ids');

export const attributeValueModel: ModelSpec = {
  name: 'product.attribute.value',
  label: 'Attribute Value',
  fields: fields.productAttributeValueFields,
  order: 'attribute_id, sequence, id',
  indexed: 'attribute_id',
  onDelete: 'attribute_id:cascade',
  defaults: { active: true, sequence: 0, color: 0 },
  compute: { ...valueMirror.compute, is_used_on_products: (env, row) => usedOn(env, row).length > 0 },
  inverse: valueMirror.inverse,
  noCopy: 'pav_attribute_line_ids',
  displayName: (env, row) => {
    const model = env.model('product.attribute.value');
    const name = textOf(fieldValue(env, model, row, fieldOf(model, 'name')));
    if (env.context.show_attribute === false) return name;
    const attribute = env.row('product.attribute', refOf(row.attribute_id));
    return attribute ? `${displayName(env, env.model('product.attribute'), attribute)}: ${name}` : name;
  },
  beforeWrite: (env, rows, vals) => {
    if (!('attribute_id' in vals)) return;
    for (const row of rows) {
      const used = usedOn(env, row);
      if (row.attribute_id === vals.attribute_id || used.length === 0) continue;
      const names = used.map((product) => displayName(env, env.model('product.template'), product)).join(', ');
      throw userError(
        `You cannot change the attribute of the value ${displayName(env, env.model('product.attribute.value'), row)} because it is used on the following products: ${names}`,
      );
    }
  },
  beforeUnlink: (env, rows) => {
    for (const row of rows) {
      const used = usedOn(env, row);
      if (used.length === 0) continue;
      const names = used.map((product) => displayName(env, env.model('product.template'), product)).join(', ');
      throw userError(
        `You cannot delete the value ${displayName(env, env.model('product.attribute.value'), row)} because it is used on the following products:\n${names}\n`,
      );
    }
  },
};

function checkLineValues(env: Env, rows: readonly Row[]): void {
  for (const line of rows) {
    const attribute = env.row('product.attribute', refOf(line.attribute_id));
    const product = env.row('product.template', refOf(line.product_tmpl_id));
    const attributeName = attribute ? displayName(env, env.model('product.attribute'), attribute) : '';
    const productName = product ? displayName(env, env.model('product.template'), product) : '';
    const values = idsOf(line.value_ids);
    if (line.active !== false && values.length === 0) {
      throw validationError(
        `The attribute ${attributeName} must have at least one value for the product ${productName}.`,
      );
    }
    for (const value of env.rows('product.attribute.value', values)) {
      if (refOf(value.attribute_id) === refOf(line.attribute_id)) continue;
      const valueName = displayName(env, env.model('product.attribute.value'), value);
      throw validationError(
        `On the product ${productName} you cannot associate the value ${valueName} with the attribute ${attributeName} because they do not match.`,
      );
    }
  }
}

export const attributeLineModel: ModelSpec = {
  name: 'product.template.attribute.line',
  label: 'Product Template Attribute Line',
  fields: fields.productTemplateAttributeLineFields,
  order: 'sequence, attribute_id, id',
  recName: 'attribute_id',
  searchNames: 'attribute_id value_ids',
  indexed: 'product_tmpl_id attribute_id',
  onDelete: 'product_tmpl_id:cascade value_ids:restrict',
  noCopy: 'value_count product_template_value_ids',
  defaults: { active: true, sequence: 10 },
  compute: { value_count: (_env, row) => idsOf(row.value_ids).length },
  displayName: (env, row) => {
    const attribute = env.row('product.attribute', refOf(row.attribute_id));
    return attribute ? displayName(env, env.model('product.attribute'), attribute) : '';
  },
  checks: [{ fields: ['active', 'value_ids', 'attribute_id'], run: checkLineValues }],
  beforeWrite: (env, rows, vals) => {
    for (const row of rows) {
      const product = env.row('product.template', refOf(row.product_tmpl_id));
      const productName = product ? displayName(env, env.model('product.template'), product) : '';
      if ('attribute_id' in vals && refOf(row.attribute_id) !== vals.attribute_id) {
        const from = env.row('product.attribute', refOf(row.attribute_id));
        const name = from ? displayName(env, env.model('product.attribute'), from) : '';
        throw userError(
          `On the product ${productName} you cannot transform the attribute ${name} into the attribute ${Number(vals.attribute_id)}.`,
        );
      }
      if ('product_tmpl_id' in vals && refOf(row.product_tmpl_id) !== vals.product_tmpl_id) {
        const to = env.row('product.template', Number(vals.product_tmpl_id));
        throw userError(
          `You cannot move the attribute ${displayName(env, env.model('product.template.attribute.line'), row)} from the product ${productName} to the product ${to ? displayName(env, env.model('product.template'), to) : ''}.`,
        );
      }
    }
    if ('active' in vals && !vals.active) vals.value_ids = [[5]];
  },
  afterCreate: (env, rows) => {
    if (env.context.create_product_product !== false) keepLineValues(env, rows);
  },
  afterWrite: (env, rows, vals) => {
    if ('value_ids' in vals) {
      const templates = env.rows(
        'product.template',
        rows.map((row) => refOf(row.product_tmpl_id)),
      );
      for (const row of templates) touchTemplate(env, row);
    }
    if (env.context.update_product_template_attribute_values !== false) keepLineValues(env, rows);
  },
  beforeUnlink: (env, rows) => {
    for (const row of rows) removeLineValues(env, row);
    env.tx.bereaved = [...new Set(rows.map((row) => refOf(row.product_tmpl_id)))];
  },
  keepInstead: (env, row) =>
    writeRecords(env.sudo(), env.model('product.template.attribute.line'), [row], { active: false }),
  afterUnlink: (env) => {
    const templates = env.tx.bereaved;
    env.tx.bereaved = [];
    createVariants(env, templates);
  },
};

export const templateValueModel: ModelSpec = {
  name: 'product.template.attribute.value',
  label: 'Product Template Attribute Value',
  fields: fields.productTemplateAttributeValueFields,
  order: 'attribute_line_id, product_attribute_value_id, id',
  indexed: 'attribute_line_id product_attribute_value_id product_tmpl_id attribute_id',
  materialized: 'product_tmpl_id attribute_id',
  onDelete: 'product_attribute_value_id:cascade attribute_line_id:cascade',
  defaults: { ptav_active: true, color: 0 },
  compute: mirrorOf('ptav_product_variant_ids', 'product.product', 'product_template_attribute_value_ids').compute,
  displayName: (env, row) => {
    const value = env.row('product.attribute.value', refOf(row.product_attribute_value_id));
    return value ? displayName(env, env.model('product.attribute.value'), value) : '';
  },
  unique: [
    {
      fields: ['attribute_line_id', 'product_attribute_value_id'],
      message: () => 'Each value should be defined only once per attribute per product.',
    },
  ],
  afterCreate: (env, rows) => {
    const model = env.model('product.template.attribute.value');
    for (const row of rows) {
      const line = env.row('product.template.attribute.line', refOf(row.attribute_line_id));
      setStored(env, model, row, 'product_tmpl_id', line?.product_tmpl_id ?? false);
      setStored(env, model, row, 'attribute_id', line?.attribute_id ?? false);
    }
  },
  afterWrite: (env, rows, vals) => {
    if (!('attribute_line_id' in vals)) return;
    const model = env.model('product.template.attribute.value');
    for (const row of rows) {
      const line = env.row('product.template.attribute.line', refOf(row.attribute_line_id));
      setStored(env, model, row, 'product_tmpl_id', line?.product_tmpl_id ?? false);
    }
  },
};
