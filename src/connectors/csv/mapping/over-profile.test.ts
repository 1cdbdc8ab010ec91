import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateProduct } from '../../../core/records/product.ts';
import { openCsvSession } from '../session.ts';
import { createFolder, environment, FIXTURES, readAll, type TestFolder } from '../testing.ts';
import { parseMappingFile } from './mapping-file.ts';

let folder: TestFolder;
beforeAll(async () => {
  folder = await createFolder();
});
afterAll(() => folder.remove());

const mappingOf = (fields: string, head = 'profile: auto') =>
  parseMappingFile(`${head}\nfields:\n${fields.trim().replace(/^ *-/gm, '  -')}\n`, 'map.yaml');

let number = 0;
async function read(csv: string, fields: string, head?: string) {
  number += 1;
  const file = await folder.write(`export-${number}.csv`, csv);
  return readAll({ file, mapping: mappingOf(fields, head) });
}

const readFixture = (name: string, fields: string, head?: string) =>
  readAll({ file: join(FIXTURES, name), mapping: mappingOf(fields, head) });

type Items = readonly { readonly [field: string]: unknown }[];
const column = (values: object | undefined, list: string, field: string) =>
  ((values as { readonly [list: string]: Items } | undefined)?.[list] ?? []).map((item) => item[field]);

const SHOPIFY =
  'Handle,Title,Vendor,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Barcode,Image Src,Image Position,Brand,Bin\n';
const SHIRT = [
  'shirt,Shirt,Northwind,"a,b",Size,S,S-S,10,111,https://x.test/1.jpg,1,Oak,A1\n',
  'shirt,,,,,M,S-M,12.50,222,https://x.test/2.jpg,2,,A2\n',
  'shirt,,,,,,,,,https://x.test/3.jpg,3,,\n',
];

