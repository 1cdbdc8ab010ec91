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

function isIncludedId(env: Env, id: number): boolean {
  const tax = env.row('account.tax', id);
  return tax !== undefined && isIncluded(env, tax);
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
  const global = roundsGlobally(env);
  const exact = quantity * (price * (1 - discount / 100));
  const gross = global ? exact : roundToStep(exact, step);
  const taxes = env
    .rows('account.tax', [...idsOf(taxIds)])
    .sort((a, b) => Number(a.sequence) - Number(b.sequence) || a.id - b.id);
  const raw = rawTaxes(env, taxes, gross, quantity, global ? undefined : step);
  let base = gross;
  let tax = 0;
  for (const row of taxes) {
    const amount = raw.get(row.id) ?? 0;
    if (isIncluded(env, row)) base -= amount;
    tax += roundToStep(amount, step);
  }
  const untaxed = roundToStep(roundTo(base, 10), step);
  const total = roundToStep(roundTo(untaxed + tax, 10), step);
  return { untaxed, tax: total - untaxed, total, rawUntaxed: base, rawTaxes: raw };
}

/** Each tax's amount, rounded at once where lines are rounded. Included taxes are taken out of the price together. */
function rawTaxes(
  env: Env,
  taxes: readonly Row[],
  gross: number,
  quantity: number,
  step: number | undefined,
): Map<number, number> {
  const round = (amount: number): number => (step === undefined ? amount : roundToStep(roundTo(amount, 10), step));
  const raw = new Map<number, number>();
  let includedRate = 0;
  let left = gross;
  for (const tax of taxes) {
    if (tax.include_base_amount === true || (tax.amount_type !== 'percent' && tax.amount_type !== 'fixed')) {
      throw notSimulated(`the tax ${textOf(tax.name) || tax.id} of kind ${textOf(tax.amount_type)}`);
    }
    if (tax.amount_type === 'fixed') raw.set(tax.id, round(Number(tax.amount) * quantity));
    if (!isIncluded(env, tax)) continue;
    if (tax.amount_type === 'percent') includedRate += Number(tax.amount);
    else left -= raw.get(tax.id) ?? 0;
  }
  const within = left / (1 + includedRate / 100);
  for (const tax of taxes)
    if (tax.amount_type === 'percent' && isIncluded(env, tax))
      raw.set(tax.id, round((within * Number(tax.amount)) / 100));
  let base = gross;
  for (const tax of taxes) if (isIncluded(env, tax)) base -= raw.get(tax.id) ?? 0;
  for (const tax of taxes)
    if (tax.amount_type === 'percent' && !isIncluded(env, tax))
      raw.set(tax.id, round((base * Number(tax.amount)) / 100));
  return raw;
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
    const added = lines.some(({ rawTaxes }) =>
      [...rawTaxes].some(([id, amount]) => round(amount) !== 0 && !isIncludedId(env, id)),
    );
    // with nothing but included taxes the total keeps to the prices, and the untaxed amount gives way
    if (!added) untaxed = round(untaxed + [...byTax.values()].reduce((sum, amount) => sum + amount, 0)) - tax;
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
