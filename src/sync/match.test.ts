import { describe, expect, it } from 'vitest';
import type { KeyMatch } from '../core/connector.ts';
import { hitKey, keyValues, matchRecord } from './match.ts';

const KEYS = ['externalId', 'variants.sku', 'variants.barcode'];

function hits(rows: readonly (KeyMatch & { field: string })[]) {
  const map = new Map<string, KeyMatch[]>();
  for (const row of rows) {
    const name = hitKey(row.field, row.value);
    map.set(name, [...(map.get(name) ?? []), row]);
  }
  return map;
}

const shirt = {
  title: 'Shirt',
  variants: [
    { id: 'v1', sku: 'S-1', barcode: '111' },
    { id: 'v2', sku: 'S-2', barcode: '222' },
  ],
};

describe('matching with what the target holds', () => {
  it('takes the record that holds the variants, and links each variant', () => {
    const verdict = matchRecord(
      keyValues(KEYS, shirt),
      hits([
        { field: 'variants.sku', value: 'S-1', id: '11', parentId: '5' },
        { field: 'variants.sku', value: 'S-2', id: '12', parentId: '5' },
      ]),
    );
    expect(verdict).toEqual({
      kind: 'match',
      targetId: '5',
      children: [
        { list: 'variants', key: 'v1', id: '11' },
        { list: 'variants', key: 'v2', id: '12' },
      ],
    });
  });

  it('never guesses: a key that two records have is ambiguous', () => {
    const verdict = matchRecord(
      keyValues(KEYS, shirt),
      hits([
        { field: 'variants.sku', value: 'S-1', id: '11', parentId: '5' },
        { field: 'variants.sku', value: 'S-1', id: '21', parentId: '6' },
      ]),
    );
    expect(verdict).toEqual({ kind: 'ambiguous', field: 'variants.sku', value: 'S-1', ids: ['11', '21'] });
  });

  it('makes a composite where the target holds each variant as a product of its own', () => {
    const verdict = matchRecord(
      keyValues(KEYS, shirt),
      hits([
        { field: 'variants.sku', value: 'S-1', id: '11', parentId: '5' },
        { field: 'variants.sku', value: 'S-2', id: '12', parentId: '6' },
      ]),
    );
    expect(verdict).toMatchObject({ kind: 'match', targetId: '5+6' });
  });

  it('an id of the target that the file gives counts before any other key', () => {
    const verdict = matchRecord(
      keyValues(KEYS, { ...shirt, externalId: 'shop.shirt' }),
      hits([
        { field: 'externalId', value: 'shop.shirt', id: '9' },
        { field: 'variants.sku', value: 'S-1', id: '11', parentId: '5' },
        { field: 'variants.barcode', value: '222', id: '92', parentId: '9' },
      ]),
    );
    expect(verdict).toEqual({ kind: 'match', targetId: '9', children: [{ list: 'variants', key: 'v2', id: '92' }] });
  });

  it('passes over a key that the record itself repeats, and empty ones', () => {
    const values = {
      variants: [
        { id: 'a', sku: 'X' },
        { id: 'b', sku: 'X' },
        { id: 'c', sku: '' },
        { id: 'd', sku: null },
      ],
    };
    expect(keyValues(['variants.sku'], values)).toEqual([]);
    expect(matchRecord([], new Map())).toEqual({ kind: 'none' });
  });
});
