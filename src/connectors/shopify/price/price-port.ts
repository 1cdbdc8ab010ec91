import type { CallOptions, ChangesOptions, CreateWrite, Port, ReadOptions, Write } from '../../../core/connector.ts';
import type { ShopifyClient } from '../api/client.ts';
import { feedChanges } from '../feed/changes.ts';
import { sweepList } from '../feed/sweep.ts';
import { PRICE_VERSIONS } from '../operations/prices.ts';
import type { AskTerms } from '../shop-terms.ts';
import { PRICE_SCHEMA } from './price-schema.ts';
import { findPrices, priceFeed, readPrices } from './read-prices.ts';
import { setPrices } from './set-prices.ts';

/** Base prices, by variant. */
export function pricePort(client: ShopifyClient, terms: AskTerms): Port {
  return {
    type: 'price',
    schema: async () => PRICE_SCHEMA,
    changes: (cursor, options: ChangesOptions) =>
      feedChanges(priceFeed(client, terms, options.signal), cursor, options.pageSize),
    read: (ids, options: ReadOptions = {}) => readPrices(client, terms, ids, options.signal),
    find: (field, values, options) => findPrices(client, field, values, options?.signal),
    sweep: (options?: CallOptions) => sweepList(client, PRICE_VERSIONS, 'productVariants', options?.signal),
    write: {
      maxBatch: 250,
      // The variants of one product are refused together.
      atomicBatch: false,
      // Setting a price twice is setting it once.
      settleMs: 0,
      apply: (writes: readonly Write[], options?: CallOptions) => setPrices(client, writes, options?.signal),
      locate: async (creates: readonly CreateWrite[]) => creates.map(() => ({ found: false })),
    },
  };
}
