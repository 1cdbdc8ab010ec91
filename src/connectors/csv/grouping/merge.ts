/** Runs to one sequence of groups, in the order of their first lines. */
import type { GroupBuilder } from '../layout.ts';
import type { Run } from './clusters.ts';
import { RunReader } from './run-reader.ts';
import type { Spill } from './spill.ts';

export interface FeedOptions {
  /** Groups whose first line is not above this one are passed over: they were dealt with before. */
  readonly afterLine: number;
  readonly signal?: AbortSignal | undefined;
}

/** A group was handed to the builder; `end` is to be called on it now. */
export interface FedGroup {
  readonly firstLine: number;
  /** No other group follows. */
  readonly isLast: boolean;
}

/**
 * Hands each group to the builder (`begin`, `add`) and calls `onGroup` when it is complete; yields whenever that
 * gives true, so that the caller can pass on what came together.
 */
export async function* feedGroups(
  spill: Spill,
  runs: readonly Run[],
  builder: GroupBuilder,
  onGroup: (group: FedGroup) => boolean | Promise<boolean>,
  options: FeedOptions,
): AsyncGenerator<void> {
  const readers: RunReader[] = [];
  for (const run of runs) {
    const reader = new RunReader(spill, run);
    if (await reader.load()) readers.push(reader);
  }
  const heap = new ReaderHeap(readers);
  for (let reader = heap.first; reader !== undefined; reader = heap.first) {
    const firstLine = reader.line;
    if (firstLine === Number.POSITIVE_INFINITY) break;
    const wanted = firstLine > options.afterLine;
    if (wanted) builder.begin(reader.keyText());
    do {
      if (wanted) builder.add(reader.row(), reader.problem());
      if (reader.step()) continue;
      options.signal?.throwIfAborted();
      await reader.load();
    } while (reader.isSameGroup);
    if (reader.line === Number.POSITIVE_INFINITY) heap.removeFirst();
    else heap.sinkFirst();
    if (wanted) {
      const full = onGroup({ firstLine, isLast: heap.first === undefined });
      // Awaiting what is no promise would cost a turn for every group.
      if (full === true || (full !== false && (await full))) yield;
    }
  }
}

/** A binary heap by the line of the entry at hand. */
class ReaderHeap {
  readonly #items: RunReader[];

  constructor(readers: readonly RunReader[]) {
    this.#items = [...readers].sort((a, b) => lineOf(a) - lineOf(b));
  }

  get first(): RunReader | undefined {
    return this.#items[0];
  }

  removeFirst(): void {
    const last = this.#items.pop();
    if (last === undefined || this.#items.length === 0) return;
    this.#items[0] = last;
    this.sinkFirst();
  }

  /** Puts the first one where it belongs after it went on to another group. */
  sinkFirst(): void {
    const items = this.#items;
    const moved = items[0];
    if (moved === undefined) return;
    const line = lineOf(moved);
    let hole = 0;
    for (;;) {
      const left = 2 * hole + 1;
      const right = left + 1;
      const child = lineOf(items[right]) < lineOf(items[left]) ? right : left;
      const candidate = items[child];
      if (candidate === undefined || lineOf(candidate) >= line) break;
      items[hole] = candidate;
      hole = child;
    }
    items[hole] = moved;
  }
}

function lineOf(reader: RunReader | undefined): number {
  return reader?.line ?? Number.POSITIVE_INFINITY;
}
