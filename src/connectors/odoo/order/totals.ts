import { equalDecimals, roundDecimal } from '../../../core/money.ts';
import type { Order } from '../../../core/records/order.ts';
import { PasserelleError } from '../../../errors.ts';

export interface Amounts {
  readonly untaxed: string;
  readonly tax: string;
  readonly total: string;
}

/**
 * Whether Odoo works out the same amounts as the source, to the last decimal of the currency. What the source does
 * not give is not compared. Pure.
 */
export function checkTotals(totals: Order['totals'], odoo: Amounts, digits: number): PasserelleError | null {
  if (totals == null) return null;
  for (const field of ['total', 'untaxed', 'tax'] as const) {
    const wanted = totals[field];
    if (wanted == null || equalDecimals(roundDecimal(wanted, digits), roundDecimal(odoo[field], digits))) continue;
    return new PasserelleError(
      'odoo_order_total_differs',
      `Odoo works out a ${NAMES[field]} of ${odoo[field]}, the source says ${wanted}.`,
      {
        field: `totals.${field}`,
        value: wanted,
        remedy: 'Compare the taxes and discounts of the lines; the order stays a quotation until a person confirms it.',
      },
    );
  }
  return null;
}

const NAMES = { total: 'total', untaxed: 'total without taxes', tax: 'tax' } as const;