describe('a mapping over a Shopify export', () => {
  const FIELDS = `
    - { from: "record.variants[].price", to: "variants[].price", transform: [{ multiply: "1.2" }, { round: 2 }] }
    - { from: Brand, to: native.x_brand }
    - { from: Bin, to: "variants[].native.x_bin" }
    - { to: tags, ignore: true }
    - { from: [record.vendor, record.title], to: title, transform: { concat: " / " } }
  `;

  it('keeps its products of several rows, and changes only what the entries say', async () => {
    const plain = await readAll({ file: await folder.write('plain.csv', SHOPIFY + SHIRT.join('')) });
    const mapped = await read(SHOPIFY + SHIRT.join(''), FIELDS);
    expect(mapped.errors).toEqual([]);
    const { tags, title, variants, ...same } = plain.records[0]?.values ?? {};
    expect([tags, title]).toEqual([['a', 'b'], 'Shirt']);
    expect(mapped.records).toMatchObject([{ id: 'shirt', rows: 3, location: 'lines 2-4' }]);
    const { values } = mapped.records[0] ?? {};
    validateProduct(values ?? {});
    expect(values).toEqual({
      ...same,
      title: 'Northwind / Shirt',
      'native.x_brand': 'Oak',
      variants: (variants as Items).map((item, at) => ({
        ...item,
        price: ['12.00', '15.00'][at],
        'native.x_bin': ['A1', 'A2'][at],
      })),
    });
    expect(mapped.records[0]?.native).toEqual(plain.records[0]?.native);
  });

  it('gives the same versions for rows in another order, and other ones when a mapped column changes', async () => {
    const versions = async (rows: readonly string[]) =>
      (await read(SHOPIFY + rows.join(''), FIELDS)).records.map(({ id, version }) => `${id} ${version}`);
    const first = await versions(SHIRT);
    expect(await versions([SHIRT[2] ?? '', SHIRT[0] ?? '', SHIRT[1] ?? ''])).toEqual(first);
    expect(await versions(SHIRT.map((row) => row.replace('A2', 'A3')))).not.toEqual(first);
  });

  it('of which nothing is changed gives the versions that it has without the mapping', async () => {
    const plain = await readAll({ file: join(FIXTURES, 'shopify-products.csv') });
    const mapped = await readFixture('shopify-products.csv', '- { to: kind, ignore: true }');
    const kept = await readFixture('shopify-products.csv', '- { to: native.x, ignore: true }');
    expect(kept.records.map(({ version }) => version)).toEqual(plain.records.map(({ version }) => version));
    expect(mapped.records.map(({ version }) => version)).not.toEqual(plain.records.map(({ version }) => version));
  });

  it('leaves prices alone when told so: parts of variants can be left out', async () => {
    const { records } = await readFixture(
      'shopify-products.csv',
      '- { to: "variants[].price", ignore: true }\n- { from: record.vendor, to: null }',
    );
    expect(records).toHaveLength(4);
    for (const { values } of records) {
      expect(values).not.toHaveProperty('vendor');
      for (const variant of values.variants as Items) expect(variant).not.toHaveProperty('price');
    }
  });

  it('takes the place of a value also when the cell is empty, unless another source or a default is given', async () => {
    const cells = (values: object | undefined) => values as { vendor?: unknown; variants: Items } | undefined;
    const take = async (entry: string) => cells((await read(SHOPIFY + SHIRT.join(''), entry)).records[0]?.values);
    const prices = async (entry: string) => column(await take(entry), 'variants', 'native.x_brand');
    expect(await prices('- { from: Brand, to: "variants[].native.x_brand" }')).toEqual(['Oak', null]);
    expect(await prices('- { from: Brand, to: "variants[].native.x_brand", default: none }')).toEqual(['Oak', 'none']);
    expect(
      await prices('- { from: [Brand, record.vendor], to: "variants[].native.x_brand", transform: first }'),
    ).toEqual(['Oak', 'Northwind']);
    const twice = `
      - { from: record.vendor, to: "variants[].native.x_brand" }
      - { from: Brand, to: "variants[].native.x_brand" }
    `;
    expect(await prices(twice)).toEqual(['Oak', 'Northwind']);
    expect((await take('- { from: Image Src, to: vendor, transform: { match: none } }'))?.vendor).toBeNull();
  });

  it('reaches pictures by the row of each', async () => {
    const { records } = await read(
      SHOPIFY + SHIRT.join(''),
      '- { from: Variant SKU, to: "images[].alt" }\n- { from: Bin, to: "variants[1].barcode" }',
    );
    expect(column(records[0]?.values, 'images', 'alt')).toEqual(['S-S', 'S-M', null]);
    expect(column(records[0]?.values, 'variants', 'barcode')).toEqual(['111', 'A2']);
  });

  it('lists the options again when their values change', async () => {
    const { records } = await read(
      SHOPIFY + SHIRT.join(''),
      '- { from: "record.variants[].optionValues.Size", to: "variants[].optionValues.Size", transform: { prefix: "Size " } }',
    );
    expect(records[0]?.values.options).toEqual([{ name: 'Size', values: ['Size S', 'Size M'] }]);
  });

  it('evaluates expressions over columns and record', async () => {
    const { records, errors } = await read(
      SHOPIFY + SHIRT.join(''),
      `- { from: Bin, to: "variants[].native.x", transform: { jsonata: '$ & "-" & $record.record.title & "-" & $record.Brand' } }`,
    );
    expect(errors).toEqual([]);
    expect(column(records[0]?.values, 'variants', 'native.x')).toEqual(['A1-Shirt-Oak', 'A2-Shirt-null']);
  });

  it('rejects the record whose cell is bad, with line and column, and no other', async () => {
    const mug = 'mug,Mug,,,Title,Default Title,MUG,1,,,,,9\n';
    const { records, errors, rows } = await read(
      SHOPIFY + SHIRT.join('') + mug,
      '- { from: Bin, to: "variants[].cost", transform: number }',
    );
    expect(records.map(({ id }) => id)).toEqual(['mug']);
    expect(errors).toMatchObject([
      { code: 'csv_bad_value', message: expect.stringMatching(/^Line 2, column "Bin": .*"A1"/) },
    ]);
    expect(rows).toBe(4);
    const later = await read(
      SHOPIFY + SHIRT.join('') + mug,
      `- { from: Bin, to: native.x, transform: { jsonata: '$number($)' } }`,
    );
    expect(later.records.map(({ id }) => id)).toEqual(['mug']);
    expect(later.errors).toMatchObject([{ code: 'csv_bad_value', message: expect.stringContaining('Line 2') }]);
  });

  it('rejects a record that is none any more', async () => {
    const { errors } = await read(SHOPIFY + SHIRT.join(''), '- { from: Vendor, to: status }');
    expect(errors).toMatchObject([{ code: 'csv_bad_value', message: expect.stringContaining('"status"') }]);
    const same = await read(SHOPIFY + SHIRT.join(''), '- { from: record.vendor, to: "variants[].id" }');
    expect(same.errors).toMatchObject([{ code: 'csv_bad_value', message: expect.stringContaining('used only once') }]);
    const own = await read(SHOPIFY + SHIRT.join(''), '- { from: Brand, to: "variants[].id" }');
    expect(column(own.records[0]?.values, 'variants', 'id')).toEqual(['Oak', 'S-M']);
  });

  it('leaves out products by a rule about their own row with all their rows, variants by one about theirs', async () => {
    const mug = 'mug,Mug,Other,,Title,Default Title,MUG,1,,,,,\n';
    const rules = (rule: string) => `profile: shopify-products\nskip: [${rule}]`;
    const entry = '- { from: Brand, to: native.x_brand }';
    const products = await read(SHOPIFY + SHIRT.join('') + mug, entry, rules('{ column: Vendor, equals: Northwind }'));
    expect([products.records.map(({ id }) => id), products.rows, products.errors]).toEqual([['mug'], 4, []]);
    const variants = await read(SHOPIFY + SHIRT.join('') + mug, entry, rules('{ column: Bin, equals: A2 }'));
    expect(column(variants.records[0]?.values, 'variants', 'sku')).toEqual(['S-S']);
    expect(variants.rows).toBe(4);
  });
});

