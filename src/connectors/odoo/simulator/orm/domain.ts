import { notSimulated, valueError } from '../errors.ts';
import { isTruthy, repr } from './convert.ts';
import { comparable, dateTest } from './domain-dates.ts';
import { type DomainNode, mentions, parseDomain } from './domain-parse.ts';
import { relationTest } from './domain-relations.ts';
import { checkLeaf } from './domain-values.ts';
import type { Env } from './env.ts';
import { type Field, isNumeric, isRelational } from './field.ts';
import { textMatcher } from './like.ts';
import type { Model } from './model.ts';
import { compareText } from './order.ts';
import { childRows, fieldValue } from './value.ts';
import { idsOf, type Json, type Row, type Stored } from './values.ts';

export type Test = (row: Row) => boolean;

/** A compiled domain: a test, and where an index helps the only ids that can pass it. */
export interface Filter {
  readonly test: Test;
  readonly candidates: Iterable<number> | undefined;
  readonly size: number;
}

const everything: Filter = { test: () => true, candidates: undefined, size: Number.POSITIVE_INFINITY };
const nothing: Filter = { test: () => false, candidates: [], size: 0 };

/** Compiles a domain for a model; archived records are left out as Odoo does, unless the context or the domain says otherwise. */
export function compileDomain(env: Env, model: Model, domain: Json, activeTest = env.activeTest): Filter {
  const node = parseDomain(domain, env.version);
  const filter = compileNode(env, model, node);
  if (!activeTest || !model.hasActive || mentions(node, 'active')) return filter;
  return { ...filter, test: (row) => row.active !== false && filter.test(row) };
}

function compileNode(env: Env, model: Model, node: DomainNode): Filter {
  switch (node.kind) {
    case 'all':
      return node.value ? everything : nothing;
    case 'not': {
      const inner = compileNode(env, model, node.item);
      // in SQL the opposite of what is unknown is unknown too
      const { item } = node;
      const field =
        env.version === 18 && item.kind === 'leaf' && item.operator !== '=?' ? model.fields.get(item.path) : undefined;
      if (
        field?.stored &&
        field.relation !== model.name &&
        (field.type === 'char' || field.type === 'text' || field.type === 'many2one')
      )
        return {
          ...everything,
          test: (row) => isTruthy(fieldValue(env, model, row, field) as Json) && !inner.test(row),
        };
      return { ...everything, test: (row) => !inner.test(row) };
    }
    case 'and':
      return and(node.items.map((item) => compileNode(env, model, item)));
    case 'or':
      return or(node.items.map((item) => compileNode(env, model, item)));
    default:
      return compileLeaf(env, model, node.path, node.operator, node.value);
  }
}

function and(filters: readonly Filter[]): Filter {
  if (filters.length === 0) return everything;
  const narrow = filters.reduce((best, filter) => (filter.size < best.size ? filter : best));
  const ordered = [...filters].sort((a, b) => a.size - b.size);
  return { ...narrow, test: (row) => ordered.every(({ test }) => test(row)) };
}

function or(filters: readonly Filter[]): Filter {
  const test: Test = (row) => filters.some((filter) => filter.test(row));
  if (filters.some(({ candidates }) => candidates === undefined)) return { ...everything, test };
  const ids = new Set<number>();
  for (const { candidates } of filters) for (const id of candidates ?? []) ids.add(id);
  return { test, candidates: ids, size: ids.size };
}

function unknownField(env: Env, model: Model, name: string, path: string, operator: string, value: Json): Error {
  env.db.refuseUnsimulated('field', model.name, name);
  const leaf = `(${repr(path)}, ${repr(operator)}, ${repr(value)})`;
  const where = env.version === 18 ? 'leaf' : 'condition';
  return valueError(`Invalid field ${model.name}.${name} in ${where} ${leaf}`);
}

