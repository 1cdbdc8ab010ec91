import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderValuesArbitrary, productValuesArbitrary } from '../../test/arbitraries.ts';
import type { FieldTable } from '../core/field.ts';
import { ORDER_FIELDS } from '../core/records/order.ts';
import { PRODUCT_FIELDS } from '../core/records/product.ts';
import type { Value, Values } from '../core/value.ts';
import { applyEntries, compileEntries } from './entries.ts';
import { compileMapping } from './mapping.ts';

const product = {
  title: 'Pot',
  vendor: 'ACME',
  tags: ['clay'],
  variants: [
    { id: '1', sku: 'a-1', price: '10.00', native: { lot: 'x' } },
    { id: '2', sku: 'a-2', price: '12.50', native: { lot: 'y' } },
  ],
};
const native = { x_season: 'summer', weight_g: [250, 500], codes: ['c1', 'c2'] };

function map(entries: unknown, values: Values = product, tables = { source: PRODUCT_FIELDS, target: PRODUCT_FIELDS }) {
  return compileMapping(entries, tables).apply({ values, native });
}

describe('the identity', () => {
  test('without entries every field that both sides have arrives unchanged, absent ones stay absent', () => {
    fc.assert(
      fc.property(productValuesArbitrary as fc.Arbitrary<Values>, (values) => {
        expect(map([], values)).toEqual({ values });
      }),
    );
    const mapping = compileMapping([], { source: ORDER_FIELDS, target: ORDER_FIELDS });
    fc.assert(
      fc.property(orderValuesArbitrary as fc.Arbitrary<Values>, (values) => {
        expect(mapping.apply({ values, native: null })).toEqual({ values });
      }),
    );
  });

  test('a field that the target does not have is not sent to it', () => {
    const target = PRODUCT_FIELDS.filter(({ path }) => path !== 'vendor');
    expect(map([], product, { source: PRODUCT_FIELDS, target })).toEqual({
      values: { title: 'Pot', tags: ['clay'], variants: product.variants },
    });
  });

  test('the source record is never changed, however entries work on its lists', async () => {
    const before = structuredClone({ product, native });
    await map([
      { from: 'title', to: 'variants[].externalId' },
      { from: 'native.codes', to: 'tags' },
      { from: 'vendor', to: 'tags[0]' },
      { from: 'variants', to: 'native.copy' },
      { from: 'title', to: 'native.copy[].sku' },
    ]);
    expect({ product, native }).toEqual(before);
  });
});

test.each<[string, unknown, Values]>([
  ['a raw field fills a canonical one', [{ from: 'native.x_season', to: 'vendor' }], { vendor: 'summer' }],
  [
    'a canonical one fills a raw one as well',
    [{ from: 'vendor', to: 'native.x_brand' }],
    { vendor: 'ACME', 'native.x_brand': 'ACME' },
  ],
  ['a field left out by to: null', [{ from: 'vendor', to: null }], {}],
  ['a field left out by ignore', [{ to: 'vendor', ignore: true }], {}],
  ['a constant', [{ to: 'vendor', default: 'Ours' }], { vendor: 'Ours' }],
  [
    'a default where the source has nothing',
    [{ from: 'native.none', to: 'vendor', default: 'Ours' }],
    { vendor: 'Ours' },
  ],
  ['an overriding entry whose source has nothing', [{ from: 'native.none', to: 'vendor' }], {}],
  ['a chain', [{ from: 'title', to: 'vendor', transform: ['uppercase', { prefix: 'X-' }] }], { vendor: 'X-POT' }],
  [
    'several fields joined by a blank',
    [{ from: ['vendor', 'native.none', 'title'], to: 'vendor' }],
    { vendor: 'ACME Pot' },
  ],
  [
    'several fields joined by a sign',
    [{ from: ['vendor', 'title'], to: 'vendor', transform: { concat: '/' } }],
    { vendor: 'ACME/Pot' },
  ],
  [
    'the first of several fields',
    [{ from: ['native.none', 'title'], to: 'vendor', transform: 'first' }],
    { vendor: 'Pot' },
  ],
  ['a list as a whole', [{ from: 'variants[].sku', to: 'vendor', transform: { join: '+' } }], { vendor: 'a-1+a-2' }],
  ['one item of a list', [{ from: 'variants[0].sku', to: 'vendor' }], { vendor: 'a-1' }],
  [
    'a later entry over an earlier one, by sequence',
    [
      { to: 'vendor', default: 'b', sequence: 2 },
      { to: 'vendor', default: 'a', sequence: 1 },
    ],
    { vendor: 'b' },
  ],
])('%s', (_what, entries, expected) => {
  expect(map(entries)).toEqual({ values: { title: 'Pot', tags: ['clay'], variants: product.variants, ...expected } });
});

