import { spawn } from 'node:child_process';
import { open, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { PasserelleError } from '../../errors.ts';
import { codeOf, outputError } from '../storage-error.ts';
import { writeAccessFiles } from './access.ts';
import type { Binaries } from './binaries.ts';
import type { Layout } from './layout.ts';
import { isRunning, type Postmaster, readPostmaster } from './postmaster.ts';
import { cannotRun, collectOutput, serverProcessOptions } from './server-process.ts';

/** Settings by name; `fsync`, `full_page_writes` and `synchronous_commit` stay on as they come. */
export type ServerSettings = Readonly<Record<string, string | number>>;

const SETTINGS: ServerSettings = {
  port: 5432,
  max_connections: 50,
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  min_wal_size: '48MB',
  jit: 'off',
  max_parallel_workers_per_gather: 0,
  cluster_name: 'passerelle',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // The program gets the errors of its statements. In a file they would only pile up, with values of records in them.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
};
const LOG_BYTES = 5_000_000;

/** A start under way. */
export interface Start {
  /** `ended`: stopped in good order, by the last one out of another process; else why it ended by itself. */
  state(): 'running' | 'ended' | PasserelleError;
}

/** Starts PostgreSQL, in a session of its own: a Ctrl-C in the terminal must not reach it before the hub has closed. */
export async function startServer(layout: Layout, binaries: Binaries, settings: ServerSettings): Promise<Start> {
  await writeAccessFiles(layout);
  await rotateLog(layout.logFile);
  const log = await open(layout.logFile, 'a', 0o600);
  if (layout.runAs !== undefined) await log.chown(layout.runAs.uid, layout.runAs.gid);
  const offset = (await log.stat()).size;
  const all = { ...SETTINGS, ...(await listenSettings(layout)), ...settings };
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let state: ReturnType<Start['state']> = 'running';
  try {
    const child =
      process.platform === 'win32'
        ? spawn(binaries.pgCtl, pgCtlStart(layout, options), {
            ...serverProcessOptions(layout, layout.cluster),
            detached: true,
            stdio: 'ignore',
          })
        : spawn(binaries.postgres, ['-D', layout.cluster, ...options], {
            ...serverProcessOptions(layout, layout.cluster),
            detached: true,
            stdio: ['ignore', log.fd, log.fd],
          });
    child.once('error', (error) => {
      state = cannotRun(error);
    });
    child.once('exit', (exitCode) => {
      if (exitCode === 0) {
        // pg_ctl ends at once, when it has started PostgreSQL.
        if (process.platform !== 'win32') state = 'ended';
        return;
      }
      readFrom(layout.logFile, offset).then(
        (output) => {
          state = outputError(output);
        },
        (cause: unknown) => {
          state = outputError('', cause);
        },
      );
    });
    child.unref();
  } finally {
    await log.close();
  }
  return { state: () => state };
}

/** pg_ctl drops an administrator's rights, with which PostgreSQL refuses to run. */
function pgCtlStart(layout: Layout, options: readonly string[]): string[] {
  const quoted = options.map((option) => `"${option}"`).join(' ');
  return ['start', '--no-wait', '-D', layout.cluster, '-l', layout.logFile, '-o', quoted];
}

async function listenSettings(layout: Layout): Promise<ServerSettings> {
  if (layout.transport === 'socket') {
    return {
      listen_addresses: '',
      unix_socket_directories: layout.socketDir,
      unix_socket_permissions: '0700',
    };
  }
  const last = await readPostmaster(layout.cluster);
  return { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: last?.port ?? (await freePort()) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 5432;
}

/** One older log is kept. */
async function rotateLog(file: string): Promise<void> {
  try {
    if ((await stat(file)).size > LOG_BYTES) await rename(file, `${file}.1`);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

async function readFrom(file: string, offset: number): Promise<string> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const { buffer } = await handle.read(Buffer.alloc(Math.max(0, size - offset)), 0, null, offset);
    return buffer.toString('utf8');
  } finally {
    await handle.close();
  }
}

/** Stops PostgreSQL with a checkpoint, ending its sessions; false if it still stops when the time is over. */
export async function stopServer(
  postmaster: Postmaster,
  { cluster }: Layout,
  binaries: Binaries,
  timeoutMs: number,
): Promise<boolean> {
  if (process.platform === 'win32') {
    await collectOutput(spawn(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-W'], { windowsHide: true }));
  } else {
    process.kill(postmaster.pid, 'SIGINT');
  }
  for (const end = Date.now() + timeoutMs; Date.now() < end; await delay(5)) {
    const now = await readPostmaster(cluster);
    if (now?.pid !== postmaster.pid || !(await isRunning(now, cluster))) return true;
  }
  return false;
}
