/** Rows dealt out by a hash of their key, so that rows of one record come together wherever they stand in the file. */
import { BlockWriter, type Sequence } from './block-writer.ts';
import { entryEnd, type JoinedRow } from './row-bytes.ts';
import { blockLength, type Spill } from './spill.ts';

export class Partitions {
  readonly #writer: BlockWriter;
  readonly #seed: number;
  readonly #parts: Sequence[];

  /** Another `seed` deals otherwise. */
  constructor(spill: Spill, count: number, seed: number) {
    this.#writer = new BlockWriter(spill);
    this.#seed = seed;
    this.#parts = Array.from({ length: count }, () => ({ blocks: [], sizeBytes: 0 }));
  }

  /** Rows of a key must be added in the order of the file. Call `flush` now and then. */
  add(row: JoinedRow): void {
    const part = this.#parts[hash(row.key, this.#seed) % this.#parts.length];
    if (part !== undefined) this.#writer.add(part, row);
  }

  /** Adds an entry that stands in another buffer; `key` as that other buffer's `entryKey`. */
  copy(key: string, from: Buffer, start: number, end: number): void {
    const part = this.#parts[hash(key, this.#seed) % this.#parts.length];
    if (part !== undefined) this.#writer.copy(part, from, start, end);
  }

  flush(): Promise<void> {
    return this.#writer.flush();
  }

  async finish(): Promise<readonly Sequence[]> {
    await this.#writer.finish();
    return this.#parts;
  }
}

/** Calls `onEntry` for each entry of a sequence, and `afterBlock` now and then. */
export async function eachEntry(
  spill: Spill,
  sequence: Sequence,
  onEntry: (buffer: Buffer, at: number, end: number) => void,
  afterBlock?: () => Promise<void>,
): Promise<void> {
  let buffer = Buffer.alloc(0);
  for (const block of sequence.blocks) {
    const length = blockLength(block);
    if (length > buffer.length) buffer = Buffer.allocUnsafe(length);
    await spill.readInto(block, buffer, 0);
    for (let at = 0; at < length; ) {
      const end = entryEnd(buffer, at);
      onEntry(buffer, at, end);
      at = end;
    }
    await afterBlock?.();
  }
}

/** FNV-1a over UTF-16 units. */
function hash(key: string, seed: number): number {
  let value = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < key.length; i += 1) value = Math.imul(value ^ key.charCodeAt(i), 0x01000193);
  // The low bits of FNV mix badly for keys that differ at their ends.
  value ^= value >>> 15;
  return Math.imul(value, 0x2c1b3c6d) >>> 0;
}
