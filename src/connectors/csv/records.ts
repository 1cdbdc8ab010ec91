/** Records and rejects made of rows. */
import { hash } from 'node:crypto';
import type { CanonicalRecord, RecordItem, RecordType } from '../../core/connector.ts';
import type { Value, Values } from '../../core/value.ts';
import type { PasserelleError } from '../../errors.ts';
import { type KeptRow, type Row, splitCells } from './layout.ts';

/** Rows of one record that its native form holds at most; more are only counted. */
export const MAX_NATIVE_ROWS = 10_000;

/** The rows that a record was made of, as they stand in the file. */
export interface CsvNative {
  readonly header: readonly string[];
  readonly rows: readonly Row[];
  /** How many more rows there were than `rows` holds. */
  readonly moreRows?: number;
}

/** What a group of rows is made into records with. */
export interface RowSource {
  readonly type: RecordType;
  readonly header: readonly string[];
  /** Put before "line 12" when the records of several files come together. */
  readonly fileName?: string | undefined;
}

export interface GroupRows {
  /** In the order of the file, at most `MAX_NATIVE_ROWS` of them. */
  readonly rows: readonly KeptRow[];
  readonly count: number;
}

export function recordItem(
  source: RowSource,
  group: GroupRows,
  made: { readonly id: string; readonly values: Values; readonly warnings?: readonly string[] },
): RecordItem {
  const warnings = made.warnings ?? [];
  return {
    ok: true,
    record: {
      type: source.type,
      id: made.id,
      version: hash('sha256', versionText(made.values)).slice(0, 32),
      values: made.values,
      // Made when it is asked for: most records' never is, and cells take most of the memory of a page.
      get native() {
        return nativeOf(source, group);
      },
      location: locationOf(source, group),
      rows: group.count,
      ...(warnings.length > 0 ? { warnings } : {}),
    },
  };
}

/** The record with other values; its native form stays one that is made when it is asked for. */
export function withValues(record: CanonicalRecord, values: Values): CanonicalRecord {
  const { type, id, version, location, rows, warnings } = record;
  return {
    type,
    id,
    version,
    values,
    get native() {
      return record.native;
    },
    ...(location === undefined ? {} : { location }),
    ...(rows === undefined ? {} : { rows }),
    ...(warnings === undefined ? {} : { warnings }),
  };
}

export function rejectItem(source: RowSource, group: GroupRows, id: string | null, error: PasserelleError): RecordItem {
  return {
    ok: false,
    id,
    error,
    get native() {
      return nativeOf(source, group);
    },
    location: locationOf(source, group),
    rows: group.count,
  };
}

/** A record's rows as they stood in the file, for a file of rejects; empty for the native form of another connector. */
export function rejectRows(native: Value): CsvNative {
  if (!isCsvNative(native)) return { header: [], rows: [] };
  return native;
}

function isCsvNative(native: unknown): native is CsvNative {
  return typeof native === 'object' && native !== null && 'header' in native && 'rows' in native;
}

function nativeOf({ header }: RowSource, { rows: kept, count }: GroupRows): Value {
  const rows = kept.map(({ line, text }) => ({ line, cells: splitCells(text) }));
  const more = count - rows.length;
  return more > 0 ? { header, rows, moreRows: more } : { header, rows };
}

function locationOf(source: RowSource, group: GroupRows): string {
  const lines = lineList(
    group.rows.map(({ line }) => line),
    group.count,
  );
  return source.fileName === undefined ? lines : `${source.fileName}, ${lines}`;
}

const MAX_SPANS = 5;

/** "line 12", "lines 12-15", "lines 3, 17 and 21-25", "lines 3, 17, ... (40 rows)". */
export function lineList(lines: readonly number[], count = lines.length): string {
  const spans: [from: number, to: number][] = [];
  for (const line of lines) {
    const last = spans.at(-1);
    if (last !== undefined && line === last[1] + 1) last[1] = line;
    else spans.push([line, line]);
    if (spans.length > MAX_SPANS) break;
  }
  const texts = spans.slice(0, MAX_SPANS).map(([from, to]) => (from === to ? String(from) : `${from}-${to}`));
  const word = count === 1 ? 'line' : 'lines';
  if (spans.length > MAX_SPANS || count > lines.length) return `${word} ${texts.join(', ')}, … (${count} rows)`;
  const last = texts.pop() ?? '';
  return texts.length === 0 ? `${word} ${last}` : `${word} ${texts.join(', ')} and ${last}`;
}

/** Equal for rows in any order: lists of children in the order of their ids. Fields come in the order of the layout. */
function versionText(values: Values): string {
  const sorted: { [field: string]: Value } = {};
  for (const field in values) {
    const value = values[field] ?? null;
    sorted[field] = isList(value) && value.length > 1 && value.every(hasId) ? sortedById(value) : value;
  }
  return JSON.stringify(sorted);
}

function sortedById(items: readonly Value[]): Value[] {
  const idOf = (item: Value) => (typeof item === 'object' && item !== null && 'id' in item ? String(item.id) : '');
  return [...items].sort((a, b) => {
    const left = idOf(a);
    const right = idOf(b);
    return left < right ? -1 : left > right ? 1 : 0;
  });
}

/** JSON with sorted names, and with lists of children in the order of their ids: equal for rows in any order. */
export function stableText(value: Value | undefined): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (isList(value)) {
    const items = value.map((item) => stableText(item));
    if (value.length > 1 && value.every(hasId)) items.sort();
    return `[${items.join(',')}]`;
  }
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${stableText(value[name])}`).join(',')}}`;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function hasId(value: Value): boolean {
  return typeof value === 'object' && value !== null && 'id' in value;
}