describe('a mapping over a WooCommerce export', () => {
  const FIELDS = `
    - { from: "record.variants[].price", to: "variants[].price", transform: [{ multiply: "0.5" }, { round: 2 }] }
    - { from: Tax class, to: native.x_class, default: standard }
    - { from: Short description, to: native.x_teaser }
    - { from: "record.variants[].sku", to: "variants[].native.x_old_sku" }
    - { from: Name, to: "variants[].native.x_label" }
    - { to: tags, ignore: true }
  `;

  it('keeps variable products together, whatever the order of their rows', async () => {
    const plain = await readAll({ file: join(FIXTURES, 'woocommerce-products.csv') });
    const { records, errors, rows } = await readFixture('woocommerce-products.csv', FIELDS);
    expect(rows).toBe(plain.rows);
    expect(errors.map(({ code }) => code)).toEqual(plain.errors.map(({ code }) => code));
    expect(records.map(({ id }) => id)).toEqual(plain.records.map(({ id }) => id));
    const byId = new Map(records.map(({ id, values }) => [id, values]));
    for (const { values } of records) {
      validateProduct(values);
      expect(values).not.toHaveProperty('tags');
    }
    // The variation stands before its product in the file: the product's own row is taken for it all the same.
    expect(byId.get('44')).toMatchObject({
      title: 'V-Neck T-Shirt',
      'native.x_class': 'standard',
      'native.x_teaser': 'Soft.',
      variants: [
        { id: '76', price: '10.00', 'native.x_old_sku': 'vneck-red', 'native.x_label': 'V-Neck T-Shirt - Red' },
        { id: '77', price: '6.00', 'native.x_old_sku': 'vneck-blue', 'native.x_label': 'V-Neck T-Shirt - Blue' },
      ],
    });
    expect(byId.get('46')).toMatchObject({ variants: [{ price: '22.75' }] });
    expect(byId.get('73')).toMatchObject({ variants: [{ price: '6.00', compareAtPrice: '15' }] });
  });

  it('reads cells without what the export puts before formulas', async () => {
    const { records } = await readFixture('woocommerce-products.csv', '- { from: SKU, to: native.x_sku }');
    expect(records.find(({ id }) => id === '46')?.values['native.x_sku']).toBe('-LOGO-1');
  });

  it('leaves out a variable product with its variations', async () => {
    const { records, rows } = await readFixture(
      'woocommerce-products.csv',
      '- { to: tags, ignore: true }',
      'profile: auto\nskip: [{ column: Name, equals: V-Neck T-Shirt }]',
    );
    expect(records.map(({ id }) => id)).toEqual(['46', '73', '95']);
    expect(rows).toBe(8);
  });
});