test.each<[string, unknown, readonly object[]]>([
  [
    'item by item',
    [{ from: 'variants[].sku', to: 'variants[].barcode', transform: 'uppercase' }],
    [{ barcode: 'A-1' }, { barcode: 'A-2' }],
  ],
  [
    'from raw fields of the items',
    [{ from: 'variants[].native.lot', to: 'variants[].sku' }],
    [{ sku: 'x' }, { sku: 'y' }],
  ],
  [
    'from another list of the same order',
    [{ from: 'native.codes[]', to: 'variants[].barcode' }],
    [{ barcode: 'c1' }, { barcode: 'c2' }],
  ],
  [
    'numbers become decimals',
    [{ from: 'native.weight_g[]', to: 'variants[].weight', transform: { divide: 1000 } }],
    [{ weight: '0.25' }, { weight: '0.5' }],
  ],
  [
    'one value for every item',
    [{ from: 'vendor', to: 'variants[].externalId' }],
    [{ externalId: 'ACME' }, { externalId: 'ACME' }],
  ],
  [
    'an item and its record',
    [{ from: ['vendor', 'variants[].sku'], to: 'variants[].sku', transform: { concat: ':' } }],
    [{ sku: 'ACME:a-1' }, { sku: 'ACME:a-2' }],
  ],
  ['a field of one item', [{ to: 'variants[1].cost', default: '3' }], [{}, { cost: '3' }]],
])('variants are mapped %s', (_what, entries, expected) => {
  expect(map(entries)).toMatchObject({
    values: { variants: product.variants.map((variant, index) => ({ ...variant, ...expected[index] })) },
  });
});

test('lists are made of raw lists, one item each', () => {
  const order = {
    line_items: [
      { code: 'A', qty: 2, tax: [{ rate: 20 }] },
      { code: 'B', qty: 1.5, tax: [] },
    ],
  };
  const mapping = compileMapping(
    [
      { from: 'native.line_items[].code', to: 'lines[].id' },
      { from: 'native.line_items[].qty', to: 'lines[].quantity' },
      { from: 'native.line_items[].code', to: 'lines[].variant.sku' },
      { from: 'native.line_items[].tax[].rate', to: 'lines[].taxes[].rate', transform: 'string' },
    ],
    { source: 'any', target: ORDER_FIELDS },
  );
  expect(mapping.apply({ values: {}, native: order })).toEqual({
    values: {
      lines: [
        { id: 'A', quantity: '2', variant: { type: 'product.variants', id: null, sku: 'A' }, taxes: [{ rate: '20' }] },
        { id: 'B', quantity: '1.5', variant: { type: 'product.variants', id: null, sku: 'B' } },
      ],
    },
  });
});

test('an expression sees the value, the whole record and its native form', async () => {
  const result = await map([
    { from: 'title', to: 'vendor', transform: { jsonata: '$ & " " & $record.vendor & " " & $native.x_season' } },
    { to: 'externalId', transform: [{ jsonata: 'variants[1].sku' }, 'uppercase'] },
    { from: 'variants[].price', to: 'variants[].cost', transform: { jsonata: '$number($) / 4' } },
  ]);
  expect(result.values).toMatchObject({
    vendor: 'Pot ACME summer',
    externalId: 'A-2',
    variants: [{ cost: '2.5' }, { cost: '3.125' }],
  });
});

