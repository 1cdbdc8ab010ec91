import { utcToZoned } from './dates.ts';
import type { Env } from './env.ts';
import { assignExternalId, externalRows, xmlidOf } from './external-ids.ts';
import type { Field } from './field.ts';
import { inputZone } from './load-convert.ts';
import type { Model } from './model.ts';
import { displayName, fieldOf, fieldValue } from './value.ts';
import type { Json, Row } from './values.ts';

/** Odoo's `export_data` in its import-compatible form; ids that are missing are made. */
export function exportData(env: Env, model: Model, rows: readonly Row[], columns: readonly string[]): Json {
  const paths = columns.map((column) =>
    column.replace(/\.id$/, '/.id').replace(/:id$/, '/id').split('/').filter(Boolean),
  );
  return { datas: rows.flatMap((row) => exportRow(env, model, row, paths)) };
}

/** The lines of one record: its own cells in the first, further children of a one2many below. */
function exportRow(env: Env, model: Model, row: Row, paths: readonly (readonly string[])[]): Json[][] {
  const main: Json[] = paths.map(() => '');
  const lines: Json[][] = [main];
  const done = new Set<string>();
  for (const [index, path] of paths.entries()) {
    const [name = ''] = path;
    if (path.length === 0 || done.has(name)) continue;
    if (name !== '.id' && name !== 'id' && fieldOf(model, name).type === 'one2many') {
      done.add(name);
      const field = fieldOf(model, name);
      const inner = paths.map((other) =>
        other[0] === name ? (other.length > 1 ? other.slice(1) : ['display_name']) : [],
      );
      const children = env.rows(field.relation, fieldValue(env, model, row, field) as readonly number[]);
      const nested = children.flatMap((child) => exportRow(env, env.model(field.relation), child, inner));
      for (const [at, value] of (nested[0] ?? []).entries()) if (value !== '' && value !== null) main[at] = value;
      lines.push(...nested.slice(1));
    } else main[index] = cell(env, model, row, path);
  }
  return lines;
}

/** The external id of a record, made as `__export__.<table>_<id>_<random>` where there is none. */
function ensureExternalId(env: Env, model: Model, row: Row): string {
  const [known] = externalRows(env, model.name, row.id);
  if (known) return xmlidOf(known);
  const xmlid = `__export__.${model.name.replace(/\./g, '_')}_${row.id}_${env.db.randomHex(8)}`;
  assignExternalId(env, xmlid, model.name, row.id);
  return xmlid;
}

function cell(env: Env, model: Model, row: Row, path: readonly string[]): Json {
  const [name = '', ...rest] = path;
  if (name === '.id') return String(row.id);
  if (name === 'id') return ensureExternalId(env, model, row);
  const field = fieldOf(model, name);
  const value = fieldValue(env, model, row, field);
  switch (field.type) {
    case 'many2one': {
      const other = env.row(field.relation, Number(value));
      return other ? cell(env, env.model(field.relation), other, rest.length > 0 ? rest : ['display_name']) : '';
    }
    case 'many2many': {
      const comodel = env.model(field.relation);
      const others = env.rows(comodel.name, value as readonly number[]);
      const names = others.map((other) =>
        rest[0] === 'id' ? ensureExternalId(env, comodel, other) : displayName(env, comodel, other),
      );
      return names.join(',');
    }
    default:
      return exported(env, field, value as Json);
  }
}

function exported(env: Env, field: Field, value: Json): Json {
  if (field.type === 'boolean') return value;
  if (value === false || value === null) return '';
  if (field.type === 'datetime') return utcToZoned(String(value).slice(0, 19), inputZone(env));
  if (field.type === 'selection') return field.options.find(([key]) => key === value)?.[1] ?? value;
  return value;
}
