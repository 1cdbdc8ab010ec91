import { keyError, notSimulated, valueError } from '../errors.ts';
import { checkAccess } from './access.ts';
import { checkLoops, checkRows } from './constraints.ts';
import { toStored } from './convert.ts';
import { pythonString } from './dates.ts';
import type { Env } from './env.ts';
import type { Field } from './field.ts';
import type { Model } from './model.ts';
import { foreignKey, missingRequired } from './sql-errors.ts';
import { isTranslated, type Json, type Row, refOf, type Stored, type Translated, type Vals } from './values.ts';
import { applyCommands } from './x2many.ts';

/** Fields that a caller cannot set: Odoo ignores them silently. */
export const IGNORED = new Set(['id', 'parent_path', 'create_date', 'write_date', 'create_uid', 'write_uid']);

/** Sets one stored value, with the journal and the indexes kept. */
export function setStored(env: Env, model: Model, row: Row, name: string, value: Stored): void {
  model.table.set(row, name, value);
  if (env.tx.names.size > 0) env.tx.names.clear();
}

/** Marks records as written by this transaction. */
export function touch(env: Env, model: Model, row: Row): void {
  if (model.spec.logAccess === false) return;
  model.table.set(row, 'write_date', env.tx.startedAt);
  model.table.set(row, 'write_uid', env.uid);
}

/** The stored form of a translated text after a write in the caller's language. */
export function mergeTranslation(env: Env, old: Stored | undefined, text: Stored): Stored {
  if (typeof text !== 'string') return false;
  const { lang } = env;
  if (!isTranslated(old)) return { en_US: text, ...(lang === 'en_US' ? {} : { [lang]: text }) } satisfies Translated;
  return { ...old, [lang]: text };
}

export function fieldForWrite(env: Env, model: Model, name: string, creating: boolean): Field {
  const field = model.fields.get(name);
  if (field) return field;
  env.db.refuseUnsimulated('field', model.name, name);
  const quoted = pythonString(name);
  if (env.version === 18) throw valueError(`Invalid field ${quoted} on model '${model.name}'`);
  if (!creating && model.fields.has('message_partner_ids')) throw keyError(name);
  throw valueError(`Invalid field ${quoted} in '${model.name}'`);
}

/** Writes the same values on records, as Odoo's `write`. */
export function writeRecords(env: Env, model: Model, rows: readonly Row[], given: Vals): void {
  checkAccess(env, model, 'write');
  if (rows.length === 0) return;
  env.db.checkRules(env, model, 'write', rows);
  const vals: Vals = { ...given };
  model.spec.beforeWrite?.(env, rows, vals);
  const before = model.spec.needsBefore ? rows.map((row): Row => ({ ...row })) : [];
  const many: [Field, Json][] = [];
  const inversed: [Field, Json][] = [];
  const inherited: Vals = {};
  for (const [name, value] of Object.entries(vals)) {
    const field = fieldForWrite(env, model, name, false);
    if (IGNORED.has(name)) continue;
    if (model.spec.inverse?.[name]) inversed.push([field, value]);
    else if (field.inheritedBy) inherited[name] = value;
    else if (field.related.length > 0) writeRelated(env, model, rows, field, value);
    else if (field.type === 'one2many' || field.type === 'many2many') many.push([field, value]);
    else if (!field.stored) continue;
    else if (model.spec.compute?.[name]) throw notSimulated(`write to the computed ${model.name}.${name}`);
    else writeField(env, model, rows, field, value);
  }
  if (model.spec.hierarchy && model.spec.hierarchy in vals) checkLoops(env, model, model.spec.hierarchy, rows);
  for (const row of rows) touch(env, model, row);
  if (Object.keys(inherited).length > 0) writeParents(env, model, rows, inherited);
  for (const [field, value] of many) {
    if (model.spec.compute?.[field.name]) throw notSimulated(`write to the computed ${model.name}.${field.name}`);
    applyCommands(
      env,
      model,
      field,
      rows.map((row) => [row, value] as const),
    );
  }
  for (const [field, value] of inversed) for (const row of rows) model.spec.inverse?.[field.name]?.(env, row, value);
  model.spec.afterWrite?.(env, rows, vals, before);
  checkRows(env, model, rows, Object.keys(vals));
}

function writeField(env: Env, model: Model, rows: readonly Row[], field: Field, value: Json): void {
  const stored = toStored(env, model, field, value, false);
  if (field.required && stored === false && field.type !== 'boolean') throw missingRequired(env, model, field);
  if (field.type === 'many2one' && stored !== false && !env.row(field.relation, refOf(stored))) {
    if (!(model.spec.hierarchy === field.name && rows.some(({ id }) => id === stored)))
      throw foreignKey(env, model, field);
  }
  for (const row of rows) {
    setStored(env, model, row, field.name, field.translate ? mergeTranslation(env, row[field.name], stored) : stored);
  }
}

function writeParents(env: Env, model: Model, rows: readonly Row[], vals: Vals): void {
  const { inherits } = model.spec;
  if (!inherits) return;
  const ids = [...new Set(rows.map((row) => refOf(row[inherits.through])))];
  writeRecords(env, env.model(inherits.model), env.rows(inherits.model, ids), vals);
}

/** A writable related field writes where it leads; a read-only one is ignored, as in Odoo. */
function writeRelated(env: Env, model: Model, rows: readonly Row[], field: Field, value: Json): void {
  if (field.readonly) return;
  const [through = '', target = '', ...deeper] = field.related;
  const step = model.fields.get(through);
  if (!step || deeper.length > 0) throw notSimulated(`write to ${model.name}.${field.name}`);
  const parents = env.rows(
    step.relation,
    rows.map((row) => refOf(row[through])),
  );
  writeRecords(env, env.model(step.relation), parents, { [target]: value });
}
