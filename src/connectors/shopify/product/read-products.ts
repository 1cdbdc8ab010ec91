import type { ReadOptions, RecordItem } from '../../../core/connector.ts';
import type { ShopifyClient } from '../api/client.ts';
import type { FeedRequest, FeedSource } from '../feed/changes.ts';
import { isGid } from '../gid.ts';
import { asConnection, asNode, asNodes, idOf, type Node } from '../node.ts';
import { MORE_MEDIA, PRODUCT_VERSIONS_BY_ID, PRODUCTS, PRODUCTS_BY_ID } from '../operations/products.ts';
import { slices } from '../slices.ts';
import { restOfVariants } from './made-product.ts';
import { productRecord } from './product-record.ts';

/** Of each product on the first page of its lists; most have fewer, and the rest is asked for. */
const FIRST_LISTS = { variants: 25, media: 10 };
const PAGE = 50;

export function productFeed(client: ShopifyClient, signal: AbortSignal | undefined): FeedSource {
  return {
    wholeDays: false,
    async page(request: FeedRequest) {
      const { data, serverMs } = await client.sized(PRODUCTS, Math.min(request.first, PAGE), (first) =>
        client.run(PRODUCTS, { ...request, ...FIRST_LISTS, first }, signal),
      );
      return { connection: asConnection(data.products), serverMs };
    },
    toItems: async (node) => [await wholeProduct(client, node, signal)],
  };
}

/** The products with these ids; an empty list of fields only tells which exist. */
export async function readProducts(
  client: ShopifyClient,
  ids: readonly string[],
  { fields, signal }: ReadOptions,
): Promise<readonly RecordItem[]> {
  const known = ids.filter((id) => isGid('Product', id));
  if (fields?.length === 0) return await productVersions(client, known, signal);
  const items: RecordItem[] = [];
  let left: readonly string[] = known;
  while (left.length > 0) {
    const [nodes, taken] = await client.sized(PRODUCTS_BY_ID, Math.min(left.length, PAGE), async (rows) => {
      const { data } = await client.run(PRODUCTS_BY_ID, { ids: left.slice(0, rows), ...FIRST_LISTS }, signal);
      return [asNodes(data.nodes), rows] as const;
    });
    for (const node of nodes) items.push(await wholeProduct(client, node, signal));
    left = left.slice(taken);
  }
  return items;
}

async function productVersions(client: ShopifyClient, ids: readonly string[], signal: AbortSignal | undefined) {
  const items: RecordItem[] = [];
  for (const some of slices(ids, 250)) {
    const { data } = await client.run(PRODUCT_VERSIONS_BY_ID, { ids: some }, signal);
    for (const node of asNodes(data.nodes)) {
      items.push({
        ok: true,
        record: { type: 'product', id: idOf(node), version: String(node.updatedAt), values: {}, native: null },
      });
    }
  }
  return items;
}

/** A product of a page with the rest of its lists. */
async function wholeProduct(client: ShopifyClient, node: Node, signal: AbortSignal | undefined): Promise<RecordItem> {
  const variants = await restOfVariants(client, node, signal);
  const media = await restOfMedia(client, node, signal);
  return productRecord({ ...node, variants: { nodes: variants }, media: { nodes: media } });
}

async function restOfMedia(
  client: ShopifyClient,
  product: Node,
  signal: AbortSignal | undefined,
): Promise<readonly Node[]> {
  const first = asConnection(product.media);
  const all = [...first.nodes];
  let { page } = first;
  while (page.hasNextPage) {
    const { data } = await client.run(MORE_MEDIA, { id: idOf(product), first: 100, after: page.endCursor }, signal);
    const more = asConnection(asNode(data.product).media);
    all.push(...more.nodes);
    page = more.page;
  }
  return all;
}
