import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateProduct } from '../../../core/records/product.ts';
import { createFolder, FIXTURES, readAll, type TestFolder } from '../testing.ts';

let folder: TestFolder;
beforeAll(async () => {
  folder = await createFolder();
});
afterAll(() => folder.remove());

const FILE = { file: join(FIXTURES, 'woocommerce-products.csv') };
const HEADER = 'ID,Type,SKU,Name,Published,Regular price,Parent,Attribute 1 name,Attribute 1 value(s)';
const read = async (rows: string) => readAll({ file: await folder.write('woo.csv', `${HEADER}\n${rows}`) });

describe('a WooCommerce product export', () => {
  it('joins variations to their product, before or after it, named by SKU or id', async () => {
    const { records, rows } = await readAll(FILE);
    expect(rows).toBe(8);
    for (const { values } of records) validateProduct(values);
    expect(records[0]).toMatchObject({
      id: '44',
      location: 'lines 2-3 and 6',
      values: {
        title: 'V-Neck T-Shirt',
        descriptionHtml: 'A variable product.\nSecond line.',
        status: 'active',
        kind: 'goods',
        categoryPath: ['Clothing', 'Tshirts'],
        tags: ['cotton', 'sale, now'],
        images: [{ url: 'https://img.example.com/vneck.jpg' }, { url: 'https://img.example.com/vneck-red.jpg' }],
        options: [
          { name: 'Color', values: ['Blue', 'Red'] },
          { name: 'Size', values: ['Large', 'Any'] },
        ],
        variants: [
          {
            id: '76',
            sku: 'vneck-red',
            barcode: '4006381333931',
            optionValues: { Color: 'Red', Size: 'Large' },
            price: '20',
            compareAtPrice: null,
            // Half a pound, from the product.
            weight: '0.226796',
            taxable: true,
            tracked: true,
          },
          {
            id: '77',
            optionValues: { Color: 'Blue', Size: 'Any' },
            price: '12',
            compareAtPrice: '15',
            weight: '0.272155',
          },
        ],
      },
      warnings: ['Line 6: the variation is sold for any Size; it is named "Any".'],
    });
  });

  it('reads simple products: guarded SKU, decimal comma, virtual, draft, a sale that is over', async () => {
    const { records } = await readAll(FILE);
    const byId = new Map(records.map((record) => [record.id, record]));
    expect(byId.get('46')).toMatchObject({
      values: {
        categoryPath: ['Clothing', 'Hoodies'],
        variants: [{ id: '46', sku: '-LOGO-1', price: '45.5', optionValues: {} }],
      },
      warnings: [expect.stringContaining('"Clothing > Hoodies" is taken, not Sale')],
    });
    expect(byId.get('73')?.values).toMatchObject({
      kind: 'service',
      status: 'draft',
      variants: [{ price: '12', compareAtPrice: '15', taxable: false, tracked: false }],
    });
    expect(byId.get('95')?.values).toMatchObject({ variants: [{ price: '19', compareAtPrice: null, tracked: true }] });
  });

  it('refuses variations whose product is missing, and pages that are no product', async () => {
    const { items, errors } = await readAll(FILE);
    expect(errors.map(({ code }) => code)).toEqual(['csv_missing_parent', 'csv_bad_value']);
    expect(items.filter(({ ok }) => !ok)).toMatchObject([
      { id: '999', rows: 1 },
      { id: '87', rows: 1 },
    ]);
  });

  it('joins a variation that names the id of a product with a SKU, wherever it stands', async () => {
    const { records } = await read(
      '2,variation,V,,1,5,id:1,Size,S\n1,variable,P,Shirt,1,,,Size,"S, M"\n3,variation,W,,1,6,P,Size,M\n',
    );
    expect(records).toMatchObject([{ id: '1', values: { variants: [{ id: '2' }, { id: '3' }] } }]);
  });
});

describe('what cannot be told is refused, row by row', () => {
  it.each([
    [
      'a product twice',
      '1,simple,A,Pot,1,5,,,\n1,simple,A,Pot,1,6,,,\n',
      'Line 3 is product "1" again; line 2 has it already.',
      1,
    ],
    ['a price of thousands or thousandths', '1,simple,A,Pot,1,"1,299",,,\n', 'may mean thousands or thousandths', 0],
    ['a status that there is not', '1,simple,A,Pot,5,1,,,\n', 'column "Published": "5" is not', 0],
    ['a variable product without variations', '1,variable,A,Pot,1,,,Size,S\n', 'has no variations in the file', 0],
    [
      'variations of a simple product',
      '1,simple,A,Pot,1,1,,,\n2,variation,B,,1,1,A,Size,S\n',
      'which is not variable',
      0,
    ],
    [
      'a variation twice',
      '1,variable,A,Pot,1,,,Size,S\n2,variation,B,,1,1,A,Size,S\n3,variation,C,,1,1,A,Size,S\n',
      'is "S" again',
      0,
    ],
    ['a variation without a product', '2,variation,B,,1,1,,Size,S\n', 'does not say which record', 0],
  ])('%s', async (_name, rows, message, good) => {
    const { errors, records, rows: count } = await read(rows);
    expect(errors.map((error) => error.message)).toEqual([expect.stringContaining(message)]);
    expect(records).toHaveLength(good);
    expect(count).toBe(rows.trim().split('\n').length);
  });
});
