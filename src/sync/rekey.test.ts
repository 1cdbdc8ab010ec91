import { expect, it } from 'vitest';
import type { FieldTable } from '../core/field.ts';
import { matchItems } from './rekey.ts';

const FIELDS: FieldTable = [
  {
    path: 'lines',
    type: 'list',
    list: {
      key: 'id',
      fields: [
        { path: 'id', type: 'string' },
        { path: 'sku', type: 'string' },
        { path: 'quantity', type: 'decimal' },
      ],
      match: [['sku', 'quantity'], ['sku']],
    },
  },
];

function pairs(source: readonly object[], target: readonly object[]) {
  const matched = matchItems(FIELDS, { lines: source as never }, { lines: target as never }, []);
  return matched.map(({ key, id }) => `${key}=${id}`);
}

it('a line of an order that is there already is recognised by all that tells it apart, then by less', () => {
  const source = [
    { id: 'a', sku: 'X', quantity: '1' },
    { id: 'b', sku: 'X', quantity: '2.0' },
    { id: 'c', sku: 'Y', quantity: '3' },
  ];
  const target = [
    { id: '1', sku: 'X', quantity: '2' },
    { id: '2', sku: 'X', quantity: '1.00' },
    { id: '3', sku: 'Y', quantity: '4' },
  ];
  expect(pairs(source, target)).toEqual(['a=2', 'b=1', 'c=3']);
});

it('lines that say the same on one side are not guessed', () => {
  const twice = [
    { id: 'a', sku: 'X', quantity: '1' },
    { id: 'b', sku: 'X', quantity: '1' },
  ];
  const once = [{ id: '1', sku: 'X', quantity: '1' }];
  expect(pairs(twice, once)).toEqual([]);
  expect(pairs(once, twice)).toEqual([]);
});

it('empty and unknown values do not make two lines the same', () => {
  expect(pairs([{ id: 'a', sku: '', quantity: '1' }], [{ id: '1', sku: '', quantity: '1' }])).toEqual([]);
  expect(pairs([{ id: 'a', sku: null }], [{ id: '1', sku: null }])).toEqual([]);
  expect(pairs([{ id: 'a' }], [{ id: '1' }])).toEqual([]);
});

it('a remaining line is found by its SKU alone once its twin is gone', () => {
  const source = [
    { id: 'a', sku: 'X', quantity: '1' },
    { id: 'b', sku: 'X', quantity: '5' },
  ];
  const target = [
    { id: '1', sku: 'X', quantity: '1' },
    { id: '2', sku: 'X', quantity: '6' },
  ];
  expect(pairs(source, target)).toEqual(['a=1', 'b=2']);
});
