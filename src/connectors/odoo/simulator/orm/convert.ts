import { OdooError, valueError } from '../errors.ts';
import { sanitizeHtml } from '../html/sanitize.ts';
import { isTimezone, parseDate, parseDatetime, pythonString } from './dates.ts';
import type { Env } from './env.ts';
import type { Field } from './field.ts';
import type { Model } from './model.ts';
import { roundTo } from './money.ts';
import type { Json, Stored } from './values.ts';

/** Python's `repr` of a wire value, as its errors print it. */
export function repr(value: Json | undefined): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return pythonString(value);
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`;
  const pairs = Object.entries(value).map(([key, item]) => `${pythonString(key)}: ${repr(item)}`);
  return `{${pairs.join(', ')}}`;
}

/** Python's truth of a wire value. */
export function isTruthy(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

export function outOfRange(): OdooError {
  return new OdooError('psycopg2.errors.NumericValueOutOfRange', 'integer out of range\n');
}

function toInteger(value: Json): number {
  if (typeof value === 'number') return checkInt(Math.trunc(value));
  if (typeof value === 'string') {
    if (!/^\s*[+-]?\d+(_\d+)*\s*$/.test(value)) {
      throw valueError(`invalid literal for int() with base 10: ${pythonString(value)}`);
    }
    return checkInt(Number(value.replace(/_/g, '')));
  }
  if (Array.isArray(value) || typeof value === 'object') throw intTypeError(value);
  return value ? 1 : 0;
}

function intTypeError(value: Json): OdooError {
  const kind = Array.isArray(value) ? 'list' : 'dict';
  const text = `int() argument must be a string, a bytes-like object or a real number, not '${kind}'`;
  return new OdooError('builtins.TypeError', text);
}

function checkInt(value: number): number {
  if (value > 2_147_483_647 || value < -2_147_483_648) throw outOfRange();
  return value;
}

export function parseFloatText(text: string): number | undefined {
  const trimmed = text.trim().replace(/(\d)_(?=\d)/g, '$1');
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return Number(trimmed);
  return undefined;
}

function toFloat(value: Json): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') {
    const number = parseFloatText(value);
    if (number === undefined) throw valueError(`could not convert string to float: ${pythonString(value)}`);
    return number;
  }
  if (Array.isArray(value) || (typeof value === 'object' && value !== null)) {
    const kind = Array.isArray(value) ? 'list' : 'dict';
    throw new OdooError('builtins.TypeError', `float() argument must be a string or a real number, not '${kind}'`);
  }
  return value ? 1 : 0;
}

function toText(value: Json): string | false {
  if (value === null || value === false) return false;
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : repr(value);
  if (text.includes('\u0000')) throw valueError('A string literal cannot contain NUL (0x00) characters.');
  return text;
}

function toMany2one(env: Env, field: Field, value: Json, creating: boolean): number | false {
  if (typeof value === 'number') return value === 0 ? false : value;
  if (!isTruthy(value)) return false;
  if (value === true) {
    if (!creating) return false;
    const message = `column "${field.name}" is of type integer but expression is of type boolean\n`;
    throw new OdooError('psycopg2.errors.DatatypeMismatch', message);
  }
  if (typeof value === 'string' && creating && /^\s*\d+\s*$/.test(value)) return Number(value);
  if (creating) {
    const culprit = Array.isArray(value) ? value.find((item) => typeof item === 'string') : value;
    const text = typeof culprit === 'string' ? culprit : repr(value);
    const message = `invalid input syntax for type integer: "${text}"\n`;
    throw new OdooError('psycopg2.errors.InvalidTextRepresentation', message);
  }
  if (env.version === 18) return false; // Odoo 18 answers true and clears the field
  const members = typeof value === 'string' ? [...value] : Array.isArray(value) ? value : [value];
  if (members.length === 1 && typeof members[0] === 'number') return members[0];
  throw valueError(`Expected singleton: ${field.relation}(${members.map(repr).join(', ')})`);
}

function toSelection(model: Model, field: Field, value: Json): string | false {
  if (!isTruthy(value)) return false;
  if (typeof value === 'string') {
    if (field.selection === '@languages') return value; // Odoo takes any text here
    if (field.selection === '@timezones' && isTimezone(value)) return value;
    if (field.options.some(([key]) => key === value)) return value;
  }
  throw valueError(`Wrong value for ${model.name}.${field.name}: ${repr(value)}`);
}

/** What the row keeps of a value that a caller gave, for every type but the relations to many. */
export function toStored(env: Env, model: Model, field: Field, value: Json, creating: boolean): Stored {
  switch (field.type) {
    case 'char':
    case 'text':
      return toText(value);
    case 'html': {
      if (value === false || value === null) return false;
      // numbers, lists and yes/no break its parser, and Odoo stores that sentence
      return typeof value === 'string' ? sanitizeHtml(value, env.version) : '<p>Unknown error when sanitizing</p>';
    }
    case 'integer':
    case 'many2one_reference':
      return isTruthy(value) ? toInteger(value) : 0;
    case 'float': {
      const number = isTruthy(value) ? toFloat(value) : 0;
      return field.digits === undefined ? number : roundTo(number, field.digits);
    }
    case 'monetary':
      return isTruthy(value) ? toFloat(value) : 0;
    case 'boolean':
      return isTruthy(value);
    case 'date':
      return toDate(value);
    case 'datetime':
      return toDatetime(value);
    case 'selection':
      return toSelection(model, field, value);
    case 'many2one':
      return toMany2one(env, field, value, creating);
    case 'binary':
      return isTruthy(value) ? toText(value) : false;
    default:
      return false;
  }
}

function toDate(value: Json): Stored {
  if (!isTruthy(value)) return false;
  if (typeof value === 'string') return parseDate(value);
  throw noLength(value);
}

function toDatetime(value: Json): Stored {
  if (!isTruthy(value)) return false;
  if (typeof value === 'string') return parseDatetime(value);
  throw noLength(value);
}

function noLength(value: Json): OdooError {
  const kind = typeof value === 'number' ? (Number.isInteger(value) ? 'int' : 'float') : 'bool';
  return new OdooError('builtins.TypeError', `object of type '${kind}' has no len()`);
}

/** The text of a translated value in a language; English where there is no translation. */
export function translated(value: Stored | undefined, lang: string): string | false {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const texts = value as Readonly<Record<string, string>>;
    return texts[lang] ?? texts.en_US ?? false;
  }
  return typeof value === 'string' ? value : false;
}
