import { gid } from '../state/global-id.ts';
import { availableOf } from '../state/quantities.ts';
import type { MediaRow, ProductRow, VariantRow } from '../state/rows.ts';
import type { Shop } from '../state/shop.ts';
import { connection } from './connection.ts';
import type { PageArgs } from './context.ts';
import { levelView } from './inventory-views.ts';
import { metafieldOf } from './metafields.ts';
import { money, price } from './money.ts';
import { dateTime } from './time.ts';

const DEFAULT_OPTION = 'Title';
const DEFAULT_VALUE = 'Default Title';

export function hasOnlyDefaultVariant(product: ProductRow): boolean {
  const [option] = product.options;
  const [variant] = product.variants;
  return (
    product.options.length === 1 &&
    product.variants.length === 1 &&
    option?.name === DEFAULT_OPTION &&
    variant?.optionValues[0] === DEFAULT_VALUE
  );
}

export function productView(shop: Shop, product: ProductRow): object {
  return {
    __typename: 'Product',
    id: gid('Product', product.id),
    legacyResourceId: String(product.id),
    title: product.title,
    handle: product.handle,
    status: product.status,
    vendor: product.vendor,
    productType: product.productType,
    tags: [...product.tags].sort(),
    descriptionHtml: product.descriptionHtml,
    createdAt: dateTime(product.createdMs),
    updatedAt: dateTime(product.updatedMs),
    totalInventory: () => product.variants.reduce((sum, variant) => sum + inventoryOf(shop, variant), 0),
    hasOnlyDefaultVariant: hasOnlyDefaultVariant(product),
    variantsCount: { count: product.variants.length },
    mediaCount: { count: product.media.length },
    options: ({ first }: PageArgs) => optionViews(product).slice(0, first ?? undefined),
    media: (args: PageArgs) => connection(product.media.map(mediaEntry), args),
    metafield: (args: { namespace?: string; key: string }) => metafieldOf(product, args),
    variants: (args: PageArgs) =>
      connection(
        product.variants.map((variant, at) => ({ id: variant.id, value: at, view: () => variantView(shop, variant) })),
        args,
      ),
  };
}

function optionViews(product: ProductRow) {
  return product.options.map((option, at) => ({
    __typename: 'ProductOption',
    id: gid('ProductOption', option.id),
    name: option.name,
    position: at + 1,
    values: option.values.map((value) => value.name),
    optionValues: option.values.map((value) => ({ id: gid('ProductOptionValue', value.id), name: value.name })),
  }));
}

function mediaEntry(media: MediaRow, at: number) {
  return { id: media.id, value: at, view: () => mediaView(media) };
}

/** The shop keeps a copy of the picture under an address of its own. */
function mediaView(media: MediaRow) {
  const name = media.source.split(/[?#]/)[0]?.split('/').at(-1) || 'image';
  return {
    __typename: 'MediaImage',
    id: gid('MediaImage', media.id),
    alt: media.alt ?? '',
    mediaContentType: 'IMAGE',
    status: 'READY',
    fileStatus: 'READY',
    createdAt: dateTime(media.createdMs),
    updatedAt: dateTime(media.createdMs),
    image: {
      id: gid('ImageSource', media.id),
      url: `https://cdn.shopify.com/s/files/1/0001/files/${name}?v=${media.id}`,
      altText: media.alt,
    },
  };
}

function inventoryOf(shop: Shop, variant: VariantRow): number {
  return shop.levelsOf(variant.item.id).reduce((sum, level) => sum + availableOf(level), 0);
}

export function variantView(shop: Shop, variant: VariantRow): object {
  const { product } = variant;
  return {
    __typename: 'ProductVariant',
    id: gid('ProductVariant', variant.id),
    legacyResourceId: String(variant.id),
    title: variant.optionValues.join(' / '),
    sku: variant.item.sku,
    barcode: variant.barcode,
    price: price(variant.price),
    compareAtPrice: variant.compareAtPrice === null ? null : price(variant.compareAtPrice),
    taxable: variant.taxable,
    inventoryPolicy: variant.inventoryPolicy,
    inventoryQuantity: () => inventoryOf(shop, variant),
    position: product.variants.indexOf(variant) + 1,
    createdAt: dateTime(variant.createdMs),
    updatedAt: dateTime(variant.updatedMs),
    selectedOptions: product.options.map((option, at) => ({
      name: option.name,
      value: variant.optionValues[at] ?? '',
    })),
    inventoryItem: () => itemView(shop, variant),
    product: () => productView(shop, product),
    metafield: (args: { namespace?: string; key: string }) => metafieldOf(variant, args),
  };
}

export function itemView(shop: Shop, variant: VariantRow): object {
  const { item } = variant;
  return {
    __typename: 'InventoryItem',
    id: gid('InventoryItem', item.id),
    legacyResourceId: String(item.id),
    sku: item.sku,
    tracked: item.tracked,
    requiresShipping: item.requiresShipping,
    unitCost: item.cost === null ? null : money(item.cost, shop.settings.currency),
    measurement: { weight: { value: item.weight.value, unit: item.weight.unit } },
    duplicateSkuCount: () => duplicates(shop, item.sku),
    createdAt: dateTime(item.createdMs),
    updatedAt: dateTime(item.updatedMs),
    variants: (args: PageArgs) =>
      connection([{ id: variant.id, value: variant.id, view: () => variantView(shop, variant) }], args),
    inventoryLevel: ({ locationId }: { readonly locationId: string }) => {
      const level = shop.levelsOf(item.id).find((row) => gid('Location', row.locationId) === locationId);
      return level === undefined ? null : levelView(shop, level, itemView(shop, variant));
    },
    inventoryLevels: (args: PageArgs) =>
      connection(
        shop.levelsOf(item.id).map((level) => ({
          id: level.id,
          value: level.id,
          view: () => levelView(shop, level, itemView(shop, variant)),
        })),
        args,
      ),
  };
}

function duplicates(shop: Shop, sku: string | null): number {
  if (sku === null) return 0;
  let count = 0;
  for (const other of shop.variants.values()) if (other.item.sku === sku) count += 1;
  return count - 1;
}
