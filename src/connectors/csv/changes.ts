/** The records of one or more files as pages that can be gone on from. */
import type { ChangePage, ChangesOptions, Cursor, Log, RecordItem } from '../../core/connector.ts';
import { type FileState, type FileStates, readCursor, writeCursor } from './cursor.ts';
import { type GroupedFile, type GroupingLimits, groupFile } from './grouping/group-file.ts';
import type { FedGroup } from './grouping/merge.ts';
import type { Layout } from './layout.ts';
import type { OpenFeeds } from './open-feeds.ts';
import { PageCollector, type Position } from './page-collector.ts';
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
  readonly openFeeds: OpenFeeds;
  readonly limits?: GroupingLimits | undefined;
  readonly temporaryFolder?: string | undefined;
}

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
  const sizeOf = (some: readonly OpenedFile[]) => some.reduce((sum, { file }) => sum + file.sizeBytes, 0);
  const open = files.filter((opened) => !isDone(opened, known[opened.name]));
  const totalBytes = sizeOf(files);
  let bytesBehind = totalBytes - sizeOf(open);
  for (const opened of open) {
    const { file, name } = opened;
    const share = (part: number) => (totalBytes === 0 ? 1 : (bytesBehind + part * file.sizeBytes) / totalBytes);
    for await (const page of pagesOf(opened, known[name], options, surroundings)) {
      options.signal?.throwIfAborted();
      states = { ...states, [name]: page.state };
      yield {
        items: page.items,
        cursor: writeCursor(states),
        progress: share(page.share),
        ...(page.skippedRows > 0 ? { skippedRows: page.skippedRows } : {}),
      };
    }
    bytesBehind += file.sizeBytes;
  }
}

/** True for a file that was read to its end and, as far as size and time tell, not changed since. */
function isDone({ file, createLayout }: OpenedFile, state: FileState | undefined): boolean {
  if (state === undefined || state.line !== null) return false;
  const isSame = state.sizeBytes === file.sizeBytes && state.modifiedMs === file.modifiedMs;
  return isSame && state.layout === createLayout().fingerprint;
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
  const { signal } = options;
  const { limits, temporaryFolder, openFeeds } = surroundings;
  const grouped = await groupFile(file, layout, { signal, limits, temporaryFolder });
  await openFeeds.enter(grouped);
  try {
    if (grouped.endsWithoutLineEnd) {
      surroundings.log.info({ file: file.path }, 'The last line has no line end; the file may have been cut off.');
    }
    const known = before?.digest === grouped.digest ? before : undefined;
    yield* pagesOfGroups(opened, layout, grouped, known, options);
  } finally {
    await openFeeds.leave(grouped);
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
  const from: Position = { line: known === undefined ? 0 : known.line, part: known?.part ?? 0 };
  const pages = new PageCollector(options.pageSize, from);
  const pageOf = (items: readonly RecordItem[], { line, part }: Position, pageRows: number): FilePage => {
    rows = line === null ? total : rows + pageRows;
    const { sizeBytes, modifiedMs } = file;
    const place = part === 0 ? { line } : { line, part };
    const state = { digest, layout: layout.fingerprint, ...place, rows, sizeBytes, modifiedMs };
    const page = {
      items: items.map((item) => pick(item, options.fields)),
      state,
      skippedRows,
      share: total === 0 ? 1 : rows / total,
    };
    skippedRows = 0;
    return page;
  };
  const afterLine = from.line ?? Number.POSITIVE_INFINITY;
  const onGroup = ({ firstLine, isLast }: FedGroup): boolean | Promise<boolean> => {
    const made = builder.end();
    if (!(made instanceof Promise)) return pages.add(made, firstLine, isLast);
    return made.then((items) => pages.add(items, firstLine, isLast));
  };
  let isAtEnd = false;
  for await (const _ of grouped.feed(builder, onGroup, { afterLine, signal: options.signal })) {
    for (let page = pages.take(); page !== null; page = pages.take()) {
      isAtEnd = page.position.line === null;
      yield pageOf(page.items, page.position, page.rows);
    }
  }
  // Nothing was left to do: rows that were all left out are told, and that the file is done with.
  if (!isAtEnd) yield pageOf([], { line: null, part: 0 }, 0);
}

function pick(item: RecordItem, fields: readonly string[] | undefined): RecordItem {
  if (fields === undefined || !item.ok) return item;
  const { record } = item;
  const values = Object.fromEntries(Object.entries(record.values).filter(([field]) => fields.includes(field)));
  return { ok: true, record: withValues(record, values) };
}
