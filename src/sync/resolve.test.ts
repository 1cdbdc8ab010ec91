import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalValues } from '../core/compare.ts';
import type { FieldChange } from '../core/connector.ts';
import type { FieldTable } from '../core/field.ts';
import type { Value, Values } from '../core/value.ts';
import { type Bases, type ResolvePolicy, resolve } from './resolve.ts';

const FIELDS: FieldTable = [
  { path: 'title', type: 'string' },
  { path: 'price', type: 'decimal' },
  { path: 'tags', type: 'set' },
  {
    path: 'variants',
    type: 'list',
    list: {
      key: 'id',
      fields: [
        { path: 'id', type: 'string' },
        { path: 'sku', type: 'string' },
        { path: 'price', type: 'decimal' },
      ],
    },
  },
];

const IMPORT: ResolvePolicy = { conflict: 'source_wins', firstContact: 'link', removeItems: false };
const UPDATE: ResolvePolicy = { ...IMPORT, firstContact: 'update' };

type Item = { readonly [field: string]: Value };

/** What a target does with changes: the independent other half, for round trips. */
function write(target: Values, changes: readonly FieldChange[]): Values {
  const out: { [field: string]: Value } = { ...target };
  for (const change of changes) {
    const { field, key, itemField, after } = change;
    if (key === undefined) {
      out[field] = after;
      continue;
    }
    const items = (out[field] ?? []) as readonly Item[];
    if (change.op === 'add') out[field] = [...items, after];
    else if (change.op === 'remove') out[field] = items.filter((item) => item.id !== key);
    else if (itemField !== undefined) {
      out[field] = items.map((item) => (item.id === key ? { ...item, [itemField]: after } : item));
    }
  }
  return out;
}

const word = fc.constantFrom('a', 'b', 'c');
const price = fc.constantFrom('1', '1.00', '2', '2.5', null);
const itemArbitrary = fc.record({ sku: fc.option(word), price });
const itemsArbitrary = fc
  .dictionary(fc.constantFrom('v1', 'v2', 'v3'), itemArbitrary)
  .map((items) => Object.entries(items).map(([id, item]) => ({ id, ...item })));
const valuesArbitrary = fc.record(
  { title: word, price, tags: fc.uniqueArray(word), variants: itemsArbitrary },
  { requiredKeys: [] },
) as fc.Arbitrary<Values>;
const wholeArbitrary = fc.record({
  title: word,
  price,
  tags: fc.uniqueArray(word),
  variants: itemsArbitrary,
}) as fc.Arbitrary<Values>;
const basesArbitrary: fc.Arbitrary<Bases> = fc.record({ source: wholeArbitrary, target: wholeArbitrary });

const equal = (path: string, a: Value | undefined, b: Value | undefined): boolean => {
  const spec = FIELDS.find((field) => field.path === path);
  return spec !== undefined && a !== undefined && b !== undefined && equalValues(spec, a, b);
};

