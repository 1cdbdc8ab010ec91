import type { ShopifyClient } from './api/client.ts';
import { asNode } from './node.ts';
import { SHOP_CURRENCY } from './operations/prices.ts';

/** What all amounts of a shop have in common. */
export interface PriceTerms {
  readonly currency: string;
  readonly taxesIncluded: boolean;
}

/** Asked for once a session. */
export type AskTerms = (signal?: AbortSignal) => Promise<PriceTerms>;

export function createTerms(client: ShopifyClient): AskTerms {
  let asked: Promise<PriceTerms> | undefined;
  const ask = async (signal: AbortSignal | undefined): Promise<PriceTerms> => {
    const shop = asNode((await client.run(SHOP_CURRENCY, {}, signal)).data.shop);
    return { currency: String(shop.currencyCode), taxesIncluded: shop.taxesIncluded === true };
  };
  return (signal) => {
    asked ??= ask(signal).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}
