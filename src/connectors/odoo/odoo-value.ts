import { decimalFromNumber } from '../../core/money.ts';

/**
 * A value on its way into Odoo, in the two forms that Odoo takes: a cell of `load` and a value of `write`.
 * `null` empties the field.
 */
export type OdooValue =
  | { readonly kind: 'text'; readonly value: string | null }
  | { readonly kind: 'decimal'; readonly value: string | null }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'one'; readonly id: number | null }
  | { readonly kind: 'many'; readonly ids: readonly number[] };

export type OdooValues = { readonly [field: string]: OdooValue };

export const text = (value: string | null): OdooValue => ({ kind: 'text', value });
export const decimal = (value: string | null): OdooValue => ({ kind: 'decimal', value });
export const boolean = (value: boolean): OdooValue => ({ kind: 'boolean', value });
export const one = (id: number | null): OdooValue => ({ kind: 'one', id });
export const many = (ids: readonly number[]): OdooValue => ({ kind: 'many', ids });

export type Cell = string | number;
export type Cells = { readonly [column: string]: Cell };

/** Values as columns and cells of `load`. Relations go by database id, so that a name can never be mistaken. */
export function toCells(values: OdooValues, prefix = ''): Cells {
  const cells: Record<string, Cell> = {};
  for (const [field, value] of Object.entries(values)) {
    const column = `${prefix}${field}`;
    switch (value.kind) {
      case 'text':
      case 'decimal':
        cells[column] = value.value ?? '';
        break;
      case 'boolean':
        // `load` takes booleans as text only.
        cells[column] = value.value ? 'True' : 'False';
        break;
      case 'one':
        cells[`${column}/.id`] = value.id === null ? '' : String(value.id);
        break;
      case 'many':
        cells[`${column}/.id`] = value.ids.join(',');
        break;
    }
  }
  return cells;
}

/** Values as `create` and `write` take them. */
export function toVals(values: OdooValues): Record<string, unknown> {
  const vals: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(values)) vals[field] = toVal(value);
  return vals;
}

function toVal(value: OdooValue): unknown {
  switch (value.kind) {
    case 'text':
      return value.value ?? false;
    case 'decimal':
      return value.value === null ? 0 : Number(value.value);
    case 'boolean':
      return value.value;
    case 'one':
      return value.id ?? false;
    case 'many':
      return [[6, 0, [...value.ids]]];
  }
}

/**
 * A float of Odoo as a decimal string without float noise. `digits` are those of `fields_get`; where Odoo has none
 * (prices on 19 are stored unrounded) twelve significant digits are taken, fewer than a double holds.
 */
export function readDecimal(value: unknown, digits: number | null): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return digits === null ? decimalFromNumber(Number(value.toPrecision(12))) : decimalFromNumber(value, digits);
}

/** Odoo's UTC "2026-11-24 09:30:00" as ISO 8601. */
export function readDatetime(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? `${value.replace(' ', 'T')}Z` : null;
}

/** ISO 8601 in any zone as Odoo's UTC text, to the second. */
export function writeDatetime(iso: string): string {
  return new Date(iso).toISOString().slice(0, 19).replace('T', ' ');
}
