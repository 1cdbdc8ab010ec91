import { OdooError, userError } from '../errors.ts';
import { createRecords } from '../orm/create.ts';
import type { Env } from '../orm/env.ts';
import { sortRows } from '../orm/order.ts';
import { unlinkRecords } from '../orm/unlink.ts';
import { idsOf, type Row, refOf, type Stored, type Vals } from '../orm/values.ts';
import { setStored, touch, writeRecords } from '../orm/write.ts';

const VARIANT_LIMIT = 1000;

function rowsOf(env: Env, modelName: string, field: string, id: number): Row[] {
  const { table } = env.model(modelName);
  const rows: Row[] = [];
  for (const found of table.lookup(field, id) ?? []) {
    const row = table.rows.get(found);
    if (row) rows.push(row);
  }
  return rows;
}

const byId = (a: Row, b: Row): number => a.id - b.id;

/** All variants of a template, archived ones too, by id. */
export function variantsOf(env: Env, templateId: number): Row[] {
  return rowsOf(env, 'product.product', 'product_tmpl_id', templateId).sort(byId);
}

/** The attribute lines that have values, in their order. */
export function validLines(env: Env, templateId: number): Row[] {
  return rowsOf(env, 'product.template.attribute.line', 'product_tmpl_id', templateId)
    .filter((line) => line.active !== false && idsOf(line.value_ids).length > 0)
    .sort(
      (a, b) => Number(a.sequence) - Number(b.sequence) || refOf(a.attribute_id) - refOf(b.attribute_id) || a.id - b.id,
    );
}

export function modeOf(env: Env, line: Row): Stored {
  return env.row('product.attribute', refOf(line.attribute_id))?.create_variant ?? 'always';
}

export function isDynamic(env: Env, templateId: number): boolean {
  return validLines(env, templateId).some((line) => modeOf(env, line) === 'dynamic');
}

/** The values of a line on its template, archived ones too, in the order of the attribute's values. */
export function lineValues(env: Env, lineId: number): Row[] {
  return rowsOf(env, 'product.template.attribute.value', 'attribute_line_id', lineId).sort((a, b) =>
    valueOrder(env, a, b),
  );
}

function valueOrder(env: Env, a: Row, b: Row): number {
  const left = env.row('product.attribute.value', refOf(a.product_attribute_value_id));
  const right = env.row('product.attribute.value', refOf(b.product_attribute_value_id));
  return Number(left?.sequence) - Number(right?.sequence) || (left?.id ?? 0) - (right?.id ?? 0) || a.id - b.id;
}

const activeValues = (env: Env, lineId: number): Row[] =>
  lineValues(env, lineId).filter((value) => value.ptav_active !== false);

export function combinationKey(ids: readonly number[]): string {
  return [...ids].sort((a, b) => a - b).join(',');
}

function setCombination(env: Env, variant: Row, ids: readonly number[]): void {
  writeRecords(env.sudo(), env.model('product.product'), [variant], {
    product_template_attribute_value_ids: [[6, 0, [...ids]]],
  });
}

/** Values of lines with a single value are put on every variant that lacks just them. */
function addSingleValues(env: Env, lines: readonly Row[], variants: readonly Row[]): void {
  const singles = lines
    .map((line) => activeValues(env, line.id))
    .filter((values) => values.length === 1)
    .flat();
  if (singles.length === 0) return;
  const wanted = new Set(lines.map(({ id }) => id));
  for (const variant of variants) {
    const ids = new Set([...idsOf(variant.product_template_attribute_value_ids), ...singles.map(({ id }) => id)]);
    const combination = env.rows('product.template.attribute.value', [...ids]);
    const covered = new Set(combination.map((value) => refOf(value.attribute_line_id)));
    if (combination.length !== lines.length || covered.size !== wanted.size) continue;
    if (
      [...covered].every((id) => wanted.has(id)) &&
      ids.size !== idsOf(variant.product_template_attribute_value_ids).length
    ) {
      setCombination(env, variant, [...ids]);
    }
  }
}

function product(lists: readonly (readonly Row[])[]): Row[][] {
  let combinations: Row[][] = [[]];
  for (const list of lists) combinations = combinations.flatMap((head) => list.map((value) => [...head, value]));
  return combinations;
}

/** One active value of each line and nothing else. */
function isPossible(env: Env, lines: readonly Row[], ids: readonly number[]): boolean {
  if (ids.length !== lines.length) return false;
  const open = new Set(lines.map(({ id }) => id));
  for (const value of env.rows('product.template.attribute.value', ids)) {
    if (value.ptav_active === false || !open.delete(refOf(value.attribute_line_id))) return false;
  }
  return open.size === 0;
}