describe('a mapping over an Odoo export', () => {
  it('of products changes prices, takes columns into raw fields and leaves tags out', async () => {
    const { records } = await readFixture(
      'odoo-product-templates.csv',
      `
      - { from: "record.variants[].price", to: "variants[].price", transform: { multiply: "2" } }
      - { from: Product Category, to: native.x_path }
      - { from: Name, to: "variants[].native.x_label" }
      - { to: tags, ignore: true }
      `,
    );
    expect(records).toMatchObject([
      { values: { 'native.x_path': 'All / Saleable / Office Furniture', variants: [{ price: '641' }] } },
      { values: { title: '-Installation', variants: [{ price: '100', 'native.x_label': '-Installation' }] } },
    ]);
    for (const { values } of records) expect(values).not.toHaveProperty('tags');
  });

  it('of variants takes each variant its own row', async () => {
    const { records } = await readFixture(
      'odoo-product-variants.csv',
      '- { from: id, to: "variants[].native.x_xmlid" }\n- { from: standard_price, to: "variants[].price" }',
    );
    expect(records.map(({ values }) => column(values, 'variants', 'native.x_xmlid'))).toEqual([
      ['product.desk_steel_white', 'product.desk_alu_black'],
      ['product.mug'],
    ]);
    expect(column(records[0]?.values, 'variants', 'price')).toEqual(['500.0', '500.0']);
  });

  it('of contacts adds to the address, or makes one', async () => {
    const csv = 'External ID,Name,Is a Company,Email,Street,Depot\na,Ann,,a@x.test,1 Way,D1\nb,Bob,,b@x.test,,D2\n';
    const { records } = await read(csv, '- { from: Depot, to: "addresses[].street2" }');
    expect(records.map(({ values }) => values.addresses)).toEqual([
      [{ id: 'default', kind: 'default', street: '1 Way', street2: 'D1' }],
      [{ id: 'default', street2: 'D2' }],
    ]);
  });

  it('of orders takes each line its own row, and keeps what it does not name of a reference', async () => {
    const { records } = await readFixture(
      'odoo-sale-orders.csv',
      `
      - { from: "Order Lines/External ID", to: "lines[].native.x_origin" }
      - { from: Order Reference, to: note, transform: { prefix: "From " } }
      - { from: Status, to: customer.email, transform: { lookup: { table: { Cancelled: c@x.test, Sales Order: null } } } }
      `,
    );
    expect(column(records[0]?.values, 'lines', 'native.x_origin')).toEqual(['sale.line_1', 'sale.line_2']);
    expect(records.map(({ values }) => [values.note, values.customer])).toEqual([
      ['From S00001', { type: 'customer', id: 'base.res_partner_1', email: null }],
      ['From S00002', { type: 'customer', id: 'base.res_partner_2', email: 'c@x.test' }],
    ]);
  });

  it('leaves out an order with its lines, and does not hang them on the order before', async () => {
    const csv =
      'Order Reference,Customer,Status,Order Lines/Product,Order Lines/Quantity\n' +
      'S1,Ann,Sales Order,[A] A,1\nS2,Bob,Quotation,[B] B,1\n,,,[C] C,1\nS3,Cid,Sales Order,[D] D,1\n';
    const { records, rows } = await read(
      csv,
      '- { from: Customer, to: note }',
      'profile: odoo-orders\nskip: [{ column: Status, equals: Quotation }]',
    );
    expect(records.map(({ id, values }) => [id, column(values, 'lines', 'sku')])).toEqual([
      ['S1', ['A']],
      ['S3', ['D']],
    ]);
    expect(rows).toBe(4);
  });
});

