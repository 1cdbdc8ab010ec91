import type { CallOptions, ChangesOptions, CreateWrite, Port, ReadOptions, Write } from '../../../core/connector.ts';
import type { ShopifyClient } from '../api/client.ts';
import { INVENTORY_SCHEMA } from './inventory-schema.ts';
import { createLocations } from './locations.ts';
import { findLevels, readAllStock, readLevels, type StockReader } from './read-stock.ts';
import { setStock } from './set-stock.ts';

/** Stock by variant and location. */
export function inventoryPort(client: ShopifyClient): Port {
  const reader: StockReader = { client, locations: createLocations(client) };
  return {
    type: 'inventory',
    schema: async () => INVENTORY_SCHEMA,
    changes: (cursor, options: ChangesOptions) => readAllStock(reader, cursor, options.signal),
    read: (ids, options: ReadOptions = {}) => readLevels(reader, ids, options.signal),
    find: (field, values, options) => findLevels(reader, field, values, options?.signal),
    async *sweep(options?: CallOptions) {
      for await (const { items } of readAllStock(reader, null, options?.signal)) {
        yield items.flatMap((item) => (item.ok ? [{ id: item.record.id, version: item.record.version }] : []));
      }
    },
    write: {
      maxBatch: 250,
      atomicBatch: false,
      // Setting a quantity twice is setting it once.
      settleMs: 0,
      apply: (writes: readonly Write[], options?: CallOptions) => setStock(reader, writes, options?.signal),
      // Nothing is created: a level that is set again is the same as before.
      locate: async (creates: readonly CreateWrite[]) => creates.map(() => ({ found: false })),
    },
  };
}
