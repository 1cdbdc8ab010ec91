/** Records and rejects made of rows. */
import { hash } from 'node:crypto';
import type { RecordItem, RecordType } from '../../core/connector.ts';
import type { Value, Values } from '../../core/value.ts';
import type { PasserelleError } from '../../errors.ts';
import type { Row } from './layout.ts';

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
  readonly rows: readonly Row[];
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
      version: hash('sha256', stableText(made.values)).slice(0, 32),
      values: made.values,
      native: nativeOf(source, group),
      location: locationOf(source, group),
      rows: group.count,
      ...(warnings.length > 0 ? { warnings } : {}),
    },
  };
}

export function rejectItem(source: RowSource, group: GroupRows, id: string | null, error: PasserelleError): RecordItem {
  return {
    ok: false,
    id,
    error,
    native: nativeOf(source, group),
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

function nativeOf(source: RowSource, group: GroupRows): Value {
  const rows = group.rows.map(({ line, cells }) => ({ line, cells }));
  const more = group.count - rows.length;
  return { header: source.header, rows, ...(more > 0 ? { moreRows: more } : {}) };
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
