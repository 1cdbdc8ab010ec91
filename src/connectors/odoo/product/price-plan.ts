import { equalDecimals } from '../../../core/money.ts';
import type { Product } from '../../../core/records/product.ts';

/** How the prices of a new product's variants are to stand in Odoo. */
export interface PricePlan {
  /** The product's own price: the most frequent among its variants, so that the fewest need one of their own. */
  readonly base: string;
  /** Prices that differ from it, by the variant's key. */
  readonly own: ReadonlyMap<string, string>;
}

/** Variants without a price take the product's. Pure. */
export function planPrices(product: Product): PricePlan {
  const prices = product.variants.flatMap((variant) => variant.price ?? []);
  let base = '0';
  let most = 0;
  for (const price of prices) {
    const count = prices.filter((other) => equalDecimals(other, price)).length;
    if (count > most) [base, most] = [price, count];
  }
  const own = new Map<string, string>();
  for (const { id, price } of product.variants) if (price != null && !equalDecimals(price, base)) own.set(id, price);
  return { base, own };
}
