import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countAt, getAt, getPath, parsePath, setAt } from './path.ts';

const record = {
  title: 'Pot',
  partner_id: { id: '7', name: 'Ann' },
  variants: [
    { id: '1', sku: 'A', native: { lot: 'x' } },
    { id: '2', 'native.lot': 'y', sku: null },
  ],
  options: [{ values: ['S', 'M'] }, { values: ['red'] }],
  native: { x_season: 'summer', 'Unit.Price': '2' },
};

test.each([
  ['title', 'Pot'],
  ['partner_id.name', 'Ann'],
  ['variants[].sku', ['A', null]],
  ['variants[0].sku', 'A'],
  ['variants[].native.lot', ['x', 'y']],
  ['options[].values[]', [['S', 'M'], ['red']]],
  ['options[1].values[0]', 'red'],
  ['native.x_season', 'summer'],
  ['native."Unit.Price"', '2'],
  ['missing', undefined],
  ['missing[].x', undefined],
  ['title.length', undefined],
  ['variants[5].sku', undefined],
  ['constructor.name', undefined],
])('%s is read', (path, value) => {
  expect(getPath(record, parsePath(path))).toEqual(value);
});

test('a field under its whole name goes before a nested one', () => {
  expect(getPath({ 'native.x': 'flat', native: { x: 'nested' } }, parsePath('native.x'))).toBe('flat');
});

test.each([
  ['', 1, 'missing'],
  ['.title', 1, 'before the dot'],
  ['a..b', 3, 'before the dot'],
  ['a.', 3, 'at the end'],
  ['a[', 2, 'not closed'],
  ['a[x]', 3, 'between brackets'],
  ['a[][]', 4, 'list of lists'],
  ['a]b', 2, 'cannot stand here'],
  ['a[]b', 4, 'dot goes between'],
  ['a."b', 3, 'quote is not closed'],
  ['a. b', 3, 'blanks'],
])('a fault in the path %j is shown by its column, %i', (text, column, reason) => {
  expect(() => parsePath(text)).toThrowError(
    expect.objectContaining({
      code: 'path_invalid',
      value: text,
      message: expect.stringMatching(new RegExp(`column ${column}: .*${reason}`)),
    }),
  );
});

describe('setting', () => {
  test.each<[string, readonly number[], unknown, object]>([
    ['title', [], {}, { title: 'v' }],
    ['native.x_season', [], {}, { 'native.x_season': 'v' }],
    [
      'variants[].sku',
      [1],
      { variants: [{ id: '1' }, { id: '2' }] },
      { variants: [{ id: '1' }, { id: '2', sku: 'v' }] },
    ],
    ['variants[].native.lot', [0], {}, { variants: [{ 'native.lot': 'v' }] }],
    ['images[1].url', [], {}, { images: [{}, { url: 'v' }] }],
    ['billingAddress.city', [], { billingAddress: { zip: '1' } }, { billingAddress: { zip: '1', city: 'v' } }],
    ['tags[0]', [], { tags: null }, { tags: ['v'] }],
    ['native.order_line[].x', [0], {}, { 'native.order_line': [{ x: 'v' }] }],
  ])('%s at %j', (path, indices, before, after) => {
    const target = structuredClone(before) as Record<string, unknown>;
    setAt(target, parsePath(path), indices, 'v');
    expect(target).toEqual(after);
  });

  test('no path reaches the prototype of objects', () => {
    const target = {};
    setAt(target, parsePath('__proto__.polluted'), [], 'v');
    setAt(target, parsePath('__proto__'), [], 'v');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(target)).toBe(Object.prototype);
  });

  test('what was set is read again', () => {
    const name = fc.stringMatching(/^[a-z_]{1,4}$/);
    const part = fc.tuple(name, fc.constantFrom('', '[]', '[0]'));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), fc.nat({ max: 3 }), (parts, index) => {
        const path = parsePath(parts.map(([text, bracket]) => text + bracket).join('.'));
        const indices = new Array<number>(path.depth).fill(index);
        const target = {};
        setAt(target, path, indices, 'v');
        expect(getAt(target, path, indices)).toBe('v');
      }),
    );
  });
});

test('items are counted per level', () => {
  const path = parsePath('options[].values[]');
  expect(countAt(record, path, [])).toBe(2);
  expect(countAt(record, path, [0])).toBe(2);
  expect(countAt(record, path, [1])).toBe(1);
  expect(countAt(record, path, [1, 0])).toBe(0);
  expect(countAt(record, parsePath('title[]'), [])).toBe(0);
});
