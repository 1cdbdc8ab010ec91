import { lstat, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findHome } from '../../db/embedded/layout.ts';
import { isAlive, isRunning, readPostmaster } from '../../db/embedded/postmaster.ts';
import { codeOf } from '../../db/storage-error.ts';

const PREFIX = 'passerelle-demo-';
const OWNER = 'demo.pid';

/**
 * A new folder for one demo. Never the user's data folder: the simulated Odoo is new with each start, so links of an
 * earlier one would point at records that are gone.
 */
export async function makeDemoFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  await writeFile(join(folder, OWNER), `${process.pid}\n`, { mode: 0o600 });
  return folder;
}

/** With what its database keeps elsewhere: for root, or where its path is too long for a socket. */
export async function removeDemoFolder(folder: string): Promise<void> {
  const { home, socketDir } = await findHome(folder);
  for (const each of [socketDir, home, folder]) {
    await rm(each, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** Clears away what demos that were killed have left, their PostgreSQL included. */
export async function sweepDemoFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(tmpdir(), name);
    const owner = await ownerOf(folder);
    if (owner === null || isAlive(owner)) continue;
    await stopDatabase(folder);
    await removeDemoFolder(folder);
  }
}

/** Null for a folder that another user has made, or that is just being made. */
async function ownerOf(folder: string): Promise<number | null> {
  try {
    const found = await lstat(folder);
    if (!found.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid)) return null;
    const pid = Number.parseInt(await readFile(join(folder, OWNER), 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes(codeOf(error) ?? '')) return null;
    throw error;
  }
}

/** Whoever joins a database and is the last to leave stops it. */
async function stopDatabase(folder: string): Promise<void> {
  const { home } = await findHome(folder);
  const cluster = join(home, 'postgres');
  const postmaster = await readPostmaster(cluster);
  if (postmaster === undefined || !(await isRunning(postmaster, cluster))) return;
  const { openDatabase } = await import('../../db/database.ts');
  const database = await openDatabase({ dataDir: folder });
  await database.close();
}
