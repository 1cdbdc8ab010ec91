import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  customerValuesArbitrary,
  datetimeArbitrary,
  decimalArbitrary,
  emailArbitrary,
  htmlArbitrary,
  orderValuesArbitrary,
  productValuesArbitrary,
  valueArbitrary,
} from '../../test/arbitraries.ts';
import { equalValues, fingerprint } from './compare.ts';
import type { FieldSpec, FieldTable, FieldType } from './field.ts';
import { CUSTOMER_FIELDS } from './records/customer.ts';
import { ORDER_FIELDS } from './records/order.ts';
import { PRODUCT_FIELDS } from './records/product.ts';
import type { Value, Values } from './value.ts';

const item: FieldTable = [
  { path: 'id', type: 'string' },
  { path: 'price', type: 'decimal' },
  { path: 'title', type: 'text' },
];
const spec = (type: FieldType): FieldSpec => ({
  path: 'x',
  type,
  ...(type === 'list' ? { list: { key: 'id', fields: item } } : {}),
});

test.each<[FieldType, Value, Value]>([
  ['decimal', '10', '10.00'],
  ['decimal', '-0.0', '0'],
  ['decimal', 12.5, '12.50'],
  ['integer', 5, '5'],
  ['text', 'a\r\nb \n', 'a\nb'],
  ['html', '<p>a &amp; b</p>', 'a & b'],
  ['html', null, '<p><br/></p>'],
  ['datetime', '2026-11-24T09:30:00.250Z', '2026-11-24T09:30:00Z'],
  ['datetime', '2026-11-24T10:30:00+01:00', '2026-11-24T09:30:00Z'],
  ['datetime', '2026-11-24 09:30:00', '2026-11-24T09:30:00Z'],
  ['email', 'Ann@Shop.example', ' ann@shop.example'],
  ['string', '', null],
  ['reference', { type: 'customer', id: '1', email: 'a@b' }, { type: 'customer', id: '1' }],
  ['reference', { type: 'customer', id: null, email: 'A@b' }, { type: 'customer', id: null, email: 'a@b', sku: null }],
  ['set', ['b', 'a', 'b'], ['a', 'b']],
  ['set', [], null],
  ['list', [{ id: '1', price: '2' }, { id: '2' }], [{ id: '2' }, { price: '2.0', id: '1' }]],
  ['list', [{ id: '1', title: 'a ' }], [{ id: '1', title: 'a' }]],
  ['json', { a: [1, { c: 1, b: null }], d: 'x' }, { d: 'x', a: [1, { b: null, c: 1 }] }],
])('no write for a difference in form alone: %s %j %j', (type, a, b) => {
  expect(equalValues(spec(type), a, b)).toBe(true);
  expect(equalValues(spec(type), b, a)).toBe(true);
  expect(print(spec(type), a)).toBe(print(spec(type), b));
});

test.each<[FieldType, Value, Value]>([
  ['decimal', '10', '100'],
  ['decimal', '0', null],
  ['decimal', 'abc', 'abd'],
  ['string', 'a ', 'a'],
  ['string', 'A', 'a'],
  ['string', '1', 1],
  ['text', 'a\nb', 'a b'],
  ['boolean', false, null],
  ['datetime', '2026-11-24T09:30:00Z', '2026-11-24T09:30:01Z'],
  ['date', '2026-11-24', '2026-11-25'],
  ['reference', { type: 'customer', id: '1' }, { type: 'customer', id: '2' }],
  ['reference', { type: 'customer', id: '1' }, { type: 'product', id: '1' }],
  ['reference', { type: 'customer', id: null, email: 'a@b' }, { type: 'customer', id: null, email: 'c@d' }],
  ['reference', { type: 'customer', id: '1' }, null],
  ['set', ['a'], ['a', 'b']],
  ['set', ['a', 'b'], ['ab']],
  ['list', [{ id: '1' }], [{ id: '2' }]],
  ['list', [{ id: '1', price: '1' }], [{ id: '1', price: '2' }]],
  ['list', [{ id: '1', price: null }], [{ id: '1' }]],
  ['list', [{ id: '1', 'native.x': 1 }], [{ id: '1', 'native.x': 2 }]],
  ['json', ['a', 'b'], ['b', 'a']],
  ['json', [], null],
  ['json', { a: null }, {}],
])('a real change is seen: %s %j %j', (type, a, b) => {
  expect(equalValues(spec(type), a, b)).toBe(false);
  expect(print(spec(type), a)).not.toBe(print(spec(type), b));
});

test('an absent field is not an empty one', () => {
  expect(equalValues(spec('string'), undefined, null)).toBe(false);
  expect(equalValues(spec('string'), undefined, undefined)).toBe(true);
  expect(fingerprint(item, { id: '1' })).not.toBe(fingerprint(item, { id: '1', price: null }));
});

const TYPES: readonly FieldType[] = [
  'string',
  'text',
  'html',
  'decimal',
  'integer',
  'boolean',
  'datetime',
  'date',
  'email',
  'reference',
  'set',
  'list',
  'json',
];
const anyValue: fc.Arbitrary<Value> = fc.oneof(
  valueArbitrary,
  decimalArbitrary({ maxDigits: 2, maxDecimals: 2 }),
  datetimeArbitrary,
  emailArbitrary,
  htmlArbitrary,
  fc.array(
    fc.record(
      { id: fc.constantFrom('1', '2'), price: decimalArbitrary({ maxDigits: 1, maxDecimals: 1 }) },
      { noNullPrototype: true },
    ),
    { maxLength: 2 },
  ),
  fc.record(
    { type: fc.constantFrom('customer', 'product'), id: fc.option(fc.constantFrom('1', '2')) },
    { noNullPrototype: true },
  ),
);

describe.each(TYPES)('%s', (type) => {
  test('equality is reflexive, symmetric, and the fingerprint agrees with it', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        const copy = structuredClone(a);
        expect(equalValues(spec(type), a, copy)).toBe(true);
        expect(equalValues(spec(type), a, b)).toBe(equalValues(spec(type), b, a));
        expect(print(spec(type), a) === print(spec(type), b)).toBe(equalValues(spec(type), a, b));
      }),
      { numRuns: 200 },
    );
  });
});

test.each<[string, FieldTable, fc.Arbitrary<Values>]>([
  ['product', PRODUCT_FIELDS, productValuesArbitrary],
  ['customer', CUSTOMER_FIELDS, customerValuesArbitrary],
  ['order', ORDER_FIELDS, orderValuesArbitrary as fc.Arbitrary<Values>],
])('a %s in another order of fields and items has the same fingerprint', (_name, fields, records) => {
  fc.assert(
    fc.property(records, (values) => {
      const turned: Record<string, Value> = {};
      for (const [key, value] of Object.entries(values).reverse()) {
        const type = fields.find(({ path }) => path === key)?.type;
        turned[key] = Array.isArray(value) && (type === 'list' || type === 'set') ? value.toReversed() : value;
      }
      expect(fingerprint(fields, turned)).toBe(fingerprint(fields, values));
      expect(fingerprint(fields, values)).toMatch(/^[0-9a-f]{64}$/);
    }),
  );
});

test('a field that is not in the table still counts', () => {
  expect(fingerprint(item, { 'native.x': 'a' })).not.toBe(fingerprint(item, { 'native.x': 'b' }));
});

function print(field: FieldSpec, value: Value): string {
  return fingerprint([field], { [field.path]: value });
}
