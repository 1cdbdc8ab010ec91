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
 * How long a real Odoo 19 (community, PostgreSQL 15, two workers on two cores) works on a call, in milliseconds: from
 * the rates that were measured on it, by the number of records. A simulator answers some ten times faster, and
 * nothing but Passerelle's own work would be left to see.
 */
export function serviceTimeMs(call: PacedCall): number {
  return workMs(call) + (call.withPassword ? PASSWORD_MS : 0);
}

/** A password is hashed for each call: 2.5 calls a second with one, 15 with an API key. */
const PASSWORD_MS = 330;
const CALL_MS = 8;

function workMs(call: PacedCall): number {
  const { method, answered } = call;
  if (method === 'load') return 20 + loadMs(call);
  if (method === 'create') return 60 * Math.max(1, countOf(call.named.vals_list ?? call.args[0]));
  if (method === 'write') return 30;
  // Pages of 500 at 22,400 records a second, of 2,000 at 36,800.
  if (method === 'search_read' || method === 'read') return CALL_MS + answered * 0.023;
  return CALL_MS;
}

/** By record: 250 plain products a second, 64 templates with option lines, 365 variants, 600 price rules. */
function loadMs({ model, named, args }: PacedCall): number {
  const columns = listOf(named.fields ?? args[0]).map(String);
  const rows = listOf(named.data ?? args[1]).map(listOf);
  const idAt = columns.indexOf('id');
  // Rows without an id are further lines of the record above.
  const records = idAt < 0 ? rows.length : rows.filter((row) => row[idAt] !== '').length;
  if (model === 'product.template') return records * (columns.some((name) => name.includes('/')) ? 15.5 : 5);
  if (model === 'product.product') return records * (columns.includes('product_tmpl_id/.id') ? 2.7 : 4);
  if (model === 'product.pricelist.item') return records * 1.6;
  return records * 4;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function countOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 1;
}
