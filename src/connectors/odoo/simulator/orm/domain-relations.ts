import { notSimulated } from '../errors.ts';
import { isTruthy, repr } from './convert.ts';
import { compileDomain, type Test } from './domain.ts';
import type { Env } from './env.ts';
import type { Field } from './field.ts';
import type { Model } from './model.ts';
import { childRows, fieldValue } from './value.ts';
import { idsOf, type Json, type Row } from './values.ts';

interface RelationTest {
  readonly test: Test;
  /** The wanted ids when the condition is plain membership. */
  readonly ids: readonly number[] | undefined;
}

/** Conditions on `id` and on relations: by id, by name, over the hierarchy. */
export function relationTest(env: Env, model: Model, field: Field, operator: string, value: Json): RelationTest {
  const comodel = field.name === 'id' ? model : env.model(field.relation);
  const members = membersOf(env, model, field);
  if (operator === 'child_of' || operator === 'parent_of') {
    const family = familyOf(env, comodel, idsFor(env, comodel, value), operator);
    // a many2one to the same model asks after the record itself
    if (comodel === model && field.type === 'many2one') return { test: (row) => family.has(row.id), ids: undefined };
    return { test: (row) => members(row).some((id) => family.has(id)), ids: undefined };
  }
  if (field.name === 'id' && /^[<>]=?$/.test(operator))
    return { test: idComparison(operator, Number(value)), ids: undefined };
  if (operator.includes('like') || (typeof value === 'string' && field.name !== 'id')) {
    const negative = operator.startsWith('not ') || operator === '!=';
    const positive = operator === '!=' ? '=' : operator.replace(/^not /, '');
    const named = compileDomain(env, comodel, [['display_name', positive, value]], false);
    const hit: Test = (row) => members(row).some((id) => passes(comodel, id, named.test));
    return { test: negative ? (row) => !hit(row) : hit, ids: undefined };
  }
  if (!/^(=|!=|in|not in)$/.test(operator)) throw notSimulated(`operator ${operator} on ${model.name}.${field.name}`);
  const values = Array.isArray(value) ? value : [value];
  // 18 passes over the False in a list for a many2many
  const skips = env.version === 18 && field.type === 'many2many' && Array.isArray(value);
  const wantsEmpty =
    (!skips && values.some((item) => !isTruthy(item))) ||
    (env.version === 19 && values.length === 0 && !operator.endsWith('in'));
  const wanted = new Set<number>();
  for (const item of values) {
    if (!isTruthy(item)) continue;
    if (typeof item === 'number') wanted.add(item);
    else if (typeof item === 'string' && /^\d+$/.test(item)) wanted.add(Number(item));
    else if (typeof item === 'string') for (const id of named(env, comodel, item)) wanted.add(id);
    else throw notSimulated(`condition ${field.name} ${operator} ${repr(value)}`);
  }
  const hit: Test = (row) => {
    const own = members(row);
    return own.length === 0 ? wantsEmpty : own.some((id) => wanted.has(id));
  };
  const negative = operator === '!=' || operator === 'not in';
  return { test: negative ? (row) => !hit(row) : hit, ids: negative || wantsEmpty ? undefined : [...wanted] };
}

function membersOf(env: Env, model: Model, field: Field): (row: Row) => readonly number[] {
  if (field.name === 'id') return (row) => [row.id];
  if (field.type === 'one2many' && env.model(field.relation).table.isIndexed(field.inverse)) {
    const comodel = env.model(field.relation);
    return (row) => {
      const children = childRows(env, row.id, field);
      return (comodel.hasActive && env.activeTest ? children.filter(({ active }) => active !== false) : children).map(
        ({ id }) => id,
      );
    };
  }
  const plain = field.stored && field.related.length === 0 && !model.spec.compute?.[field.name];
  if (field.type === 'many2many') {
    return plain ? (row) => idsOf(row[field.name]) : (row) => idsOf(fieldValue(env, model, row, field));
  }
  return (row) => {
    const id = plain ? row[field.name] : fieldValue(env, model, row, field);
    return typeof id === 'number' && id !== 0 ? [id] : [];
  };
}

function idComparison(operator: string, limit: number): Test {
  if (operator === '<') return (row) => row.id < limit;
  if (operator === '<=') return (row) => row.id <= limit;
  if (operator === '>') return (row) => row.id > limit;
  return (row) => row.id >= limit;
}

function passes(model: Model, id: number, test: Test): boolean {
  const row = model.table.rows.get(id);
  return row !== undefined && test(row);
}

function named(env: Env, model: Model, name: string): number[] {
  const { test } = compileDomain(env, model, [['display_name', '=', name]], false);
  return [...model.table.rows.values()].filter(test).map(({ id }) => id);
}

function idsFor(env: Env, model: Model, value: Json): number[] {
  const values = Array.isArray(value) ? value : [value];
  return values.flatMap((item) => {
    if (typeof item === 'number') return [item];
    if (typeof item === 'string') {
      const { test } = compileDomain(env, model, [['display_name', 'ilike', item]], false);
      return [...model.table.rows.values()].filter(test).map(({ id }) => id);
    }
    return [];
  });
}

/** The records below (or above) these in the model's hierarchy, they themselves included. */
function familyOf(env: Env, model: Model, ids: readonly number[], operator: string): Set<number> {
  const parent = model.spec.hierarchy;
  const family = new Set(ids);
  if (!parent) return family;
  if (operator === 'parent_of') {
    for (const id of ids) {
      let up = env.row(model.name, id)?.[parent];
      while (typeof up === 'number' && !family.has(up)) {
        family.add(up);
        up = env.row(model.name, up)?.[parent];
      }
    }
    return family;
  }
  const queue = [...ids];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const row of childrenOf(model, parent, id)) {
      if (family.has(row)) continue;
      family.add(row);
      queue.push(row);
    }
  }
  return family;
}

function childrenOf(model: Model, parent: string, id: number): number[] {
  const known = model.table.lookup(parent, id);
  if (known) return [...known];
  return [...model.table.rows.values()].filter((row) => row[parent] === id).map((row) => row.id);
}
