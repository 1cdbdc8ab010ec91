import { open, rename, rm } from 'node:fs/promises';
import { rejectRows } from '../../connectors/csv/records.ts';
import type { FailedRecord } from '../../sync/run-store.ts';

/** Columns added in front; an import passes over them, so that a mended file can be imported as it is. */
const REJECT_COLUMNS = ['passerelle_line', 'passerelle_code', 'passerelle_reason'];

/**
 * Writes the refused rows as they stood in the input, with line number, code and reason; whole or not at all,
 * UTF-8 with commas. Returns the number of rows; with none there is no file, and an old one of that name is removed.
 */
export async function writeRejects(path: string, failures: AsyncIterable<readonly FailedRecord[]>): Promise<number> {
  const temporary = `${path}.part`;
  let rows = 0;
  let file: Awaited<ReturnType<typeof open>> | null = null;
  try {
    for await (const page of failures) {
      file ??= await open(temporary, 'w');
      let text = '';
      for (const failure of page) {
        const { header, rows: refused } = rejectRows(failure.native);
        const own = header.map((name, i) => (REJECT_COLUMNS.includes(name) ? -1 : i)).filter((i) => i >= 0);
        if (rows === 0) text += csvLine([...REJECT_COLUMNS, ...own.map((i) => header[i] ?? '')]);
        for (const { line, cells } of refused) {
          const extra = cells.slice(header.length);
          text += csvLine([String(line), failure.code, reason(failure), ...own.map((i) => cells[i] ?? ''), ...extra]);
          rows += 1;
        }
      }
      await file.write(text);
    }
    await file?.sync();
  } catch (error) {
    await file?.close();
    await rm(temporary, { force: true });
    throw error;
  }
  await file?.close();
  if (rows > 0) await rename(temporary, path);
  else await Promise.all([rm(temporary, { force: true }), rm(path, { force: true })]);
  return rows;
}

function reason({ message, detail }: FailedRecord): string {
  const remedy = typeof detail === 'object' && detail !== null && 'remedy' in detail ? detail.remedy : null;
  return typeof remedy === 'string' ? `${message} ${remedy}` : message;
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(quote).join(',')}\r\n`;
}

function quote(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
