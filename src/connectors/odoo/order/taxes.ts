import {
  absDecimal,
  divideDecimals,
  equalDecimals,
  isZero,
  multiplyDecimals,
  roundDecimal,
} from '../../../core/money.ts';
import type { Tax } from '../../../core/records/order.ts';
import { PasserelleError } from '../../../errors.ts';

/** A sales tax of Odoo that is a share of the price. */
export interface OdooTax {
  readonly id: number;
  readonly name: string;
  /** Per cent. */
  readonly rate: string;
  readonly priceInclude: boolean;
}

/**
 * The taxes of Odoo that a line's taxes stand for: of the same rate, and in or on top of the price as the order has
 * it; of several, the one of the same name, else Odoo's first. Throws odoo_order_tax_unmatched: a line with another
 * tax, or with none, would have another total. Pure.
 */
export function matchTaxes(
  taxes: readonly Tax[],
  known: readonly OdooTax[],
  included: boolean,
  /** What the line costs without taxes, to tell the rate of a tax that only has an amount. */
  net: string,
  field: string,
): readonly number[] {
  const ids = new Set<number>();
  for (const tax of taxes) {
    const rate = tax.rate ?? rateOf(tax, net);
    if (rate === null) {
      const named = known.find((one) => one.name === tax.title && one.priceInclude === included);
      if (named === undefined) throw unmatched(tax, included, field);
      ids.add(named.id);
      continue;
    }
    const fitting = known.filter((one) => one.priceInclude === included && equalDecimals(one.rate, rate));
    const chosen = fitting.find((one) => one.name === tax.title) ?? fitting[0] ?? nearly(known, included, tax, net);
    if (chosen !== undefined) ids.add(chosen.id);
    else if (!isZero(rate)) throw unmatched(tax, included, field);
  }
  return [...ids];
}

function rateOf(tax: Tax, net: string): string | null {
  if (tax.amount == null) return null;
  if (isZero(tax.amount)) return '0';
  return isZero(net) ? null : divideDecimals(multiplyDecimals(tax.amount, '100'), net, 2);
}

/** A rate that was only computed from a rounded amount: the tax that gives that amount. */
function nearly(known: readonly OdooTax[], included: boolean, tax: Tax, net: string): OdooTax | undefined {
  if (tax.rate != null || tax.amount == null) return undefined;
  const amount = roundDecimal(absDecimal(tax.amount), 2);
  return known.find(
    (one) =>
      one.priceInclude === included &&
      roundDecimal(absDecimal(divideDecimals(multiplyDecimals(net, one.rate), '100', 6)), 2) === amount,
  );
}

function unmatched(tax: Tax, included: boolean, field: string): PasserelleError {
  const rate = tax.rate == null ? '' : ` of ${tax.rate} %`;
  const where = included ? 'included in the price' : 'on top of the price';
  return new PasserelleError(
    'odoo_order_tax_unmatched',
    `Odoo has no sales tax${rate} ${where} for "${tax.title ?? 'tax'}".`,
    {
      field,
      value: { ...tax },
      remedy: 'Make that tax in Odoo (Invoicing, Configuration, Taxes), or map the tax away.',
    },
  );
}
