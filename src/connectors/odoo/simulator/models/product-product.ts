import { deflateRawSync } from 'node:zlib';
import { present } from '../api/present.ts';
import { notSimulated, OdooError, validationError } from '../errors.ts';
import { productProductFields, productProductInherited } from '../fields/product-product.ts';
import type { Env } from '../orm/env.ts';
import type { Call, ModelSpec } from '../orm/model.ts';
import { sortRows } from '../orm/order.ts';
import { findRows, search } from '../orm/search.ts';
import { rawUnique } from '../orm/sql-errors.ts';
import { unlinkRecords } from '../orm/unlink.ts';
import { displayName, fieldOf, fieldValue } from '../orm/value.ts';
import { idsOf, type Json, type Row, refOf, type Stored, textOf } from '../orm/values.ts';
import { setStored, writeRecords } from '../orm/write.ts';
import { checkImage } from './images.ts';
import { productQuantity } from './quantities.ts';
import { combinationKey, combinationName, isDynamic, syncTemplates, touchTemplate, variantsOf } from './variants.ts';

const template = (env: Env, row: Row): Row | undefined => env.row('product.template', refOf(row.product_tmpl_id));

export function priceExtra(env: Env, row: Row): number {
  const values = env.rows('product.template.attribute.value', idsOf(row.product_template_attribute_value_ids));
  return values.reduce((sum, value) => sum + Number(value.price_extra), 0);
}

function variantName(env: Env, row: Row): string {
  const model = env.model('product.product');
  const name = textOf(fieldValue(env, model, row, fieldOf(model, 'name')));
  const values = env.model('product.template.attribute.value');
  const variant = combinationName(env, row, (value) => textOf(fieldValue(env, values, value, fieldOf(values, 'name'))));
  const full = variant ? `${name} (${variant})` : name;
  const code = env.context.display_default_code === false ? '' : textOf(row.default_code);
  return code ? `[${code}] ${full}` : full;
}

/** "a", "a and b", "a, b, and c": how Odoo lists names. */
export function listNames(names: readonly string[]): string {
  if (names.length < 3) return names.join(' and ');
  return `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
}

/** 18 searches them, so in the product's order; 19 by id. */
function listed(env: Env, holders: readonly Row[]): Row[] {
  if (env.version === 19) return [...holders].sort((a, b) => a.id - b.id);
  const model = env.model('product.product');
  return sortRows(env, model, holders, model.order);
}

function checkBarcodes(env: Env, rows: readonly Row[]): void {
  const model = env.model('product.product');
  const taken: string[] = [];
  const seen = new Set<string>();
  for (const row of rows) {
    const barcode = textOf(row.barcode);
    if (barcode === '' || seen.has(barcode)) continue;
    seen.add(barcode);
    const holders = findRows(env, 'product.product', [['barcode', '=', barcode]]).filter(
      ({ active }) => active !== false,
    );
    if (holders.length < 2) continue;
    const sorted = listed(env, holders).map((holder) => displayName(env, model, holder));
    taken.push(`- Barcode "${barcode}" already assigned to product(s): ${listNames(sorted)}`);
  }
  if (taken.length === 0) return;
  throw validationError(
    `Barcode(s) already assigned:\n\n${taken.join('\n')}\n\nNote: products that you don't have access to will not be shown above.`,
  );
}

/** A B-tree entry holds 8191 bytes; PostgreSQL first compresses what can be compressed. */
function indexLimit(rows: readonly Row[]): void {
  for (const row of rows) {
    const bytes = Buffer.byteLength(textOf(row.barcode));
    if (bytes <= 8175) continue;
    if (deflateRawSync(textOf(row.barcode)).length * 4 < bytes)
      throw notSimulated('a very long barcode that compresses well');
    const message = `index row requires ${bytes + 16} bytes, maximum size is 8191\n`;
    throw new OdooError('psycopg2.errors.ProgramLimitExceeded', message);
  }
}

