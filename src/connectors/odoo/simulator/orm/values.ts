/** A value as it travels over the wire. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Text by language code; `en_US` is always there. */
export interface Translated {
  readonly [lang: string]: string;
}

/** A value as a row holds it. `false` is SQL's NULL, as in Odoo's own answers. */
export type Stored = string | number | boolean | readonly number[] | Translated | null;

/** A stored record. `id` never changes. */
export interface Row {
  readonly id: number;
  [field: string]: Stored;
}

/** What a caller of create or write gives. */
export type Vals = Record<string, Json>;

export function textOf(value: Stored | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The id that a many2one holds, 0 for none. */
export function refOf(value: Stored | undefined): number {
  return typeof value === 'number' ? value : 0;
}

export function idsOf(value: Stored | undefined): readonly number[] {
  return Array.isArray(value) ? (value as readonly number[]) : [];
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isTranslated(value: Stored | undefined): value is Translated {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
