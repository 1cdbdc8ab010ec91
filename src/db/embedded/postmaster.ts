import { execFile } from 'node:child_process';
import { readFile, readlink, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { codeOf } from '../storage-error.ts';

/** What `postmaster.pid` says: the PostgreSQL that has, or had, the cluster. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Empty if it listens on loopback only. */
  readonly socketDir: string;
  readonly text: string;
}

/** https://www.postgresql.org/docs/18/storage-file-layout.html: pid, data, start time, port, socket folder, address … */
export function parsePidFile(text: string): Postmaster | undefined {
  const lines = text.split('\n');
  const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10));
  const port = Number.parseInt(lines[3] ?? '', 10);
  if (!Number.isInteger(pid) || pid === 0 || !Number.isInteger(port)) return undefined;
  return { pid, port, socketDir: (lines[4] ?? '').trim(), text };
}

export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  try {
    return parsePidFile(await readFile(pidFile(cluster), 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const pidFile = (cluster: string) => path.join(cluster, 'postmaster.pid');

/** Whether the process lives and is the PostgreSQL of this cluster, not another one that got its number since. */
export async function isRunning(postmaster: Postmaster, cluster: string): Promise<boolean> {
  if (!isAlive(postmaster.pid)) return false;
  if (process.platform === 'win32') return true;
  if (process.platform === 'linux') {
    try {
      // A postmaster works in its data directory. Of a zombie, or of another user's process, the link cannot be read.
      return (await readlink(`/proc/${postmaster.pid}/cwd`)) === cluster;
    } catch (error) {
      if (['ENOENT', 'EACCES', 'EPERM'].includes(codeOf(error) ?? '')) return false;
      throw error;
    }
  }
  const command = await promisify(execFile)('ps', ['-p', String(postmaster.pid), '-o', 'command=']).catch(() => null);
  return command?.stdout.includes(cluster) ?? false;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * Removes what a killed postmaster left. PostgreSQL does so too, but refuses to start if any process of the same user
 * has that number now, which in a restarted container is the rule.
 */
export async function removeStaleFiles(cluster: string, stale: Postmaster): Promise<void> {
  const now = await readPostmaster(cluster);
  if (now?.text !== stale.text) return;
  await rm(pidFile(cluster), { force: true });
  if (stale.socketDir === '') return;
  const socket = path.join(stale.socketDir, `.s.PGSQL.${stale.port}`);
  await rm(`${socket}.lock`, { force: true });
  await rm(socket, { force: true });
}
