// Links what the orders of the CSV bench refer to, as earlier imports would have. Argument: data folder.
import { CUSTOMER_FIELDS } from '../../src/core/records/customer.ts';
import { PRODUCT_FIELDS } from '../../src/core/records/product.ts';
import { CUSTOMERS, PRODUCTS, skuOf } from '../csv/order-lines.ts';
import { tellParent } from '../harness/parent.ts';
import { openEchoTarget } from '../sync/echo-target.ts';
import { listSource } from '../sync/list-source.ts';
import { openEngine } from '../sync/measured-run.ts';

const [dataDir = ''] = process.argv.slice(2);
const engine = await openEngine(dataDir);
const products = Array.from({ length: PRODUCTS }, (_, at) => {
  const sku = skuOf(at);
  return { id: sku, values: { title: sku, variants: [{ id: sku, sku }] } };
});
const customers = Array.from({ length: CUSTOMERS }, (_, at) => {
  const id = String(12_000 + at);
  return { id, values: { name: `Customer ${id}` } };
});
await engine.run({
  type: 'product',
  source: listSource('product', products),
  target: openEchoTarget({ type: 'product', fields: PRODUCT_FIELDS, keys: [] }),
  preview: false,
  input: 'products',
});
await engine.run({
  type: 'customer',
  source: listSource('customer', customers),
  target: openEchoTarget({ type: 'customer', fields: CUSTOMER_FIELDS, keys: [] }),
  preview: false,
  input: 'customers',
});
await engine.close();
tellParent({});
