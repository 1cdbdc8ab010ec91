import { hash } from 'node:crypto';
import type { FieldSpec, FieldTable, FieldType } from './field.ts';
import { shownHtml } from './html.ts';
import { decimalFromNumber, isDecimal, trimZeros } from './money.ts';
import type { Value, Values } from './value.ts';

/**
 * Equality and fingerprints both rest on one canonical text for each value of a type, so that they cannot disagree.
 * Its first letter is the kind of the text; "n" alone is empty. Empty text and an empty set or list are empty as `null`
 * is: systems store one as the other (an Odoo char cannot be told apart from false). In `json`, [] and null differ.
 */
const EMPTY = 'n';

/**
 * Whether two values of a field are the same to a person, by the field's type (see `FieldType`).
 * Within list items an absent field differs from an empty one: absent is unknown.
 */
export function equalValues(spec: FieldSpec, a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  return canonical(spec, a) === canonical(spec, b);
}

/**
 * SHA-256 (64 hexadecimal digits) over the fields that are present, whatever their order. Equal values give equal
 * fingerprints. Fields that are not in the table are compared as `json`.
 */
export function fingerprint(fields: FieldTable, values: Values): string {
  return hash('sha256', canonicalFields(fields, values), 'hex');
}

const CANONICAL: { readonly [T in FieldType]: (value: Exclude<Value, null>, spec: FieldSpec) => string } = {
  string: (value) => (value === '' ? EMPTY : typeof value === 'string' ? `s${value}` : json(value)),
  text: (value) => fromText(value, (text) => text.replace(/\r\n?/g, '\n').trim()),
  html: (value) => fromText(value, shownHtml),
  email: (value) => fromText(value, (text) => text.trim().toLowerCase()),
  decimal,
  integer: decimal,
  boolean: json,
  datetime: (value) => fromText(value, toTheSecond),
  date: (value) => fromText(value, (text) => text),
  reference,
  set: (value) => (Array.isArray(value) ? gathered([...new Set(value.map(json))]) : json(value)),
  list: (value, spec) => {
    const fields = spec.list?.fields;
    if (!Array.isArray(value) || fields === undefined) return json(value);
    return gathered(value.map((item: Value) => (isObject(item) ? `o${canonicalFields(fields, item)}` : json(item))));
  },
  json,
};

function canonical(spec: FieldSpec, value: Value): string {
  return value === null ? EMPTY : CANONICAL[spec.type](value, spec);
}

const specsByPath = new WeakMap<FieldTable, ReadonlyMap<string, FieldSpec>>();

function canonicalFields(fields: FieldTable, values: Values): string {
  let specs = specsByPath.get(fields);
  if (specs === undefined) {
    specs = new Map(fields.map((spec) => [spec.path, spec]));
    specsByPath.set(fields, specs);
  }
  let output = '';
  for (const path of Object.keys(values).sort()) {
    const value = values[path];
    if (value === undefined) continue;
    const spec = specs.get(path);
    output += framed(path) + framed(spec === undefined ? json(value) : canonical(spec, value));
  }
  return output;
}

/** With its length before it, so that no text can pass for two. */
function framed(text: string): string {
  return `${text.length}:${text}`;
}

function gathered(items: string[]): string {
  return items.length === 0 ? EMPTY : `l${items.sort().map(framed).join('')}`;
}

function fromText(value: Value, normalise: (text: string) => string): string {
  if (typeof value !== 'string') return json(value);
  const text = normalise(value);
  return text === '' ? EMPTY : `s${text}`;
}

function decimal(value: Value): string {
  if (typeof value === 'number' && Number.isFinite(value)) return `d${decimalFromNumber(value)}`;
  if (value === '') return EMPTY;
  return isDecimal(value) ? `d${trimZeros(value)}` : json(value);
}

const UTC_SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
const NO_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;

/** Fractions of a second are cut. Without a zone it is UTC, never the machine's zone. */
function toTheSecond(text: string): string {
  if (UTC_SECONDS.test(text)) return text.slice(0, 19);
  const time = Date.parse(NO_ZONE.test(text) ? `${text.replace(' ', 'T')}Z` : text);
  return Number.isNaN(time) ? text : new Date(Math.floor(time / 1000) * 1000).toISOString().slice(0, -5);
}

/** By type and id; while the id is unknown, by the keys that it would be found by. */
function reference(value: Value): string {
  if (!isObject(value)) return json(value);
  const { type = null, id = null, sku = null, barcode = null, email = null } = value;
  if (id !== null) return `r${json([type, id])}`;
  if (sku === null && barcode === null && email === null) return EMPTY;
  return `k${json([type, sku, barcode, typeof email === 'string' ? email.trim().toLowerCase() : email])}`;
}

function isObject(value: Value): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function json(value: Value): string {
  if (value === null) return EMPTY;
  return `j${stable(value)}`;
}

/** JSON with the keys of every object in order. */
function stable(value: Value): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  const object = value as { readonly [key: string]: Value };
  let output = '';
  for (const key of Object.keys(object).sort()) {
    const item = object[key];
    if (item !== undefined) output += `${output === '' ? '' : ','}${JSON.stringify(key)}:${stable(item)}`;
  }
  return `{${output}}`;
}
