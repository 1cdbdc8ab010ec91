import type { Cell, Cells } from './odoo-value.ts';

/** One record for `load`: its cells, and those of its nested lines (attribute lines, addresses, order lines). */
export interface LoadRecord {
  readonly cells: Cells;
  readonly lines?: readonly Cells[] | undefined;
}

export interface LoadTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** The first row of each record. */
  readonly starts: readonly number[];
}

/**
 * The records as one table. The first line of a record shares its row; further ones are rows with the record's own
 * cells empty. All records must have the same columns, since an empty cell clears its field.
 */
export function tabulate(records: readonly LoadRecord[]): LoadTable {
  const own = columnsOf(records.map((record) => record.cells));
  const nested = columnsOf(records.flatMap((record) => record.lines ?? []));
  const columns = [...own, ...nested];
  const rows: Cell[][] = [];
  const starts: number[] = [];
  for (const { cells, lines = [] } of records) {
    starts.push(rows.length);
    const [first, ...rest] = lines;
    rows.push([...own.map((column) => cells[column] ?? ''), ...nested.map((column) => first?.[column] ?? '')]);
    for (const line of rest) rows.push([...own.map(() => ''), ...nested.map((column) => line[column] ?? '')]);
  }
  return { columns, rows, starts };
}

function columnsOf(all: readonly Cells[]): readonly string[] {
  const columns = new Set<string>();
  for (const cells of all) for (const column of Object.keys(cells)) columns.add(column);
  // A table without the id first is read alike, but is harder to follow in Odoo's messages.
  return [...columns].sort((a, b) => Number(b === 'id') - Number(a === 'id'));
}

/** Groups of records with the same columns, each at most `size` long, in order of first appearance. */
export function groupByColumns<T extends LoadRecord>(records: readonly T[], size: number): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const record of records) {
    const key = JSON.stringify([
      Object.keys(record.cells).sort(),
      columnsOf(record.lines ?? []).toSorted(),
      record.lines !== undefined && record.lines.length > 0,
    ]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [record]);
    else group.push(record);
  }
  return [...groups.values()].flatMap((group) => slices(group, size));
}

export function slices<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const out: (readonly T[])[] = [];
  for (let start = 0; start < list.length; start += size) out.push(list.slice(start, start + size));
  return out;
}