describe('data errors park one record, and say where to look', () => {
  test.each<[string, unknown, object]>([
    [
      'a required field that is empty',
      [{ from: 'native.none', to: 'vendor', required: true }],
      { code: 'mapping_required_missing', field: 'vendor' },
    ],
    [
      'a required field of blanks',
      [{ from: 'title', to: 'vendor', transform: { replace: { from: 'Pot', to: ' ' } }, required: true }],
      { code: 'mapping_required_missing' },
    ],
    [
      'a transform that fails',
      [{ from: 'title', to: 'vendor', transform: 'number' }],
      { code: 'transform_failed', field: 'vendor', value: 'Pot', message: expect.stringContaining('"number"') },
    ],
    [
      'a value that does not fit its field',
      [{ from: 'title', to: 'variants[].price' }],
      { code: 'record_invalid', field: 'variants[].price', value: 'Pot', remedy: expect.stringContaining('number') },
    ],
    ['a list for a text', [{ from: 'tags', to: 'vendor' }], { code: 'record_invalid', field: 'vendor' }],
  ])('%s', (_what, entries, error) => {
    expect(() => map(entries)).toThrowError(expect.objectContaining({ kind: 'data', ...error }));
  });

  test('an expression that fails', async () => {
    await expect(map([{ from: 'title', to: 'vendor', transform: { jsonata: '$number($)' } }])).rejects.toMatchObject({
      code: 'transform_failed',
      field: 'vendor',
      kind: 'data',
    });
  });
});

describe('mistakes in a mapping are found before anything runs', () => {
  const raw: FieldTable = [
    ...PRODUCT_FIELDS,
    { path: 'native.x_season', type: 'string' },
    { path: 'native.categ_id', type: 'reference' },
  ];

  test.each<[string, unknown, object]>([
    [
      'an unknown source field',
      [{ from: 'titel', to: 'title' }],
      { code: 'mapping_unknown_field', field: 'mapping[0].from', remedy: 'Did you mean "title"?' },
    ],
    [
      'an unknown target field',
      [{ from: 'title', to: 'variants[].skuu' }],
      { code: 'mapping_unknown_field', field: 'mapping[0].to', remedy: 'Did you mean "variants[].sku"?' },
    ],
    [
      'a list field without []',
      [{ from: 'title', to: 'variants.sku' }],
      { code: 'mapping_unknown_field', remedy: 'Did you mean "variants[].sku"?' },
    ],
    [
      'a misspelt raw field',
      [{ from: 'native.x_saeson', to: 'title' }],
      { code: 'mapping_unknown_field', remedy: 'Did you mean "native.x_season"?' },
    ],
    [
      'a broken path',
      [{ from: 'title', to: 'variants[.sku' }],
      { code: 'path_invalid', field: 'mapping[0].to', message: expect.stringContaining('column 9') },
    ],
    [
      'a misspelt key',
      [{ from: 'title', to: 'title', transfrom: 'trim' }],
      { code: 'mapping_invalid', message: expect.stringContaining('did you mean "transform"') },
    ],
    ['an entry without target', [{ from: 'title' }], { code: 'mapping_invalid', field: 'mapping[0]' }],
    ['an entry without source', [{ to: 'title' }], { code: 'mapping_invalid' }],
    ['a transform of nothing', [{ to: 'title', transform: 'trim' }], { code: 'mapping_invalid' }],
    [
      'a wrong owner',
      [{ from: 'title', to: 'title', owner: 'shop' }],
      { code: 'mapping_invalid', field: 'mapping[0].owner' },
    ],
    ['no list', { title: 'x' }, { code: 'mapping_invalid', field: 'mapping' }],
    [
      'an unknown transform',
      [{ from: 'title', to: 'title', transform: 'upercase' }],
      { code: 'transform_unknown', remedy: 'Did you mean "uppercase"?' },
    ],
    [
      'a wrong argument',
      [{ from: 'title', to: 'title', transform: ['trim', { round: -1 }] }],
      { code: 'transform_invalid', field: 'mapping[0].transform' },
    ],
    [
      'a broken expression',
      [{ from: 'title', to: 'title', transform: { jsonata: '$uppercase(' } }],
      { code: 'transform_invalid', message: expect.stringContaining('character') },
    ],
  ])('%s', (_what, entries, error) => {
    expect(() => compileMapping(entries, { source: raw, target: raw })).toThrowError(
      expect.objectContaining({ kind: 'configuration', ...error }),
    );
  });

  test('raw fields are free where the table lists none, and a relation is reached across', () => {
    compileMapping([{ from: 'native.anything.deep', to: 'title' }], { source: PRODUCT_FIELDS, target: PRODUCT_FIELDS });
    compileMapping([{ from: 'native.categ_id.name', to: 'title' }], { source: raw, target: PRODUCT_FIELDS });
  });
});

