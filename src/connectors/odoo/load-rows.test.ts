import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupByColumns, type LoadRecord, tabulate } from './load-rows.ts';

describe('rows of load', () => {
  it('put the first line beside its record and leave the record empty beside the others', () => {
    const table = tabulate([
      { cells: { id: 'a', name: 'A' }, lines: [{ 'l/id': '1' }, { 'l/id': '2' }] },
      { cells: { name: 'B', id: 'b' }, lines: [{ 'l/id': '3' }] },
    ]);
    expect(table.columns).toEqual(['id', 'name', 'l/id']);
    expect(table.rows).toEqual([
      ['a', 'A', '1'],
      ['', '', '2'],
      ['b', 'B', '3'],
    ]);
    expect(table.starts).toEqual([0, 2]);
  });

  it('never share a call with records of other columns: an empty cell would clear the field', () => {
    const cells = fc.dictionary(fc.constantFrom('name', 'barcode', 'weight', 'cost'), fc.string(), { minKeys: 1 });
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), (all, size) => {
        const records = all.map((one): LoadRecord => ({ cells: one }));
        const groups = groupByColumns(records, size);
        expect(groups.flat()).toHaveLength(records.length);
        for (const group of groups) {
          expect(group.length).toBeLessThanOrEqual(size);
          const columns = group.map((record) => Object.keys(record.cells).sort().join());
          expect(new Set(columns).size).toBe(1);
        }
      }),
    );
  });
});
