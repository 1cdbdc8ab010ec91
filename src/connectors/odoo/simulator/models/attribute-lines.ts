import { OdooError } from '../errors.ts';
import { createRecords } from '../orm/create.ts';
import type { Env } from '../orm/env.ts';
import { unlinkRecords } from '../orm/unlink.ts';
import { idsOf, type Row, refOf, type Vals } from '../orm/values.ts';
import { writeRecords } from '../orm/write.ts';
import { createVariants, lineValues, unlinkOrArchive } from './variants.ts';

const VALUES = 'product.template.attribute.value';

function variantsWith(env: Env, valueId: number): Row[] {
  const ids = env.model('product.product').table.lookup('product_template_attribute_value_ids', valueId) ?? [];
  return env.rows('product.product', [...ids]);
}

/** Makes, revives and removes the template's values so that they fit the line's, then the variants follow. */
export function keepLineValues(env: Env, lines: readonly Row[]): void {
  const model = env.model(VALUES);
  const su = env.sudo();
  const doomed = new Map<number, Row>();
  const fresh: Vals[] = [];
  for (const line of lines) {
    const remaining = new Set(idsOf(line.value_ids));
    const revived: Row[] = [];
    const dropped: Row[] = [];
    for (const value of lineValues(env, line.id)) {
      if (!remaining.delete(refOf(value.product_attribute_value_id))) {
        if (value.ptav_active !== false) dropped.push(value);
      } else if (value.ptav_active === false) revived.push(value);
    }
    for (const id of remaining) {
      const archived = [...(model.table.lookup('product_tmpl_id', refOf(line.product_tmpl_id)) ?? [])]
        .map((found) => model.table.rows.get(found))
        .find(
          (value) =>
            value?.ptav_active === false &&
            refOf(value.product_attribute_value_id) === id &&
            value.attribute_id === line.attribute_id,
        );
      if (archived) {
        writeRecords(su, model, [archived], { ptav_active: true, attribute_line_id: line.id });
        doomed.delete(archived.id);
      } else {
        const extra = env.row('product.attribute.value', id)?.default_extra_price;
        fresh.push({ product_attribute_value_id: id, attribute_line_id: line.id, price_extra: Number(extra ?? 0) });
      }
    }
    if (revived.length > 0) writeRecords(su, model, revived, { ptav_active: true });
    if (dropped.length > 0) writeRecords(su, model, dropped, { ptav_active: false });
    for (const value of dropped) doomed.set(value.id, value);
  }
  removeValues(env, [...doomed.values()]);
  if (fresh.length > 0) createRecords(su, model, sortedBySequence(env, fresh));
  createVariants(env, [...new Set(lines.map((line) => refOf(line.product_tmpl_id)))]);
}

function sortedBySequence(env: Env, fresh: readonly Vals[]): Vals[] {
  const lineOrder = new Map<number, number>();
  for (const vals of fresh)
    if (!lineOrder.has(Number(vals.attribute_line_id))) lineOrder.set(Number(vals.attribute_line_id), lineOrder.size);
  const sequence = (vals: Vals): number =>
    Number(env.row('product.attribute.value', Number(vals.product_attribute_value_id))?.sequence ?? 0);
  return [...fresh].sort(
    (a, b) =>
      (lineOrder.get(Number(a.attribute_line_id)) ?? 0) - (lineOrder.get(Number(b.attribute_line_id)) ?? 0) ||
      sequence(a) - sequence(b) ||
      Number(a.product_attribute_value_id) - Number(b.product_attribute_value_id),
  );
}

/** Takes values off a template: variants that use them go or are archived, values in use are archived. */
function removeValues(env: Env, values: readonly Row[]): void {
  if (values.length === 0) return;
  const model = env.model(VALUES);
  const products = env.model('product.product');
  const su = env.sudo();
  for (const value of values) {
    if (lineValues(env, refOf(value.attribute_line_id)).length !== 1) continue;
    const holders = variantsWith(env, value.id);
    if (holders.length > 0)
      writeRecords(su, products, holders, { product_template_attribute_value_ids: [[3, value.id]] });
  }
  const users = new Map<number, Row>();
  for (const value of values)
    for (const variant of variantsWith(env, value.id)) if (variant.active !== false) users.set(variant.id, variant);
  unlinkOrArchive(env, [...users.values()]);
  for (const value of values) {
    if (!model.table.rows.has(value.id)) continue;
    const mark = env.tx.journal.mark;
    try {
      unlinkRecords(su, model, [value]);
    } catch (error) {
      if (!(error instanceof OdooError)) throw error;
      env.tx.journal.rollbackTo(mark);
      writeRecords(su, model, [value], { ptav_active: false });
    }
  }
}

/** Before a line goes, its values go. */
export function removeLineValues(env: Env, line: Row): void {
  removeValues(
    env,
    lineValues(env, line.id).filter((value) => value.ptav_active !== false),
  );
}
