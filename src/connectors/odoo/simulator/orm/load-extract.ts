import { isTruthy } from './convert.ts';
import type { Env } from './env.ts';
import { isRelational } from './field.ts';
import type { Converted } from './load-convert.ts';
import type { Model } from './model.ts';
import type { Json } from './values.ts';

/** A record as cells: values by field, relations as lists of sub-records; the key '' is the record's name. */
export type CellRecord = Map<string, Converted>;

interface Extracted {
  readonly record: CellRecord;
  readonly rows: { readonly from: number; readonly to: number };
}

/** Groups rows into records: a row with nothing but one2many cells belongs to the record above it. */
export function extractRecords(
  env: Env,
  model: Model,
  paths: readonly (readonly string[])[],
  data: readonly (readonly Json[])[],
  limit: number,
): Extracted[] {
  const kinds = paths.map(([name = '']) => model.fields.get(name));
  const many = kinds.flatMap((field, index) => (field?.type === 'one2many' ? [index] : []));
  const other = kinds.flatMap((field, index) => (field?.type === 'one2many' ? [] : [index]));
  const continues = (row: readonly Json[]): boolean =>
    many.some((index) => isTruthy(row[index])) && !other.some((index) => isTruthy(row[index]));
  const relations = [
    ...new Set(paths.flatMap(([name = ''], index) => (kinds[index] && isRelational(kinds[index]) ? [name] : []))),
  ];
  const out: Extracted[] = [];
  for (let from = 0; from < data.length && from < limit; ) {
    let to = from;
    while (to + 1 < data.length && continues(data[to + 1] ?? [])) to += 1;
    const first = data[from] ?? [];
    const record: CellRecord = new Map();
    for (const [index, [name = '']] of paths.entries()) {
      const field = kinds[index];
      if (!field || !isRelational(field)) record.set(name, first[index] ?? null);
    }
    for (const name of relations) record.set(name, subRecords(env, model, name, paths, data.slice(from, to + 1)));
    out.push({ record, rows: { from, to } });
    from = to + 1;
  }
  return out;
}

function subRecords(
  env: Env,
  model: Model,
  name: string,
  paths: readonly (readonly string[])[],
  span: readonly (readonly Json[])[],
): CellRecord[] {
  const field = model.fields.get(name);
  const indices = paths.flatMap((path, index) => (path[0] === name ? [index] : []));
  const subPaths = indices.map((index) => {
    const rest = (paths[index] ?? []).slice(1);
    return rest.length > 0 ? rest : [''];
  });
  const rows = span.map((row) => indices.map((index) => row[index] ?? null)).filter((cells) => cells.some(isTruthy));
  return extractRecords(env, env.model(field?.relation ?? ''), subPaths, rows, Number.POSITIVE_INFINITY).map(
    ({ record }) => record,
  );
}
