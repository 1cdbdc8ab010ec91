import { notSimulated } from '../errors.ts';
import type { Env } from '../orm/env.ts';
import { roundToStep } from '../orm/money.ts';
import { type Row, refOf, textOf } from '../orm/values.ts';
import { companyCurrency } from './company.ts';
import { priceExtra } from './product-product.ts';

/** The rules of a pricelist in the order in which Odoo tries them. */
function rulesOf(env: Env, pricelistId: number): Row[] {
  const { table } = env.model('product.pricelist.item');
  const rows = env.rows('product.pricelist.item', [...(table.lookup('pricelist_id', pricelistId) ?? [])]);
  return rows.sort(
    (a, b) =>
      textOf(a.applied_on).localeCompare(textOf(b.applied_on)) ||
      Number(b.min_quantity) - Number(a.min_quantity) ||
      refOf(b.categ_id) - refOf(a.categ_id) ||
      b.id - a.id,
  );
}

function applies(env: Env, rule: Row, product: Row, quantity: number, at: string): boolean {
  if (Number(rule.min_quantity) > quantity && Number(rule.min_quantity) !== 0) return false;
  if (textOf(rule.date_start) !== '' && textOf(rule.date_start) > at) return false;
  if (textOf(rule.date_end) !== '' && textOf(rule.date_end) < at) return false;
  const template = env.row('product.template', refOf(product.product_tmpl_id));
  switch (rule.applied_on) {
    case '0_product_variant':
      return rule.product_id === product.id;
    case '1_product':
      return rule.product_tmpl_id === template?.id;
    case '2_product_category': {
      for (let id = refOf(template?.categ_id); id !== 0; id = refOf(env.row('product.category', id)?.parent_id)) {
        if (id === rule.categ_id) return true;
      }
      return false;
    }
    default:
      return true;
  }
}

/** The rule that sets a product's price in a pricelist, if any. */
export function ruleFor(env: Env, pricelistId: number, product: Row, quantity: number, at: string): Row | undefined {
  return rulesOf(env, pricelistId).find((rule) => applies(env, rule, product, quantity, at));
}

function salesPrice(env: Env, product: Row): number {
  const template = env.row('product.template', refOf(product.product_tmpl_id));
  return Number(template?.list_price ?? 0) + priceExtra(env, product);
}

function rateOf(env: Env, currencyId: number): number {
  if (currencyId === companyCurrency(env)) return 1;
  const { table } = env.model('res.currency.rate');
  const rates = env.rows('res.currency.rate', [...(table.lookup('currency_id', currencyId) ?? [])]);
  const past = rates
    .filter((rate) => textOf(rate.name) <= env.today)
    .sort((a, b) => (textOf(a.name) < textOf(b.name) ? 1 : -1));
  return Number(past[0]?.rate ?? 1) || 1;
}

function convert(env: Env, amount: number, from: number, to: number): number {
  if (from === to || from === 0 || to === 0) return amount;
  return (amount * rateOf(env, to)) / rateOf(env, from);
}

/** The unit price of a product in a pricelist (0: none), in the pricelist's currency. */
export function unitPrice(env: Env, pricelistId: number, product: Row, quantity: number, at: string): number {
  const company = companyCurrency(env);
  const pricelist = env.row('product.pricelist', pricelistId);
  const currency = refOf(pricelist?.currency_id) || company;
  const rule = pricelist ? ruleFor(env, pricelistId, product, quantity, at) : undefined;
  if (!rule) return convert(env, salesPrice(env, product), company, currency);
  if (rule.compute_price === 'fixed') return Number(rule.fixed_price);
  const base = basePrice(env, rule, product, quantity, at, currency);
  if (rule.compute_price === 'percentage') return base - (base * Number(rule.percent_price)) / 100;
  return formula(rule, base);
}

function basePrice(env: Env, rule: Row, product: Row, quantity: number, at: string, currency: number): number {
  const company = companyCurrency(env);
  switch (rule.base) {
    case 'pricelist': {
      const other = refOf(rule.base_pricelist_id);
      if (other === refOf(rule.pricelist_id)) throw notSimulated('a pricelist based on itself');
      const from = refOf(env.row('product.pricelist', other)?.currency_id);
      return convert(env, unitPrice(env, other, product, quantity, at), from, currency);
    }
    case 'standard_price':
      return convert(env, Number(product.standard_price), company, currency);
    default:
      return convert(env, salesPrice(env, product), company, currency);
  }
}

function formula(rule: Row, base: number): number {
  const discount = rule.base === 'standard_price' ? -Number(rule.price_markup) : Number(rule.price_discount);
  let price = base - (base * discount) / 100;
  if (Number(rule.price_round) !== 0) price = roundToStep(price, Number(rule.price_round));
  price += Number(rule.price_surcharge);
  if (Number(rule.price_min_margin) !== 0) price = Math.max(price, base + Number(rule.price_min_margin));
  if (Number(rule.price_max_margin) !== 0) price = Math.min(price, base + Number(rule.price_max_margin));
  return price;
}
