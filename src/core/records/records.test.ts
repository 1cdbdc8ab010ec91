import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import {
  customerArbitrary,
  customerValuesArbitrary,
  orderArbitrary,
  orderValuesArbitrary,
  productArbitrary,
  productValuesArbitrary,
} from '../../../test/arbitraries.ts';
import type { FieldSpec, FieldType } from '../field.ts';
import { isDecimal } from '../money.ts';
import type { Value, Values } from '../value.ts';
import {
  ADDRESS_FIELDS,
  CUSTOMER_FIELDS,
  type Customer,
  customerAddressSchema,
  customerValuesSchema,
  validateCustomer,
  validateCustomerValues,
} from './customer.ts';
import {
  ORDER_FIELDS,
  ORDER_LINE_FIELDS,
  type Order,
  orderLineSchema,
  orderSchema,
  validateOrder,
  validateOrderValues,
} from './order.ts';
import {
  PRODUCT_FIELDS,
  type Product,
  productSchema,
  VARIANT_FIELDS,
  validateProduct,
  validateProductValues,
  variantSchema,
} from './product.ts';

const types = [
  {
    name: 'product',
    fields: PRODUCT_FIELDS,
    schema: productSchema,
    whole: productArbitrary,
    partial: productValuesArbitrary,
    validate: validateProduct,
    validatePartial: validateProductValues,
  },
  {
    name: 'customer',
    fields: CUSTOMER_FIELDS,
    schema: customerValuesSchema,
    whole: customerArbitrary,
    partial: customerValuesArbitrary,
    validate: validateCustomer,
    validatePartial: validateCustomerValues,
  },
  {
    name: 'order',
    fields: ORDER_FIELDS,
    schema: orderSchema,
    whole: orderArbitrary,
    partial: orderValuesArbitrary,
    validate: validateOrder,
    validatePartial: validateOrderValues,
  },
] as const;

describe.each(types)('$name', ({ fields, schema, whole, partial, validate, validatePartial }) => {
  test('every valid record is accepted unchanged, also after it was stored as JSON', () => {
    fc.assert(
      fc.property(whole as fc.Arbitrary<Values>, (values) => {
        expect(validate(values)).toBe(values);
        expect(validate(JSON.parse(JSON.stringify(values)))).toEqual(values);
      }),
    );
  });

  test('a record of which little is known is accepted', () => {
    fc.assert(fc.property(partial as fc.Arbitrary<Values>, (values) => void validatePartial(values)));
    validatePartial({});
  });

  test('no float travels in any field: fractions would lose cents', () => {
    fc.assert(
      fc.property(whole as fc.Arbitrary<Values>, fc.nat(), (values, choice) => {
        const copy = JSON.parse(JSON.stringify(values));
        const decimals = [...decimalSpots(fields, copy)];
        for (const { holder, key } of decimals) expect(holder[key] === null || isDecimal(holder[key])).toBe(true);
        const spot = decimals[choice % decimals.length];
        if (spot === undefined) return;
        spot.holder[spot.key] = 12.5;
        expect(() => validate(copy)).toThrowError(expect.objectContaining({ code: 'record_invalid', value: 12.5 }));
      }),
    );
  });

  test('field table and schema name the same fields of the same types', () => {
    expectInStep(fields, schema.shape);
  });

  test('raw fields may stand beside the canonical ones, a misspelt one may not', () => {
    fc.assert(
      fc.property(whole as fc.Arbitrary<Values>, (values) => {
        validate({ ...values, native: { anything: 1.5 }, 'native.x_season': 'summer' });
        expect(() => validate({ ...values, nativ: 1 })).toThrowError(
          expect.objectContaining({ code: 'record_invalid', field: 'nativ' }),
        );
      }),
      { numRuns: 20 },
    );
  });
});

test('tables of list items are in step with their schemas', () => {
  expectInStep(VARIANT_FIELDS, variantSchema.shape);
  expectInStep(ADDRESS_FIELDS, customerAddressSchema.shape);
  expectInStep(ORDER_LINE_FIELDS, orderLineSchema.shape);
});

test('records are values: they can go wherever values go', () => {
  expectTypeOf<Product>().toExtend<Values>();
  expectTypeOf<Customer>().toExtend<Values>();
  expectTypeOf<Order>().toExtend<Values>();
});

