/** The records of one or more files as pages that can be gone on from. */
import type { ChangePage, ChangesOptions, Cursor, Log, RecordItem } from '../../core/connector.ts';
import { type FileState, type FileStates, readCursor, writeCursor } from './cursor.ts';
import { type GroupedFile, type GroupingLimits, groupFile } from './grouping/group-file.ts';
import type { Layout } from './layout.ts';
import type { CsvFile } from './reading/csv-file.ts';

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
const MAX_PAGE_ROWS = 20_000;

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
      surroundings.log.warn({ file: file.path }, 'The last line has no line end; the file may have been cut off.');
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
      share: rows / (total || 1),
    };
    skippedRows = 0;
    return page;
  };
  const afterLine = known === undefined ? 0 : (known.line ?? Number.POSITIVE_INFINITY);
  const onGroup = ({ firstLine, count }: { firstLine: number; count: number }): boolean | Promise<boolean> => {
    const made = builder.end();
    if (!(made instanceof Promise)) return pages.add(made, firstLine, count);
    return made.then((items) => pages.add(items, firstLine, count));
  };
  for await (const _full of grouped.feed(builder, onGroup, { afterLine, signal: options.signal })) {
    for (let page = pages.takeFull(); page !== null; page = pages.takeFull()) {
      yield pageOf(page.items, page.line, page.rows);
    }
  }
  // One page is always kept back, so that the last one can say that it is the last.
  yield pageOf(pages.takeRest(), null, 0);
}

/** Whole groups put together to pages. */
class PageCollector {
  readonly #pageSize: number;
  #pages: { items: RecordItem[]; line: number; rows: number }[] = [];

  constructor(pageSize: number) {
    this.#pageSize = pageSize;
  }

  /** True when a page is complete. */
  add(items: readonly RecordItem[], line: number, rows: number): boolean {
    const open = this.#pages.at(-1);
    const fits =
      open !== undefined && open.items.length + items.length <= this.#pageSize && open.rows + rows <= MAX_PAGE_ROWS;
    if (fits) {
      open.items.push(...items);
      open.line = line;
      open.rows += rows;
    } else this.#pages.push({ items: [...items], line, rows });
    return this.#pages.length > 1;
  }

  /** A page that is followed by another one. */
  takeFull(): { readonly items: readonly RecordItem[]; readonly line: number; readonly rows: number } | null {
    return this.#pages.length > 1 ? (this.#pages.shift() ?? null) : null;
  }

  takeRest(): readonly RecordItem[] {
    return this.#pages.shift()?.items ?? [];
  }
}

function pick(item: RecordItem, fields: readonly string[] | undefined): RecordItem {
  if (fields === undefined || !item.ok) return item;
  const kept = Object.entries(item.record.values).filter(([field]) => fields.includes(field));
  return { ok: true, record: { ...item.record, values: Object.fromEntries(kept) } };
}