function compileLeaf(env: Env, model: Model, path: string, operator: string, value: Json): Filter {
  const [head = '', ...rest] = path.split('.');
  const field = model.fields.get(head);
  if (!field) throw unknownField(env, model, head, path, operator, value);
  if (operator === '=?') {
    if (Array.isArray(value) || (env.version === 18 && /2many$/.test(field.type)))
      throw notSimulated(`the operator =? with ${repr(value)}`);
    if (env.version === 19 ? !isTruthy(value) : value === null || value === false) return everything;
    return compileLeaf(env, model, path, '=', value);
  }
  if (rest.length > 0) {
    if (!isRelational(field)) {
      if (field.type === 'date' || field.type === 'datetime') throw notSimulated(`domain on ${path}`);
      throw unknownField(env, model, head, path, operator, value);
    }
    return throughRelation(env, model, field, [[rest.join('.'), operator, value]], field.type !== 'many2one');
  }
  const custom = model.spec.search?.[head];
  if (custom) return compileNode(env, model, parseDomain(custom(env, operator, value), env.version));
  if (field.flags.has('unsearchable')) throw notSimulated(`search on ${model.name}.${head}`);
  checkLeaf(env, { model, field, operator, value });
  if (operator === 'any' || operator === 'not any') {
    if (!isRelational(field)) throw notSimulated(`operator ${operator} on ${model.name}.${head}`);
    const inner = throughRelation(env, model, field, value, true);
    return operator === 'any' ? inner : { ...everything, test: (row) => !inner.test(row) };
  }
  if (head === 'id' && operator.includes('like')) {
    const matches = textMatcher(operator, value);
    return { ...everything, test: (row) => matches(String(row.id)) };
  }
  if (isRelational(field) || head === 'id') {
    const relation = relationTest(env, model, field, operator, value);
    return { ...indexed(model, field, operator, relation.ids), test: relation.test };
  }
  if (head === 'display_name') return displayNameFilter(env, model, operator, value);
  return scalar(env, model, field, operator, value);
}

/** Records whose related records match; over an index when there is one. */
function throughRelation(env: Env, model: Model, field: Field, domain: Json, activeTest: boolean): Filter {
  const comodel = env.model(field.relation);
  const inner = compileDomain(env, comodel, domain, activeTest && env.activeTest);
  const { rows } = comodel.table;
  const passing = (id: number): boolean => {
    const row = rows.get(id);
    return row !== undefined && inner.test(row);
  };
  if (field.type === 'one2many') {
    return { ...everything, test: (row) => childRows(env, row.id, field).some((child) => inner.test(child)) };
  }
  if (field.type === 'many2many') {
    return { ...everything, test: (row) => rawIds(env, model, row, field).some(passing) };
  }
  const test: Test = (row) => passing(Number(fieldValue(env, model, row, field)));
  if (inner.candidates === undefined || !field.stored || !model.table.isIndexed(field.name))
    return { ...everything, test };
  return { ...indexed(model, field, 'in', [...inner.candidates]), test };
}

function rawIds(env: Env, model: Model, row: Row, field: Field): readonly number[] {
  return field.stored ? idsOf(row[field.name]) : idsOf(fieldValue(env.with({ active_test: false }), model, row, field));
}

function displayNameFilter(env: Env, model: Model, operator: string, value: Json): Filter {
  const names = (model.spec.searchNames ?? model.recName).split(' ');
  const negative = operator.startsWith('not ') || operator === '!=';
  const conditions = names.map((name): Json => [name, operator, value]);
  const joined: Json = [...names.slice(1).map((): Json => (negative ? '&' : '|')), ...conditions];
  const domain = model.spec.nameDomain?.(env, operator, value, joined) ?? joined;
  return compileNode(env, model, parseDomain(domain, env.version));
}

