import { join } from 'node:path';
import type { Bench } from './harness/bench.ts';
import { buildBench } from './harness/build.ts';
import { runInProcess } from './harness/child.ts';
import type { MeasuredRun } from './sync/measured-run.ts';
import { DISTINCT_PRODUCTS, multiplyLinks } from './sync/multiply-links.ts';

const MANY = 1_000_000;

/** The engine by itself: a source that makes its records up, a target that stores nothing, the embedded database. */
export const bench: Bench = async ({ folder, say }) => {
  const module = buildBench(join(folder, 'built'))('bench/processes/engine.js');
  const dataDir = join(folder, 'data');
  const run = async (records: number, input: string): Promise<MeasuredRun> => {
    say(`${records.toLocaleString('en-US')} products, ${input}.`);
    const runs = await runInProcess<Record<string, MeasuredRun>>(module, dataDir, String(records), input);
    const measured = runs[input];
    if (measured === undefined || measured.counts.records !== records)
      throw new Error(`The run "${input}" is missing.`);
    return measured;
  };
  const created = await run(DISTINCT_PRODUCTS, 'new');
  const unchanged = await run(DISTINCT_PRODUCTS, 'unchanged');
  say(`Links of ${(MANY - DISTINCT_PRODUCTS).toLocaleString('en-US')} more.`);
  await multiplyLinks(dataDir, MANY);
  const many = await run(MANY, 'unchanged again');
  if (many.counts.unchanged !== MANY) throw new Error(`Only ${many.counts.unchanged} products are unchanged.`);
  const memoryRatio = many.peakRssMb / unchanged.peakRssMb;
  const timeRatio = many.ms / unchanged.ms;
  return {
    figures: {
      new: figuresOf(created),
      unchanged: figuresOf(unchanged),
      unchangedMillion: figuresOf(many),
      memoryRatio,
      timeRatio,
    },
    goals: [{ name: 'memory of 1,000,000 / 100,000 unchanged', value: memoryRatio, atMost: 1.2 }],
  };
};

/** A core of this process; PostgreSQL works on another one. */
function figuresOf({ counts, ms, cpuMs, peakRssMb }: MeasuredRun) {
  return {
    records: counts.records,
    recordsPerSecond: (counts.records / ms) * 1000,
    recordsPerCoreSecond: (counts.records / cpuMs) * 1000,
    peakRssMb,
  };
}
