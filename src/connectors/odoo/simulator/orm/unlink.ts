import { OdooError } from '../errors.ts';
import { checkAccess } from './access.ts';
import type { Env } from './env.ts';
import { dropExternalIds } from './external-ids.ts';
import type { Field } from './field.ts';
import type { Model } from './model.ts';
import { foreignKey } from './sql-errors.ts';
import { idsOf, type Row } from './values.ts';
import { setStored } from './write.ts';

/** Deletes records as Odoo's `unlink`: refusals, what hangs on them, foreign keys, external ids. */
export function unlinkRecords(env: Env, model: Model, rows: readonly Row[]): void {
  checkAccess(env, model, 'unlink');
  if (rows.length === 0) return;
  env.db.checkRules(env, model, 'unlink', rows);
  model.spec.beforeUnlink?.(env, rows);
  if (model.spec.keepInstead) deleteOrKeep(env, model, rows, model.spec.keepInstead);
  else deleteRows(env, model, rows);
  model.spec.afterUnlink?.(env, rows);
}

function deleteOrKeep(env: Env, model: Model, rows: readonly Row[], keep: (env: Env, row: Row) => void): void {
  for (const row of rows) {
    const mark = env.tx.journal.mark;
    try {
      deleteRows(env, model, [row]);
    } catch (error) {
      if (!(error instanceof OdooError)) throw error;
      env.tx.journal.rollbackTo(mark);
      keep(env, row);
    }
  }
}

/** What the database does on a delete; cascades run no code of the models, as in PostgreSQL. */
function deleteRows(env: Env, model: Model, rows: readonly Row[]): void {
  const present = rows.filter((row) => model.table.rows.has(row.id));
  if (env.tx.names.size > 0) env.tx.names.clear();
  for (const row of present) model.table.delete(row);
  for (const { model: other, field } of env.db.references.get(model.name) ?? []) {
    if (other.spec.compute?.[field.name]) continue;
    for (const row of present) release(env, other, field, row.id);
  }
  dropExternalIds(
    env,
    model.name,
    present.map(({ id }) => id),
  );
}

function release(env: Env, other: Model, field: Field, id: number): void {
  const holders = holdersOf(other, field, id);
  if (holders.length === 0) return;
  const policy = policyOf(other, field);
  if (policy === 'restrict') throw foreignKey(env, other, field);
  if (field.type === 'many2many') {
    for (const holder of holders) {
      setStored(
        env,
        other,
        holder,
        field.name,
        idsOf(holder[field.name]).filter((member) => member !== id),
      );
    }
  } else if (policy === 'cascade') deleteRows(env, other, holders);
  else for (const holder of holders) setStored(env, other, holder, field.name, false);
}

function holdersOf(other: Model, field: Field, id: number): Row[] {
  const known = other.table.lookup(field.name, id);
  const rows: Row[] = [];
  if (known) {
    for (const holder of known) {
      const row = other.table.rows.get(holder);
      if (row) rows.push(row);
    }
    return rows;
  }
  for (const row of other.table.rows.values()) if (row[field.name] === id) rows.push(row);
  return rows;
}

function policyOf(model: Model, field: Field): 'cascade' | 'restrict' | 'set null' {
  for (const word of (model.spec.onDelete ?? '').split(' ')) {
    if (word === `${field.name}:cascade`) return 'cascade';
    if (word === `${field.name}:restrict`) return 'restrict';
  }
  return field.required && field.type === 'many2one' ? 'restrict' : 'set null';
}
