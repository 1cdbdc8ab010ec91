/** Collects entries into blocks of one size and puts full ones away; adding never waits, `flush` does. */
import { type JoinedRow, maxEntryBytes, writeEntry } from './row-bytes.ts';
import type { Block, Spill } from './spill.ts';

export const BLOCK_BYTES = 32 * 1024;

export interface Sequence {
  readonly blocks: Block[];
  sizeBytes: number;
}

interface Filled {
  readonly to: Sequence;
  readonly buffer: Buffer;
  readonly used: number;
}

/** Buffers of several sequences that are written at the same time. */
export class BlockWriter {
  readonly #spill: Spill;
  readonly #open = new Map<Sequence, { buffer: Buffer; used: number }>();
  readonly #free: Buffer[] = [];
  #filled: Filled[] = [];

  constructor(spill: Spill) {
    this.#spill = spill;
  }

  add(to: Sequence, row: JoinedRow): void {
    const space = this.#space(to, maxEntryBytes(row));
    space.used = writeEntry(space.buffer, space.used, row);
  }

  /** As `add`, for an entry that stands in another buffer. */
  copy(to: Sequence, from: Buffer, start: number, end: number): void {
    const space = this.#space(to, end - start);
    from.copy(space.buffer, space.used, start, end);
    space.used += end - start;
  }

  /** Puts full blocks away. */
  async flush(): Promise<void> {
    const filled = this.#filled;
    this.#filled = [];
    for (const { to, buffer, used } of filled) {
      to.blocks.push(await this.#spill.write(buffer.subarray(0, used)));
      to.sizeBytes += used;
      if (buffer.length === BLOCK_BYTES) this.#free.push(buffer);
    }
  }

  /** Puts everything away. */
  async finish(): Promise<void> {
    for (const [to, { buffer, used }] of this.#open) this.#filled.push({ to, buffer, used });
    this.#open.clear();
    await this.flush();
  }

  #space(to: Sequence, needed: number): { buffer: Buffer; used: number } {
    const open = this.#open.get(to);
    if (open !== undefined && open.used + needed <= open.buffer.length) return open;
    if (open !== undefined) this.#filled.push({ to, ...open });
    const buffer =
      needed > BLOCK_BYTES ? Buffer.allocUnsafe(needed) : (this.#free.pop() ?? Buffer.allocUnsafe(BLOCK_BYTES));
    const space = { buffer, used: 0 };
    this.#open.set(to, space);
    return space;
  }
}
