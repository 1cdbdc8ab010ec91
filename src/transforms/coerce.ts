import type { FieldSpec } from '../core/field.ts';
import { decimalFromNumber, isDecimal } from '../core/money.ts';
import type { Value } from '../core/value.ts';
import { PasserelleError } from '../errors.ts';
import { readIso } from './dates.ts';
import { TransformRefusal } from './transform.ts';

/**
 * A mapped value in the form that its target field has: a number becomes decimal text, "3" a whole number, a date a
 * time at midnight UTC. Only what is beyond doubt; the rest is `record_invalid`, with the transform that would help.
 */
export function coerce(spec: FieldSpec, value: Value, field: string): Value {
  if (value === null) return null;
  if (typeof value === 'string' && value.trim() === '' && !TEXTS.has(spec.type)) return null;
  switch (spec.type) {
    case 'string':
    case 'text':
    case 'html':
    case 'email':
      if (typeof value === 'object') throw wrong(spec, value, field, 'text', 'join, first or another that makes text');
      return typeof value === 'string' ? value : String(value);
    case 'decimal': {
      const decimal =
        typeof value === 'number' ? decimalFromNumber(value) : typeof value === 'string' ? value.trim() : value;
      if (!isDecimal(decimal)) throw wrong(spec, value, field, 'a decimal such as "12.50"', '{number: {decimal: ","}}');
      return decimal;
    }
    case 'integer': {
      const number = typeof value === 'string' && isDecimal(value.trim()) ? Number(value) : value;
      if (!Number.isSafeInteger(number)) throw wrong(spec, value, field, 'a whole number', 'float_to_int or round');
      return number;
    }
    case 'boolean': {
      const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
      if (word === true || word === 'true') return true;
      if (word === false || word === 'false') return false;
      throw wrong(spec, value, field, 'true or false', 'boolean');
    }
    case 'datetime':
    case 'date':
      return coerceTime(spec, value, field);
    case 'set':
      if (Array.isArray(value)) return value;
      throw wrong(spec, value, field, 'a list', 'split');
    default:
      return value;
  }
}

const TEXTS: ReadonlySet<FieldSpec['type']> = new Set([
  'string',
  'text',
  'html',
  'email',
  'set',
  'list',
  'json',
  'reference',
]);

function coerceTime(spec: FieldSpec, value: Value, field: string): string {
  try {
    const iso = readIso(value, spec.type === 'datetime' ? 'UTC' : undefined);
    return spec.type === 'date' ? iso.slice(0, 10) : iso;
  } catch (error) {
    if (!(error instanceof TransformRefusal)) throw error;
    throw wrong(
      spec,
      value,
      field,
      'a date or time in ISO 8601',
      '{date: {format: "dd/MM/yyyy HH:mm", zone: "Europe/Paris"}}',
    );
  }
}

function wrong(spec: FieldSpec, value: Value, field: string, wanted: string, transform: string): PasserelleError {
  const shown = JSON.stringify(value);
  return new PasserelleError(
    'record_invalid',
    `"${field}" is ${shown.length > 80 ? `${shown.slice(0, 77)}…` : shown}, not ${wanted} (the field is of type ${spec.type}).`,
    { field, value, remedy: `Give the entry a transform: ${transform}.` },
  );
}
