import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench } from './harness/bench.ts';
import { buildPackage } from './harness/build.ts';
import { interleaved } from './harness/rounds.ts';
import { median } from './harness/statistics.ts';

const ROUNDS = 21;
const DATABASE_ROUNDS = 11;

/** The built program from its start to its end, and an existing data folder until a server could work with it. */
export const bench: Bench = async ({ folder, say }) => {
  say('Building.');
  const build = join(folder, 'package');
  const dataDir = join(folder, 'data');
  buildPackage(build);
  const program = join(build, 'bin/passerelle.js');

  const starts = await interleaved(ROUNDS, {
    version: () => runNode([program, '--version']),
    help: () => runNode([program, '--help']),
    importHelp: () => runNode([program, 'import', '--help']),
    node: () => runNode(['-e', '0']),
  });
  say('Data folder.');
  const opener = fileURLToPath(import.meta.resolve('./processes/open-data-folder.ts'));
  const marks = { database: [] as number[], ready: [] as number[] };
  await interleaved(DATABASE_ROUNDS, {
    open: async () => {
      const seen = await runNode([opener, build, dataDir]);
      marks.database.push(seen.get('database') ?? Number.NaN);
      marks.ready.push(seen.get('ready') ?? Number.NaN);
    },
  });
  const doctor = await interleaved(3, { doctor: () => runNode([program, '--data-dir', dataDir, 'doctor', '--json']) });

  const versionMs = median(starts.version.ms);
  const helpMs = median(starts.help.ms);
  const [newFolderMs = Number.NaN] = marks.ready;
  // The first round made the folder.
  const readyMs = median(marks.ready.slice(1));
  return {
    figures: {
      nodeMs: median(starts.node.ms),
      versionMs,
      helpMs,
      importHelpMs: median(starts.importHelp.ms),
      newDataFolderReadyMs: newFolderMs,
      databaseReadyMs: median(marks.database.slice(1)),
      databaseAndQueuesReadyMs: readyMs,
      doctorToItsEndMs: median(doctor.doctor.ms),
    },
    goals: [
      { name: 'versionMs', value: versionMs, atMost: 150 },
      { name: 'helpMs', value: helpMs, atMost: 150 },
      { name: 'databaseAndQueuesReadyMs', value: readyMs, atMost: 1500 },
    ],
  };
};

/** Runs Node to its end. Milliseconds from its start at which each line of its output came. */
async function runNode(args: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const start = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const seen = new Map<string, number>();
  child.stdout.on('data', (chunk: Buffer) => {
    for (const line of chunk.toString().split('\n')) seen.set(line, performance.now() - start);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code}.`);
  return seen;
}
