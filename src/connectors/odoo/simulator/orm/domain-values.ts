import { notSimulated, OdooError, typeError, valueError } from '../errors.ts';
import { isTruthy, repr } from './convert.ts';
import type { Env } from './env.ts';
import { type Field, isNumeric, isRelational } from './field.ts';
import type { Model } from './model.ts';
import type { Json } from './values.ts';

interface Leaf {
  readonly model: Model;
  readonly field: Field;
  readonly operator: string;
  readonly value: Json;
}

const text = ({ field, operator, value }: Leaf): string => `(${repr(field.name)}, ${repr(operator)}, ${repr(value)})`;

function refuse(leaf: Leaf): Error {
  return notSimulated(`the condition ${text(leaf)} on ${leaf.model.name}`);
}

const isPlain = (value: Json): boolean => typeof value === 'string' || typeof value === 'number';

/**
 * Refuses conditions whose value does not fit their field: what Odoo makes of them differs by version, type and
 * operator, and nobody means it.
 */
export function checkLeaf(env: Env, leaf: Leaf): void {
  const { field, operator, value } = leaf;
  if (operator === 'any' || operator === 'not any') return;
  if (operator === 'in' || operator === 'not in') {
    if (Array.isArray(value)) {
      if (value.some((item) => typeof item === 'object' && item !== null)) throw refuse(leaf);
      if (env.version === 18 && /2many$/.test(field.type)) {
        if (value.some((item) => typeof item === 'string')) throw refuse(leaf);
        if (field.type === 'one2many' && value.some((item) => typeof item === 'boolean')) throw refuse(leaf);
      }
      if (field.type === 'boolean' && env.version === 18 && value.some((item) => typeof item !== 'boolean'))
        throw refuse(leaf);
      return;
    }
    if (env.version === 18 && typeof value === 'string') throw valueError(`Invalid domain term ${text(leaf)}`);
    throw refuse(leaf);
  }
  if (field.name === 'id') checkId(env, leaf);
  else if (isRelational(field)) checkRelation(env, leaf);
  else if (operator.includes('like')) checkPattern(env, leaf);
  else if (/^[<>]=?$/.test(operator)) {
    if (field.type === 'boolean' || field.type === 'binary') throw refuse(leaf);
    if (field.type !== 'date' && field.type !== 'datetime' && !isPlain(value)) throw refuse(leaf);
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) throw refuse(leaf);
  else if (field.type === 'boolean' && (typeof value === 'string' || (value === null && env.version === 18)))
    throw refuse(leaf);
  if (isNumeric(field) && !operator.includes('like') && typeof value === 'string') checkNumber(field, value);
}

function checkNumber(field: Field, value: string): void {
  if (field.type === 'integer' ? /^\s*[+-]?\d+\s*$/.test(value) : value.trim() !== '' && !Number.isNaN(Number(value)))
    return;
  const wrong =
    field.type === 'integer' ? 'invalid literal for int() with base 10' : 'could not convert string to float';
  throw valueError(`${wrong}: ${repr(value)}`);
}

function checkPattern(env: Env, leaf: Leaf): void {
  const { field, operator, value } = leaf;
  if (field.type === 'boolean') throw refuse(leaf);
  if (operator.includes('=') && isTruthy(value) && typeof value !== 'string') {
    if (env.version === 19) throw typeError(`The pattern to match must be a string in condition ${text(leaf)}`);
    throw refuse(leaf);
  }
  if (value === true || (typeof value === 'object' && value !== null)) throw refuse(leaf);
  // PostgreSQL complains of it or not, as it comes upon it
  if (operator.includes('=') && typeof value === 'string' && /(^|[^\\])(\\\\)*\\$/.test(value)) throw refuse(leaf);
}

function checkRelation(env: Env, leaf: Leaf): void {
  const { field, operator, value } = leaf;
  if (/^[<>]/.test(operator)) throw refuse(leaf);
  if (operator.includes('like') && (typeof value !== 'string' || (operator.includes('=') && value === '')))
    throw refuse(leaf);
  if (/_of$/.test(operator) && !env.model(field.relation).spec.hierarchy) throw refuse(leaf);
  if (env.version === 18 && field.type !== 'many2one') checkMany18(env, leaf);
  if (value === true || value === 0 || (Array.isArray(value) && !value.every(isPlain))) throw refuse(leaf);
}

/** Relations to many on 18 take no name in a list, no None, and no id that is not there for a hierarchy. */
function checkMany18(env: Env, leaf: Leaf): void {
  const { field, operator, value } = leaf;
  const items = [value].flat();
  if (value === null || operator === '=?') throw refuse(leaf);
  if (Array.isArray(value) && items.some((item) => typeof item === 'string')) throw refuse(leaf);
  if (/_of$/.test(operator) && items.some((item) => typeof item === 'number' && !env.row(field.relation, item)))
    throw refuse(leaf);
}

function checkId(env: Env, leaf: Leaf): void {
  const { operator, value } = leaf;
  if (Array.isArray(value) || typeof value === 'boolean' || value === null || /like|_of/.test(operator)) return;
  if (env.version === 19 && typeof value === 'string' && !/^\d+$/.test(value)) throw refuse(leaf);
  const given = String(value).trim();
  if (!/^-?\d+$/.test(given)) {
    if (env.version === 19 && typeof value === 'number') return;
    throw new OdooError(
      'psycopg2.errors.InvalidTextRepresentation',
      `invalid input syntax for type integer: "${given}"\n`,
    );
  }
  if (env.version === 18 && Math.abs(Number(given)) > 2_147_483_647) {
    throw new OdooError(
      'psycopg2.errors.NumericValueOutOfRange',
      `value "${given}" is out of range for type integer\n`,
    );
  }
}
