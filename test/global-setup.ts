import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { openCluster } from '../src/db/embedded/cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Data folder of this run's PostgreSQL; `test/database.ts` starts it when the first test asks. */
    databaseFolder: string;
  }
}

const PREFIX = 'passerelle-test-';

/** One PostgreSQL for a run, in a folder that names the run's process: what a killed run left is cleaned up here. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    const folder = path.join(tmpdir(), name);
    if (Number.isInteger(pid) && !isAlive(pid) && (await claim(folder))) await discard(folder);
  }
  const folder = await mkdtemp(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
  project.provide('databaseFolder', folder);
  return () => discard(folder);
}

/** Not if another run clears it away just now, or if it belongs to another user. */
async function claim(folder: string): Promise<boolean> {
  try {
    await mkdir(path.join(folder, 'claimed'));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['EEXIST', 'ENOENT', 'EACCES'].includes(String(error.code))) {
      return false;
    }
    throw error;
  }
}

/** Nobody uses it any more: whoever opens and closes it is the last one out and stops it. */
async function discard(folder: string): Promise<void> {
  if ((await readdir(folder)).includes('postgres')) await (await openCluster({ dataDir: folder })).close();
  await rm(folder, { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
