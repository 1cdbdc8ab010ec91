/** A profile: a layout for the files of one well-known program, recognised by their header. */
import type { RecordItem, RecordType } from '../../../core/connector.ts';
import type { Values } from '../../../core/value.ts';
import { asPasserelleError, PasserelleError } from '../../../errors.ts';
import type { MaybePromise } from '../../../transforms/entries.ts';
import type { FileRow, GroupBuilder, Layout, Row, RowProblem } from '../layout.ts';
import { type RowSource, recordItem, rejectItem } from '../records.ts';

export interface ProfileOptions {
  readonly header: readonly string[];
  readonly fileName?: string | undefined;
  /** Milliseconds since the epoch; for prices with dates. */
  readonly now: number;
  /** A mapping over the profile. */
  readonly refine?: Refine | undefined;
}

/** Changes a record that a profile made. Throws, or rejects with, data errors. */
export type Refine = (made: MadeRecord) => MaybePromise<MadeRecord>;

export interface Profile {
  readonly name: string;
  /** What a person calls such a file. */
  readonly title: string;
  readonly type: RecordType;
  recognises(header: readonly string[]): boolean;
  createLayout(options: ProfileOptions): ProfileLayout;
}

export interface ProfileLayout extends Layout {
  /** True for the row that has the cells of a record itself, where other rows only hold children of it. */
  isOwnRow(cells: readonly string[]): boolean;
}

export interface MadeRecord {
  readonly id: string;
  readonly values: Values;
  readonly warnings?: readonly string[];
  /** The row with the record's own cells, without what the export put before them. */
  readonly row: Row;
  /** The rows that items of lists were made of, in the order of the items. */
  readonly itemRows: { readonly [list: string]: readonly Row[] };
}

/** What became of some rows of a group. Every row of the group belongs to exactly one part. */
export type GroupPart =
  | { readonly rows: readonly FileRow[]; readonly made: MadeRecord }
  | { readonly rows: readonly FileRow[]; readonly id: string | null; readonly error: PasserelleError };

const MAX_ROWS = 20_000;

/**
 * A builder that has all rows of the group at once. `build` may throw: then the whole group is rejected, under `key`
 * when it is a name that a person knows.
 */
export function createRowsBuilder(
  source: RowSource,
  build: (rows: readonly FileRow[], key: string) => readonly GroupPart[],
  idOfKey: (key: string) => string | null,
  refine?: Refine,
): GroupBuilder {
  let key = '';
  let count = 0;
  let rows: FileRow[] = [];
  let fault: PasserelleError | null = null;
  let isStray = false;
  return {
    begin(given) {
      key = given;
      count = 0;
      rows = [];
      fault = null;
      isStray = false;
    },
    add(row, problem) {
      count += 1;
      if (rows.length < MAX_ROWS) rows.push(row);
      if (problem === null) return;
      fault ??= rowError(source.header, row, problem);
      isStray ||= problem === 'no-key';
    },
    end() {
      try {
        if (count > rows.length) throw tooManyRows(count, MAX_ROWS);
        if (fault !== null) throw fault;
        const items = build(rows, key).map((part) => itemOf(source, part, refine));
        return items.every(isPresent) ? items : Promise.all(items);
      } catch (error) {
        return [rejectItem(source, { rows, count }, isStray ? null : idOfKey(key), asPasserelleError(error))];
      }
    },
  };
}

function itemOf(source: RowSource, part: GroupPart, refine: Refine | undefined): MaybePromise<RecordItem> {
  const group = { rows: part.rows.map(({ line, text }) => ({ line, text })), count: part.rows.length };
  if (!('made' in part)) return rejectItem(source, group, part.id, part.error);
  const { made } = part;
  if (refine === undefined) return recordItem(source, group, made);
  const refuse = (error: unknown) => rejectItem(source, group, made.id, asPasserelleError(error));
  try {
    const refined = refine(made);
    if (refined instanceof Promise) return refined.then((record) => recordItem(source, group, record), refuse);
    return recordItem(source, group, refined);
  } catch (error) {
    return refuse(error);
  }
}

function isPresent(item: MaybePromise<RecordItem>): item is RecordItem {
  return !(item instanceof Promise);
}

export function tooManyRows(count: number, limit: number): PasserelleError {
  return new PasserelleError('csv_too_many_rows', `${count} rows make one record; at most ${limit} can.`, {
    remedy: 'Check the column that the rows are grouped by.',
  });
}

/** The error of a row whose shape is broken or that names no record. */
export function rowError(header: readonly string[], row: Row, problem: RowProblem): PasserelleError {
  if (problem === 'stray-quote') {
    return new PasserelleError('csv_stray_quote', `Line ${row.line}: text stands after a closing quote.`, {
      field: `line ${row.line}`,
      remedy: 'Double the quotes inside the cell, as in "He said ""yes""".',
    });
  }
  if (problem === 'ragged') {
    const message = `Line ${row.line} has ${row.cells.length} cells, the header has ${header.length}.`;
    return new PasserelleError('csv_ragged_row', message, {
      field: `line ${row.line}`,
      value: row.cells.length,
      remedy:
        row.cells.length < header.length
          ? 'Add the missing cells; the line may be cut off.'
          : 'Put cells that contain the separator in quotes.',
    });
  }
  return new PasserelleError('csv_missing_value', `Line ${row.line} does not say which record it belongs to.`, {
    field: `line ${row.line}`,
    remedy: 'Fill in the column that names the record.',
  });
}

/** Reads cells of a row by the names that a column may have; the first name that the header has counts. */
export interface ColumnReader {
  has(field: string): boolean;
  /** The column's name in this file. */
  name(field: string): string;
  cell(row: Row, field: string): string;
}

export function createColumnReader(
  header: readonly string[],
  names: { readonly [field: string]: readonly string[] },
): ColumnReader {
  const folded = new Map(header.map((name, index) => [name.toLowerCase(), index]));
  const found = new Map<string, number>();
  for (const [field, aliases] of Object.entries(names)) {
    for (const alias of aliases) {
      const index = folded.get(alias.toLowerCase());
      if (index === undefined) continue;
      found.set(field, index);
      break;
    }
  }
  return {
    has: (field) => found.has(field),
    name: (field) => header[found.get(field) ?? -1] ?? names[field]?.[0] ?? field,
    cell: (row, field) => {
      const index = found.get(field);
      return index === undefined ? '' : (row.cells[index] ?? '');
    },
  };
}
