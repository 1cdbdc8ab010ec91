import { addDecimals, equalDecimals, subtractDecimals } from '../../../core/money.ts';
import { solveExtraPrices } from './extra-prices.ts';
import type { PriceRule } from './pricelist.ts';

/** A product's prices as Odoo has them. */
export interface TemplatePrices {
  readonly listPrice: string;
  readonly variants: readonly {
    readonly id: number;
    /** Archived with nothing to tell it by: a combination that nobody sells. */
    readonly leftover: boolean;
    /** What its option values add to the product's price. */
    readonly extra: string;
    readonly optionValueIds: readonly number[];
  }[];
  readonly rules: ReadonlyMap<number, PriceRule>;
}

export interface PriceChanges {
  readonly listPrice: string | null;
  readonly changedRules: readonly { readonly ruleId: number; readonly price: string }[];
  /** Variants that need a rule of their own. */
  readonly newRules: readonly { readonly variantId: number; readonly price: string }[];
  /** By `product.template.attribute.value` id. */
  readonly extras: ReadonlyMap<number, string>;
}

const NOTHING: PriceChanges = { listPrice: null, changedRules: [], newRules: [], extras: new Map() };

/**
 * How wanted prices of variants get into Odoo without touching the price of another variant; null when that cannot
 * be done without a pricelist. Pure.
 */
export function planPriceChanges(
  template: TemplatePrices,
  wanted: ReadonlyMap<number, string>,
  hasPricelist: boolean,
): PriceChanges | null {
  const changedRules: { ruleId: number; price: string }[] = [];
  const rest = new Map<number, string>();
  for (const [variantId, price] of wanted) {
    const rule = template.rules.get(variantId);
    if (rule === undefined) rest.set(variantId, price);
    else if (!equalDecimals(rule.price, price)) changedRules.push({ ruleId: rule.id, price });
  }
  const unmet = template.variants.filter((variant) => {
    const price = rest.get(variant.id);
    return price !== undefined && !equalDecimals(price, addDecimals(template.listPrice, variant.extra));
  });
  if (unmet.length === 0) return { ...NOTHING, changedRules };
  // The product's own price is everybody's who has no rule: it moves only if they all move to the same.
  const sharing = template.variants.filter(({ id, leftover }) => !leftover && !template.rules.has(id));
  const bases = sharing.map((variant) => {
    const price = rest.get(variant.id);
    return price === undefined ? null : subtractDecimals(price, variant.extra);
  });
  const [base] = bases;
  if (base != null && bases.every((other) => other !== null && equalDecimals(other, base))) {
    return { ...NOTHING, listPrice: base, changedRules };
  }
  if (hasPricelist) {
    const newRules = unmet.map((variant) => ({ variantId: variant.id, price: rest.get(variant.id) ?? '0' }));
    return { ...NOTHING, changedRules, newRules };
  }
  const solved = solveExtraPrices(
    sharing.map((variant) => ({
      values: variant.optionValueIds,
      price: rest.get(variant.id) ?? addDecimals(template.listPrice, variant.extra),
    })),
  );
  return solved === null ? null : { ...NOTHING, listPrice: solved.base, changedRules, extras: solved.extras };
}
