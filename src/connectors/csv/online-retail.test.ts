import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validateCustomer } from '../../core/records/customer.ts';
import { validateOrder } from '../../core/records/order.ts';
import { validateProduct } from '../../core/records/product.ts';
import { readMappingFile } from './mapping/mapping-file.ts';
import { FIXTURES, readAll } from './testing.ts';

const EXAMPLES = join(import.meta.dirname, '../../../examples/online-retail');
const read = async (file: string, name: string) =>
  readAll({ file, mapping: await readMappingFile(join(EXAMPLES, `${name}.yaml`)) });

describe('the example mappings make products, customers and orders of one file of order lines', () => {
  const file = join(FIXTURES, 'order-lines.csv');

  it('products', async () => {
    const { records } = await read(file, 'products');
    for (const { values } of records) validateProduct(values);
    expect(records).toMatchObject([
      {
        id: '85123A',
        rows: 4,
        values: {
          title: 'WHITE HANGING HEART',
          kind: 'goods',
          variants: [{ id: '85123A', sku: '85123A', price: '2.95' }],
        },
      },
      { id: '71053', values: { title: 'WHITE METAL LANTERN', variants: [{ price: '3.39' }] } },
      { id: 'D', values: { title: 'Discount', kind: 'service' } },
    ]);
  });

  it('customers, rows without a number being one guest', async () => {
    const { records, rows } = await read(file, 'customers');
    for (const { values } of records) validateCustomer(values);
    expect(rows).toBe(7);
    expect(records.map(({ id, rows: count, values }) => [id, count, values.name, values.addresses])).toEqual([
      ['17850', 3, 'Customer 17850', [{ id: 'main', kind: 'default', countryCode: 'GB' }]],
      ['guest', 3, 'Guest', [{ id: 'main', kind: 'default', countryCode: 'GB' }]],
      ['14527', 1, 'Customer 14527', [{ id: 'main', kind: 'default', countryCode: 'FR' }]],
    ]);
  });

  it('orders, each row a line, also when a product stands twice', async () => {
    const { records } = await read(file, 'orders');
    for (const { values } of records) validateOrder(values);
    expect(records).toMatchObject([
      {
        id: '536365',
        location: 'lines 2-3 and 5',
        values: {
          number: '536365',
          status: 'confirmed',
          placedAt: '2010-12-01T08:26:00Z',
          customer: { type: 'customer', id: '17850' },
          lines: [
            { sku: '85123A', quantity: '6', unitPrice: '2.55', title: 'WHITE HANGING HEART', taxes: [] },
            { id: '71053', variant: { type: 'product.variants', id: '71053', sku: '71053' } },
            { sku: '85123A', quantity: '2' },
          ],
        },
      },
      { id: '536370', values: { customer: { id: 'guest' }, lines: [{ unitPrice: '0' }, { unitPrice: '2.95' }, {}] } },
      { id: 'C536379', values: { status: 'draft', lines: [{ sku: 'D', quantity: '-1' }] } },
    ]);
  });

  const real = join(import.meta.dirname, '../../../../shared/data/online-retail.csv');
  it.skipIf(!existsSync(real))('the real file, where this machine has it, without a loss', async () => {
    const results = await Promise.all(['products', 'customers', 'orders'].map((name) => read(real, name)));
    expect(results.map(({ records, errors, rows }) => [records.length, errors.length, rows])).toEqual([
      [3324, 0, 3500],
      [594, 0, 3500],
      [1051, 0, 3500],
    ]);
    const lines = results[2]?.records.reduce((sum, { values }) => sum + validateOrder(values).lines.length, 0);
    expect(lines).toBe(3500);
  });
});
