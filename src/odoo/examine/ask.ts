import type { OdooClient } from '../client.ts';
import type { Domain } from '../types.ts';

export type Row = { readonly id: number } & Readonly<Record<string, unknown>>;

export type Ask = (
  model: string,
  domain: readonly unknown[],
  fields: readonly string[],
  context?: Readonly<Record<string, unknown>>,
) => Promise<readonly Row[]>;

/** Searches and reads; fields that this Odoo does not have (another version, a module less) are left out. */
export function createAsk(client: OdooClient, signal: AbortSignal | undefined): Ask {
  return async (model, domain, fields, context) => {
    const known = await client.fieldsGet(model, fields, ['type'], { signal });
    const present = fields.filter((field) => Object.hasOwn(known, field));
    return await client.searchRead<Row>(model, domain as Domain, present, { signal, context, order: 'id' });
  };
}

/** The id of a many2one, bare or with its name; null when empty. */
export function idOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return Array.isArray(value) && typeof value[0] === 'number' ? value[0] : null;
}

/** A text; null when empty, which Odoo gives as `false`. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
