/**
 * Rows as bytes: outside the engine's heap, where a million of them cost no garbage collection.
 * An entry is a head (length of all that follows the first four bytes, length of the key, line, problem), then the key, then the cells joined by NUL, which no file that was let in contains.
 */
import { type FileRow, type RowProblem, splitCells } from '../layout.ts';

const PROBLEMS: readonly (RowProblem | null)[] = [null, 'stray-quote', 'ragged', 'no-key'];
const HEAD_BYTES = 4 + 4 + 8 + 1;
const FIRST_OF_GROUP = 0x80;

/** A row whose cells are joined: what is needed to write it. */
export interface JoinedRow {
  readonly key: string;
  readonly line: number;
  readonly problem: RowProblem | null;
  readonly joined: string;
}

/** No entry of this row is longer. */
export function maxEntryBytes(row: JoinedRow): number {
  return HEAD_BYTES + 3 * (row.key.length + row.joined.length);
}

/** Writes the entry at `at`; returns where it ends. */
export function writeEntry(buffer: Buffer, at: number, row: JoinedRow): number {
  const keyStart = at + HEAD_BYTES;
  const keyEnd = writeText(buffer, keyStart, row.key);
  const end = keyEnd + buffer.write(row.joined, keyEnd, 'utf8');
  buffer.writeUInt32LE(end - at - 4, at);
  buffer.writeUInt32LE(keyEnd - keyStart, at + 4);
  buffer.writeDoubleLE(row.line, at + 8);
  buffer[at + 16] = PROBLEMS.indexOf(row.problem);
  return end;
}

/** Where the entry at `at` ends. */
export function entryEnd(buffer: Buffer, at: number): number {
  return at + 4 + buffer.readUInt32LE(at);
}

/** The key's bytes, one character each: equal for equal keys, and quicker than the text. */
export function entryKey(buffer: Buffer, at: number): string {
  const start = at + HEAD_BYTES;
  return buffer.toString('latin1', start, start + buffer.readUInt32LE(at + 4));
}

export function entryKeyText(buffer: Buffer, at: number): string {
  const start = at + HEAD_BYTES;
  return buffer.toString('utf8', start, start + buffer.readUInt32LE(at + 4));
}

export function entryLine(buffer: Buffer, at: number): number {
  return buffer.readDoubleLE(at + 8);
}

export function entryRow(buffer: Buffer, at: number): FileRow {
  const cellsStart = at + HEAD_BYTES + buffer.readUInt32LE(at + 4);
  const text = buffer.toString('utf8', cellsStart, entryEnd(buffer, at));
  return { line: entryLine(buffer, at), text, cells: splitCells(text) };
}

export function entryProblem(buffer: Buffer, at: number): RowProblem | null {
  return PROBLEMS[(buffer[at + 16] ?? 0) & ~FIRST_OF_GROUP] ?? null;
}

/** Marks the entry as the first of its group, for whoever reads the group's entries one after the other. */
export function markFirst(buffer: Buffer, at: number): void {
  buffer[at + 16] = (buffer[at + 16] ?? 0) | FIRST_OF_GROUP;
}

export function isMarkedFirst(buffer: Buffer, at: number): boolean {
  return ((buffer[at + 16] ?? 0) & FIRST_OF_GROUP) !== 0;
}

/** Keys are short and mostly ASCII: a loop beats a call into the platform. */
function writeText(buffer: Buffer, at: number, text: string): number {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 127) return at + buffer.write(text, at, 'utf8');
    buffer[at + i] = code;
  }
  return at + text.length;
}
