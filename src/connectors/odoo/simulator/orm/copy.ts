import { createRecords } from './create.ts';
import type { Env } from './env.ts';
import type { Model } from './model.ts';
import { childRows } from './value.ts';
import { idsOf, isTranslated, type Json, type Row, type Vals } from './values.ts';
import { IGNORED, setStored } from './write.ts';

/** Copies records as Odoo's `copy`: children too, fields that are not to be copied left out. */
export function copyRecords(env: Env, model: Model, rows: readonly Row[], given: Vals): Row[] {
  return rows.map((row) => {
    const vals = { ...copyData(env, model, row), ...given };
    if (model.fields.get('name')?.stored && !('name' in given) && model.spec.copyName) {
      vals.name = model.spec.copyName(env, row);
    }
    const [made] = createRecords(env, model, [vals]);
    if (made) keepTranslations(env, model, row, made, given);
    return made ?? row;
  });
}

function copyData(env: Env, model: Model, row: Row): Vals {
  const vals: Vals = {};
  const skip = new Set((model.spec.noCopy ?? '').split(' '));
  if (model.spec.inherits) skip.add(model.spec.inherits.through);
  for (const field of model.fields.values()) {
    const { name } = field;
    if (skip.has(name) || IGNORED.has(name) || !field.stored || field.related.length > 0 || model.spec.compute?.[name])
      continue;
    if (field.type === 'one2many') {
      if (!(model.spec.copyChildren ?? '').split(' ').includes(name)) continue;
      const comodel = env.model(field.relation);
      const children = childRows(env, row.id, field).sort((a, b) => a.id - b.id);
      vals[name] = children.map((child) => {
        const { [field.inverse]: _parent, ...rest } = copyData(env, comodel, child);
        return [0, 0, rest];
      });
    } else if (field.type === 'many2many') vals[name] = [[6, 0, [...idsOf(row[name])]]];
    else {
      const value = row[name];
      if (value !== undefined)
        vals[name] = isTranslated(value) ? (value[env.lang] ?? value.en_US ?? false) : (value as Json);
    }
  }
  if (model.spec.inherits) {
    const parent = env.model(model.spec.inherits.model);
    const parentRow = env.row(parent.name, Number(row[model.spec.inherits.through]));
    if (parentRow) return { ...copyData(env, parent, parentRow), ...vals };
  }
  return vals;
}

function keepTranslations(env: Env, model: Model, from: Row, to: Row, given: Vals): void {
  for (const field of model.fields.values()) {
    const value = from[field.name];
    if (!field.translate || field.name in given || !isTranslated(value) || field.name === 'name') continue;
    setStored(env, model, to, field.name, value);
  }
}
