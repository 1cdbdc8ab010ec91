import { gid, parseGid } from '../state/global-id.ts';
import type { Shop } from '../state/shop.ts';
import { type Context, userError } from './context.ts';
import { customerView } from './customer-views.ts';
import { locationView } from './inventory-views.ts';
import { orderPartView, orderView } from './order-views.ts';
import { uniqueTags } from './product-fields.ts';
import { itemView, productView, variantView } from './product-views.ts';

export const API_VERSIONS = ['2026-01', '2026-04', '2026-07', '2026-10'] as const;

export const shopQueries = {
  shop(_args: object, { shop }: Context) {
    const { name, domain, currency, taxesIncluded, timezone } = shop.settings;
    return {
      __typename: 'Shop',
      id: gid('Shop', 1001),
      name,
      myshopifyDomain: domain,
      currencyCode: currency,
      taxesIncluded,
      ianaTimezone: timezone,
      weightUnit: 'KILOGRAMS',
      plan: { publicDisplayName: 'Basic' },
    };
  },

  currentAppInstallation: (_args: object, { scopes }: Context) => ({
    __typename: 'AppInstallation',
    id: gid('AppInstallation', 1002),
    accessScopes: scopes.map((handle) => ({ handle })),
  }),

  publicApiVersions: (_args: object, { versions }: Context) => [
    ...versions.map((handle) => ({ handle, supported: true, displayName: handle })),
    { handle: 'unstable', supported: false, displayName: 'unstable' },
  ],

  node: ({ id }: { readonly id: string }, { shop }: Context) => nodeView(shop, id),
  nodes: ({ ids }: { readonly ids: readonly string[] }, { shop }: Context) => ids.map((id) => nodeView(shop, id)),
};

function nodeView(shop: Shop, id: string): object | null {
  const found = parseGid(id);
  const view = <T>(row: T | undefined, of: (row: T) => object) => (row === undefined ? null : of(row));
  switch (found?.type) {
    case 'Product':
      return view(shop.products.get(found.id), (row) => productView(shop, row));
    case 'ProductVariant':
      return view(shop.variants.get(found.id), (row) => variantView(shop, row));
    case 'InventoryItem':
      return view(shop.items.get(found.id), (row) => itemView(shop, row));
    case 'Customer':
      return view(shop.customers.get(found.id), (row) => customerView(shop, row));
    case 'Order':
      return view(shop.orders.get(found.id), (row) => orderView(shop, row));
    case 'Refund':
    case 'Fulfillment':
      return orderPartView(shop, found.id);
    case 'Location':
      return view(shop.locations.get(found.id), locationView);
    default:
      return null;
  }
}

interface TagArgs {
  readonly id: string;
  readonly tags: readonly string[];
}

export const tagMutations = {
  tagsAdd: ({ id, tags }: TagArgs, { shop }: Context) => changeTags(shop, id, (has) => uniqueTags([...has, ...tags])),
  tagsRemove: ({ id, tags }: TagArgs, { shop }: Context) => {
    const going = new Set(tags.map((tag) => tag.trim().toLowerCase()));
    return changeTags(shop, id, (has) => has.filter((tag) => !going.has(tag.toLowerCase())));
  },
};

function changeTags(shop: Shop, id: string, change: (has: readonly string[]) => string[]) {
  const found = parseGid(id);
  const product = found?.type === 'Product' ? shop.products.get(found.id) : undefined;
  const customer = found?.type === 'Customer' ? shop.customers.get(found.id) : undefined;
  const order = found?.type === 'Order' ? shop.orders.get(found.id) : undefined;
  const row = product ?? customer ?? order;
  if (row === undefined) return { node: null, userErrors: [userError(['id'], 'Resource does not exist')] };
  const tags = change(row.tags);
  const changed = JSON.stringify(tags) !== JSON.stringify(row.tags);
  row.tags = tags;
  if (changed && product !== undefined) shop.touchProduct(product);
  if (changed && customer !== undefined) shop.touchCustomer(customer);
  if (changed && order !== undefined) shop.touchOrder(order);
  return { node: nodeView(shop, id), userErrors: [] };
}
