import type { KeyMatch, RecordItem } from '../../../core/connector.ts';
import type { ShopifyClient } from '../api/client.ts';
import type { FeedRequest, FeedSource } from '../feed/changes.ts';
import { isGid } from '../gid.ts';
import { asConnection, asNative, asNode, asNodes, idOf, type Node, textOf } from '../node.ts';
import { MORE_PRICES, PRICES_BY_ID, PRODUCT_PRICES } from '../operations/prices.ts';
import { findProducts } from '../product/find-products.ts';
import type { AskTerms, PriceTerms } from '../shop-terms.ts';
import { slices } from '../slices.ts';

const VARIANTS = 25;
const PAGE = 100;

/** By product, whose time moves with the prices of its variants: variants cannot be listed by time. */
export function priceFeed(client: ShopifyClient, terms: AskTerms, signal: AbortSignal | undefined): FeedSource {
  return {
    wholeDays: false,
    async page(request: FeedRequest) {
      const { data, serverMs } = await client.sized(PRODUCT_PRICES, Math.min(request.first, PAGE), (first) =>
        client.run(PRODUCT_PRICES, { ...request, variants: VARIANTS, first }, signal),
      );
      return { connection: asConnection(data.products), serverMs };
    },
    async toItems(product) {
      const { nodes, page: firstPage } = asConnection(product.variants);
      const variants = [...nodes];
      for (let page = firstPage; page.hasNextPage; ) {
        const variables = { id: idOf(product), first: 250, after: page.endCursor };
        const { data } = await client.run(MORE_PRICES, variables, signal);
        const more = asConnection(asNode(data.product).variants);
        variants.push(...more.nodes);
        page = more.page;
      }
      const shared = await terms(signal);
      return variants.map((variant) => priceRecord(variant, shared));
    },
  };
}

export async function readPrices(
  client: ShopifyClient,
  terms: AskTerms,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly RecordItem[]> {
  const shared = await terms(signal);
  const items: RecordItem[] = [];
  for (const some of slices(
    ids.filter((id) => isGid('ProductVariant', id)),
    250,
  )) {
    const { data } = await client.run(PRICES_BY_ID, { ids: some }, signal);
    items.push(...asNodes(data.nodes).map((variant) => priceRecord(variant, shared)));
  }
  return items;
}

/** A price has the id of its variant. Pure. */
function priceRecord(variant: Node, { currency, taxesIncluded }: PriceTerms): RecordItem {
  const id = idOf(variant);
  const amount = textOf(variant.price);
  const compareAt = textOf(variant.compareAtPrice);
  const keys = { sku: textOf(variant.sku), barcode: textOf(variant.barcode) };
  const values = { variant: { type: 'product.variants', id, ...keys }, currency, taxesIncluded, amount, compareAt };
  // A variant's time moves with its stock, too: its price alone makes the version.
  return {
    ok: true,
    record: { type: 'price', id, version: `${amount} ${compareAt}`, values, native: asNative(variant) },
  };
}

export async function findPrices(
  client: ShopifyClient,
  field: string,
  values: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly KeyMatch[]> {
  const key = field === 'variant' ? 'variants.externalId' : `variants.${field}`;
  const found = await findProducts(client, key, values, signal);
  return found.map(({ value, id }) => ({ value, id }));
}
