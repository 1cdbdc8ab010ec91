import type { KeyMatch } from '../../../core/connector.ts';
import { PasserelleError } from '../../../errors.ts';
import type { ShopifyClient } from '../api/client.ts';
import { asGid } from '../gid.ts';
import { asConnection, asNode, asNodes, idOf } from '../node.ts';
import { FIND_VARIANTS, PRODUCT_VERSIONS_BY_ID, VARIANT_PARENTS } from '../operations/products.ts';
import { quoted } from '../search-text.ts';
import { slices } from '../slices.ts';

/** Values a query: it stays well below what a URL or an index takes. */
const VALUES = 40;

/** Products by a key field; archived ones count, and a SKU may stand for several. */
export async function findProducts(
  client: ShopifyClient,
  field: string,
  values: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly KeyMatch[]> {
  switch (field) {
    case 'externalId':
      return await byId(client, 'Product', values, signal);
    case 'variants.externalId':
      return await byId(client, 'ProductVariant', values, signal);
    case 'variants.sku':
      return await byVariantField(client, 'sku', values, signal);
    case 'variants.barcode':
      return await byVariantField(client, 'barcode', values, signal);
    default:
      throw new PasserelleError('internal', `Products of Shopify cannot be found by ${field}.`, { field });
  }
}

async function byId(
  client: ShopifyClient,
  type: 'Product' | 'ProductVariant',
  values: readonly string[],
  signal: AbortSignal | undefined,
) {
  const asked = values.flatMap((value) => {
    const id = asGid(type, value);
    return id === undefined ? [] : [{ value, id }];
  });
  const found = new Map<string, string | undefined>();
  for (const some of slices(asked, 250)) {
    const operation = type === 'Product' ? PRODUCT_VERSIONS_BY_ID : VARIANT_PARENTS;
    const { data } = await client.run(operation, { ids: some.map(({ id }) => id) }, signal);
    for (const node of asNodes(data.nodes))
      found.set(idOf(node), type === 'Product' ? undefined : idOf(asNode(node.product)));
  }
  return asked.flatMap(({ value, id }): KeyMatch[] => {
    if (!found.has(id)) return [];
    const parentId = found.get(id);
    return [{ value, id, ...(parentId !== undefined && { parentId }) }];
  });
}

/** Shopify's search is generous: only rows that really have the value count. */
async function byVariantField(
  client: ShopifyClient,
  field: 'sku' | 'barcode',
  values: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly KeyMatch[]> {
  const matches: KeyMatch[] = [];
  const pages = slices([...new Set(values.filter((value) => value.trim() !== ''))], VALUES).map(async (some) => {
    const query = some.map((value) => `${field}:${quoted(value)}`).join(' OR ');
    const wanted = new Set(some);
    let after: string | null = null;
    for (;;) {
      const variables: { query: string; after: string | null } = { query, after };
      const { data } = await client.sized(FIND_VARIANTS, 250, (first) =>
        client.run(FIND_VARIANTS, { ...variables, first }, signal),
      );
      const { nodes, page } = asConnection(data.productVariants);
      for (const node of nodes) {
        const value = String(node[field] ?? '');
        if (wanted.has(value)) matches.push({ value, id: idOf(node), parentId: idOf(asNode(node.product)) });
      }
      if (!page.hasNextPage) return;
      after = page.endCursor;
    }
  });
  await Promise.all(pages);
  return matches;
}
