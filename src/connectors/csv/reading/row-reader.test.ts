import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../testing.ts';
import { type Dialect, type RowFault, RowReader } from './row-reader.ts';

interface Read {
  readonly line: number;
  readonly cells: string[];
  readonly fault: RowFault | null;
}

const COMMAS: Dialect = { delimiter: ',', quote: '"' };

function read(text: string, dialect: Dialect = COMMAS, cuts: readonly number[] = [], max?: number): Read[] {
  const reader = new RowReader(dialect, max);
  const rows: Read[] = [];
  const onRow = (line: number, cells: string[], fault: RowFault | null) => rows.push({ line, cells, fault });
  let from = 0;
  for (const cut of [...cuts].map((at) => Math.min(at, text.length)).sort((a, b) => a - b)) {
    reader.push(text.slice(from, cut), false, onRow);
    from = cut;
  }
  reader.push(text.slice(from), false, onRow);
  reader.push('', true, onRow);
  return rows;
}

const cellsOf = (rows: readonly Read[]) => rows.map(({ cells }) => cells);

const dialects = fc.record({ delimiter: fc.constantFrom(',', ';', '\t', '|'), quote: fc.constantFrom('"', "'") });
const cell = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: fc.constantFrom(',', ';', '\t', '|', '"', "'", '\r', '\n', 'é', '€', 'a', ' '), maxLength: 8 }),
);
/** Two columns and more: a row of one empty cell is an empty line. */
const tables = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 12 }));

describe('reading rows', () => {
  it('gives back every table, in every dialect and cut anywhere: no cell is lost or changed', () => {
    fc.assert(
      fc.property(
        tables,
        dialects,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        fc.array(fc.nat(300), { maxLength: 5 }),
        (table, dialect, lineEnd, always, cuts) => {
          const rows = read(toCsv(table, dialect, { lineEnd, always }), dialect, cuts);
          expect(cellsOf(rows)).toEqual(table);
          expect(rows.every(({ fault }) => fault === null)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('tells the line that each row starts in, also after cells with line ends', () => {
    fc.assert(
      fc.property(
        tables,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat(300), { maxLength: 5 }),
        (table, end, cuts) => {
          const rows = read(toCsv(table, COMMAS, { lineEnd: end }), COMMAS, cuts);
          let line = 1;
          for (const [at, row] of rows.entries()) {
            expect(row.line).toBe(line);
            line += toCsv([table[at] ?? []], COMMAS, { lineEnd: end }).split(/\r\n|\r|\n/).length - 1;
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of a file that was cut anywhere gives only its first rows, then an error or a shorter row', () => {
    fc.assert(
      fc.property(tables, fc.nat(), fc.boolean(), (table, at, always) => {
        const text = toCsv(table, COMMAS, { always });
        const cut = text.slice(0, at % (text.length + 1));
        let rows: string[][];
        try {
          rows = cellsOf(read(cut));
        } catch (error) {
          expect(error).toMatchObject({ code: 'csv_unclosed_quote' });
          return;
        }
        const whole = rows.slice(0, -1);
        expect(whole).toEqual(table.slice(0, whole.length));
        // Only the end of the very last cell can be missing without a trace.
        const last = rows.at(-1);
        const original = table[rows.length - 1];
        if (last === undefined || original === undefined || last.length < original.length) return;
        expect(last.slice(0, -1)).toEqual(original.slice(0, -1));
        expect((original.at(-1) ?? '').startsWith(last.at(-1) ?? '')).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('takes a quote inside an unquoted cell as text, as in 5" pipe', () => {
    expect(cellsOf(read('a,5" pipe,"6"" pipe"\n'))).toEqual([['a', '5" pipe', '6" pipe']]);
  });

  it('marks a row with text after a closing quote, and reads the next one right', () => {
    const rows = read('"He said "hi" to me",x\ngood,y\n');
    expect(rows[0]).toMatchObject({ line: 1, fault: 'stray-quote' });
    expect(rows[1]).toEqual({ line: 2, cells: ['good', 'y'], fault: null });
  });

  it('passes over empty lines and mixes line ends', () => {
    expect(read('a,b\r\n\r\n\nc,d\re,f')).toMatchObject([
      { line: 1, cells: ['a', 'b'] },
      { line: 4, cells: ['c', 'd'] },
      { line: 5, cells: ['e', 'f'] },
    ]);
  });

  it('names the line in which a quote opens that is never closed', () => {
    expect(() => read('a,b\nc,"d\ne,f\n')).toThrow('The quoted cell that opens in line 2 (column 2) is never closed.');
    expect(() => read(`a,b\nc,"d${'x'.repeat(100)}`, COMMAS, [20], 50)).toThrow('opens in line 2 (column 2)');
  });

  it('stops at a line that does not end instead of filling the memory', () => {
    expect(() => read(`a,b\n${'x'.repeat(100)}`, COMMAS, [30], 50)).toThrow(
      expect.objectContaining({ code: 'csv_line_too_long', field: 'line 2' }),
    );
  });
});