/** A second active variant of a combination breaks a partial unique index. */
function checkCombination(env: Env, rows: readonly Row[]): void {
  for (const row of rows) {
    if (row.active === false) continue;
    const key = combinationKey(idsOf(row.product_template_attribute_value_ids));
    for (const other of variantsOf(env, refOf(row.product_tmpl_id))) {
      if (other.id === row.id || other.active === false) continue;
      if (combinationKey(idsOf(other.product_template_attribute_value_ids)) !== key) continue;
      throw rawUnique(
        'product_product_combination_unique',
        ['product_tmpl_id', 'combination_indices'],
        [refOf(row.product_tmpl_id), key],
      );
    }
  }
}

const ownImage = (env: Env, row: Row): Stored => row.image_variant_1920 || (template(env, row)?.image_1920 ?? false);

/** Odoo looks for the code, then the barcode, then code and name. */
function nameSearch(
  env: Env,
  name: string,
  domain: readonly Json[],
  operator: string,
  limit: number | undefined,
): Row[] {
  const model = env.model('product.product');
  const options = limit === undefined ? {} : { limit };
  const find = (...conditions: Json[]): Row[] => search(env, model, [...domain, ...conditions], options);
  if (operator.startsWith('not ') || operator === '!=') {
    return find(['name', operator, name], '|', ['default_code', operator, name], ['default_code', '=', false]);
  }
  let found = find(['default_code', '=', name]);
  if (found.length === 0) found = find(['barcode', '=', name]);
  if (found.length === 0) {
    const byCode = find(['default_code', operator, name]);
    const known = new Set(byCode.map(({ id }) => id));
    const byName = find(['name', operator, name]).filter(({ id }) => !known.has(id));
    found = [...byCode, ...byName].slice(0, limit);
  }
  if (found.length > 0) return found;
  const code = /\[(.*?)\]/.exec(name)?.[1];
  return code === undefined ? [] : find(['default_code', '=', code]);
}

/** Names, codes and (where the condition is positive) whole barcodes. */
function nameDomain(operator: string, value: Json): Json {
  const parts: Json[] = [
    ['name', operator, value],
    ['default_code', operator, value],
  ];
  const negative = operator.startsWith('not ') || operator === '!=';
  if (!negative) parts.push(['barcode', 'in', Array.isArray(value) ? value : [value]]);
  const code = typeof value === 'string' && operator === '=' ? /\[(.*?)\]/.exec(value)?.[1] : undefined;
  if (code !== undefined) parts.push(['default_code', '=', code]);
  return [...parts.slice(1).map((): Json => (negative ? '&' : '|')), ...parts];
}

/** Archiving the last active variant archives its template; reviving one revives it. */
function archiveWithTemplate(call: Call, active: boolean): null {
  const { env, model } = call;
  const rows = present(call).filter((row) => (row.active !== false) !== active);
  writeRecords(env, model, rows, { active });
  const templates = env.rows('product.template', [...new Set(rows.map((row) => refOf(row.product_tmpl_id)))]);
  const follow = templates.filter(
    (parent) =>
      (parent.active !== false) !== active &&
      (active || variantsOf(env, parent.id).every((row) => row.active === false)),
  );
  if (follow.length > 0) writeRecords(env, env.model('product.template'), follow, { active });
  return null;
}