function indexed(
  model: Model,
  field: Field,
  operator: string,
  ids: readonly number[] | undefined,
): Pick<Filter, 'candidates' | 'size'> {
  if (!ids || (operator !== '=' && operator !== 'in')) return everything;
  if (field.name === 'id') return { candidates: ids, size: ids.length };
  if (!field.stored || !model.table.isIndexed(field.name)) return everything;
  const found = new Set<number>();
  for (const id of ids) for (const hit of model.table.lookup(field.name, id) ?? []) found.add(hit);
  return { candidates: found, size: found.size };
}

function reader(env: Env, model: Model, field: Field): (row: Row) => Stored {
  if (field.stored && !field.translate && field.related.length === 0 && !model.spec.compute?.[field.name]) {
    const { name } = field;
    return (row) => row[name] ?? false;
  }
  return (row) => fieldValue(env, model, row, field);
}

function scalar(env: Env, model: Model, field: Field, operator: string, value: Json): Filter {
  const read = reader(env, model, field);
  if (field.type === 'date' || field.type === 'datetime') {
    return { ...everything, test: dateTest(env, field, operator, value, read) };
  }
  if (operator.includes('like')) {
    const matches = textMatcher(operator, value);
    return { ...everything, test: (row) => matches(read(row)) };
  }
  switch (operator) {
    case '=':
    case '!=':
      return equality(model, field, read, [value].flat() as readonly Json[], operator === '!=');
    case 'in':
    case 'not in':
      return equality(model, field, read, [value].flat() as readonly Json[], operator === 'not in');
    case '<':
    case '<=':
    case '>':
    case '>=':
      return { ...everything, test: comparison(env, field, operator, value, read) };
    default:
      throw notSimulated(`operator ${operator} on ${model.name}.${field.name}`);
  }
}

function equality(
  model: Model,
  field: Field,
  read: (row: Row) => Stored,
  values: readonly Json[],
  negative: boolean,
): Filter {
  const wanted = new Set<Stored>();
  let wantsEmpty = false;
  for (const value of values) {
    if (field.type === 'boolean') wanted.add(isTruthy(value));
    else if (value === null || value === false || value === '') wantsEmpty = true;
    else wanted.add(coerce(field, value));
  }
  if (isNumeric(field) && wanted.has(0)) wantsEmpty = true;
  const empty = (value: Stored): boolean =>
    value === false || value === null || value === '' || (isNumeric(field) && value === 0);
  const hit =
    field.type === 'boolean'
      ? (value: Stored) => wanted.has(isTruthy(value as Json))
      : (value: Stored) => wanted.has(value) || (wantsEmpty && empty(value));
  if (negative) return { ...everything, test: (row) => !hit(read(row)) };
  const test: Test = (row) => hit(read(row));
  if (wantsEmpty || !model.table.isIndexed(field.name)) return { ...everything, test };
  const found = new Set<number>();
  for (const key of wanted)
    for (const id of model.table.lookup(field.name, key as string | number) ?? []) found.add(id);
  return { test, candidates: found, size: found.size };
}

function coerce(field: Field, value: Json): Stored {
  if (isNumeric(field) || field.type === 'many2one_reference') {
    const number = Number(value);
    if (typeof value === 'boolean' || Number.isNaN(number))
      throw notSimulated(`comparing ${field.name} with ${repr(value)}`);
    return field.type === 'integer' ? Math.trunc(number) : number;
  }
  if (typeof value === 'string') {
    if (value.includes('\u0000')) throw valueError('A string literal cannot contain NUL (0x00) characters.');
    return value;
  }
  return typeof value === 'number' ? String(value) : repr(value);
}

function comparison(env: Env, field: Field, operator: string, value: Json, read: (row: Row) => Stored): Test {
  if (isNumeric(field)) {
    const limit = Number(coerce(field, value));
    return (row) => comparable(operator, Number(read(row)) - limit);
  }
  const limit = String(value);
  return (row) => {
    const own = read(row);
    // 19 takes no text for an empty one, 18 leaves it out
    if (typeof own !== 'string') return env.version === 19 && comparable(operator, compareText('', limit));
    return comparable(operator, compareText(own, limit));
  };
}
