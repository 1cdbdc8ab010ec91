import { open, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckItem } from '../../core/connector.ts';
import type { DataFolder } from '../../db/data-folder.ts';
import { codeOf, folderError } from '../../db/storage-error.ts';
import { failedItem } from '../check-report.ts';

const WHY: { readonly [C in DataFolder['chosenBy']]: string } = {
  flag: '--data-dir',
  environment: 'PASSERELLE_DATA_DIR',
  config_file: 'beside passerelle.yaml',
  platform: "this system's place for data",
};

/** PostgreSQL stops when its disk is full; this leaves time to act. */
const LOW_BYTES = 1_000_000_000;
const OUT_BYTES = 100_000_000;

/** The data folder: where, why there, whether it can be written, and how much room is left. */
export async function examineFolder({ path, chosenBy }: DataFolder): Promise<readonly CheckItem[]> {
  const where = `${path} (${WHY[chosenBy]})`;
  try {
    if (!(await isThere(path))) {
      return [{ name: 'data folder', status: 'ok', message: `${where}; it is made when it is first needed.` }];
    }
    await tryWriting(path);
    return [{ name: 'data folder', status: 'ok', message: `${where}; it can be written.` }, await room(path)];
  } catch (error) {
    return [failedItem('data folder', folderError(error, path))];
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Rights alone do not tell: a file system may be mounted read-only, or be full. */
async function tryWriting(path: string): Promise<void> {
  const probe = join(path, `.doctor-${process.pid}`);
  try {
    const file = await open(probe, 'w', 0o600);
    try {
      await file.writeFile('x');
      await file.sync();
    } finally {
      await file.close();
    }
  } finally {
    await rm(probe, { force: true });
  }
}

async function room(path: string): Promise<CheckItem> {
  const { bavail, bsize } = await statfs(path);
  const bytes = bavail * bsize;
  const message = `${formatBytes(bytes)} free.`;
  if (bytes >= LOW_BYTES) return { name: 'disk', status: 'ok', message };
  return {
    name: 'disk',
    status: bytes < OUT_BYTES ? 'failed' : 'warning',
    message,
    remedy: 'Free some space there, or move to another folder with --data-dir.',
  };
}

/** `41 MB`, `1.3 GB`. Pure. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
