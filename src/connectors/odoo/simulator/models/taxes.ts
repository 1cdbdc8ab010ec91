import { notSimulated } from '../errors.ts';
import type { Env } from '../orm/env.ts';
import { roundTo, roundToStep } from '../orm/money.ts';
import { idsOf, type Row, refOf, textOf } from '../orm/values.ts';

export interface LineAmounts {
  readonly untaxed: number;
  readonly tax: number;
  readonly total: number;
  /** Before rounding, by tax: what a company that rounds globally adds up. */
  readonly rawUntaxed: number;
  readonly rawTaxes: ReadonlyMap<number, number>;
}

export function currencyStep(env: Env, currencyId: number): number {
  return Number(env.row('res.currency', currencyId)?.rounding ?? 0.01) || 0.01;
}

export function roundsGlobally(env: Env): boolean {
  return textOf(env.row('res.company', 1)?.tax_calculation_rounding_method) === 'round_globally';
}

function isIncluded(env: Env, tax: Row): boolean {
  if (tax.price_include_override === 'tax_included') return true;
  if (tax.price_include_override === 'tax_excluded') return false;
  return env.row('res.company', 1)?.account_price_include === 'tax_included';
}

/** Amounts of a line, from its quantity, price, discount and taxes. */
export function lineAmounts(
  env: Env,
  quantity: number,
  price: number,
  discount: number,
  taxIds: readonly number[],
  currencyId: number,
): LineAmounts {
  const step = currencyStep(env, currencyId);
  const gross = quantity * price * (1 - discount / 100);
  const taxes = env
    .rows('account.tax', [...idsOf(taxIds)])
    .sort((a, b) => Number(a.sequence) - Number(b.sequence) || a.id - b.id);
  const raw = new Map<number, number>();
  let includedRate = 0;
  let includedFixed = 0;
  for (const tax of taxes) {
    if (tax.include_base_amount === true || (tax.amount_type !== 'percent' && tax.amount_type !== 'fixed')) {
      throw notSimulated(`the tax ${textOf(tax.name) || tax.id} of kind ${textOf(tax.amount_type)}`);
    }
    if (!isIncluded(env, tax)) continue;
    if (tax.amount_type === 'percent') includedRate += Number(tax.amount);
    else includedFixed += Number(tax.amount) * quantity;
  }
  const base = (gross - includedFixed) / (1 + includedRate / 100);
  for (const tax of taxes) {
    raw.set(tax.id, tax.amount_type === 'percent' ? (base * Number(tax.amount)) / 100 : Number(tax.amount) * quantity);
  }
  let tax = 0;
  let included = 0;
  for (const row of taxes) {
    const amount = roundToStep(raw.get(row.id) ?? 0, step);
    tax += amount;
    if (isIncluded(env, row)) included += amount;
  }
  const untaxed = roundTo(roundToStep(gross, step) - included, 10);
  const total = roundTo(untaxed + tax, 10);
  return {
    untaxed: roundToStep(untaxed, step),
    tax: roundTo(total - untaxed, 10),
    total: roundToStep(total, step),
    rawUntaxed: base,
    rawTaxes: raw,
  };
}

export interface OrderAmounts {
  readonly untaxed: number;
  readonly tax: number;
  readonly total: number;
}

/** An order's totals: sums of rounded lines, or rounded sums, as the company is set. */
export function orderAmounts(env: Env, lines: readonly LineAmounts[], currencyId: number): OrderAmounts {
  const step = currencyStep(env, currencyId);
  const round = (value: number): number => roundToStep(roundTo(value, 10), step);
  let untaxed = 0;
  let tax = 0;
  if (roundsGlobally(env)) {
    const byTax = new Map<number, number>();
    for (const line of lines) {
      untaxed += line.rawUntaxed;
      for (const [id, amount] of line.rawTaxes) byTax.set(id, (byTax.get(id) ?? 0) + amount);
    }
    for (const amount of byTax.values()) tax += round(amount);
  } else {
    for (const line of lines) {
      untaxed += line.untaxed;
      tax += line.tax;
    }
  }
  return { untaxed: round(untaxed), tax: round(tax), total: round(round(untaxed) + round(tax)) };
}

/** A product's sales taxes as a line gets them when it is given none. */
export function productTaxes(env: Env, product: Row | undefined): readonly number[] {
  const template = env.row('product.template', refOf(product?.product_tmpl_id));
  return idsOf(template?.taxes_id);
}