describe('a mapping over a profile that does not fit is a mistake in the command, before anything is read', () => {
  it.each([
    ['a column that there is not', '- { from: Brnad, to: vendor }', 'csv_unknown_column', 'Did you mean "Brand"?'],
    [
      'a field of the record that there is not',
      '- { from: record.titel, to: vendor }',
      'mapping_unknown_field',
      'title',
    ],
    ['a field to leave out that there is not', '- { to: tag, ignore: true }', 'mapping_unknown_field', 'tags'],
    ['a column to leave out', '- { from: Tags, ignore: true }', 'csv_mapping_invalid', 'tags'],
    ['a variant without an id', '- { to: "variants[].id", ignore: true }', 'csv_mapping_invalid', ''],
    ['an id of its own', '- { from: Brand, to: id }', 'csv_mapping_invalid', ''],
    ['a key', '- { from: Brand, to: vendor, key: true }', 'csv_mapping_invalid', ''],
    ['a choice between rows', '- { from: Brand, to: vendor, take: last }', 'csv_mapping_invalid', ''],
    ['a list in a list', '- { from: Brand, to: "variants[].native.x[].y" }', 'csv_mapping_invalid', ''],
    ['a whole item', '- { from: Brand, to: "variants[]" }', 'csv_mapping_invalid', ''],
    ['a path that is none', '- { from: "record.variants[", to: vendor }', 'path_invalid', ''],
  ])('%s', async (_name, entry, code, remedy) => {
    const error = await read(SHOPIFY + SHIRT.join(''), entry).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code });
    if (remedy !== '') expect(error).toMatchObject({ remedy: expect.stringContaining(remedy) });
  });

  it.each([
    ['groups of its own', 'profile: auto\ngroup: Handle', 'csv_mapping_invalid'],
    ['records of another type', 'profile: auto\ntype: order', 'csv_mapping_invalid'],
    ['a profile of other columns', 'profile: woocommerce-products', 'csv_missing_column'],
  ])('%s', async (_name, head, code) => {
    await expect(read(SHOPIFY + SHIRT.join(''), '- { from: Brand, to: vendor }', head)).rejects.toMatchObject({ code });
  });

  it('a profile that there is not', () => {
    expect(() => mappingOf('- { from: Brand, to: vendor }', 'profile: shopify')).toThrow(
      'must be one of auto, shopify-',
    );
  });

  it('columns of no known export', async () => {
    await expect(read('A,B\n1,2\n', '- { from: A, to: vendor }')).rejects.toMatchObject({ code: 'csv_unknown_layout' });
  });
});

describe('a mapping without a profile', () => {
  const EXPORT = SHOPIFY + SHIRT.join('');

  it('over a known export is told of profiles where it lacks a key, or where rows come together that it does not group', async () => {
    const file = await folder.write('known.csv', EXPORT);
    const alone = (fields: string) => readAll({ file, mapping: mappingOf(fields, 'type: product') });
    await expect(alone('- { from: Brand, to: vendor }')).rejects.toMatchObject({
      remedy: expect.stringContaining('"profile: auto"'),
    });
    const { errors } = await alone('- { from: Handle, to: title, key: true }');
    expect(errors).toMatchObject([{ code: 'csv_repeated_key', remedy: expect.stringContaining('"profile: auto"') }]);
    await expect(alone('- { from: record.title, to: title, key: true }')).rejects.toMatchObject({
      code: 'csv_mapping_invalid',
      remedy: expect.stringContaining('profile: auto'),
    });
  });

  it('is told nothing of them over other files', async () => {
    const file = await folder.write('other.csv', 'Code,Name\na,A\na,B\n');
    const { errors } = await readAll({
      file,
      mapping: mappingOf('- { from: Code, to: title, key: true }', 'type: product'),
    });
    expect(errors[0]?.remedy).not.toContain('profile');
  });
});

describe('a connection with profile and mapping', () => {
  it('is the profile with the mapping over it, and goes by the name of the profile', async () => {
    const file = await folder.write('named.csv', SHOPIFY + SHIRT.join(''));
    const mapping = mappingOf('- { from: Brand, to: vendor }', 'type: product');
    const session = await openCsvSession({ file, mapping, profile: 'shopify-products' }, environment);
    expect(session.files).toMatchObject([{ layout: 'shopify-products', type: 'product' }]);
    const { records } = await readAll({ file, mapping, profile: 'shopify-products' });
    expect(records).toMatchObject([{ id: 'shirt', values: { vendor: 'Oak' } }]);
  });

  it('reads the file anew under another mapping', async () => {
    const file = await folder.write('anew.csv', SHOPIFY + SHIRT.join(''));
    const settings = (field: string) => ({ file, mapping: mappingOf(`- { from: Brand, to: ${field} }`) });
    const { pages } = await readAll(settings('vendor'));
    const cursor = pages.at(-1)?.cursor ?? null;
    expect((await readAll(settings('vendor'), { cursor })).records).toHaveLength(0);
    expect((await readAll(settings('native.x'), { cursor })).records).toHaveLength(1);
  });
});
