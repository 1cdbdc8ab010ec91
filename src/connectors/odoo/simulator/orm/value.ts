import { notSimulated } from '../errors.ts';
import { translated } from './convert.ts';
import type { Env } from './env.ts';
import type { Field } from './field.ts';
import type { Model } from './model.ts';
import { sortRows } from './order.ts';
import { idsOf, isTranslated, type Row, type Stored } from './values.ts';

/** The value of any field of a row: stored, computed, related or relation to many (ids in the other model's order). */
export function fieldValue(env: Env, model: Model, row: Row, field: Field): Stored {
  if (field.type === 'one2many') return childIds(env, row, field);
  if (field.name === 'display_name') return displayName(env, model, row);
  const compute = model.spec.compute?.[field.name];
  if (compute) {
    const value = compute(env, row);
    return field.type === 'many2many' ? orderedIds(env, field, idsOf(value)) : value;
  }
  if (field.related.length > 0) return relatedValue(env, model, row, field.related);
  if (!field.stored) throw notSimulated(`field ${model.name}.${field.name}`);
  const value = row[field.name];
  if (field.type === 'many2many') return orderedIds(env, field, idsOf(value));
  if (value === undefined) return emptyOf(field);
  return isTranslated(value) ? translated(value, env.lang) : value;
}

/** What a field reads as when nothing was ever stored. */
export function emptyOf(field: Field): Stored {
  switch (field.type) {
    case 'integer':
    case 'float':
    case 'monetary':
    case 'many2one_reference':
      return 0;
    case 'many2many':
    case 'one2many':
      return [];
    default:
      return false;
  }
}

function relatedValue(env: Env, model: Model, row: Row, path: readonly string[]): Stored {
  let current: Row = row;
  let at = model;
  for (const name of path.slice(0, -1)) {
    const step = fieldOf(at, name);
    const next = env.row(step.relation, Number(fieldValue(env, at, current, step)) || 0);
    at = env.model(step.relation);
    if (!next) return emptyOf(fieldOf(at, path.at(-1) ?? 'id'));
    current = next;
  }
  return fieldValue(env, at, current, fieldOf(at, path.at(-1) ?? 'id'));
}

export function fieldOf(model: Model, name: string): Field {
  const field = model.fields.get(name);
  if (!field) throw notSimulated(`field ${model.name}.${name}`);
  return field;
}

/** Ids of a one2many: the children that point here, archived ones left out unless asked for. */
function childIds(env: Env, row: Row, field: Field): readonly number[] {
  const comodel = env.model(field.relation);
  const children = childRows(env, row.id, field);
  const visible = comodel.hasActive && env.activeTest ? children.filter((child) => child.active !== false) : children;
  return sortRows(env, comodel, visible, comodel.order).map(({ id }) => id);
}

export function childRows(env: Env, id: number, field: Field): Row[] {
  const { table } = env.model(field.relation);
  const found = table.lookup(field.inverse, id);
  if (!found) throw notSimulated(`field ${field.name}: no index over ${field.relation}.${field.inverse}`);
  const rows: Row[] = [];
  for (const child of found) {
    const childRow = table.rows.get(child);
    if (childRow) rows.push(childRow);
  }
  return rows;
}

function orderedIds(env: Env, field: Field, ids: readonly number[]): readonly number[] {
  if (ids.length === 0) return ids;
  const comodel = env.model(field.relation);
  const rows = env.rows(comodel.name, ids);
  const visible = comodel.hasActive && env.activeTest ? rows.filter((row) => row.active !== false) : rows;
  return sortRows(env, comodel, visible, comodel.order).map(({ id }) => id);
}

export function displayName(env: Env, model: Model, row: Row): string {
  const key = `${model.name},${row.id},${env.lang}`;
  const known = env.tx.names.get(key);
  if (known !== undefined) return known;
  const name = computeName(env, model, row);
  env.tx.names.set(key, name);
  return name;
}

function computeName(env: Env, model: Model, row: Row): string {
  if (model.spec.displayName) return model.spec.displayName(env, row);
  if (model.recName === 'id') return `${model.name},${row.id}`;
  const value = fieldValue(env, model, row, fieldOf(model, model.recName));
  if (typeof value === 'string') return value;
  return value === false || value === null ? '' : String(value);
}

/** The name shown for a record of another model, empty when there is none. */
export function nameOf(env: Env, modelName: string, id: number): string {
  const row = env.row(modelName, id);
  return row ? displayName(env, env.model(modelName), row) : '';
}
