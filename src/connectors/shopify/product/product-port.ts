import type { CallOptions, ChangesOptions, CreateWrite, Located, Port, Write } from '../../../core/connector.ts';
import { validateProduct } from '../../../core/records/product.ts';
import type { ShopifyClient } from '../api/client.ts';
import { canonicalOnly } from '../canonical-only.ts';
import { feedChanges } from '../feed/changes.ts';
import { sweepList } from '../feed/sweep.ts';
import { type EnsureMarks, MARK } from '../marks.ts';
import { asNode, idOf } from '../node.ts';
import { PRODUCT_BY_MARK, PRODUCT_VERSIONS } from '../operations/products.ts';
import { applyEach } from '../outcomes.ts';
import { productWriter } from './apply-products.ts';
import { findProducts } from './find-products.ts';
import { childrenOfMade, madeSizes } from './made-product.ts';
import { PRODUCT_SCHEMA } from './product-schema.ts';
import { productFeed, readProducts } from './read-products.ts';

export function productPort(client: ShopifyClient, ensureMarks: EnsureMarks): Port {
  return {
    type: 'product',
    schema: async () => PRODUCT_SCHEMA,
    changes: (cursor, options: ChangesOptions) =>
      feedChanges(productFeed(client, options.signal), cursor, options.pageSize),
    read: (ids, options = {}) => readProducts(client, ids, options),
    find: (field, values, options) => findProducts(client, field, values, options?.signal),
    sweep: (options?: CallOptions) => sweepList(client, PRODUCT_VERSIONS, 'products', options?.signal),
    write: {
      maxBatch: 50,
      atomicBatch: false,
      // Marks are unique in the shop, so that a repeated or late create is refused (see docs/decisions/shopify.md).
      settleMs: 0,
      async apply(writes: readonly Write[], options?: CallOptions) {
        if (writes.some((write) => write.op === 'create')) await ensureMarks('PRODUCT', options?.signal);
        return await applyEach(productWriter(client), writes, options?.signal);
      },
      async locate(creates: readonly CreateWrite[], options?: CallOptions) {
        await ensureMarks('PRODUCT', options?.signal);
        return await Promise.all(creates.map((write) => locate(client, write, options?.signal)));
      },
    },
  };
}

/** A product is made whole in one call, so that nothing of it is unfinished. */
async function locate(client: ShopifyClient, write: CreateWrite, signal: AbortSignal | undefined): Promise<Located> {
  const product = validateProduct(canonicalOnly(write.values));
  const { data } = await client.run(PRODUCT_BY_MARK, { ...MARK, value: write.key, ...madeSizes(product) }, signal);
  if (data.productByIdentifier === null) return { found: false };
  const made = asNode(data.productByIdentifier);
  return { found: true, id: idOf(made), children: await childrenOfMade(client, product, made, signal), unfinished: [] };
}
