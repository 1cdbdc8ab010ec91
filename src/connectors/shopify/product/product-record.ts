import type { RecordItem } from '../../../core/connector.ts';
import type { Value } from '../../../core/value.ts';
import { asConnection, asNative, asNode, asNodes, idOf, type Node, textOf } from '../node.ts';
import { kilogramsOf } from './weight.ts';

/** Between the names of a category path in Shopify's one product type. */
export const CATEGORY_SEPARATOR = ' > ';

/** A product of Shopify as a record; all of its variants and pictures must be there. Pure. */
export function productRecord(node: Node): RecordItem {
  const variants = asConnection(node.variants).nodes;
  const plain = node.hasOnlyDefaultVariant === true;
  const productType = textOf(node.productType);
  const values: Record<string, Value> = {
    title: textOf(node.title),
    descriptionHtml: textOf(node.descriptionHtml),
    status: statusOf(node.status),
    kind:
      variants.length > 0 && variants.every((variant) => asNode(variant.inventoryItem).requiresShipping === false)
        ? 'service'
        : 'goods',
    vendor: textOf(node.vendor),
    categoryPath: productType === null ? null : productType.split(CATEGORY_SEPARATOR),
    tags: Array.isArray(node.tags) ? node.tags.map(String) : [],
    options: plain
      ? []
      : asNodes(node.options).map((option) => ({
          name: String(option.name),
          values: (option.values as readonly string[]) ?? [],
        })),
    images: asConnection(node.media).nodes.flatMap((media) =>
      media.mediaContentType === 'IMAGE'
        ? [{ id: idOf(media), url: textOf(asNode(media.image).url), alt: textOf(media.alt) }]
        : [],
    ),
    variants: variants.map((variant) => variantValue(variant, plain)),
  };
  const updatedAt = String(node.updatedAt);
  return {
    ok: true,
    record: { type: 'product', id: idOf(node), version: updatedAt, updatedAt, values, native: asNative(node) },
  };
}

/** UNLISTED is on sale for whoever knows its address. */
function statusOf(status: unknown): string {
  return status === 'ARCHIVED' ? 'archived' : status === 'DRAFT' ? 'draft' : 'active';
}

function variantValue(variant: Node, plain: boolean): Record<string, Value> {
  const item = asNode(variant.inventoryItem);
  return {
    id: idOf(variant),
    sku: textOf(variant.sku),
    barcode: textOf(variant.barcode),
    optionValues: plain ? {} : optionValuesOf(variant),
    price: textOf(variant.price),
    compareAtPrice: textOf(variant.compareAtPrice),
    cost: textOf(asNode(item.unitCost).amount),
    weight: kilogramsOf(asNode(item.measurement).weight),
    taxable: variant.taxable === true,
    tracked: item.tracked === true,
  };
}

export function optionValuesOf(variant: Node): Record<string, string> {
  return Object.fromEntries(
    asNodes(variant.selectedOptions).map(({ name, value }): [string, string] => [String(name), String(value)]),
  );
}
