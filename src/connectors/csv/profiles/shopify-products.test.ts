import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateProduct } from '../../../core/records/product.ts';
import { createFolder, FIXTURES, readAll, type TestFolder } from '../testing.ts';

let folder: TestFolder;
beforeAll(async () => {
  folder = await createFolder();
});
afterAll(() => folder.remove());

const HEADER = 'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Taxable,Variant Barcode';
const read = async (rows: string) => readAll({ file: await folder.write('shop.csv', `${HEADER}\n${rows}`) });

describe('a Shopify product export', () => {
  it('makes one product of its rows, with variants, pictures, options and all cells', async () => {
    const { records, errors, rows } = await readAll({ file: join(FIXTURES, 'shopify-products.csv') });
    expect(errors).toEqual([]);
    expect(rows).toBe(8);
    expect(records.map(({ id }) => id)).toEqual(['linen-shirt', 'clay-pot', 'twin-mug', 'voucher']);
    for (const { values } of records) validateProduct(values);
    expect(records[0]).toMatchObject({
      // The description has a line end: rows start in lines 2, 4, 5 and 6.
      location: 'lines 2 and 4-6',
      warnings: ['Line 5 repeats the image https://img.example.com/shirt-front.jpg; it is taken once.'],
      values: {
        title: 'Linen Shirt',
        descriptionHtml: '<p>Loose fit,\n<b>"easy" iron</b></p>',
        status: 'active',
        kind: 'goods',
        vendor: 'Northwind',
        categoryPath: ['Apparel & Accessories', 'Clothing', 'Shirts'],
        tags: ['linen', 'summer'],
        images: [
          { url: 'https://img.example.com/shirt-back.jpg', alt: null },
          { url: 'https://img.example.com/shirt-front.jpg', alt: 'Front' },
        ],
        options: [
          { name: 'Size', values: ['S', 'M'] },
          { name: 'Colour', values: ['White', 'Blue'] },
        ],
        variants: [
          {
            id: 'LS-S-W',
            sku: 'LS-S-W',
            barcode: '4006381333931',
            optionValues: { Size: 'S', Colour: 'White' },
            price: '49.9',
            compareAtPrice: '59.9',
            cost: '20.5',
            weight: '0.25',
            taxable: true,
            tracked: true,
          },
          { id: 'LS-M-W', compareAtPrice: null, barcode: null },
          { id: 'LS-M-B', price: '54', taxable: false },
        ],
      },
    });
  });

  it('tells variants without a SKU, or with one that two have, by handle and options', async () => {
    const { records } = await readAll({ file: join(FIXTURES, 'shopify-products.csv') });
    const variantIds = records.map(({ values }) => (values.variants as { id: string }[]).map(({ id }) => id));
    expect(variantIds.slice(1)).toEqual([['clay-pot'], ['twin-mug/Matt', 'twin-mug/Gloss'], ['VOUCH-25']]);
    expect(records[1]?.values).toMatchObject({ status: 'draft', categoryPath: ['Outdoor'], options: [] });
    expect(records[2]?.values).toMatchObject({ status: 'draft' });
    expect(records[2]?.values).not.toHaveProperty('categoryPath');
    expect(records[3]?.values).toMatchObject({ status: 'archived', kind: 'service' });
  });

  it('is read with the column names of 2025 too', async () => {
    const { records } = await readAll({ file: join(FIXTURES, 'shopify-products-2025.csv') });
    expect(records).toMatchObject([
      {
        id: 'wool-scarf',
        values: {
          title: 'Wool Scarf',
          status: 'active',
          options: [{ name: 'Color', values: ['Red', 'Green'] }],
          images: [{ url: 'https://img.example.com/scarf.jpg', alt: 'Red scarf' }],
          variants: [
            { id: 'WS-R', barcode: '4006381333931', price: '35', cost: '14', weight: '0.18', tracked: true },
            { id: 'WS-G', compareAtPrice: '40' },
          ],
        },
      },
    ]);
  });

  it('with rows in another order gives the same products and versions', async () => {
    const rows = ['a,A,Size,S,A-S,1,true,', 'a,,,M,A-M,2,true,', 'b,B,Title,Default Title,B,3,true,'];
    const forwards = await read(`${rows.join('\n')}\n`);
    const mixed = await read(`${[rows[2], rows[0], rows[1]].join('\n')}\n`);
    const versions = ({ records }: typeof forwards) => records.map(({ id, version }) => `${id} ${version}`).sort();
    expect(versions(mixed)).toEqual(versions(forwards));
  });
});

