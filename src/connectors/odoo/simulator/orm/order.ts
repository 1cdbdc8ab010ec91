import { notSimulated, userError, valueError } from '../errors.ts';
import { pythonString } from './dates.ts';
import type { Env } from './env.ts';
import type { Field } from './field.ts';
import type { Model } from './model.ts';
import { fieldValue } from './value.ts';
import type { Row, Stored } from './values.ts';

interface Term {
  readonly field: Field;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

const VALID =
  /^(\s*([a-z0-9:_]+|"[a-z0-9:_]+")(\.[a-z0-9_]+)?(\s+(desc|asc))?(\s+nulls\s+(first|last))?\s*(,|$))+(?<!,)$/i;

function parseOrder(env: Env, model: Model, order: string): Term[] {
  if (!VALID.test(order)) {
    const hint = 'A valid "order" specification is a comma-separated list of valid field names';
    throw userError(
      `Invalid "order" specified (${order}). ${hint} (optionally followed by asc/desc for the direction)`,
    );
  }
  return order.split(',').map((part) => {
    const [rawName = '', ...words] = part.trim().split(/\s+/);
    const name = rawName.replace(/"/g, '').replace(/\.id$/, '');
    if (name.includes(':')) throw notSimulated(`order ${name}`);
    const [through = '', property] = name.split('.');
    if (env.version === 19 && property !== undefined && model.fields.has(through))
      throw valueError(`Invalid field property ${pythonString(property)} on ${model.name}.${through}`);
    const field = model.fields.get(name);
    if (!field) {
      env.db.refuseUnsimulated('field', model.name, name);
      const quoted = pythonString(name);
      throw valueError(`Invalid field ${quoted} on model '${model.name}'`);
    }
    if (!field.stored && field.related.length === 0 && !field.flags.has('sortable'))
      throw valueError(`Cannot convert ${model.name}.${name} to SQL because it is not stored`);
    if (field.type === 'one2many' || field.type === 'many2many')
      throw valueError(`Cannot convert ${model.name}.${name} to SQL because it is not stored`);
    const lower = words.map((word) => word.toLowerCase());
    const descending = lower.includes('desc');
    const nulls = lower.indexOf('nulls');
    const nullsFirst = nulls >= 0 ? lower[nulls + 1] === 'first' : descending;
    return { field, descending, nullsFirst };
  });
}

/** Odoo makes its databases with the collation C: texts compare by their bytes, so capitals come before small letters. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return isBasic(a) && isBasic(b) ? (a < b ? -1 : 1) : Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Beyond the basic plane UTF-16 sorts otherwise than UTF-8. */
const isBasic = (text: string): boolean => !/[\ud800-\udfff]/.test(text);

function compareValues(a: Stored, b: Stored): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  const left = Number(a);
  const right = Number(b);
  return left - right;
}

function isNull(field: Field, value: Stored): boolean {
  return value === null || (value === false && field.type !== 'boolean');
}

/** A many2one sorts as the other model's own order says; anything else by its value. */
function compareTerm(env: Env, model: Model, term: Term, a: Row, b: Row): number {
  const { field } = term;
  const left = fieldValue(env, model, a, field);
  const right = fieldValue(env, model, b, field);
  if (left === right) return 0;
  const leftNull = isNull(field, left);
  const rightNull = isNull(field, right);
  if (leftNull || rightNull) {
    if (leftNull && rightNull) return 0;
    return leftNull === term.nullsFirst ? -1 : 1;
  }
  let result: number;
  if (field.type === 'many2one') {
    const comodel = env.model(field.relation);
    const leftRow = comodel.table.rows.get(Number(left));
    const rightRow = comodel.table.rows.get(Number(right));
    result =
      leftRow && rightRow ? compareRows(env, comodel, termsOf(env, comodel, comodel.order), leftRow, rightRow) : 0;
  } else if (field.type === 'date' || field.type === 'datetime') {
    result = String(left) < String(right) ? -1 : 1;
  } else result = compareValues(left, right);
  return term.descending ? -result : result;
}

function compareRows(env: Env, model: Model, terms: readonly Term[], a: Row, b: Row): number {
  for (const term of terms) {
    const result = compareTerm(env, model, term, a, b);
    if (result !== 0) return result;
  }
  return 0;
}

const parsed = new WeakMap<Model, Map<string, Term[]>>();

function termsOf(env: Env, model: Model, order: string): Term[] {
  let orders = parsed.get(model);
  if (!orders) {
    orders = new Map();
    parsed.set(model, orders);
  }
  let terms = orders.get(order);
  if (!terms) {
    terms = parseOrder(env, model, order);
    orders.set(order, terms);
  }
  return terms;
}

/** A sorted copy; rows that compare equal go by id, which is one of the orders PostgreSQL may give. */
export function sortRows(env: Env, model: Model, rows: readonly Row[], order: string): Row[] {
  if (rows.length < 2 && order === model.order) return [...rows];
  const terms = termsOf(env, model, order);
  const [first] = terms;
  if (terms.length === 1 && first?.field.name === 'id') {
    return [...rows].sort((a, b) => (first.descending ? b.id - a.id : a.id - b.id));
  }
  return [...rows].sort((a, b) => compareRows(env, model, terms, a, b) || a.id - b.id);
}