describe('resolve', () => {
  it("never overwrites a field that only the target's people changed", () => {
    fc.assert(
      fc.property(basesArbitrary, wholeArbitrary, (bases, target) => {
        const { changes } = resolve({ fields: FIELDS, bases, source: bases.source, target, policy: IMPORT });
        expect(changes).toEqual([]);
      }),
    );
  });

  it('writes nothing on first contact unless told to, and shows every difference', () => {
    fc.assert(
      fc.property(valuesArbitrary, wholeArbitrary, (source, target) => {
        const { changes, differences } = resolve({ fields: FIELDS, bases: null, source, target, policy: IMPORT });
        expect(changes).toEqual([]);
        for (const path of ['title', 'price', 'tags']) {
          const differs = source[path] !== undefined && !equal(path, source[path], target[path]);
          expect(differences.some((d) => d.path === path)).toBe(differs);
        }
      }),
    );
  });

  it('comes to rest: what is written needs no second write, and the source is then in the target', () => {
    fc.assert(
      fc.property(valuesArbitrary, wholeArbitrary, (source, target) => {
        const first = resolve({ fields: FIELDS, bases: null, source, target, policy: UPDATE });
        const written = write(target, first.changes);
        for (const path of ['title', 'price', 'tags']) {
          if (source[path] !== undefined) expect(equal(path, source[path], written[path])).toBe(true);
        }
        const again = resolve({ fields: FIELDS, bases: first.bases, source, target: written, policy: IMPORT });
        expect(again.changes).toEqual([]);
        expect(again.differences).toEqual([]);
      }),
    );
  });

  it('after a link, a later change of the source alone is written, field by field', () => {
    fc.assert(
      fc.property(wholeArbitrary, wholeArbitrary, word, (source, target, title) => {
        const { bases } = resolve({ fields: FIELDS, bases: null, source, target, policy: IMPORT });
        const changed = { ...source, title };
        const { changes } = resolve({ fields: FIELDS, bases, source: changed, target, policy: IMPORT });
        const expected = title !== source.title && title !== target.title ? ['title'] : [];
        expect(changes.map((c) => c.path)).toEqual(expected);
      }),
    );
  });

  it('a field that both sides changed follows the policy, and is never lost from sight', () => {
    const bases: Bases = { source: { title: 'old' }, target: { title: 'old' } };
    const run = (conflict: ResolvePolicy['conflict']) =>
      resolve({
        fields: FIELDS,
        bases,
        source: { title: 'file' },
        target: { title: 'staff' },
        policy: { ...IMPORT, conflict },
      });
    expect(run('source_wins').changes).toMatchObject([{ path: 'title', before: 'staff', after: 'file' }]);
    expect(run('target_wins')).toMatchObject({ changes: [], differences: [{ reason: 'both_changed' }] });
    expect(run('manual')).toMatchObject({ changes: [], differences: [{ reason: 'both_changed' }], bases });
  });

  it('adds an item that the source gained, leaves one that only the target has, never removes unless told to', () => {
    const v = (id: string, sku: string) => ({ id, sku, price: '1' });
    const bases: Bases = {
      source: { variants: [v('v1', 'a'), v('v2', 'b')] },
      target: { variants: [v('v1', 'a'), v('v2', 'b')] },
    };
    const input = {
      fields: FIELDS,
      bases,
      source: { variants: [v('v1', 'a'), v('v3', 'c')] },
      target: { variants: [v('v1', 'a'), v('v2', 'b'), v('target:9', 'x')] },
    };
    const kept = resolve({ ...input, policy: IMPORT });
    expect(kept.changes.map((c) => [c.op, c.path])).toEqual([['add', 'variants[v3]']]);
    const removed = resolve({ ...input, policy: { ...IMPORT, removeItems: true } });
    expect(removed.changes.map((c) => [c.op, c.path])).toEqual([
      ['add', 'variants[v3]'],
      ['remove', 'variants[v2]'],
    ]);
  });

  it('an item that was removed in the target is not put back', () => {
    const item = { id: 'v1', sku: 'a', price: '1' };
    const bases: Bases = { source: { variants: [item] }, target: { variants: [item] } };
    const { changes, differences } = resolve({
      fields: FIELDS,
      bases,
      source: { variants: [{ ...item, price: '2' }] },
      target: { variants: [] },
      policy: IMPORT,
    });
    expect(changes).toEqual([]);
    expect(differences).toMatchObject([{ path: 'variants[v1]', reason: 'removed_in_target' }]);
  });

  it('finishes what an interrupted create had not reached', () => {
    const item = { id: 'v1', sku: 'a', price: '5' };
    const values = { title: 'a', variants: [item] };
    const { changes } = resolve({
      fields: FIELDS,
      bases: { source: values, target: values },
      source: values,
      target: { title: 'a', variants: [{ ...item, price: '1' }] },
      policy: IMPORT,
      unfinished: new Set(['variants[v1].price']),
    });
    expect(changes).toMatchObject([{ path: 'variants[v1].price', before: '1', after: '5' }]);
  });

  it("merges sets: the file's new tags arrive, those that it dropped go, those of the staff stay", () => {
    const bases: Bases = { source: { tags: ['new', 'wood'] }, target: { tags: ['new', 'wood'] } };
    const { changes, bases: after } = resolve({
      fields: FIELDS,
      bases,
      source: { tags: ['wood', 'sale'] },
      target: { tags: ['new', 'wood', 'staff pick'] },
      policy: IMPORT,
    });
    expect(changes).toMatchObject([{ path: 'tags', after: ['wood', 'staff pick', 'sale'] }]);
    const again = resolve({
      fields: FIELDS,
      bases: after,
      source: { tags: ['wood', 'sale'] },
      target: { tags: ['wood', 'staff pick', 'sale'] },
      policy: IMPORT,
    });
    expect(again.changes).toEqual([]);
  });

  it('compares only what both sides hold: a column that the file does not have is left alone', () => {
    const { changes, differences } = resolve({
      fields: FIELDS,
      bases: null,
      source: { title: 'a' },
      target: { title: 'a', price: '5' },
      policy: UPDATE,
    });
    expect([changes, differences]).toEqual([[], []]);
  });
});
