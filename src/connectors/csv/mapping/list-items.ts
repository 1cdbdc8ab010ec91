/** Items of a record's lists, and ids for them that do not depend on the order of the rows. */
import type { Value } from '../../../core/value.ts';
import { PasserelleError } from '../../../errors.ts';
import { stableText } from '../records.ts';

export type Item = { [field: string]: Value };

const PER_ROW: ReadonlySet<string> = new Set(['lines', 'shippingLines', 'fees', 'tips', 'duties', 'giftCards']);

/** True for lists in which every row is an item of its own; in the others rows of the same item come together. */
export function isPerRow(list: string): boolean {
  return PER_ROW.has(list);
}

/**
 * What tells items of a list apart where rows of one item come together: its id, a variant's SKU, barcode or options,
 * else all of it.
 */
export function itemKey(list: string, item: Item): string {
  const id = textOf(item.id);
  if (id !== null) return id;
  if (list !== 'variants') return stableText(item);
  return textOf(item.sku) ?? textOf(item.barcode) ?? optionsText(item) ?? '';
}

/** Gives an id to each item that has none. Throws `csv_repeated_key` for an id that two rows give. */
export function withIds(list: string, items: readonly Item[], recordId: string): Item[] {
  refuseRepeats(list, items);
  if (isPerRow(list)) return numbered(items);
  if (list === 'variants') return items.map((item) => ({ ...item, id: variantId(item, recordId) }));
  if (list === 'images')
    return items.map((item) => ({ ...item, id: textOf(item.id) ?? textOf(item.url) ?? stableText(item) }));
  return named(items);
}

/** Product and number among the lines of that product, in the order of what they say: rows may be in any order. */
function numbered(items: readonly Item[]): Item[] {
  const byProduct = new Map<string, Item[]>();
  const taken = new Set<string>();
  for (const item of items) {
    const id = textOf(item.id);
    if (id !== null) {
      taken.add(id);
      continue;
    }
    const product = productKey(item);
    const same = byProduct.get(product);
    if (same === undefined) byProduct.set(product, [item]);
    else same.push(item);
  }
  for (const [product, same] of byProduct) {
    let number = 0;
    for (const item of same.length === 1 ? same : byContent(same)) {
      let id: string;
      do {
        number += 1;
        id = number === 1 ? product : `${product}#${number}`;
      } while (taken.has(id));
      taken.add(id);
      item.id = id;
    }
  }
  return [...items];
}

function byContent(items: readonly Item[]): Item[] {
  const texts = items.map((item) => ({ item, text: stableText(item) }));
  return texts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map(({ item }) => item);
}

function productKey(item: Item): string {
  const variant = item.variant;
  const reference = typeof variant === 'object' && variant !== null && !Array.isArray(variant) ? (variant as Item) : {};
  return (
    textOf(reference.id) ??
    textOf(reference.sku) ??
    textOf(item.sku) ??
    textOf(reference.barcode) ??
    textOf(item.title) ??
    'line'
  );
}

function variantId(item: Item, recordId: string): string {
  const options = optionsText(item);
  return (
    textOf(item.id) ??
    textOf(item.sku) ??
    textOf(item.barcode) ??
    (options === null ? recordId : `${recordId}/${options}`)
  );
}

function optionsText(item: Item): string | null {
  const options = item.optionValues;
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return null;
  const values = Object.values(options).filter((value) => textOf(value) !== null);
  return values.length === 0 ? null : values.map(String).join('/');
}

/** By their kind while it tells them apart, else by kind and content. */
function named(items: readonly Item[]): Item[] {
  const kindOf = (item: Item) => textOf(item.kind) ?? 'default';
  const counts = new Map<string, number>();
  for (const item of items) counts.set(kindOf(item), (counts.get(kindOf(item)) ?? 0) + 1);
  return items.map((item) => {
    const kind = kindOf(item);
    const id = textOf(item.id) ?? (counts.get(kind) === 1 ? kind : `${kind}: ${contentText(item)}`);
    return { ...item, id };
  });
}

function contentText(item: Item): string {
  return Object.keys(item)
    .sort()
    .filter((field) => field !== 'kind')
    .map((field) => textOf(item[field]))
    .filter((text) => text !== null)
    .join(', ');
}

function refuseRepeats(list: string, items: readonly Item[]): void {
  const seen = new Set<string>();
  for (const item of items) {
    const id = textOf(item.id);
    if (id !== null && seen.has(id)) {
      throw new PasserelleError('csv_repeated_key', `Two items of "${list}" have the id "${id}".`, {
        field: `${list}[].id`,
        value: id,
        remedy: 'Map a column that is different for each of them, or leave the id out.',
      });
    }
    if (id !== null) seen.add(id);
  }
}

function textOf(value: Value | undefined): string | null {
  if (value === undefined || value === null || typeof value === 'object') return null;
  const text = String(value).trim();
  return text === '' ? null : text;
}
