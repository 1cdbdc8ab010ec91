import { userError, validationError } from '../errors.ts';
import type { Env } from './env.ts';
import type { Model, Unique } from './model.ts';
import { accessRules } from './rules.ts';
import { uniqueViolation } from './sql-errors.ts';
import { isTranslated, type Row, type Stored } from './values.ts';

/** Runs the constraints that the written fields (all of them after a create) may have broken. */
export function checkRows(env: Env, model: Model, rows: readonly Row[], written: readonly string[] | undefined): void {
  const touched = written && new Set(written);
  const concerns = (fields: readonly string[]): boolean => !touched || fields.some((field) => touched.has(field));
  for (const unique of model.spec.unique ?? []) if (concerns(unique.fields)) checkUnique(env, model, unique, rows);
  for (const check of model.spec.checks ?? []) if (concerns(check.fields)) check.run(env, rows);
  if (!written) accessRules(env, model, 'create', rows);
}

function keyOf(unique: Unique, row: Row): string | undefined {
  const parts: Stored[] = [];
  for (const field of unique.fields) {
    const value = row[field];
    if (value === undefined || value === false || value === null) return undefined; // NULL is never equal
    parts.push(isTranslated(value) ? (value.en_US ?? '') : value);
  }
  return JSON.stringify(parts);
}

function checkUnique(env: Env, model: Model, unique: Unique, rows: readonly Row[]): void {
  const [first = ''] = unique.fields;
  for (const row of rows) {
    const key = keyOf(unique, row);
    if (key === undefined) continue;
    const value = row[first];
    const near = typeof value === 'string' || typeof value === 'number' ? model.table.lookup(first, value) : undefined;
    for (const id of near ?? model.table.rows.keys()) {
      const other = model.table.rows.get(id);
      if (!other || other.id === row.id || keyOf(unique, other) !== key) continue;
      const values = unique.fields.map((field) => row[field] ?? false);
      const made = unique.message(env.version, values);
      throw typeof made === 'string' ? uniqueViolation(made, unique.fields) : made;
    }
  }
}

/** A record cannot be its own ancestor. */
export function checkLoops(env: Env, model: Model, parent: string, rows: readonly Row[]): void {
  for (const row of rows) {
    const seen = new Set<number>([row.id]);
    let up = row[parent];
    while (typeof up === 'number') {
      if (seen.has(up)) throw loop(model);
      seen.add(up);
      up = env.row(model.name, up)?.[parent];
    }
  }
}

/** A model with a message of its own checks by itself; elsewhere the path of parents cannot be kept. */
function loop(model: Model): Error {
  const { loopMessage } = model.spec;
  return loopMessage === undefined ? userError('Recursion Detected.') : validationError(loopMessage);
}
