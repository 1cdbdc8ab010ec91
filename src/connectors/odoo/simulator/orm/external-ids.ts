import type { Env } from './env.ts';
import type { Model } from './model.ts';
import { SqlError } from './sql-errors.ts';
import { type Row, refOf, textOf } from './values.ts';
import { setStored, touch } from './write.ts';

/** The `ir.model.data` row of an external id `module.name`. */
export function externalRow(env: Env, xmlid: string): Row | undefined {
  const { table } = env.model('ir.model.data');
  for (const id of table.lookup('key', xmlid) ?? []) {
    const row = table.rows.get(id);
    if (row) return row;
  }
  return undefined;
}

/** The external ids of a record, in the order Odoo gives them. */
export function externalRows(env: Env, model: string, id: number): Row[] {
  const { table } = env.model('ir.model.data');
  const rows: Row[] = [];
  for (const found of table.lookup('target', `${model},${id}`) ?? []) {
    const row = table.rows.get(found);
    if (row) rows.push(row);
  }
  return rows.sort((a, b) => a.id - b.id);
}

/** The record that an external id names, if it still exists; 0 otherwise. */
export function resolveExternalId(env: Env, xmlid: string, model: Model): number {
  const row = externalRow(env, xmlid);
  if (!row || row.model !== model.name) return 0;
  const id = refOf(row.res_id);
  return model.table.rows.has(id) ? id : 0;
}

/** Makes an external id, or points the existing one elsewhere. */
export function assignExternalId(env: Env, xmlid: string, model: string, id: number, noupdate = false): void {
  const data = env.model('ir.model.data');
  if (xmlid.slice(xmlid.indexOf('.')).includes(' ')) throw spaceInName();
  const known = externalRow(env, xmlid);
  if (known) {
    setStored(env, data, known, 'model', model);
    setStored(env, data, known, 'res_id', id);
    setStored(env, data, known, 'target', `${model},${id}`);
    touch(env, data, known);
    return;
  }
  const cut = xmlid.indexOf('.');
  const row: Row = {
    id: data.table.nextId,
    module: xmlid.slice(0, cut),
    name: xmlid.slice(cut + 1),
    model,
    res_id: id,
    noupdate,
    key: xmlid,
    target: `${model},${id}`,
    create_date: env.tx.startedAt,
    create_uid: env.uid,
    write_date: env.tx.startedAt,
    write_uid: env.uid,
  };
  data.table.nextId += 1;
  data.table.insert(row);
}

/** Written by SQL, so it is the database that refuses, in its own words. */
function spaceInName(): SqlError {
  const constraint = 'new row for relation "ir_model_data" violates check constraint "ir_model_data_name_nospaces"';
  const text = `${constraint}\nDETAIL:  Failing row contains (...).\n`;
  return new SqlError(`The operation cannot be completed: ${text}`, text, []);
}

export function dropExternalIds(env: Env, model: string, ids: readonly number[]): void {
  const { table } = env.model('ir.model.data');
  for (const id of ids) {
    for (const found of [...(table.lookup('target', `${model},${id}`) ?? [])]) {
      const row = table.rows.get(found);
      if (row) table.delete(row);
    }
  }
}

export function xmlidOf(row: Row): string {
  return `${textOf(row.module)}.${textOf(row.name)}`;
}
