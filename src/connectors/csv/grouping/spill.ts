/** Room for bytes that may not fit in memory: the first ones stay there, the rest goes to a temporary file. */
import { type FileHandle, mkdtemp, open, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PasserelleError } from '../../../errors.ts';

/** Where some bytes were put. */
export type Block = { readonly bytes: Buffer } | { readonly offset: number; readonly length: number };

export interface SpillOptions {
  /** What may stay in memory. */
  readonly memoryBytes: number;
  /** Where the temporary file is made; the system's folder for them when absent. */
  readonly folder?: string | undefined;
}

export class Spill {
  readonly #options: SpillOptions;
  #memoryLeft: number;
  #file: { readonly handle: FileHandle; readonly folder: string } | null = null;
  #end = 0;

  constructor(options: SpillOptions) {
    this.#options = options;
    this.#memoryLeft = options.memoryBytes;
  }

  /** Keeps a copy of the bytes. Throws `storage_full`, `storage_read_only`. */
  async write(bytes: Buffer): Promise<Block> {
    if (bytes.length <= this.#memoryLeft) {
      this.#memoryLeft -= bytes.length;
      return { bytes: Buffer.from(bytes) };
    }
    try {
      this.#file ??= await createTemporaryFile(this.#options.folder ?? tmpdir());
      const offset = this.#end;
      this.#end += bytes.length;
      await writeFully(this.#file.handle, bytes, offset);
      return { offset, length: bytes.length };
    } catch (cause) {
      throw spillError(cause);
    }
  }

  /** Reads a block to the start of `into`, which must be long enough; returns its length. */
  async readInto(block: Block, into: Buffer, at: number): Promise<number> {
    if ('bytes' in block) return block.bytes.copy(into, at);
    if (this.#file === null) throw new PasserelleError('internal', 'The temporary file was closed while it was read.');
    await readFully(this.#file.handle, into, at, block);
    return block.length;
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    if (file === null) return;
    await file.handle.close();
    await rm(file.folder, { recursive: true, force: true });
  }
}

export function blockLength(block: Block): number {
  return 'bytes' in block ? block.bytes.length : block.length;
}

async function writeFully(handle: FileHandle, bytes: Buffer, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, offset + done);
    done += bytesWritten;
  }
}

async function readFully(
  handle: FileHandle,
  into: Buffer,
  at: number,
  block: { readonly offset: number; readonly length: number },
): Promise<void> {
  for (let done = 0; done < block.length; ) {
    const { bytesRead } = await handle.read(into, at + done, block.length - done, block.offset + done);
    if (bytesRead === 0) throw new PasserelleError('internal', 'The temporary file is shorter than what was written.');
    done += bytesRead;
  }
}

async function createTemporaryFile(parent: string): Promise<{ handle: FileHandle; folder: string }> {
  const folder = await mkdtemp(join(parent, 'passerelle-csv-'));
  const path = join(folder, 'rows');
  const handle = await open(path, 'wx+', 0o600);
  if (process.platform !== 'win32') {
    // Without a name it vanishes with the process, a kill -9 included. Windows keeps open files; `close` removes it.
    await unlink(path);
    await rm(folder, { recursive: true, force: true });
  }
  return { handle, folder };
}

function spillError(cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const remedy = 'Sorting the rows of a large file needs about its size in the temporary folder (TMPDIR).';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new PasserelleError('storage_full', 'The temporary folder has no room left.', { remedy, cause });
  }
  if (code === 'EROFS' || code === 'EACCES' || code === 'ENOENT') {
    return new PasserelleError('storage_read_only', 'The temporary folder cannot be written.', { remedy, cause });
  }
  return cause;
}