/** Makes, revives, archives and deletes variants so that they fit the template's attribute lines. */
export function createVariants(env: Env, templateIds: readonly number[]): void {
  const su = env.sudo();
  const products = env.model('product.product');
  const fresh: Vals[] = [];
  const revived: Row[] = [];
  const gone: Row[] = [];
  for (const template of env.rows('product.template', templateIds)) {
    const all = validLines(env, template.id);
    const lines = all.filter((line) => modeOf(env, line) !== 'no_variant');
    const variants = variantsOf(env, template.id).sort((a, b) => Number(a.active) - Number(b.active) || b.id - a.id);
    addSingleValues(su, lines, variants);
    const existing = new Map(
      variants.map((variant) => [combinationKey(idsOf(variant.product_template_attribute_value_ids)), variant]),
    );
    const kept = new Set<Row>();
    if (lines.some((line) => modeOf(env, line) === 'dynamic')) {
      for (const variant of existing.values()) {
        if (isPossible(env, lines, idsOf(variant.product_template_attribute_value_ids))) kept.add(variant);
      }
    } else {
      const made: Vals[] = [];
      for (const combination of product(lines.map((line) => activeValues(env, line.id)))) {
        const ids = combination.map(({ id }) => id);
        const known = existing.get(combinationKey(ids));
        if (known) kept.add(known);
        else
          made.push({
            product_tmpl_id: template.id,
            product_template_attribute_value_ids: [[6, 0, ids]],
            active: template.active !== false,
          });
        if (made.length > VARIANT_LIMIT) throw tooMany();
      }
      fresh.push(...made);
    }
    revived.push(...kept);
    gone.push(...variants.filter((variant) => !kept.has(variant)));
  }
  if (revived.length > 0) writeRecords(su, products, revived, { active: true });
  if (gone.length > 0) unlinkOrArchive(env, gone);
  if (env.rows('product.template', templateIds).length < new Set(templateIds).size) {
    throw userError(
      'This configuration of product attributes, values, and exclusions would lead to no possible variant. Please archive or delete your product directly if intended.',
    );
  }
  if (fresh.length > 0) createRecords(su, products, fresh);
}

function tooMany(): OdooError {
  return userError(
    `The number of variants to generate is above allowed limit. You should either not generate variants for each combination or generate them on demand from the sales order. To do so, open the form view of attributes and change the mode of *Create Variants*.`,
  );
}

/** Deletes variants; those in use are archived instead. All at once first, then by halves, as Odoo does. */
export function unlinkOrArchive(env: Env, variants: readonly Row[]): void {
  const model = env.model('product.product');
  const present = variants.filter(({ id }) => model.table.rows.has(id));
  const [first] = present;
  if (!first) return;
  const mark = env.tx.journal.mark;
  try {
    unlinkRecords(env.sudo(), model, present);
  } catch (error) {
    if (!(error instanceof OdooError) || error.className === 'builtins.NotImplementedError') throw error;
    env.tx.journal.rollbackTo(mark);
    if (present.length > 1) {
      const sorted = sortRows(env, model, present, model.order);
      const half = Math.floor(sorted.length / 2);
      unlinkOrArchive(env, sorted.slice(0, half));
      unlinkOrArchive(env, sorted.slice(half));
    } else if (first.active !== false) writeRecords(env.sudo(), model, [first], { active: false });
  }
}

/** A template is written: all its variants' write_date follow, as Odoo computes theirs from it. */
export function touchTemplate(env: Env, template: Row): void {
  touch(env, env.model('product.template'), template);
  touchVariants(env, template);
}

export function touchVariants(env: Env, template: Row): void {
  const model = env.model('product.product');
  for (const variant of variantsOf(env, template.id)) touch(env, model, variant);
}

/** SKU, weight and volume of a template are those of its only variant, else empty; a change moves its write_date. */
export function syncTemplates(env: Env, templateIds: Iterable<number>): void {
  const model = env.model('product.template');
  for (const template of env.rows('product.template', [...new Set(templateIds)])) {
    const only = onlyVariant(env, template.id);
    const wanted: Readonly<Record<string, Stored>> = {
      default_code: only?.default_code ?? false,
      weight: only?.weight ?? 0,
      volume: only?.volume ?? 0,
    };
    let changed = false;
    for (const [name, value] of Object.entries(wanted)) {
      if ((template[name] ?? false) === value) continue;
      setStored(env, model, template, name, value);
      changed = true;
    }
    if (changed) touchTemplate(env, template);
  }
}

/** The single active variant, or the single archived one when none is active. */
export function onlyVariant(env: Env, templateId: number): Row | undefined {
  const all = variantsOf(env, templateId);
  const active = all.filter((variant) => variant.active !== false);
  if (active.length === 1) return active[0];
  return active.length === 0 && all.length === 1 ? all[0] : undefined;
}

/** What Odoo calls a variant after: its values, without those of lines with one value or without variants. */
export function combinationName(env: Env, variant: Row, nameOfValue: (value: Row) => string): string {
  const ids = idsOf(variant.product_template_attribute_value_ids);
  if (ids.length === 0) return '';
  const values = env.rows('product.template.attribute.value', ids);
  const onlyActive = values.every((value) => value.ptav_active !== false);
  const named = values.filter((value) => {
    const line = env.row('product.template.attribute.line', refOf(value.attribute_line_id));
    if (!line || modeOf(env, line) === 'no_variant') return false;
    const siblings = onlyActive ? activeValues(env, line.id) : lineValues(env, line.id);
    return !(siblings.length === 1 && siblings[0]?.id === value.id);
  });
  return named
    .sort((a, b) => combinationOrder(env, a, b))
    .map(nameOfValue)
    .join(', ');
}

function combinationOrder(env: Env, a: Row, b: Row): number {
  const left = env.row('product.template.attribute.line', refOf(a.attribute_line_id));
  const right = env.row('product.template.attribute.line', refOf(b.attribute_line_id));
  const lines =
    Number(left?.sequence) - Number(right?.sequence) || refOf(left?.attribute_id) - refOf(right?.attribute_id);
  return lines || (left?.id ?? 0) - (right?.id ?? 0) || valueOrder(env, a, b);
}