describe('a bad cell rejects the whole product with all its rows, and nothing else', () => {
  it.each([
    [
      'a price',
      'bad,Bad,Size,S,X-S,1,true,\nbad,,,M,X-M,1 299,true,\n',
      'Line 4, column "Variant Price": "1 299" is not',
    ],
    ['a yes or no', 'bad,Bad,Size,S,X-S,1,true,\nbad,,,M,X-M,1,maybe,\n', 'Line 4, column "Variant Taxable": "maybe"'],
    [
      'a barcode that a spreadsheet cut',
      'bad,Bad,Size,S,X-S,1,true,\nbad,,,M,X-M,1,true,8.71E+12\n',
      '"8.71E+12" is a code',
    ],
    [
      'an option without a value',
      'bad,Bad,Size,S,X-S,1,true,\nbad,,,,X-M,1,true,\n',
      'column "Option1 Value": a value is missing',
    ],
    [
      'options without a name',
      'bad,Bad,,S,X-S,1,true,\nbad,,,M,X-M,1,true,\n',
      'column "Option1 Name": a value is missing',
    ],
    [
      'a variant that comes twice',
      'bad,Bad,Size,S,X-S,1,true,\nbad,,,S,X-M,1,true,\n',
      'Line 4 is "S" again; line 3 has it',
    ],
    ['no title', 'bad,,Size,S,X-S,1,true,\nbad,,,M,X-M,1,true,\n', 'column "Title": a value is missing'],
    ['a cell too many', 'bad,Bad,Size,S,X-S,1,true,\nbad,,,M,X-M,1,true,,x\n', 'Line 4 has 9 cells, the header has 8.'],
    [
      'a stray quote',
      'bad,Bad,Size,S,X-S,1,true,\nbad,,,M,"X"M,1,true,\n',
      'Line 4: text stands after a closing quote.',
    ],
  ])('%s', async (_name, rows, message) => {
    const { items, errors, records, rows: count } = await read(`good,Good,Title,Default Title,G,1,true,\n${rows}`);
    expect(errors.map((error) => error.message)).toEqual([expect.stringContaining(message)]);
    expect(records.map(({ id }) => id)).toEqual(['good']);
    const reject = items.find((item) => !item.ok);
    expect(reject).toMatchObject({
      id: 'bad',
      location: 'lines 3-4',
      rows: 2,
      native: { rows: [{ line: 3 }, { line: 4 }] },
    });
    expect(count).toBe(3);
  });

  it('a row without a handle stands alone', async () => {
    const { errors, records, items } = await read('a,A,Title,Default Title,A,1,true,\n,B,,,,,,\n');
    expect(records).toHaveLength(1);
    expect(errors).toMatchObject([{ code: 'csv_missing_value' }]);
    expect(items[1]).toMatchObject({ id: null, location: 'line 3' });
  });
});

describe('real files, where this machine has them beside the project', () => {
  for (const name of ['shopify-home-and-garden.csv', 'shopify-jewelery.csv']) {
    const path = join(import.meta.dirname, '../../../../../shared/data', name);
    it.skipIf(!existsSync(path))(`${name} is read without a loss`, async () => {
      const { records, errors } = await readAll({ file: path });
      expect(errors).toEqual([]);
      expect(records).toHaveLength(20);
      for (const { values } of records) validateProduct(values);
    });
  }
});
