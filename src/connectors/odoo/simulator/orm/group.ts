import { notSimulated } from '../errors.ts';
import { isTruthy } from './convert.ts';
import type { Env } from './env.ts';
import type { Field } from './field.ts';
import type { Call, Model } from './model.ts';
import { sortRows } from './order.ts';
import { search } from './search.ts';
import { fieldOf, fieldValue, nameOf } from './value.ts';
import type { Json, Row, Stored } from './values.ts';

interface Group {
  readonly key: Stored;
  readonly rows: Row[];
}

interface Aggregate {
  readonly name: string;
  readonly field: Field | undefined;
  readonly how: string;
}

const strings = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' && value !== '' ? [value] : [];

function aggregatesOf(model: Model, texts: readonly string[]): Aggregate[] {
  return texts
    .filter((text) => text !== '__count')
    .map((text) => {
      const [name = '', how = 'sum'] = text.split(':');
      if (!/^(sum|min|max|avg|count|count_distinct)$/.test(how)) throw notSimulated(`aggregate ${text}`);
      return { name: text, field: fieldOf(model, name), how };
    });
}

function aggregate(env: Env, model: Model, rows: readonly Row[], { field, how }: Aggregate): Json {
  if (!field) return false;
  const values = rows.map((row) => Number(fieldValue(env, model, row, field)));
  switch (how) {
    case 'sum':
      return values.reduce((sum, value) => sum + value, 0);
    case 'min':
      return values.length > 0 ? Math.min(...values) : false;
    case 'max':
      return values.length > 0 ? Math.max(...values) : false;
    case 'avg':
      return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : false;
    default:
      return how === 'count' ? values.length : new Set(values).size;
  }
}

function groupsOf(env: Env, model: Model, rows: readonly Row[], field: Field): Group[] {
  if (field.type.startsWith('date') || field.type.endsWith('2many')) throw notSimulated(`group by ${field.name}`);
  const groups = new Map<Stored, Group>();
  for (const row of sortRows(env, model, rows, field.name)) {
    const key = fieldValue(env, model, row, field);
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { key, rows: [row] });
  }
  return [...groups.values()];
}

const shown = (env: Env, field: Field, key: Stored): Json =>
  field.type === 'many2one' && typeof key === 'number' ? [key, nameOf(env.sudo(), field.relation, key)] : (key as Json);

/** 19's `formatted_read_group`, by at most one field. */
export function formattedReadGroup(call: Call): Json {
  const { env, model, args } = call;
  const rows = search(env, model, args.domain ?? []);
  const by = strings(args.groupby);
  const wanted = strings(args.aggregates);
  const aggregates = aggregatesOf(model, wanted);
  if (by.length > 1 || isTruthy(args.having) || isTruthy(args.order) || isTruthy(args.offset) || isTruthy(args.limit)) {
    throw notSimulated('formatted_read_group with several fields, having, order or limit');
  }
  const [name] = by;
  if (name === undefined) {
    return [{ __extra_domain: [[1, '=', 1]], ...counted(env, model, rows, wanted, aggregates) }];
  }
  const field = fieldOf(model, name);
  return groupsOf(env, model, rows, field).map(({ key, rows: members }) => ({
    [name]: shown(env, field, key),
    __extra_domain: [[name, '=', key as Json]],
    ...counted(env, model, members, wanted, aggregates),
  }));
}

function counted(
  env: Env,
  model: Model,
  rows: readonly Row[],
  wanted: readonly string[],
  aggregates: readonly Aggregate[],
): Record<string, Json> {
  const answer: Record<string, Json> = wanted.includes('__count') ? { __count: rows.length } : {};
  for (const item of aggregates) answer[item.name] = aggregate(env, model, rows, item);
  return answer;
}

/** `read_group`, by at most one field. */
export function readGroup(call: Call): Json {
  const { env, model, args } = call;
  const domain = Array.isArray(args.domain) ? args.domain : [];
  const rows = search(env, model, domain);
  const by = strings(args.groupby);
  if (by.length > 1 || isTruthy(args.orderby) || isTruthy(args.offset) || isTruthy(args.limit)) {
    throw notSimulated('read_group with several fields, order or limit');
  }
  const aggregates = aggregatesOf(
    model,
    strings(args.fields).filter((text) => text !== by[0]),
  );
  const [name] = by;
  const sums = (members: readonly Row[]): Record<string, Json> => {
    const answer: Record<string, Json> = {};
    for (const item of aggregates) answer[item.name.split(':')[0] ?? ''] = aggregate(env, model, members, item);
    return answer;
  };
  if (name === undefined) return [{ __count: rows.length, ...sums(rows), __domain: domain }];
  const field = fieldOf(model, name);
  const count = args.lazy === false ? '__count' : `${name}_count`;
  return groupsOf(env, model, rows, field).map(({ key, rows: members }) => ({
    [name]: shown(env, field, key),
    [count]: members.length,
    ...sums(members),
    __domain: domain.length > 0 ? ['&', ...domain, [name, '=', key as Json]] : [[name, '=', key as Json]],
  }));
}
