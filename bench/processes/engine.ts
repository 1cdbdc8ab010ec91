// Runs the engine over so many products, once per input name. Arguments: data folder, records, names of the runs.
import type { ChangePage, Port, RecordItem } from '../../src/core/connector.ts';
import { PRODUCT_FIELDS } from '../../src/core/records/product.ts';
import { tellParent } from '../harness/parent.ts';
import { openEchoTarget } from '../sync/echo-target.ts';
import { type MeasuredRun, openEngine } from '../sync/measured-run.ts';
import { DISTINCT_PRODUCTS } from '../sync/multiply-links.ts';

const [dataDir = '', count = '0', ...inputs] = process.argv.slice(2);
const total = Number(count);

function product(at: number): RecordItem {
  const id = `p${at}`;
  // Those that were multiplied in the database all say the same.
  const own = at < DISTINCT_PRODUCTS ? at : 0;
  const variant = { id: `v${own}`, sku: `SKU-${own}`, barcode: null, price: '10.00', cost: '5.00', weight: '0.5' };
  return {
    ok: true,
    record: {
      type: 'product',
      id,
      version: '1',
      values: {
        title: `Product ${own}`,
        descriptionHtml: '<p>Some <b>text</b> that says <i>what</i> it is.</p>',
        tags: ['new', 'winter'],
        categoryPath: ['Clothing', 'Scarves'],
        variants: [variant],
      },
      native: { line: at + 2, cells: [id, variant.sku, variant.price] },
    },
  };
}

const source: Port = {
  type: 'product',
  schema: async () => ({ fields: PRODUCT_FIELDS, keys: [] }),
  async *changes(cursor, { pageSize }): AsyncGenerator<ChangePage> {
    for (let at = Number(cursor ?? 0); at < total; at += pageSize) {
      const size = Math.min(pageSize, total - at);
      yield { items: Array.from({ length: size }, (_, n) => product(at + n)), cursor: String(at + size) };
    }
  },
};

const engine = await openEngine(dataDir);
const target = openEchoTarget({ type: 'product', fields: PRODUCT_FIELDS, keys: ['variants.sku'] });
const runs: Record<string, MeasuredRun> = {};
for (const input of inputs) {
  runs[input] = await engine.run({ type: 'product', source, target, preview: false, input });
}
await engine.close();
tellParent(runs);
