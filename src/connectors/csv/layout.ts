/** How the rows of a file become records: what a profile or a mapping file compiles to. */
import type { RecordItem, RecordType } from '../../core/connector.ts';
import type { RowFault } from './reading/row-reader.ts';

export interface Row {
  /** Where the row starts in its file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A row as it is kept: its cells joined, since that is a fifth of the memory. */
export interface KeptRow {
  readonly line: number;
  /** See `joinCells`. */
  readonly text: string;
}

export interface FileRow extends Row, KeptRow {}

/** Why a row as such is bad, whatever it says. `no-key`: nothing tells which record it belongs to. */
export type RowProblem = RowFault | 'ragged' | 'no-key';

/**
 * Makes the records of one group of rows, in three steps, so that a group may be larger than memory.
 * Always called in turn: `begin`, `add` for each row in the order of the file, `end`.
 */
export interface GroupBuilder {
  begin(key: string): void;
  /** `problem` is what is wrong with the row as such. */
  add(row: FileRow, problem: RowProblem | null): void;
  /** What the rows became: each row of the group is counted in `rows` of exactly one item. */
  end(): readonly RecordItem[] | Promise<readonly RecordItem[]>;
}

export interface Layout {
  readonly type: RecordType;
  /** Names this layout with all its settings: another one must not go on with its cursor. */
  readonly fingerprint: string;
  /** True when rows with the same key make one record; a row with a broken shape then spoils the record it names. */
  readonly grouped: boolean;
  /** Looks at every row before the first is keyed; for layouts whose rows name each other in two ways. */
  readonly survey?: (cells: readonly string[]) => void;
  /** True when a rule of the user leaves the row out. */
  skips(cells: readonly string[]): boolean;
  /** The key of the row's record; null when it has none. Called for each row in the order of the file. */
  keyOf(cells: readonly string[]): string | null;
  createBuilder(): GroupBuilder;
}

/** Cells joined by NUL, which no file that was let in contains. */
export function joinCells(cells: readonly string[]): string {
  return cells.join('\0');
}

export function splitCells(text: string): string[] {
  return text.split('\0');
}
