/** One pass over a file that checks all of it and brings the rows of each record together. */
import { type GroupBuilder, joinCells, type Layout, type Row, type RowProblem } from '../layout.ts';
import { type CsvFile, scanRows } from '../reading/csv-file.ts';
import { noRows } from '../reading/file-errors.ts';
import type { RowFault } from '../reading/row-reader.ts';
import { type ClusterLimits, clusterPartitions, type Run } from './clusters.ts';
import { type FedGroup, feedGroups } from './merge.ts';
import { Partitions } from './partitions.ts';
import type { JoinedRow } from './row-bytes.ts';
import { Spill } from './spill.ts';

export interface GroupingLimits extends ClusterLimits {
  /** Rows up to this size are kept in memory instead of a temporary file. */
  readonly spillBytes: number;
}

const MEGA = 1024 * 1024;

export const DEFAULT_LIMITS: GroupingLimits = {
  spillBytes: 8 * MEGA,
  partitionBytes: 4 * MEGA,
  maxPartitions: 256,
  memoryBytes: 12 * MEGA,
  heavyKeyBytes: 4 * MEGA,
};

export interface GroupFileOptions {
  readonly signal?: AbortSignal | undefined;
  readonly limits?: GroupingLimits | undefined;
  readonly temporaryFolder?: string | undefined;
}

export interface GroupedFile {
  /** Of the file's bytes. */
  readonly digest: string;
  /** Rows below the header; empty lines are none. */
  readonly dataRows: number;
  /** Those left out by a rule, and those without any content. */
  readonly skippedRows: number;
  /** The file's last line has no line end: it may have been cut off. */
  readonly endsWithoutLineEnd: boolean;
  readonly lastLine: number;
  /** Groups after a line, in the order of their first lines; see `feedGroups`. */
  feed(
    builder: GroupBuilder,
    onGroup: (group: FedGroup) => boolean | Promise<boolean>,
    options: { readonly afterLine: number; readonly signal?: AbortSignal | undefined },
  ): AsyncGenerator<void>;
  close(): Promise<void>;
}

/** Throws as `scanRows` does, and `csv_no_rows`, `storage_full`, `storage_read_only`. Close what it returns. */
export async function groupFile(file: CsvFile, layout: Layout, options: GroupFileOptions = {}): Promise<GroupedFile> {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const survey = layout.survey;
  if (survey !== undefined) {
    await scanRows(file, (_line, cells) => survey(cells), { signal: options.signal });
  }
  const spill = new Spill({ memoryBytes: limits.spillBytes, folder: options.temporaryFolder });
  try {
    const dealt = await dealRows(file, layout, spill, limits, options.signal);
    return {
      ...dealt.counts,
      feed: (builder, onGroup, feedOptions) => feedGroups(spill, dealt.runs, builder, onGroup, feedOptions),
      close: () => spill.close(),
    };
  } catch (error) {
    await spill.close();
    throw error;
  }
}

interface Dealt {
  readonly runs: readonly Run[];
  readonly counts: Pick<GroupedFile, 'digest' | 'dataRows' | 'skippedRows' | 'endsWithoutLineEnd' | 'lastLine'>;
}

async function dealRows(
  file: CsvFile,
  layout: Layout,
  spill: Spill,
  limits: GroupingLimits,
  signal: AbortSignal | undefined,
): Promise<Dealt> {
  const count = Math.ceil(file.sizeBytes / limits.partitionBytes);
  const partitions = new Partitions(spill, Math.min(limits.maxPartitions, Math.max(1, count)), 0);
  const width = file.header.length;
  let dataRows = 0;
  let skippedRows = 0;
  let lastLine = 0;
  const onRow = (line: number, given: string[], fault: RowFault | null) => {
    dataRows += 1;
    lastLine = line;
    if (isBlank(given)) {
      skippedRows += 1;
      return;
    }
    const cells = given.length > width ? withoutEmptyEnd(given, width) : given;
    const problem: RowProblem | null = fault ?? (cells.length === width ? null : 'ragged');
    if (problem === null && layout.skips(cells)) {
      skippedRows += 1;
      return;
    }
    partitions.add(keyRow(layout, { line, cells }, problem));
  };
  const { digest, endsWithoutLineEnd } = await scanRows(file, onRow, { signal, afterPiece: () => partitions.flush() });
  if (dataRows === 0) throw noRows(file.path);
  const runs = await clusterPartitions(spill, await partitions.finish(), limits);
  return { runs, counts: { digest, dataRows, skippedRows, endsWithoutLineEnd, lastLine } };
}

/**
 * A row of broken shape spoils the record that it names when several rows make a record; else it stands alone, since
 * a shifted cell may hold another record's key. So does a row without a key.
 */
function keyRow(layout: Layout, row: Row, problem: RowProblem | null): JoinedRow {
  const key = problem !== null && !layout.grouped ? null : layout.keyOf(row.cells);
  const joined = joinCells(row.cells);
  if (key !== null) return { key, line: row.line, problem, joined };
  // No text has a vertical tab before a line number; keys of layouts begin otherwise.
  return { key: `\u000b${row.line}`, line: row.line, problem: problem ?? 'no-key', joined };
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

function withoutEmptyEnd(cells: string[], width: number): string[] {
  return cells.slice(width).every((cell) => cell === '') ? cells.slice(0, width) : cells;
}
