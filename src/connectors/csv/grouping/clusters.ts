/** From partitions to runs (groups one after the other), within bounded memory also when one key has most of the rows. */
import { BlockWriter, type Sequence } from './block-writer.ts';
import { eachEntry, Partitions } from './partitions.ts';
import { entryEnd, entryKey, markFirst } from './row-bytes.ts';
import { blockLength, type Spill } from './spill.ts';

export interface ClusterLimits {
  /** A partition up to this size is sorted in memory. */
  readonly memoryBytes: number;
  /** A key with more than this in an oversized partition gets a run of its own. */
  readonly heavyKeyBytes: number;
  /** What a part of a partition that is dealt out again should measure. */
  readonly partitionBytes: number;
  readonly maxPartitions: number;
}

/** Entries of a group stand together, the first one marked; groups in the order of their first lines. */
export type Run = Sequence;

export async function clusterPartitions(
  spill: Spill,
  partitions: readonly Sequence[],
  limits: ClusterLimits,
  seed = 1,
): Promise<Run[]> {
  const runs: Run[] = [];
  // One buffer for all: new ones would wait in memory for the next garbage collection.
  const longest = Math.max(0, ...partitions.map(({ sizeBytes }) => (sizeBytes <= limits.memoryBytes ? sizeBytes : 0)));
  const buffer = Buffer.allocUnsafe(longest);
  const writer = new BlockWriter(spill);
  for (const partition of partitions) {
    if (partition.blocks.length === 0) continue;
    if (partition.sizeBytes <= limits.memoryBytes) runs.push(await clusterInMemory(spill, partition, buffer, writer));
    else runs.push(...(await splitPartition(spill, partition, limits, seed)));
  }
  return runs;
}

async function clusterInMemory(spill: Spill, partition: Sequence, buffer: Buffer, writer: BlockWriter): Promise<Run> {
  let filled = 0;
  for (const block of partition.blocks) filled += await spill.readInto(block, buffer, filled);
  // Entries of a group as a chain: `next[i]` is the entry after `i`; entries are known by number.
  const starts: number[] = [];
  const next: number[] = [];
  const groups = new Map<string, { readonly first: number; last: number }>();
  for (let at = 0; at < filled; at = entryEnd(buffer, at)) {
    const entry = starts.push(at) - 1;
    next.push(-1);
    const key = entryKey(buffer, at);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: entry, last: entry });
    else {
      next[group.last] = entry;
      group.last = entry;
    }
  }
  const run: Run = { blocks: [], sizeBytes: 0 };
  let sinceFlush = 0;
  for (const { first } of groups.values()) {
    markFirst(buffer, starts[first] ?? 0);
    for (let entry = first; entry !== -1; entry = next[entry] ?? -1) {
      const start = starts[entry] ?? 0;
      const end = entryEnd(buffer, start);
      writer.copy(run, buffer, start, end);
      sinceFlush += end - start;
    }
    if (sinceFlush < 256 * 1024) continue;
    sinceFlush = 0;
    await writer.flush();
  }
  await writer.finish();
  return run;
}

/** Heavy keys go to runs of their own, one at a time; what is left is dealt out again. */
async function splitPartition(spill: Spill, partition: Sequence, limits: ClusterLimits, seed: number): Promise<Run[]> {
  const sizes = new Map<string, number>();
  await eachEntry(spill, partition, (buffer, at, end) => {
    const key = entryKey(buffer, at);
    sizes.set(key, (sizes.get(key) ?? 0) + end - at);
  });
  const heavy = new Set<string>();
  const runs: Run[] = [];
  let leftBytes = partition.sizeBytes;
  for (const [key, sizeBytes] of sizes) {
    if (sizeBytes <= limits.heavyKeyBytes) continue;
    heavy.add(key);
    leftBytes -= sizeBytes;
    runs.push(await runOfKey(spill, partition, key));
  }
  if (leftBytes === 0) return runs;
  const count = Math.min(limits.maxPartitions, Math.max(2, Math.ceil(leftBytes / limits.partitionBytes)));
  const again = new Partitions(spill, count, seed);
  const deal = (buffer: Buffer, at: number, end: number) => {
    const key = entryKey(buffer, at);
    if (!heavy.has(key)) again.copy(key, buffer, at, end);
  };
  await eachEntry(spill, partition, deal, () => again.flush());
  runs.push(...(await clusterPartitions(spill, await again.finish(), limits, seed + 1)));
  return runs;
}

async function runOfKey(spill: Spill, partition: Sequence, wanted: string): Promise<Run> {
  const run: Run = { blocks: [], sizeBytes: 0 };
  const writer = new BlockWriter(spill);
  let isFirst = true;
  const take = (buffer: Buffer, at: number, end: number) => {
    if (entryKey(buffer, at) !== wanted) return;
    if (isFirst) markFirst(buffer, at);
    isFirst = false;
    writer.copy(run, buffer, at, end);
  };
  await eachEntry(spill, partition, take, () => writer.flush());
  await writer.finish();
  return run;
}

/** Largest block of a run. */
export function longestBlock(run: Run): number {
  return run.blocks.reduce((longest, block) => Math.max(longest, blockLength(block)), 0);
}
