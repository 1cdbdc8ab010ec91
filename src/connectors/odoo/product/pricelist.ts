import { PasserelleError } from '../../../errors.ts';
import { type OdooRow, relationId } from '../calls.ts';
import { readDecimal } from '../odoo-value.ts';
import type { Target } from '../target.ts';

export interface Pricelist {
  readonly id: number;
  readonly name: string;
  readonly currencyId: number;
}

/** All pricelists that the company may use, in Odoo's order. */
export function pricelists(target: Target): Promise<readonly Pricelist[]> {
  return target.remember('pricelists', async () => {
    const { companyId } = await target.facts();
    const rows = await target.searchRead(
      'product.pricelist',
      [['company_id', 'in', [companyId, false]]],
      ['name', 'currency_id'],
      { context: { active_test: true } },
    );
    return rows.map((row) => ({
      id: row.id,
      name: String(row.name),
      currencyId: relationId(row.currency_id) ?? 0,
    }));
  });
}

/**
 * The pricelist that holds the prices of variants: the configured one, else the company's first in its own currency;
 * null where there is none. Throws config_invalid for one that is not there or in another currency, since prices of
 * products are in the company's.
 */
export function pricesOfVariants(target: Target): Promise<Pricelist | null> {
  return target.remember('pricelist of variants', async () => {
    const [all, { currencyId, currency }] = await Promise.all([pricelists(target), target.facts()]);
    const wanted = target.settings.pricelist;
    if (wanted === undefined) return all.find((list) => list.currencyId === currencyId) ?? null;
    const chosen = configuredPricelist(all, wanted);
    if (chosen.currencyId === currencyId) return chosen;
    throw new PasserelleError(
      'config_invalid',
      `The pricelist ${chosen.name} is not in ${currency}, the company's currency.`,
      {
        field: 'pricelist',
        value: wanted,
        remedy: `Choose a pricelist in ${currency}: the prices of products are in that currency.`,
      },
    );
  });
}

export function configuredPricelist(all: readonly Pricelist[], wanted: string | number): Pricelist {
  const chosen = all.find((list) => list.id === wanted) ?? all.find((list) => list.name === wanted);
  if (chosen !== undefined) return chosen;
  throw new PasserelleError('config_invalid', `There is no pricelist ${wanted} in this company.`, {
    field: 'pricelist',
    value: wanted,
    remedy: all.length > 0 ? `Choose one of ${all.map((list) => list.name).join(', ')}.` : 'Make one in Odoo.',
  });
}

export interface PriceRule {
  readonly id: number;
  readonly variantId: number;
  readonly templateId: number;
  readonly price: string;
}

/** The rules that fix the price of one variant, for one piece and without dates: the one that counts, by variant. */
export async function priceRules(
  target: Target,
  templateIds: readonly number[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, PriceRule>> {
  const pricelist = await pricesOfVariants(target);
  if (pricelist === null || templateIds.length === 0) return new Map();
  const digits = (await target.fields('product.pricelist.item')).get('fixed_price')?.digits ?? null;
  const rows = await target.searchRead(
    'product.pricelist.item',
    [
      ['pricelist_id', '=', pricelist.id],
      ['product_tmpl_id', 'in', templateIds],
      ['applied_on', '=', '0_product_variant'],
      ['compute_price', '=', 'fixed'],
      ['min_quantity', '<=', 1],
      ['date_start', '=', false],
      ['date_end', '=', false],
    ],
    ['product_id', 'product_tmpl_id', 'fixed_price', 'min_quantity'],
    { signal },
  );
  return countingRules(rows, digits);
}

/** Of several rules for one variant Odoo takes the one with the highest quantity, then the newest. Pure. */
export function countingRules(rows: readonly OdooRow[], digits: number | null): ReadonlyMap<number, PriceRule> {
  const rules = new Map<number, PriceRule>();
  const order = [...rows].sort((a, b) => Number(a.min_quantity) - Number(b.min_quantity) || a.id - b.id);
  for (const row of order) {
    const variantId = relationId(row.product_id);
    const price = readDecimal(row.fixed_price, digits);
    if (variantId === null || price === null) continue;
    rules.set(variantId, { id: row.id, variantId, templateId: relationId(row.product_tmpl_id) ?? 0, price });
  }
  return rules;
}

export async function fixedPrices(
  target: Target,
  templateIds: readonly number[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, string>> {
  const rules = await priceRules(target, templateIds, signal);
  return new Map([...rules.values()].map((rule) => [rule.variantId, rule.price]));
}
