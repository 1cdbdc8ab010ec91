/** One call as the pacing proxy sees it. */
export interface PacedCall {
  readonly model: string;
  readonly method: string;
  readonly named: Readonly<Record<string, unknown>>;
  readonly args: readonly unknown[];
  /** Records in the answer, for reads. */
  readonly answered: number;
  readonly withPassword: boolean;
}

/**
 * How long a real Odoo 19 works on a call, in milliseconds, by the number of records: measured on a community server
 * with PostgreSQL 15 on two cores, JSON-2, 2026-11-25. A simulator answers some ten times faster, and nothing but
 * Passerelle's own work would be left to see.
 */
export function serviceTimeMs(call: PacedCall): number {
  return workMs(call) + (call.withPassword ? PASSWORD_MS : 0);
}

/** A password is hashed for each call after a write: 2 products a second with one, 15 with an API key. */
const PASSWORD_MS = 200;
const CALL_MS = 12;

function workMs(call: PacedCall): number {
  const { method, answered } = call;
  if (method === 'load') return 20 + loadMs(call);
  if (method === 'create') return 60 * Math.max(1, countOf(call.named.vals_list ?? call.args[0]));
  if (method === 'write') return 30;
  if (method === 'search_read' || method === 'read') return CALL_MS + answered * readMs(call);
  return CALL_MS;
}

/** By record: 0.1 ms for seven fields of a variant, whose prices are computed; 0.01 for one of most other models. */
function readMs({ model, named, args }: PacedCall): number {
  const fields = listOf(named.fields ?? args[1]).length;
  return model === 'product.product' ? 0.01 + 0.012 * fields : 0.002 + 0.008 * fields;
}

/** By record: 410 plain products a second, 105 templates with option lines, 550 variants, 950 price rules. */
function loadMs({ model, named, args }: PacedCall): number {
  const columns = listOf(named.fields ?? args[0]).map(String);
  const rows = listOf(named.data ?? args[1]).map(listOf);
  const idAt = columns.indexOf('id');
  // Rows without an id are further lines of the record above.
  const records = idAt < 0 ? rows.length : rows.filter((row) => row[idAt] !== '').length;
  if (model === 'product.template') return records * (columns.some((name) => name.includes('/')) ? 9.5 : 5);
  if (model === 'product.product') return records * (columns.includes('product_tmpl_id/.id') ? 1.8 : 2.4);
  if (model === 'product.pricelist.item') return records * 1.05;
  return records * 4;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function countOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 1;
}
