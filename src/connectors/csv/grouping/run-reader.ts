/** Reads a run entry by entry, a block at a time. */
import type { FileRow, RowProblem } from '../layout.ts';
import { longestBlock, type Run } from './clusters.ts';
import { entryEnd, entryKeyText, entryLine, entryProblem, entryRow, isMarkedFirst } from './row-bytes.ts';
import { blockLength, type Spill } from './spill.ts';

export class RunReader {
  readonly #spill: Spill;
  readonly #run: Run;
  #buffer: Buffer | null = null;
  #length = 0;
  #at = 0;
  #nextBlock = 0;
  /** The line of the entry at hand; infinite at the end and before `load`. */
  line = Number.POSITIVE_INFINITY;
  /** Whether the entry at hand is of the same group as the one before. */
  isSameGroup = false;

  constructor(spill: Spill, run: Run) {
    this.#spill = spill;
    this.#run = run;
  }

  keyText(): string {
    return this.#buffer === null ? '' : entryKeyText(this.#buffer, this.#at);
  }

  row(): FileRow {
    return entryRow(this.#buffer ?? Buffer.alloc(0), this.#at);
  }

  problem(): RowProblem | null {
    return this.#buffer === null ? null : entryProblem(this.#buffer, this.#at);
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
    this.line = Number.POSITIVE_INFINITY;
    this.isSameGroup = false;
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
    this.line = entryLine(this.#buffer, this.#at);
    this.isSameGroup = !isMarkedFirst(this.#buffer, this.#at);
    return true;
  }
}
