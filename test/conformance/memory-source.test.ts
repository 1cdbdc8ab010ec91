import { openMemory } from '../../src/connectors/memory/connector.ts';
import { MemorySystem } from '../../src/connectors/memory/memory-system.ts';
import { PRODUCT_FIELDS } from '../../src/core/records/product.ts';
import { sourceSuite } from './source-suite.ts';

const system = new MemorySystem();
const ids = Array.from({ length: 23 }, (_, at) => `p${at}`);
for (const [at, id] of ids.entries()) {
  const variants = [{ id: `${id}-v`, sku: `SKU-${at}`, optionValues: {}, price: '12.50' }];
  system.add({ id, values: { title: `Chair ${at}`, vendor: 'Maker', variants }, mark: null, children: {} });
}
// The order of the feed is that of the last changes.
system.edit('p3', { vendor: 'Another maker' });

sourceSuite({
  name: 'memory',
  type: 'product',
  open: async () => openMemory({ system, type: 'product', fields: PRODUCT_FIELDS, keys: ['variants.sku'] }),
  ids,
  bad: 0,
  rows: null,
  field: 'title',
  change: async () => {
    system.edit('p5', { title: 'Chair 5, new' });
    return 'p5';
  },
});
