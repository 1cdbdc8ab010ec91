import type { CanonicalRecord, ChangePage, KeyMatch, RecordItem } from '../../../core/connector.ts';
import { PasserelleError } from '../../../errors.ts';
import type { ShopifyClient } from '../api/client.ts';
import { gidNumber } from '../gid.ts';
import { asConnection, asNative, asNode, asNodes, idOf, type Node, textOf } from '../node.ts';
import { MORE_LEVELS, STOCK, STOCK_OF_ITEMS, STOCK_OF_VARIANTS } from '../operations/inventory.ts';
import { findProducts } from '../product/find-products.ts';
import { slices } from '../slices.ts';
import { isVariantId, readLevelId, writeLevelId } from './level-id.ts';
import type { AskLocations, Location } from './locations.ts';

const LEVELS = 10;
const PAGE = 100;
const MAX_DEPTH = 20_000;

export interface StockReader {
  readonly client: ShopifyClient;
  readonly locations: AskLocations;
}

/** The variant's part of a stock record. */
interface VariantKeys {
  readonly id: string;
  readonly barcode: string | null;
}

/**
 * All stock, each time: nothing that Shopify tells of a change is sure to move when only a quantity does. The cursor
 * holds the place of a run that was interrupted.
 */
export async function* readAllStock(
  { client, locations }: StockReader,
  cursor: string | null,
  signal: AbortSignal | undefined,
): AsyncGenerator<ChangePage> {
  const places = await locations(signal);
  let { after, beyond, depth } = placeOf(cursor);
  for (;;) {
    const query = beyond === null ? null : `id:>${beyond}`;
    const variables = { query, after, levels: LEVELS };
    const { data } = await client.sized(STOCK, PAGE, (first) => client.run(STOCK, { ...variables, first }, signal));
    const { nodes, page } = asConnection(data.productVariants);
    const items: RecordItem[] = [];
    for (const node of nodes) {
      const variant = { id: idOf(node), barcode: textOf(node.barcode) };
      items.push(...(await levelsOf(client, asNode(node.inventoryItem), variant, places, signal)));
    }
    const last = nodes.at(-1);
    if (!page.hasNextPage || last === undefined) {
      yield { items, cursor: 'begin' };
      return;
    }
    depth += nodes.length;
    after = page.endCursor;
    if (depth >= MAX_DEPTH) [after, beyond, depth] = [null, gidNumber(idOf(last)), 0];
    yield { items, cursor: JSON.stringify({ after, beyond, depth }) };
  }
}

interface Place {
  readonly after: string | null;
  readonly beyond: string | null;
  readonly depth: number;
}

function placeOf(cursor: string | null): Place {
  const beginning: Place = { after: null, beyond: null, depth: 0 };
  if (cursor === null || cursor === 'begin') return beginning;
  try {
    return { ...beginning, ...(JSON.parse(cursor) as Partial<Place>) };
  } catch (cause) {
    throw new PasserelleError('shopify_cursor_invalid', 'The stored position of this Shopify feed cannot be read.', {
      value: cursor,
      remedy: 'Reset the sync; it then reads everything once.',
      cause,
    });
  }
}

/** The levels with these ids, those that Shopify has not stocked yet included. */
export async function readLevels(
  { client, locations }: StockReader,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly RecordItem[]> {
  const wanted = new Set(ids);
  const items = [...new Set(ids.flatMap((id) => readLevelId(id)?.itemId ?? []))];
  const places = await locations(signal);
  const found: RecordItem[] = [];
  for (const some of slices(items, PAGE)) {
    const { data } = await client.run(STOCK_OF_ITEMS, { ids: some, levels: LEVELS }, signal);
    for (const item of asNodes(data.nodes)) {
      const [variant] = asConnection(item.variants).nodes;
      if (variant === undefined) continue;
      const keys = { id: idOf(variant), barcode: textOf(variant.barcode) };
      found.push(...(await levelsOf(client, item, keys, places, signal)));
    }
  }
  return found.filter((item) => item.ok && wanted.has(item.record.id));
}

/** All levels of the variants with these ids. */
export async function stockOfVariants(
  { client, locations }: StockReader,
  variantIds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly CanonicalRecord[]> {
  const places = await locations(signal);
  const records: CanonicalRecord[] = [];
  for (const some of slices(variantIds.filter(isVariantId), PAGE)) {
    const { data } = await client.run(STOCK_OF_VARIANTS, { ids: some, levels: LEVELS }, signal);
    for (const node of asNodes(data.nodes)) {
      const variant = { id: idOf(node), barcode: textOf(node.barcode) };
      const items = await levelsOf(client, asNode(node.inventoryItem), variant, places, signal);
      records.push(...items.flatMap((item) => (item.ok ? [item.record] : [])));
    }
  }
  return records;
}

/** One record a location, zero where the item is not stocked. */
async function levelsOf(
  client: ShopifyClient,
  item: Node,
  variant: VariantKeys,
  places: readonly Location[],
  signal: AbortSignal | undefined,
): Promise<readonly RecordItem[]> {
  const byPlace = new Map<string, Node>();
  let levels = asConnection(item.inventoryLevels);
  for (;;) {
    for (const level of levels.nodes) byPlace.set(idOf(asNode(level.location)), level);
    if (!levels.page.hasNextPage) break;
    const { data } = await client.run(
      MORE_LEVELS,
      { id: idOf(item), first: 100, after: levels.page.endCursor },
      signal,
    );
    levels = asConnection(asNode(data.node).inventoryLevels);
  }
  return places.map((place): RecordItem => {
    const level = byPlace.get(place.id);
    const quantities = new Map(
      asNodes(level?.quantities).map(({ name, quantity }) => [String(name), String(quantity)]),
    );
    const values = {
      variant: { type: 'product.variants', id: variant.id, sku: textOf(item.sku), barcode: variant.barcode },
      location: place.name,
      available: quantities.get('available') ?? '0',
      onHand: quantities.get('on_hand') ?? '0',
      tracked: item.tracked === true,
    };
    const id = writeLevelId({ itemId: idOf(item), locationId: place.id });
    // The time alone is not enough: a quantity may change twice in its second.
    const version = `${String(level?.updatedAt ?? '')} ${values.available} ${values.onHand}`;
    return {
      ok: true,
      record: { type: 'inventory', id, version, values, native: level === undefined ? null : asNative(level) },
    };
  });
}

/** Levels by their variant, or its SKU or barcode: one hit for each location. */
export async function findLevels(
  reader: StockReader,
  field: string,
  values: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly KeyMatch[]> {
  const variants =
    field === 'variant'
      ? values.filter(isVariantId).map((id) => ({ value: id, id }))
      : await findProducts(reader.client, `variants.${field}`, values, signal);
  const records = await stockOfVariants(reader, [...new Set(variants.map(({ id }) => id))], signal);
  return variants.flatMap(({ value, id }) =>
    records.flatMap((record): KeyMatch[] =>
      asNode(record.values.variant).id === id ? [{ value, id: record.id }] : [],
    ),
  );
}
