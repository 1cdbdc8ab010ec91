/** Rows of one record to that record, by a compiled mapping file; rows are taken one at a time. */
import type { RecordItem } from '../../../core/connector.ts';
import type { Value } from '../../../core/value.ts';
import { asPasserelleError, PasserelleError } from '../../../errors.ts';
import type { GroupBuilder, KeptRow, Row, RowProblem } from '../layout.ts';
import { rowError, tooManyRows } from '../profiles/profile.ts';
import { type GroupRows, lineList, MAX_NATIVE_ROWS, recordItem, rejectItem } from '../records.ts';
import type { CompiledMapping } from './compile-mapping.ts';
import { type ReadEntry, RecordDraft } from './record-draft.ts';
import { cellError, type RowEntry } from './row-entry.ts';

/** Rows of a record whose values come later wait for each other. */
const MAX_WAITING_ROWS = 100_000;

export function createMappingBuilder(mapping: CompiledMapping): GroupBuilder {
  const source = { type: mapping.type, header: mapping.header, fileName: mapping.fileName };
  let key = '';
  let count = 0;
  let rows: KeptRow[] = [];
  let waiting: Row[] = [];
  let draft = new RecordDraft(mapping);
  let fault: unknown = null;

  const fail = (error: unknown) => {
    fault ??= error;
  };

  const take = (row: Row, read: ReadEntry) => {
    if (fault !== null) return;
    try {
      draft.add(row, read);
    } catch (error) {
      fail(error);
    }
  };

  const readNow: ReadEntry = (entry, row) => {
    try {
      return present(entry.valueOf(row, mapping.rowObject));
    } catch (error) {
      throw cellError(row, columnNames(mapping, entry), error);
    }
  };

  const finish = (): readonly RecordItem[] => {
    const repeats = mapping.grouped ? 0 : count - 1;
    const own = repeats > 0 ? { rows: rows.slice(0, 1), count: 1 } : { rows, count };
    const items = [finishRecord(own)];
    if (repeats > 0) {
      const others = { rows: rows.slice(1), count: repeats };
      items.push(rejectItem(source, others, key, repeatedKey(mapping, key, rows)));
    }
    return items;
  };

  const finishRecord = (group: GroupRows): RecordItem => {
    const isStray = rows.length === 1 && key.startsWith('\u000b');
    if (fault === null) {
      try {
        const { values, warnings } = draft.finish(key);
        return recordItem(source, group, { id: key, values, warnings });
      } catch (error) {
        fail(error);
      }
    }
    return rejectItem(source, group, isStray ? null : key, asPasserelleError(fault));
  };

  return {
    begin(given) {
      key = given;
      count = 0;
      rows = [];
      waiting = [];
      draft = new RecordDraft(mapping);
      fault = null;
    },
    add(row, problem) {
      count += 1;
      if (rows.length < MAX_NATIVE_ROWS) rows.push({ line: row.line, text: row.text });
      if (problem !== null) fail(problemOf(mapping, row, problem));
      // A second row of a file that is not grouped is refused by `finish`.
      else if (!mapping.grouped && count > 1) return;
      else if (!mapping.isAsync) take(row, readNow);
      else if (waiting.length < MAX_WAITING_ROWS) waiting.push(row);
      else fail(tooManyRows(count, MAX_WAITING_ROWS));
    },
    end() {
      if (!mapping.isAsync) return finish();
      return takeLater(mapping, waiting, take).then(finish);
    },
  };
}

/** Values of entries that need it are waited for; then the row is taken in like any other. */
async function takeLater(
  mapping: CompiledMapping,
  rows: readonly Row[],
  take: (row: Row, read: ReadEntry) => void,
): Promise<void> {
  const entries = [...mapping.fields, ...[...mapping.lists.values()].flat()];
  for (const row of rows) {
    const made = new Map<RowEntry, { readonly value: Value | undefined } | { readonly error: unknown }>();
    for (const entry of entries) {
      try {
        made.set(entry, { value: await entry.valueOf(row, mapping.rowObject) });
      } catch (error) {
        made.set(entry, { error: cellError(row, columnNames(mapping, entry), error) });
      }
    }
    take(row, (entry) => {
      const result = made.get(entry);
      if (result !== undefined && 'error' in result) throw result.error;
      return result?.value;
    });
  }
}

function present(value: Value | undefined | Promise<Value | undefined>): Value | undefined {
  if (!(value instanceof Promise)) return value;
  throw new PasserelleError('internal', 'A value of a mapping came later than it should.');
}

function problemOf(mapping: CompiledMapping, row: Row, problem: RowProblem): unknown {
  if (problem !== 'no-key') return rowError(mapping.header, row, problem);
  for (const part of mapping.key) {
    try {
      if (part.valueOf(row) !== null) continue;
    } catch (error) {
      return cellError(row, [part.column], error);
    }
    return new PasserelleError(
      'csv_missing_value',
      `Line ${row.line}, column "${part.column}": the row does not say which record it belongs to.`,
      { field: part.column, remedy: `Fill in "${part.column}", or give its entry a default.` },
    );
  }
  return rowError(mapping.header, row, problem);
}

function repeatedKey(mapping: CompiledMapping, key: string, rows: readonly KeptRow[]): PasserelleError {
  const [first, ...others] = rows;
  const lines = lineList(others.map(({ line }) => line));
  const column = mapping.key[0]?.column ?? '';
  const again = `${lines.charAt(0).toUpperCase()}${lines.slice(1)}`;
  return new PasserelleError(
    'csv_repeated_key',
    `${again}, column "${column}": "${key}" again; line ${first?.line ?? 0} has it already.`,
    { field: column, value: key, remedy: `Keep one row for each, or give "group" in the mapping.${mapping.hint}` },
  );
}

function columnNames(mapping: CompiledMapping, entry: RowEntry): string[] {
  return entry.columns.map((index) => mapping.header[index] ?? '');
}
