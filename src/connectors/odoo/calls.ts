/** What the connector needs of an Odoo client. */
export interface OdooCalls {
  /** Calls a model's method; `kwargs.context` is laid over the client's own context. */
  call(
    model: string,
    method: string,
    args: readonly unknown[],
    kwargs?: Readonly<Record<string, unknown>>,
    options?: OdooCallOptions,
  ): Promise<unknown>;
}

export interface OdooCallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Doing the call twice is the same as doing it once. */
  readonly repeatable?: boolean | undefined;
}

/** A record as `read` gives it, relations as bare ids. */
export type OdooRow = { readonly id: number } & Readonly<Record<string, unknown>>;

/** An answer that must be a list of records. */
export function asRows(answer: unknown): readonly OdooRow[] {
  return Array.isArray(answer) ? (answer as readonly OdooRow[]) : [];
}

export function asIds(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.filter((id): id is number => typeof id === 'number') : [];
}

/** The id of a many2one, read bare or as `[id, name]`; null when it is empty. */
export function relationId(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return Array.isArray(value) && typeof value[0] === 'number' ? value[0] : null;
}

/** Text; null when it is empty, which Odoo reads as `false`. */
export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
