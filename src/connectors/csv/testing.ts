/** For tests: files of a folder of their own, and everything that a session gives of them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CanonicalRecord, ChangePage, ConnectorEnvironment, RecordItem } from '../../core/connector.ts';
import type { PasserelleError } from '../../errors.ts';
import type { Dialect } from './reading/row-reader.ts';
import { openCsvSession, type SessionOptions } from './session.ts';
import type { CsvSettings } from './settings.ts';

export const FIXTURES = join(import.meta.dirname, '../../../test/fixtures/csv');

export const environment: ConnectorEnvironment = {
  now: () => Date.parse('2026-11-24T12:00:00Z'),
  log: { debug: () => undefined, info: () => undefined, warn: () => undefined },
};

export interface TestFolder {
  readonly path: string;
  /** Writes a file; returns its path. */
  write(name: string, content: string | Buffer): Promise<string>;
  remove(): Promise<void>;
}

export async function createFolder(): Promise<TestFolder> {
  const path = await mkdtemp(join(tmpdir(), 'csv-test-'));
  return {
    path,
    write: async (name, content) => {
      await writeFile(join(path, name), content);
      return join(path, name);
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

export interface Outcome {
  readonly pages: readonly ChangePage[];
  readonly items: readonly RecordItem[];
  readonly records: readonly CanonicalRecord[];
  readonly errors: readonly PasserelleError[];
  /** Rows of all items and those left out. */
  readonly rows: number;
}

/** Opens and reads all pages of the only record type that there is. */
export async function readAll(
  settings: CsvSettings,
  options: SessionOptions & { readonly pageSize?: number; readonly cursor?: string | null } = {},
): Promise<Outcome> {
  const { pageSize = 100, cursor = null, ...sessionOptions } = options;
  const session = await openCsvSession(settings, environment, sessionOptions);
  const [port] = Object.values(session.records);
  const pages: ChangePage[] = [];
  for await (const page of port?.changes?.(cursor, { pageSize }) ?? []) pages.push(page);
  await session.close();
  const items = pages.flatMap((page) => page.items);
  return {
    pages,
    items,
    records: items.flatMap((item) => (item.ok ? [item.record] : [])),
    errors: items.flatMap((item) => (item.ok ? [] : [item.error])),
    rows:
      items.reduce((sum, item) => sum + ((item.ok ? item.record.rows : item.rows) ?? 1), 0) +
      pages.reduce((sum, page) => sum + (page.skippedRows ?? 0), 0),
  };
}

/** The table as CSV; a cell is quoted where it must be, or always. */
export function toCsv(
  rows: readonly (readonly string[])[],
  { delimiter, quote }: Dialect,
  { lineEnd = '\n', always = false }: { readonly lineEnd?: string; readonly always?: boolean } = {},
): string {
  const written = (cell: string) => {
    const must = [delimiter, quote, '\r', '\n'].some((sign) => cell.includes(sign));
    return always || must ? `${quote}${cell.replaceAll(quote, quote + quote)}${quote}` : cell;
  };
  return rows.map((row) => `${row.map(written).join(delimiter)}${lineEnd}`).join('');
}
