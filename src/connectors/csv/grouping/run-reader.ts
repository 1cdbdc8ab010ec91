/** Reads a run entry by entry, a block at a time. */
import type { KeyedRow } from '../layout.ts';
import { longestBlock, type Run } from './clusters.ts';
import { entryEnd, entryKey, entryKeyText, entryLine, entryRow } from './row-bytes.ts';
import { blockLength, type Spill } from './spill.ts';

export class RunReader {
  readonly #spill: Spill;
  readonly #run: Run;
  #buffer: Buffer | null = null;
  #length = 0;
  #at = 0;
  #nextBlock = 0;
  /** The key (see `entryKey`) and the line of the entry at hand; null at the end and before `load`. */
  key: string | null = null;
  line = Number.POSITIVE_INFINITY;

  constructor(spill: Spill, run: Run) {
    this.#spill = spill;
    this.#run = run;
  }

  keyText(): string {
    return this.#buffer === null ? '' : entryKeyText(this.#buffer, this.#at);
  }

  row(): KeyedRow {
    return entryRow(this.#buffer ?? Buffer.alloc(0), this.#at);
  }

  /** Goes to the next entry of the block; false when another block must be loaded first. */
  step(): boolean {
    if (this.#buffer === null) return false;
    this.#at = entryEnd(this.#buffer, this.#at);
    return this.#look();
  }

  /** Goes to the first entry of the next block; false at the end of the run. */
  async load(): Promise<boolean> {
    const block = this.#run.blocks[this.#nextBlock];
    this.key = null;
    this.line = Number.POSITIVE_INFINITY;
    if (block === undefined) return false;
    this.#nextBlock += 1;
    this.#buffer ??= Buffer.allocUnsafe(longestBlock(this.#run));
    this.#length = blockLength(block);
    this.#at = 0;
    await this.#spill.readInto(block, this.#buffer, 0);
    return this.#look();
  }

  #look(): boolean {
    if (this.#buffer === null || this.#at >= this.#length) return false;
    this.key = entryKey(this.#buffer, this.#at);
    this.line = entryLine(this.#buffer, this.#at);
    return true;
  }
}