export const productProductModel: ModelSpec = {
  name: 'product.product',
  label: 'Product Variant',
  fields: productProductFields,
  inherits: { model: 'product.template', through: 'product_tmpl_id', names: productProductInherited },
  order: 'is_favorite desc, default_code, name, id',
  nameDomain: (_env, operator, value) => nameDomain(operator, value),
  nameSearch,
  indexed: 'product_tmpl_id default_code barcode',
  onDelete: 'product_tmpl_id:cascade product_template_attribute_value_ids:restrict',
  noCopy: 'barcode combination_indices standard_price stock_quant_ids stock_move_ids',
  defaults: { active: true },
  compute: {
    price_extra: priceExtra,
    lst_price: (env, row) => Number(template(env, row)?.list_price ?? 0) + priceExtra(env, row),
    code: (_env, row) => row.default_code ?? false,
    partner_ref: (env, row) => variantName(env, row),
    is_product_variant: () => true,
    combination_indices: (_env, row) => combinationKey(idsOf(row.product_template_attribute_value_ids)),
    product_template_variant_value_ids: (env, row) =>
      idsOf(row.product_template_attribute_value_ids).filter((id) => {
        const value = env.row('product.template.attribute.value', id);
        const line = env.row('product.template.attribute.line', refOf(value?.attribute_line_id));
        return idsOf(line?.value_ids).length > 1;
      }),
    all_product_tag_ids: (env, row) => [
      ...new Set([...idsOf(template(env, row)?.product_tag_ids), ...idsOf(row.additional_product_tag_ids)]),
    ],
    image_1920: ownImage,
    image_1024: ownImage,
    image_512: ownImage,
    image_256: ownImage,
    image_128: ownImage,
    qty_available: productQuantity('qty_available'),
    virtual_available: productQuantity('virtual_available'),
    free_qty: productQuantity('free_qty'),
    incoming_qty: productQuantity('incoming_qty'),
    outgoing_qty: productQuantity('outgoing_qty'),
  },
  inverse: {
    lst_price: (env, row, value) => {
      const price = Number(value) - priceExtra(env, row);
      const parent = template(env, row);
      if (parent) writeRecords(env, env.model('product.template'), [parent], { list_price: price });
    },
    image_1920: (env, row, value) => {
      const parent = template(env, row);
      const vals = { image: value };
      checkImage(env, vals, 'image');
      const image = typeof vals.image === 'string' && vals.image !== '' ? vals.image : false;
      const alone = variantsOf(env, refOf(row.product_tmpl_id)).filter(({ active }) => active !== false).length <= 1;
      // the template's own image gives way when there is one variant, or none was set yet
      if (parent && (alone || !parent.image_1920)) {
        setStored(env, env.model('product.product'), row, 'image_variant_1920', false);
        writeRecords(env, env.model('product.template'), [parent], { image_1920: image });
      } else setStored(env, env.model('product.product'), row, 'image_variant_1920', image);
    },
  },
  displayName: (env, row) => variantName(env, row),
  checks: [
    {
      fields: ['barcode', 'active'],
      run: (env, rows) => {
        indexLimit(rows);
        checkBarcodes(env, rows);
      },
    },
    { fields: ['product_template_attribute_value_ids', 'active', 'product_tmpl_id'], run: checkCombination },
  ],
  beforeCreate: (env, vals) => {
    if (vals.active === undefined) vals.active = true;
    checkImage(env, vals, 'image_variant_1920');
  },
  afterCreate: (env, rows) => {
    const parents = [...new Set(rows.map((row) => refOf(row.product_tmpl_id)))];
    for (const parent of env.rows('product.template', parents)) touchTemplate(env, parent);
    syncTemplates(env, parents);
  },
  afterWrite: (env, rows, vals) => {
    if (['default_code', 'weight', 'volume', 'active', 'product_tmpl_id'].some((name) => name in vals)) {
      syncTemplates(
        env,
        rows.map((row) => refOf(row.product_tmpl_id)),
      );
    }
  },
  beforeUnlink: (env, rows) => {
    for (const row of rows) {
      const parent = template(env, row);
      if (parent && row.image_variant_1920 && !parent.image_1920) {
        writeRecords(env, env.model('product.template'), [parent], { image_1920: String(row.image_variant_1920) });
      }
    }
    // each variant looks for the others by itself: two deleted at once see each other, and the template stays
    const alone = rows.filter((row) => {
      const id = refOf(row.product_tmpl_id);
      const others = variantsOf(env, id).filter((variant) => variant.active !== false && variant.id !== row.id);
      return others.length === 0 && !isDynamic(env, id);
    });
    env.tx.orphans = [...new Set(alone.map((row) => refOf(row.product_tmpl_id)))];
    env.tx.bereaved = [...new Set(rows.map((row) => refOf(row.product_tmpl_id)))];
  },
  afterUnlink: (env) => {
    const orphans = env.rows('product.template', env.tx.orphans);
    const bereaved = env.tx.bereaved;
    env.tx.orphans = [];
    env.tx.bereaved = [];
    if (orphans.length > 0) unlinkRecords(env, env.model('product.template'), orphans);
    syncTemplates(env, bereaved);
  },
  methods: {
    action_archive: { on: 'record', params: '', run: (call) => archiveWithTemplate(call, false) },
    action_unarchive: { on: 'record', params: '', run: (call) => archiveWithTemplate(call, true) },
  },
};
