/** One CSV file on disk: what it is (encoding, dialect, header), and its rows in one pass. */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { PasserelleError } from '../../../errors.ts';
import { refuseBinary } from './binary.ts';
import { type DetectedDialect, detectDialect, type GivenDialect } from './dialect.ts';
import { createDecoder, detectEncoding, type EncodingName, encodingByName, markLength } from './encoding.ts';
import { accessError, emptyFile, encodingError, fileChanged, notAFile, zeroBytes } from './file-errors.ts';
import { checkHeader } from './header.ts';
import { MAX_ROW_CHARACTERS, type OnRow, RowReader } from './row-reader.ts';

const PIECE_BYTES = 64 * 1024;
const SAMPLE_BYTES = 64 * 1024;

export interface GivenFormat extends GivenDialect {
  readonly encoding?: string | undefined;
}

export interface CsvFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly encoding: EncodingName;
  readonly dialect: DetectedDialect;
  /** Names of the columns, trimmed; unnamed columns at the end are left out. */
  readonly header: readonly string[];
}

export interface ScanOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called after each piece of the file with the share of it that was read, 0 to 1; reading waits for it. */
  readonly afterPiece?: (share: number) => Promise<void> | void;
}

export interface ScanResult {
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string;
  /** The last row does not end with a line end, though others may. */
  readonly endsWithoutLineEnd: boolean;
}

interface Start {
  readonly bytes: Buffer;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/**
 * Looks at the start of a file. Throws `csv_file_not_found`, `csv_is_folder`, `csv_unreadable`, `csv_empty_file`,
 * `csv_binary_file`, `csv_wrong_encoding`, `csv_unknown_encoding`, `csv_duplicate_header`.
 */
export async function openCsvFile(path: string, given: GivenFormat = {}): Promise<CsvFile> {
  const wanted = given.encoding === undefined ? undefined : encodingByName(given.encoding);
  for (const sampleBytes of [SAMPLE_BYTES, MAX_ROW_CHARACTERS]) {
    const start = await readStart(path, sampleBytes);
    refuseBinary(path, start.bytes, wanted);
    const encoding = wanted ?? detectEncoding(start.bytes).encoding;
    const whole = start.bytes.length === start.sizeBytes;
    const text = decodeStart(path, encoding, start.bytes, whole);
    if (text.trim() === '') throw emptyFile(path);
    const dialect = detectDialect(text, whole, given);
    const header = firstRow(text, whole, dialect);
    if (header === undefined) continue;
    const { sizeBytes, modifiedMs } = start;
    return { path, sizeBytes, modifiedMs, encoding, dialect, header: checkHeader(header) };
  }
  throw new PasserelleError('csv_line_too_long', `The first line of "${path}" does not end within 4 MiB.`, {
    field: 'line 1',
    remedy: 'Check that this is a CSV file whose first line names the columns.',
  });
}

/** Reads every row below the header. Throws as `openCsvFile` does, and `csv_line_too_long`, `csv_unclosed_quote`. */
export async function scanRows(file: CsvFile, onRow: OnRow, options: ScanOptions = {}): Promise<ScanResult> {
  let before = file.dialect.hasSeparatorLine ? 2 : 1;
  return scan(
    file,
    (line, cells, fault) => {
      if (before > 0) before -= 1;
      else onRow(line, cells, fault);
    },
    options,
  );
}

type Readable = Pick<CsvFile, 'path' | 'encoding' | 'dialect'>;

async function scan(file: Readable, onRow: OnRow, options: ScanOptions): Promise<ScanResult> {
  const handle = await openForReading(file.path);
  try {
    const before = await handle.stat();
    const decoder = createDecoder(file.encoding);
    const reader = new RowReader(file.dialect);
    const hash = createHash('sha256');
    let offset = 0;
    let lastCode = 10;
    const buffers = [Buffer.allocUnsafe(PIECE_BYTES), Buffer.allocUnsafe(PIECE_BYTES)] as const;
    let turn: 0 | 1 = 0;
    let pending = handle.read(buffers[turn], 0, PIECE_BYTES, 0);
    for (;;) {
      options.signal?.throwIfAborted();
      const { bytesRead, buffer } = await pending;
      const bytes = buffer.subarray(0, bytesRead);
      const last = bytesRead === 0;
      turn = turn === 0 ? 1 : 0;
      const start = offset === 0 ? markLength(bytes, file.encoding) : 0;
      offset += bytesRead;
      if (!last) {
        // One piece is read ahead while this one is parsed.
        pending = handle.read(buffers[turn], 0, PIECE_BYTES, offset);
        pending.catch(() => undefined);
      }
      hash.update(bytes);
      const text = decodePiece(file, decoder, bytes.subarray(start), last, reader);
      reader.push(text, last, onRow);
      if (text !== '') lastCode = text.charCodeAt(text.length - 1);
      await options.afterPiece?.(before.size === 0 ? 1 : Math.min(1, offset / before.size));
      if (last) break;
    }
    const after = await handle.stat();
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw fileChanged(file.path);
    return { digest: hash.digest('hex'), endsWithoutLineEnd: lastCode !== 10 && lastCode !== 13 };
  } finally {
    await handle.close();
  }
}

async function readStart(path: string, sampleBytes: number): Promise<Start> {
  const handle = await openForReading(path);
  try {
    const { size, mtimeMs } = await handle.stat();
    const bytes = Buffer.alloc(Math.min(size, sampleBytes));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return { bytes: bytes.subarray(0, filled), sizeBytes: size, modifiedMs: mtimeMs };
  } finally {
    await handle.close();
  }
}

async function openForReading(path: string): Promise<FileHandle> {
  try {
    const handle = await open(path, 'r');
    const stats = await handle.stat();
    if (stats.isFile()) return handle;
    await handle.close();
    throw notAFile(path, stats.isDirectory());
  } catch (cause) {
    throw accessError(path, cause);
  }
}

function decodeStart(path: string, encoding: EncodingName, bytes: Buffer, whole: boolean): string {
  const body = bytes.subarray(markLength(bytes, encoding));
  try {
    return createDecoder(encoding).decode(body, whole);
  } catch (cause) {
    throw encodingError(path, encoding, cause, 1, body);
  }
}

/** The header's cells, or undefined when the text ends before they do. */
function firstRow(text: string, whole: boolean, dialect: DetectedDialect): string[] | undefined {
  const reader = new RowReader(dialect);
  let toSkip = dialect.hasSeparatorLine ? 1 : 0;
  let found: string[] | undefined;
  const onRow: OnRow = (_line, cells) => {
    if (toSkip > 0) toSkip -= 1;
    else found ??= cells;
  };
  try {
    reader.push(text, whole, onRow);
  } catch (error) {
    // Faults below the header are reported by the full pass, with everything else.
    if (found === undefined) throw error;
  }
  return found;
}

function decodePiece(
  file: Readable,
  decoder: ReturnType<typeof createDecoder>,
  bytes: Buffer,
  last: boolean,
  reader: RowReader,
): string {
  let text: string;
  try {
    text = decoder.decode(bytes, last);
  } catch (cause) {
    throw encodingError(file.path, file.encoding, cause, reader.lastLine, bytes);
  }
  if (text.includes('\0')) throw zeroBytes(file.path, reader.lastLine);
  return text;
}
