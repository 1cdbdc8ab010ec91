import { expect, it } from 'vitest';
import { unfinishedPaths } from './unfinished.ts';

it('a create that was cut off is finished, but what a person entered meanwhile is kept', () => {
  const variants = [
    { id: 'a', sku: 'A', barcode: 'B', cost: '2', weight: null, price: '10' },
    { id: 'b', sku: 'A2', price: '10' },
    { id: 'c', price: '12' },
  ];
  const found = new Map([
    ['a', { id: 1, default_code: false, barcode: 'by hand', standard_price: 0, weight: 0 }],
    ['c', { id: 3, default_code: false }],
  ]);
  const product = { title: 'x', variants };
  expect(unfinishedPaths(product, found, new Set())).toEqual([
    'variants[a].sku',
    'variants[a].cost',
    'variants[c].price',
  ]);
  expect(unfinishedPaths(product, found, new Set([3]))).not.toContain('variants[c].price');
});
