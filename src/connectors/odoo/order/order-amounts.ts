import type { OdooRow } from '../calls.ts';
import { readDecimal } from '../odoo-value.ts';
import type { Target } from '../target.ts';
import type { Amounts } from './totals.ts';

/** What Odoo works out for orders, and their lines' ids. */
export async function readAmounts(
  target: Target,
  ids: readonly number[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, OdooRow>> {
  const fields = ['amount_untaxed', 'amount_tax', 'amount_total', 'order_line'];
  return new Map((await target.read('sale.order', ids, fields, signal)).map((row) => [row.id, row]));
}

export function amountsOf(row: OdooRow, digits: number): Amounts {
  const amount = (field: string) => readDecimal(row[field], digits) ?? '0';
  return { untaxed: amount('amount_untaxed'), tax: amount('amount_tax'), total: amount('amount_total') };
}
