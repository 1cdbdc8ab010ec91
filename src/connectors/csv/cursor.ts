/** How far the files of a connection were read. */
import { z } from 'zod';
import type { Cursor } from '../../core/connector.ts';

const fileStateSchema = z.object({
  /** Of the bytes: a changed file starts anew. */
  digest: z.string(),
  /** Names the layout: with another mapping a file starts anew too. */
  layout: z.string(),
  /** First line of the last record that was dealt with; 0 when none was, null when all of the file was. */
  line: z.number().nullable(),
  /** Items of the record after that one that were dealt with: rows that name one record may be several items. */
  part: z.number().optional(),
  /** Rows dealt with. */
  rows: z.number(),
  sizeBytes: z.number(),
  modifiedMs: z.number(),
});

const cursorSchema = z.object({ version: z.literal(1), files: z.record(z.string(), fileStateSchema) });

export type FileState = z.infer<typeof fileStateSchema>;
export type FileStates = { readonly [name: string]: FileState };

/** What a cursor says; nothing for one that cannot be read, which only means to begin at the beginning. */
export function readCursor(cursor: Cursor | null): FileStates {
  if (cursor === null) return {};
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(cursor));
    return parsed.success ? parsed.data.files : {};
  } catch {
    return {};
  }
}

export function writeCursor(files: FileStates): Cursor {
  return JSON.stringify({ version: 1, files });
}
