import type { OdooContext } from './options.ts';

/** A search domain in Odoo's prefix notation: `[['is_company', '=', true]]`, `['|', a, b]`. */
export type Domain = readonly (DomainTerm | '&' | '|' | '!')[];
export type DomainTerm = readonly [field: string, operator: string, value: unknown];

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Of one attempt, from sending to the last byte. */
  readonly timeoutMs?: number | undefined;
  /** Says that doing the call twice is the same as doing it once, so that a lost answer leads to a repeat. */
  readonly repeatable?: boolean | undefined;
  /** Over the client's context. */
  readonly context?: OdooContext | undefined;
}

export interface SearchOptions extends CallOptions {
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
  readonly order?: string | undefined;
}

/** A record as Odoo gives it: `false` stands for every empty value but a boolean's. */
export type OdooRecord = { readonly id: number } & Readonly<Record<string, unknown>>;

export interface LoadMessage {
  readonly type: 'error' | 'warning' | (string & {});
  readonly message: string;
  /** Index of the record; absent from the last message after ten errors. The first one may accuse a good record 0. */
  readonly record?: number;
  readonly rows?: { readonly from: number; readonly to: number };
  readonly field?: string;
}

export interface LoadResult {
  /** `false` when nothing at all was loaded. */
  readonly ids: readonly number[] | false;
  readonly messages: readonly LoadMessage[];
  readonly nextrow?: number;
}

export interface FieldInfo {
  readonly type: string;
  readonly string?: string;
  readonly required?: boolean;
  readonly readonly?: boolean;
  readonly store?: boolean;
  readonly relation?: string;
  readonly selection?: readonly (readonly [string, string])[];
  readonly [attribute: string]: unknown;
}

export type FieldsInfo = Readonly<Record<string, FieldInfo>>;

export interface RecordMetadata {
  readonly id: number;
  /** `module.name`, or false. */
  readonly xmlid: string | false;
  readonly xmlids?: readonly { readonly xmlid: string; readonly noupdate: boolean }[];
  readonly create_date: string;
  readonly write_date: string;
  readonly [attribute: string]: unknown;
}
