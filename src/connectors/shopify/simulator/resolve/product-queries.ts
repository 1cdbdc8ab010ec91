import { GraphQLError } from 'graphql';
import { numberOf } from '../state/global-id.ts';
import type { ProductRow, VariantRow } from '../state/rows.ts';
import type { Shop } from '../state/shop.ts';
import type { Context, SearchArgs } from './context.ts';
import { countOf, type ListingSource, listing } from './listing.ts';
import { type CustomId, lookUpCustomId } from './metafields.ts';
import { productView, variantView } from './product-views.ts';

const PRODUCT_FILTERS = new Set([
  'id',
  'updated_at',
  'created_at',
  'title',
  'handle',
  'status',
  'vendor',
  'product_type',
  'tag',
  'sku',
  'barcode',
  'variant_id',
]);
const VARIANT_FILTERS = new Set(['id', 'updated_at', 'sku', 'barcode', 'product_id']);

const products = (shop: Shop): ListingSource<ProductRow> => ({
  name: 'products',
  rows: shop.products,
  index: shop.index.products,
  filters: PRODUCT_FILTERS,
  view: (row) => productView(shop, row),
});

const variants = (shop: Shop): ListingSource<VariantRow> => ({
  name: 'productVariants',
  rows: shop.variants,
  index: shop.index.variants,
  filters: VARIANT_FILTERS,
  view: (row) => variantView(shop, row),
});

export const productQueries = {
  products: (args: SearchArgs, context: Context) => listing(context, products(context.shop), args),
  productsCount: ({ query }: { readonly query?: string | null }, context: Context) =>
    countOf(context, products(context.shop), query),
  productVariants: (args: SearchArgs, context: Context) => listing(context, variants(context.shop), args),

  product({ id }: { readonly id: string }, { shop }: Context) {
    const row = shop.products.get(numberOf('Product', id) ?? -1);
    return row === undefined ? null : productView(shop, row);
  },

  productByIdentifier(
    {
      identifier,
    }: { readonly identifier: { readonly id?: string; readonly handle?: string; readonly customId?: CustomId } },
    { shop }: Context,
  ) {
    const { id, handle, customId } = identifier;
    const row =
      id !== undefined
        ? shop.products.get(numberOf('Product', id) ?? -1)
        : handle !== undefined
          ? shop.productByHandle(handle)
          : shop.products.get(idByCustom(shop, 'PRODUCT', customId));
    return row === undefined ? null : productView(shop, row);
  },
};

/** -1 when nothing has it. Throws when no definition says that its values are unique. */
export function idByCustom(
  shop: Shop,
  owner: 'PRODUCT' | 'CUSTOMER' | 'ORDER',
  customId: CustomId | undefined,
): number {
  if (customId === undefined) return -1;
  const id = lookUpCustomId(shop, owner, customId);
  if (id === 'undefined_definition') {
    throw new GraphQLError(
      `Metafield definition for ${customId.namespace}.${customId.key} with unique values does not exist.`,
      {
        extensions: { code: 'NOT_FOUND' },
      },
    );
  }
  return id ?? -1;
}