test('a run knows which fields to read and check, and which side owns what', () => {
  const source = PRODUCT_FIELDS.filter(({ path }) => path === 'title' || path === 'vendor' || path === 'variants');
  const mapping = compileMapping(
    [
      { from: 'native.x_season', to: 'vendor', owner: 'target' },
      { from: 'variants[].sku', to: 'variants[].sku', key: true },
      { from: 'vendor', to: null },
    ],
    { source, target: PRODUCT_FIELDS },
  );
  expect(mapping.usedSourceFields).toEqual(['title', 'variants', 'native.x_season']);
  expect(mapping.usedTargetFields).toEqual(['title', 'variants', 'vendor']);
  expect(mapping.keys).toEqual(['variants.sku']);
  expect([...mapping.owners]).toEqual([['vendor', 'target']]);
  expect(compileMapping([], { source: 'any', target: 'any' }).usedSourceFields).toBe('all');
  expect(
    compileMapping([{ to: 'title', transform: { jsonata: 'x' } }], { source, target: source }).usedSourceFields,
  ).toBe('all');
});

describe('columns of a file', () => {
  const columns = ['Invoice No', 'Unit.Price', 'Qty', 'Customer', 'Date'];
  const entries = compileEntries(
    [
      { from: 'Invoice No', to: 'number', key: true },
      { from: 'Date', to: 'placedAt', transform: { date: { format: 'M/d/yyyy H:mm', zone: 'Europe/London' } } },
      { from: 'Customer', to: 'customer.id' },
      { from: 'Unit.Price', to: 'lines[].unitPrice', transform: { number: { decimal: ',' } } },
      { from: 'Qty', to: 'lines[].quantity' },
      { to: 'currency', default: 'GBP' },
    ],
    { columns, target: ORDER_FIELDS },
  );
  const row = { 'Invoice No': '536365', 'Unit.Price': '2,55', Qty: '6', Customer: '17850', Date: '12/1/2010 8:26' };

  test('rows become a record with a line each', () => {
    const order: Record<string, Value> = {};
    applyEntries(entries, row, { into: order, indices: [0] });
    applyEntries(entries, { ...row, Qty: '8', 'Unit.Price': '3,39' }, { into: order, indices: [1] });
    expect(order).toEqual({
      number: '536365',
      placedAt: '2010-12-01T08:26:00Z',
      customer: { type: 'customer', id: '17850' },
      currency: 'GBP',
      lines: [
        { unitPrice: '2.55', quantity: '6' },
        { unitPrice: '3.39', quantity: '8' },
      ],
    });
  });

  test('a row without a customer gives an order without one, not a reference to nobody', () => {
    expect(applyEntries(entries, { ...row, Customer: '' }, { indices: [0] })).toMatchObject({ customer: null });
  });

  test('an unknown column is named with the nearest one of the file', () => {
    expect(() => compileEntries([{ from: 'InvoiceNo', to: 'number' }], { columns, target: ORDER_FIELDS })).toThrowError(
      expect.objectContaining({ code: 'mapping_unknown_field', remedy: 'Did you mean "Invoice No"?' }),
    );
  });
});
