import { join } from 'node:path';
import { writeOrderLines } from './csv/order-lines.ts';
import type { Bench } from './harness/bench.ts';
import { buildBench } from './harness/build.ts';
import { runInProcess } from './harness/child.ts';
import { median } from './harness/statistics.ts';
import type { MeasuredRun } from './sync/measured-run.ts';

const FEW = 100_000;
const MANY = 1_000_000;

/**
 * Order lines of a CSV file become orders, and each is compared, field by field, with that of a target that holds
 * them all: a dry run of the engine, with nothing to write. Each run is a process of its own.
 */
export const bench: Bench = async ({ folder, say }) => {
  const moduleOf = buildBench(join(folder, 'built'));
  const dataDir = join(folder, 'data');
  const files = { few: join(folder, 'few.csv'), many: join(folder, 'many.csv') };
  const orders = { few: await writeOrderLines(files.few, FEW), many: await writeOrderLines(files.many, MANY) };
  await runInProcess(moduleOf('bench/processes/csv-links.js'), dataDir);
  const run = async (size: 'few' | 'many'): Promise<MeasuredRun> => {
    const measured = await runInProcess<MeasuredRun>(moduleOf('bench/processes/csv.js'), dataDir, files[size]);
    const { counts, differences, ms, peakRssMb } = measured;
    if (counts.linked !== orders[size] || counts.rejected > 0 || differences > 0) {
      throw new Error(`Not every order matched: ${JSON.stringify(measured)}`);
    }
    say(`${counts.rows.toLocaleString('en-US')} rows: ${Math.round(ms)} ms, ${Math.round(peakRssMb)} MB`);
    return measured;
  };
  const few = [await run('few'), await run('few')];
  const many = await run('many');
  few.push(await run('few'), await run('few'));

  const fewMs = median(few.map(({ ms }) => ms));
  const fewMb = median(few.map(({ peakRssMb }) => peakRssMb));
  const fewCpuMs = median(few.map(({ cpuMs }) => cpuMs));
  return {
    figures: {
      rows: MANY,
      orders: orders.many,
      seconds: many.ms / 1000,
      rowsPerSecond: (MANY / many.ms) * 1000,
      rowsPerCoreSecond: (MANY / many.cpuMs) * 1000,
      peakRssMb: many.peakRssMb,
      peakRssMbOfTenth: fewMb,
      secondsOfTenth: fewMs / 1000,
      cpuTimeRatio: many.cpuMs / fewCpuMs,
    },
    goals: [
      { name: 'peakRssMb', value: many.peakRssMb, atMost: 300 },
      { name: 'memory of 1,000,000 / 100,000 rows', value: many.peakRssMb / fewMb, atMost: 1.2 },
      { name: 'time of 1,000,000 / 100,000 rows', value: many.ms / fewMs, atMost: 10.5 },
    ],
  };
};
