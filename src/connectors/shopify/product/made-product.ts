import type { ChildId } from '../../../core/connector.ts';
import type { Product } from '../../../core/records/product.ts';
import type { ShopifyClient } from '../api/client.ts';
import { asConnection, asNode, idOf, type Node } from '../node.ts';
import { MORE_VARIANTS } from '../operations/products.ts';
import { combinationKey } from './option-plan.ts';
import { fetchable } from './product-input.ts';
import { optionValuesOf } from './product-record.ts';

const PAGE = 250;

/** How much to ask for of a product just made. */
export const madeSizes = (product: Product) => ({
  variants: Math.min(PAGE, Math.max(1, product.variants.length)),
  media: Math.min(PAGE, Math.max(1, product.images?.length ?? 0)),
});

/** Ids of the children under the keys of their source: variants by their options, pictures by their place. */
export async function childrenOfMade(
  client: ShopifyClient,
  product: Product,
  made: Node,
  signal: AbortSignal | undefined,
): Promise<readonly ChildId[]> {
  const variants = await restOfVariants(client, made, signal);
  const byKey = new Map(variants.map((variant) => [combinationKey(optionValuesOf(variant)), idOf(variant)]));
  const [only] = variants;
  const single = product.variants.length === 1 && variants.length === 1 ? only : undefined;
  const found = product.variants.flatMap((variant): ChildId[] => {
    const id = byKey.get(combinationKey(variant.optionValues)) ?? (single === undefined ? undefined : idOf(single));
    return id === undefined ? [] : [{ list: 'variants', key: variant.id, id }];
  });
  const media = asConnection(made.media).nodes;
  const images = fetchable(product.images ?? []);
  const pictures = images.flatMap((image, at): ChildId[] => {
    const node = media[at];
    return node === undefined ? [] : [{ list: 'images', key: image.id, id: idOf(node) }];
  });
  return [...found, ...pictures];
}

/** All variants of a product whose first page is known. */
export async function restOfVariants(
  client: ShopifyClient,
  product: Node,
  signal: AbortSignal | undefined,
): Promise<readonly Node[]> {
  const { nodes, page } = asConnection(product.variants);
  const all = [...nodes];
  let { hasNextPage, endCursor } = page;
  while (hasNextPage) {
    const variables = { id: idOf(product), after: endCursor };
    const { data } = await client.sized(MORE_VARIANTS, PAGE, (first) =>
      client.run(MORE_VARIANTS, { ...variables, first }, signal),
    );
    const more = asConnection(asNode(data.product).variants);
    all.push(...more.nodes);
    ({ hasNextPage, endCursor } = more.page);
  }
  return all;
}
