import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { productValuesArbitrary } from '../../test/arbitraries.ts';
import { equalValues } from '../core/compare.ts';
import { PRODUCT_FIELDS } from '../core/records/product.ts';
import type { Values } from '../core/value.ts';
import { compileMapping } from './mapping.ts';
import { checkBidirectional, invertEntries } from './mapping-inverse.ts';

describe('a bidirectional mapping that would lose values on the way back is refused', () => {
  test.each<[string, object, string]>([
    ['capital letters', { from: 'title', to: 'title', transform: 'uppercase' }, 'uppercase'],
    ['a lossy step in a chain', { from: 'title', to: 'title', transform: [{ prefix: 'a' }, 'trim'] }, 'trim'],
    ['joined fields', { from: ['vendor', 'title'], to: 'title' }, 'taken apart'],
    ['an expression', { from: 'title', to: 'title', transform: { jsonata: '$' } }, 'jsonata'],
    ['an expression over the record', { to: 'title', transform: { jsonata: 'title' } }, 'whole record'],
    [
      'a table of two to one',
      { from: 'status', to: 'status', transform: { lookup: { table: { a: 'x', b: 'x' } } } },
      'lookup',
    ],
    ['a factor of zero', { from: 'x', to: 'y', transform: { multiply: 0 } }, 'multiply'],
  ])('%s', (_what, entry, text) => {
    expect(() => checkBidirectional([entry])).toThrowError(
      expect.objectContaining({
        code: 'mapping_no_inverse',
        kind: 'configuration',
        field: 'mapping[0]',
        message: expect.stringContaining(text),
      }),
    );
  });

  test('with an inverse or an owner it is not', () => {
    checkBidirectional([
      { from: 'title', to: 'title', transform: 'uppercase', inverse: 'lowercase' },
      { from: 'vendor', to: 'vendor', transform: 'trim', inverse: [] },
      { from: ['vendor', 'title'], to: 'native.x_name', owner: 'source' },
      { to: 'kind', default: 'goods' },
    ]);
  });

  test('a wrong inverse is found at once', () => {
    expect(() =>
      checkBidirectional([{ from: 'title', to: 'title', transform: 'uppercase', inverse: 'lowercas' }]),
    ).toThrowError(expect.objectContaining({ code: 'transform_unknown', remedy: 'Did you mean "lowercase"?' }));
  });
});

test('what goes one way only does not come back', () => {
  const inverted = invertEntries([
    { to: 'kind', default: 'goods' },
    { from: 'vendor', to: null },
    { to: 'tags', ignore: true },
    { from: 'native.x_name', to: 'title', sequence: 3 },
    { from: 'native.brand', to: 'vendor', owner: 'source' },
  ]);
  expect(inverted).toEqual([
    { from: 'title', to: 'native.x_name', sequence: 3 },
    { to: 'kind', ignore: true },
    { to: 'vendor', ignore: true },
    { to: 'tags', ignore: true },
    { to: 'title', ignore: true },
  ]);
});

test('there and back gives the same product', () => {
  const entries = [
    { from: 'title', to: 'title', transform: { prefix: 'DE: ' } },
    {
      from: 'status',
      to: 'status',
      transform: { lookup: { table: { active: 'archived', archived: 'active', draft: 'draft' } } },
    },
    { from: 'variants[].price', to: 'variants[].price', transform: { multiply: '1.25' } },
  ];
  const tables = { source: PRODUCT_FIELDS, target: PRODUCT_FIELDS };
  const there = compileMapping(entries, tables);
  const back = compileMapping(invertEntries(entries), tables);
  fc.assert(
    fc.property(productValuesArbitrary as fc.Arbitrary<Values>, (values) => {
      const mapped = there.apply({ values, native: null });
      if (mapped instanceof Promise) throw new Error('no expression here');
      const returned = back.apply({ values: mapped.values, native: null });
      if (returned instanceof Promise) throw new Error('no expression here');
      for (const spec of PRODUCT_FIELDS)
        expect(equalValues(spec, returned.values[spec.path], values[spec.path])).toBe(true);
    }),
  );
});