describe('a bad record says which field and value are at fault', () => {
  const product = { title: 'Pot', variants: [{ id: '1', price: '9.99' }] };
  const order = { number: 'A1', lines: [{ id: '1', quantity: '2' }] };

  test.each<[string, () => unknown, string, string]>([
    [
      'a decimal comma',
      () => validateProduct({ ...product, variants: [{ id: '1', price: '9,99' }] }),
      'variants[0].price',
      '"9,99"',
    ],
    ['no variant', () => validateProduct({ ...product, variants: [] }), 'variants', 'at least one variant'],
    ['no title', () => validateProduct({ variants: product.variants }), 'title', 'missing'],
    [
      'two variants with one id',
      () => validateProduct({ ...product, variants: [{ id: '1' }, { id: '1' }] }),
      'variants[1].id',
      'only once',
    ],
    [
      'an unknown field of a variant',
      () => validateProduct({ ...product, variants: [{ id: '1', SKU: 'x' }] }),
      'variants[0].SKU',
      'not one of',
    ],
    ['an unknown status', () => validateProductValues({ status: 'live' }), 'status', 'active, draft, archived'],
    ['local time', () => validateOrder({ ...order, placedAt: '2026-11-24T09:30:00+01:00' }), 'placedAt', 'UTC'],
    ['a currency symbol', () => validateOrder({ ...order, currency: '€' }), 'currency', 'ISO 4217'],
    [
      'a reference to the wrong type',
      () => validateOrder({ ...order, customer: { type: 'partner', id: '1' } }),
      'customer.type',
      'customer',
    ],
    [
      'a float in the payment',
      () => validateOrder({ ...order, payment: { transactions: [{ fee: 0.3 }] } }),
      'payment.transactions[0].fee',
      '0.3',
    ],
    [
      'a customer without any name',
      () => validateCustomer({ vat: 'FR1', 'native.x': 1 }),
      'name',
      'name, company, e-mail or phone',
    ],
  ])('%s', (_what, validate, field, text) => {
    expect(validate).toThrowError(
      expect.objectContaining({ code: 'record_invalid', kind: 'data', field, message: expect.stringContaining(text) }),
    );
  });
});

function* decimalSpots(
  fields: readonly FieldSpec[],
  record: Record<string, Value>,
): Generator<{ holder: Record<string, Value>; key: string }> {
  for (const spec of fields) {
    const value = record[spec.path];
    if (value === undefined) continue;
    if (spec.type === 'decimal') yield { holder: record, key: spec.path };
    if (spec.list !== undefined && Array.isArray(value)) {
      for (const item of value) yield* decimalSpots(spec.list.fields, item);
    }
  }
}

const PROBES: Readonly<Record<FieldType, { good: readonly unknown[]; bad: readonly unknown[] }>> = {
  string: { good: [], bad: [1, true, []] },
  text: { good: ['a'], bad: [1, true, []] },
  html: { good: ['<p>a</p>'], bad: [1, []] },
  decimal: { good: ['1.50', '-3'], bad: [1.5, 1, '1,5', '1e3', ''] },
  integer: { good: [1], bad: ['1', 1.5] },
  boolean: { good: [true, false], bad: ['true', 1] },
  datetime: { good: ['2026-11-24T09:30:00Z'], bad: ['2026-11-24', '2026-11-24T09:30:00', 'now'] },
  date: { good: ['2026-11-24'], bad: ['24/11/2026'] },
  email: { good: ['a@b.example'], bad: [1] },
  reference: { good: [], bad: ['1', { id: '1' }] },
  set: { good: [['a', 'b']], bad: ['a', [1]] },
  list: { good: [], bad: [{}, 'a', [{}]] },
  json: { good: [], bad: [1.5] },
};

function expectInStep(fields: readonly FieldSpec[], shape: Readonly<Record<string, z.ZodType>>): void {
  expect(fields.map(({ path }) => path).sort()).toEqual(Object.keys(shape).sort());
  for (const spec of fields) {
    const schema = shape[spec.path];
    const accepts = (value: unknown) => schema?.safeParse(value).success;
    const { good, bad } = PROBES[spec.type];
    for (const value of good) expect([spec.path, value, accepts(value)]).toEqual([spec.path, value, true]);
    for (const value of bad) expect([spec.path, value, accepts(value)]).toEqual([spec.path, value, false]);
    expect([spec.path, accepts(null)]).toEqual([spec.path, spec.required !== true]);
    if (spec.type === 'reference') expect(accepts({ type: spec.to, id: '1' })).toBe(true);
    if (spec.list !== undefined) {
      expect(accepts([{ [spec.list.key]: '1' }])).toBe(true);
      const item = Object.fromEntries(spec.list.fields.map(({ path }) => [path, null]));
      expect(accepts([{ ...item, [spec.list.key]: '1' }])).toBe(true);
      expect(accepts([{ id: '1', unknown: null }])).toBe(false);
    }
  }
}
