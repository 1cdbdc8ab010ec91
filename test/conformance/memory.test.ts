import { openMemory } from '../../src/connectors/memory/connector.ts';
import { MemorySystem } from '../../src/connectors/memory/memory-system.ts';
import type { CanonicalRecord } from '../../src/core/connector.ts';
import type { FieldTable } from '../../src/core/field.ts';
import { type WriterTarget, writerSuite } from './writer-suite.ts';

const FIELDS: FieldTable = [
  { path: 'title', type: 'string' },
  { path: 'vendor', type: 'string' },
  {
    path: 'variants',
    type: 'list',
    list: {
      key: 'id',
      fields: [
        { path: 'id', type: 'string' },
        { path: 'sku', type: 'string' },
        { path: 'price', type: 'decimal' },
      ],
      match: [['sku']],
      referable: true,
      singleMatches: true,
    },
  },
];

function memoryTarget(
  name: string,
  options: { atomicBatch: boolean; settleMs: number; maxBatch: number },
): WriterTarget {
  const system = new MemorySystem();
  return {
    name,
    async open() {
      return openMemory({
        system,
        type: 'product',
        fields: FIELDS,
        keys: ['variants.sku'],
        refuse: (write) =>
          'values' in write && String(write.values.title).startsWith('Bad') ? 'The title is refused.' : null,
        ...options,
      });
    },
    sample: (n) => sample(n, 'Chair'),
    refused: (n) => sample(n, 'Bad chair'),
    field: 'title',
    changed: (record) => ({ ...record, values: { ...record.values, title: `${String(record.values.title)} (new)` } }),
    editedField: 'vendor',
    async edit(id) {
      system.edit(id, { vendor: 'Edited by staff' });
    },
    async remove(id) {
      system.remove(id);
    },
    async count(records) {
      const titles = new Set(records.map((r) => r.values.title));
      return [...system.records.values()].filter((r) => titles.has(r.values.title ?? null)).length;
    },
  };
}

function sample(n: number, title: string): CanonicalRecord {
  const values = {
    title: `${title} ${n}`,
    vendor: 'Maker',
    variants: [
      { id: `v${n}a`, sku: `SKU-${n}-A`, price: '10.00' },
      { id: `v${n}b`, sku: `SKU-${n}-B`, price: '12.50' },
    ],
  };
  return { type: 'product', id: `p${n}`, version: '1', values, native: { n } };
}

writerSuite(memoryTarget('memory, one by one', { atomicBatch: false, settleMs: 0, maxBatch: 3 }));
writerSuite(memoryTarget('memory, whole batches, late calls', { atomicBatch: true, settleMs: 30_000, maxBatch: 100 }));
