import type { FieldSpec, FieldType } from '../../core/field.ts';
import type { Value, Values } from '../../core/value.ts';
import { PasserelleError } from '../../errors.ts';
import { textOrNull } from './calls.ts';
import {
  boolean,
  decimal,
  type OdooValue,
  type OdooValues,
  readDatetime,
  readDecimal,
  text,
  writeDatetime,
} from './odoo-value.ts';
import type { ModelField, ModelFields } from './target.ts';

/**
 * Odoo's own fields beside the canonical ones, custom ones included, as a mapping names them: `native.x_season`.
 * Those that hold one plain value can be written; relations cannot.
 */
const PREFIX = 'native.';

const TYPES: Readonly<Record<string, FieldType>> = {
  char: 'string',
  selection: 'string',
  text: 'text',
  html: 'html',
  integer: 'integer',
  float: 'decimal',
  monetary: 'decimal',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
};

export const isNative = (path: string): boolean => path.startsWith(PREFIX);

/** The names in Odoo of the native fields among those that are wanted. */
export function nativeNames(fields: readonly string[] | undefined): readonly string[] {
  return (fields ?? []).filter(isNative).map((path) => path.slice(PREFIX.length));
}

export function nativeSpecs(fields: ModelFields): readonly FieldSpec[] {
  return [...fields].flatMap(([name, field]): readonly FieldSpec[] => {
    const type = TYPES[field.type];
    if (type === undefined || name === 'id') return [];
    return [{ path: `${PREFIX}${name}`, type, title: field.label, ...(field.readonly && { readOnly: true }) }];
  });
}

/** The native fields of a record. Throws odoo_unknown_field, odoo_bad_value. */
export function nativeValues(values: Values, fields: ModelFields): OdooValues {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([path]) => isNative(path))
      .map(([path, value]) => [path.slice(PREFIX.length), nativeValue(path, value, fields)]),
  );
}

export function nativeValue(path: string, value: Value, fields: ModelFields): OdooValue {
  const field = fields.get(path.slice(PREFIX.length));
  const type = field === undefined ? undefined : TYPES[field.type];
  if (field === undefined || type === undefined) {
    throw new PasserelleError('odoo_unknown_field', `Odoo has no plain field ${path.slice(PREFIX.length)}.`, {
      field: path,
      remedy: 'Correct the mapping: only fields of text, numbers, dates and yes or no can be written.',
    });
  }
  if (type === 'boolean') {
    // A file's "true" or "1" is text: taken for anything else than true, it would write false.
    if (typeof value === 'boolean' || value === null) return boolean(value === true);
    throw new PasserelleError('odoo_bad_value', `${path} is ${JSON.stringify(value)}, not true or false.`, {
      field: path,
      value,
      remedy: 'Give its entry in the mapping the transform boolean.',
    });
  }
  if (value === null || value === '') return type === 'decimal' || type === 'integer' ? decimal(null) : text(null);
  if (typeof value === 'object') {
    throw new PasserelleError('odoo_bad_value', `${path} is not one plain value.`, { field: path, value });
  }
  if (type === 'decimal' || type === 'integer') return decimal(String(value));
  return text(type === 'datetime' ? writeDatetime(String(value)) : String(value));
}

/** Native fields of a record as Odoo gave it. */
export function readNatives(
  row: Readonly<Record<string, unknown>>,
  names: readonly string[],
  fields: ModelFields,
): Values {
  return Object.fromEntries(
    names.flatMap((name): [string, Value][] => {
      const field = fields.get(name);
      return field === undefined ? [] : [[`${PREFIX}${name}`, readNative(row[name], field)]];
    }),
  );
}

function readNative(value: unknown, field: ModelField): Value {
  switch (field.type) {
    case 'boolean':
      return value === true;
    case 'integer':
      return typeof value === 'number' ? value : null;
    case 'float':
    case 'monetary':
      return readDecimal(value, field.digits);
    case 'datetime':
      return readDatetime(value);
    default:
      return textOrNull(value);
  }
}
