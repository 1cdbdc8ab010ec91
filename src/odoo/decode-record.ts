import { isoFromOdooDatetime } from './date-values.ts';
import type { FieldsInfo, OdooRecord } from './types.ts';

export interface Many2one {
  readonly id: number;
  /** The display name in the language of the call; empty when it was read without names. */
  readonly name: string;
}

/** `null` is an empty value, whatever the type; a boolean is never null. */
export type DecodedValue =
  | null
  | boolean
  | number
  | string
  | Many2one
  | readonly number[]
  | readonly unknown[]
  | { readonly [key: string]: unknown };

export type DecodedRecord = { readonly id: number } & { readonly [field: string]: DecodedValue };

type Decode = (value: unknown) => DecodedValue;

const emptyAsNull: Decode = (value) => (value === false || value === undefined ? null : (value as DecodedValue));

const DECODERS: Readonly<Record<string, Decode>> = {
  boolean: (value) => value === true,
  // Odoo answers 0 for an empty number, and `false` for one of a model that was never saved.
  integer: (value) => (typeof value === 'number' ? value : null),
  float: (value) => (typeof value === 'number' ? value : null),
  monetary: (value) => (typeof value === 'number' ? value : null),
  datetime: (value) => (typeof value === 'string' ? isoFromOdooDatetime(value) : null),
  many2one: decodeMany2one,
  many2one_reference: (value) => (typeof value === 'number' && value > 0 ? value : null),
  one2many: (value) => (Array.isArray(value) ? value : []),
  many2many: (value) => (Array.isArray(value) ? value : []),
};

function decodeMany2one(value: unknown): DecodedValue {
  if (typeof value === 'number') return { id: value, name: '' };
  if (Array.isArray(value) && typeof value[0] === 'number') {
    // The name is empty for a record that the user may not see.
    return { id: value[0], name: typeof value[1] === 'string' ? value[1] : '' };
  }
  return null;
}

/**
 * A function that turns records as Odoo sends them into values that mean one thing: `false` becomes `null` but in a
 * boolean, datetimes become ISO 8601, `[id, name]` becomes `{id, name}`. Texts, dates and base64 stay as they are.
 * `fields` is what `fieldsGet` answers; fields that it does not name are left as they are.
 */
export function createRecordDecoder(fields: FieldsInfo): (record: OdooRecord) => DecodedRecord {
  return (record) => {
    const decoded: Record<string, DecodedValue> = {};
    for (const field in record) {
      const info = fields[field];
      const value = record[field];
      decoded[field] = info ? (DECODERS[info.type] ?? emptyAsNull)(value) : (value as DecodedValue);
    }
    return decoded as DecodedRecord;
  };
}
