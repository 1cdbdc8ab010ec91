import { notSimulated } from '../errors.ts';
import { checkAccess } from './access.ts';
import { checkRows } from './constraints.ts';
import { isTruthy, toStored } from './convert.ts';
import type { Env } from './env.ts';
import { assignExternalId } from './external-ids.ts';
import type { Field } from './field.ts';
import type { Model } from './model.ts';
import { foreignKey, missingRequired } from './sql-errors.ts';
import { emptyOf } from './value.ts';
import type { Json, Row, Vals } from './values.ts';
import { fieldForWrite, IGNORED, mergeTranslation, writeRecords } from './write.ts';
import { applyCommands } from './x2many.ts';

interface Draft {
  readonly row: Row;
  readonly many: readonly (readonly [Field, Json])[];
  readonly inversed: readonly (readonly [Field, Json])[];
}

/** Creates records as Odoo's `create`: all rows first, then their children, then the constraints. */
export function createRecords(env: Env, model: Model, given: readonly Vals[]): Row[] {
  checkAccess(env, model, 'create');
  const completed = given.map((vals) => withDefaults(env, model, vals));
  const parents = createParents(env, model, completed);
  const drafts = completed.map((vals, index) => insert(env, model, vals, parents[index]));
  const rows = drafts.map(({ row }) => row);
  const groups = new Map<Field, (readonly [Row, Json])[]>();
  for (const draft of drafts) {
    for (const [field, value] of draft.many) {
      const group = groups.get(field);
      if (group) group.push([draft.row, value]);
      else groups.set(field, [[draft.row, value]]);
    }
  }
  for (const [field, pairs] of groups) applyCommands(env, model, field, pairs);
  for (const { row, inversed } of drafts) {
    for (const [field, value] of inversed) model.spec.inverse?.[field.name]?.(env, row, value);
  }
  model.spec.afterCreate?.(env, rows, completed);
  checkRows(env, model, rows, undefined);
  nameFromImport(env, model, given, rows);
  return rows;
}

/** During `load` a child's `id` cell is its external id. */
function nameFromImport(env: Env, model: Model, given: readonly Vals[], rows: readonly Row[]): void {
  const module = env.context._import_current_module;
  if (typeof module !== 'string') return;
  for (const [index, vals] of given.entries()) {
    const row = rows[index];
    if (row && typeof vals.id === 'string' && vals.id !== '') {
      assignExternalId(env, vals.id.includes('.') ? vals.id : `${module}.${vals.id}`, model.name, row.id);
    }
  }
}

export function withDefaults(env: Env, model: Model, given: Vals): Vals {
  const vals: Vals = { ...given };
  for (const [key, value] of Object.entries(env.context)) {
    if (!key.startsWith('default_')) continue;
    const name = key.slice('default_'.length);
    if (model.fields.has(name) && !(name in vals)) vals[name] = value;
  }
  model.spec.beforeDefaults?.(env, vals);
  for (const [name, value] of Object.entries(model.spec.defaults ?? {})) {
    if (name in vals || !model.fields.has(name)) continue;
    vals[name] = typeof value === 'function' ? value(env, vals) : value;
  }
  model.spec.beforeCreate?.(env, vals);
  return vals;
}

/** Parent records of models that inherit (a variant's template): created where none is given, else written. */
function createParents(env: Env, model: Model, completed: readonly Vals[]): readonly (number | undefined)[] {
  const { inherits } = model.spec;
  if (!inherits) return [];
  const parent = env.model(inherits.model);
  const own = completed.map((vals) => {
    const values: Vals = {};
    for (const name of Object.keys(vals)) {
      if (model.fields.get(name)?.inheritedBy && !model.spec.inverse?.[name]) values[name] = vals[name] ?? null;
    }
    return values;
  });
  const fresh = completed.map((vals) => !isTruthy(vals[inherits.through]));
  const made = createRecords(
    env.with({ create_product_product: false }),
    parent,
    own.filter((_vals, index) => fresh[index]),
  );
  const ids: (number | undefined)[] = [];
  let next = 0;
  for (const [index, vals] of completed.entries()) {
    if (fresh[index]) {
      ids.push(made[next]?.id);
      next += 1;
      continue;
    }
    ids.push(undefined);
    const values = own[index] ?? {};
    if (Object.keys(values).length > 0) {
      writeRecords(env, parent, env.rows(parent.name, [Number(vals[inherits.through])]), values);
    }
  }
  return ids;
}

function insert(env: Env, model: Model, vals: Vals, parentId: number | undefined): Draft {
  const { table, spec } = model;
  const row: Row = { id: table.nextId };
  table.nextId += 1;
  const many: (readonly [Field, Json])[] = [];
  const inversed: (readonly [Field, Json])[] = [];
  for (const [name, value] of Object.entries(vals)) {
    if (IGNORED.has(name)) continue;
    const field = fieldForWrite(env, model, name, true);
    if (spec.inverse?.[name]) inversed.push([field, value]);
    else if (field.inheritedBy || field.related.length > 0) continue;
    else if (field.type === 'one2many' || field.type === 'many2many') {
      if (spec.compute?.[name]) throw notSimulated(`write to the computed ${model.name}.${name}`);
      if (isTruthy(value)) many.push([field, value]);
    } else if (!field.stored) continue;
    else if (spec.compute?.[name]) continue;
    else {
      const stored = toStored(env, model, field, value, true);
      row[name] = field.translate ? mergeTranslation(env, undefined, stored) : stored;
    }
  }
  if (spec.inherits && parentId !== undefined) row[spec.inherits.through] = parentId;
  if (spec.logAccess !== false) {
    row.create_date = env.tx.startedAt;
    row.create_uid = env.uid;
    row.write_date = env.tx.startedAt;
    row.write_uid = env.uid;
  }
  complete(env, model, row);
  table.insert(row);
  return { row, many, inversed };
}

/** Fills what was not given and refuses what the database would refuse. */
function complete(env: Env, model: Model, row: Row): void {
  for (const field of storedFields(model)) {
    const value = row[field.name];
    if (value === undefined) row[field.name] = field.type === 'many2many' ? [] : emptyOf(field);
    if (field.required && field.type !== 'boolean' && row[field.name] === false)
      throw missingRequired(env, model, field);
  }
  for (const field of storedFields(model)) {
    const id = row[field.name];
    if (field.type !== 'many2one' || typeof id !== 'number' || IGNORED.has(field.name)) continue;
    if (!env.db.model(field.relation).table.rows.has(id)) throw foreignKey(env, model, field);
  }
}

const stored = new WeakMap<Model, readonly Field[]>();

/** The fields that a row really holds. */
function storedFields(model: Model): readonly Field[] {
  let fields = stored.get(model);
  if (!fields) {
    fields = [...model.fields.values()].filter(
      (field) =>
        field.stored &&
        field.name !== 'id' &&
        field.type !== 'one2many' &&
        field.related.length === 0 &&
        !model.spec.compute?.[field.name],
    );
    stored.set(model, fields);
  }
  return fields;
}
