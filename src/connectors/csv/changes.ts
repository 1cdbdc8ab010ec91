/** The records of one or more files as pages that can be gone on from. */
import type { ChangePage, ChangesOptions, Cursor, Log, RecordItem } from '../../core/connector.ts';
import { type FileState, type FileStates, readCursor, writeCursor } from './cursor.ts';
import { type GroupedFile, type GroupingLimits, groupFile } from './grouping/group-file.ts';
import type { FedGroup } from './grouping/merge.ts';
import type { Layout } from './layout.ts';
import type { CsvFile } from './reading/csv-file.ts';
import { withValues } from './records.ts';

export interface OpenedFile {
  readonly name: string;
  readonly file: CsvFile;
  /** Anew for each pass: a layout may remember what it saw. */
  createLayout(): Layout;
}

export interface ChangesSurroundings {
  readonly log: Log;
  readonly limits?: GroupingLimits | undefined;
  readonly temporaryFolder?: string | undefined;
}

/** Rows in one page, whatever the page size: a page is held in memory with the rows of all its records. */
const MAX_PAGE_ROWS = 1_000;

/** Throws what is wrong with a file as a whole before the first page of that file. */
export async function* changesOf(
  files: readonly OpenedFile[],
  cursor: Cursor | null,
  options: ChangesOptions,
  surroundings: ChangesSurroundings,
): AsyncGenerator<ChangePage> {
  const known = readCursor(cursor);
  // States of files that are gone are dropped.
  let states: FileStates = Object.fromEntries(
    files.flatMap(({ name }) => (known[name] === undefined ? [] : [[name, known[name]]])),
  );
  const totalBytes = files.reduce((sum, { file }) => sum + file.sizeBytes, 0);
  let bytesBefore = 0;
  for (const opened of files) {
    const { file, name } = opened;
    const share = (part: number) => (totalBytes === 0 ? 1 : (bytesBefore + part * file.sizeBytes) / totalBytes);
    for await (const page of pagesOf(opened, known[name], options, surroundings)) {
      states = { ...states, [name]: page.state };
      yield {
        items: page.items,
        cursor: writeCursor(states),
        progress: share(page.share),
        ...(page.skippedRows > 0 ? { skippedRows: page.skippedRows } : {}),
      };
    }
    bytesBefore += file.sizeBytes;
  }
}

interface FilePage {
  readonly items: readonly RecordItem[];
  readonly state: FileState;
  readonly skippedRows: number;
  /** Of the file, 0 to 1. */
  readonly share: number;
}

async function* pagesOf(
  opened: OpenedFile,
  state: FileState | undefined,
  options: ChangesOptions,
  surroundings: ChangesSurroundings,
): AsyncGenerator<FilePage> {
  const { file } = opened;
  const layout = opened.createLayout();
  const before = state?.layout === layout.fingerprint ? state : undefined;
  if (before?.line === null && before.sizeBytes === file.sizeBytes && before.modifiedMs === file.modifiedMs) return;
  const { signal } = options;
  const { limits, temporaryFolder } = surroundings;
  const grouped = await groupFile(file, layout, { signal, limits, temporaryFolder });
  try {
    if (grouped.endsWithoutLineEnd) {
      surroundings.log.info({ file: file.path }, 'The last line has no line end; the file may have been cut off.');
    }
    const known = before?.digest === grouped.digest ? before : undefined;
    yield* pagesOfGroups(opened, layout, grouped, known, options);
  } finally {
    await grouped.close();
  }
}

async function* pagesOfGroups(
  { file }: OpenedFile,
  layout: Layout,
  grouped: GroupedFile,
  known: FileState | undefined,
  options: ChangesOptions,
): AsyncGenerator<FilePage> {
  const { digest } = grouped;
  const total = grouped.dataRows - grouped.skippedRows;
  const builder = layout.createBuilder();
  let rows = known?.rows ?? 0;
  // Rows that were left out are counted once, on the first page.
  let skippedRows = known === undefined ? grouped.skippedRows : 0;
  const pages = new PageCollector(options.pageSize);
  const pageOf = (items: readonly RecordItem[], line: number | null, pageRows: number): FilePage => {
    rows = line === null ? total : rows + pageRows;
    const { sizeBytes, modifiedMs } = file;
    const state = { digest, layout: layout.fingerprint, line, rows, sizeBytes, modifiedMs };
    const page = {
      items: items.map((item) => pick(item, options.fields)),
      state,
      skippedRows,
      share: total === 0 ? 1 : rows / total,
    };
    skippedRows = 0;
    return page;
  };
  const afterLine = known === undefined ? 0 : (known.line ?? Number.POSITIVE_INFINITY);
  const onGroup = ({ firstLine, count, isLast }: FedGroup): boolean | Promise<boolean> => {
    const made = builder.end();
    const line = isLast ? null : firstLine;
    if (!(made instanceof Promise)) return pages.add(made, line, count);
    return made.then((items) => pages.add(items, line, count));
  };
  let isAtEnd = false;
  for await (const _ of grouped.feed(builder, onGroup, { afterLine, signal: options.signal })) {
    for (let page = pages.take(); page !== null; page = pages.take()) {
      isAtEnd = page.line === null;
      yield pageOf(page.items, page.line, page.rows);
    }
  }
  // Nothing was left to do: rows that were all left out are told, and that the file is done with.
  if (!isAtEnd) yield pageOf([], null, 0);
}

interface Page {
  readonly items: RecordItem[];
  /** Null at the end of the file. */
  line: number | null;
  rows: number;
}

/** Whole groups put together to pages. */
class PageCollector {
  readonly #pageSize: number;
  #complete: Page[] = [];
  #open: Page | null = null;

  constructor(pageSize: number) {
    this.#pageSize = pageSize;
  }

  /** True when a page is complete. */
  add(items: readonly RecordItem[], line: number | null, rows: number): boolean {
    const open = this.#open;
    if (open !== null && open.items.length + items.length <= this.#pageSize && open.rows + rows <= MAX_PAGE_ROWS) {
      open.items.push(...items);
      open.line = line;
      open.rows += rows;
    } else {
      if (open !== null) this.#complete.push(open);
      this.#open = { items: [...items], line, rows };
    }
    if (line === null || this.#isFull()) {
      if (this.#open !== null) this.#complete.push(this.#open);
      this.#open = null;
    }
    return this.#complete.length > 0;
  }

  take(): Page | null {
    return this.#complete.shift() ?? null;
  }

  #isFull(): boolean {
    return this.#open !== null && (this.#open.items.length >= this.#pageSize || this.#open.rows >= MAX_PAGE_ROWS);
  }
}

function pick(item: RecordItem, fields: readonly string[] | undefined): RecordItem {
  if (fields === undefined || !item.ok) return item;
  const { record } = item;
  const values = Object.fromEntries(Object.entries(record.values).filter(([field]) => fields.includes(field)));
  return { ok: true, record: withValues(record, values) };
}
