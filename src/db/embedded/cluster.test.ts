import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPool } from '../connect.ts';
import { openDatabase } from '../database.ts';
import { readMeta } from '../meta.ts';
import { openCluster } from './cluster.ts';
import { isRunning, readPostmaster } from './postmaster.ts';

const HUB = fileURLToPath(new URL('../../../test/processes/hub.ts', import.meta.url));

interface Hub {
  readonly process: ChildProcessByStdio<Writable, Readable, null>;
  /** Commits a row; resolves when the hub says that it is stored. */
  store(key: string): Promise<void>;
  quit(): Promise<void>;
  kill(): Promise<void>;
}

describe('embedded cluster', () => {
  let dataDir: string;
  const hubs: Hub[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(await realpath(tmpdir()), 'passerelle-cluster-'));
    // Else PostgreSQL's user could not come to the folders below, and root's data would go elsewhere.
    await chmod(dataDir, 0o711);
  });
  afterEach(async () => {
    for (const hub of hubs.splice(0)) await hub.kill();
    const postmaster = await running();
    if (postmaster !== undefined) {
      process.kill(postmaster.pid, 'SIGQUIT');
      await gone(postmaster.pid);
    }
    await rm(dataDir, { recursive: true });
  });

  const running = async () => {
    const postmaster = await readPostmaster(path.join(dataDir, 'postgres'));
    const isThere = postmaster !== undefined && (await isRunning(postmaster, path.join(dataDir, 'postgres')));
    return isThere ? postmaster : undefined;
  };
  const pid = async () => (await running())?.pid;

  async function gone(other: number): Promise<void> {
    while ((await running())?.pid === other) await delay(5);
  }

  async function startHub(): Promise<Hub> {
    const child = spawn(process.execPath, [HUB, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const expectLine = async (text: string) => expect((await lines.next()).value).toBe(text);
    const ended = once(child, 'exit');
    const hub: Hub = {
      process: child,
      async store(key) {
        child.stdin.write(`${key}\n`);
        await expectLine(key);
      },
      async quit() {
        child.stdin.end();
        await ended;
        expect(child.exitCode).toBe(0);
      },
      async kill() {
        child.kill('SIGKILL');
        await ended;
      },
    };
    hubs.push(hub);
    await expectLine('ready');
    return hub;
  }

  const stored = async () => {
    const database = await openDatabase({ dataDir });
    try {
      const { rows } = await database.pool.query("SELECT key FROM meta WHERE value = 'true' ORDER BY key");
      return rows.map((row) => row.key);
    } finally {
      await database.close();
    }
  };

  it('starts in a new folder, stops with its only user, and has the rows at the next start', async () => {
    const hub = await startHub();
    expect(await pid()).toBeTypeOf('number');
    await hub.store('a');
    await hub.quit();
    expect(await pid()).toBeUndefined();
    expect(await stored()).toEqual(['a']);
  });

  it('serves a second command beside the first, and stops with the last one out', async () => {
    const first = await startHub();
    const before = await pid();
    const second = await startHub();
    expect(await pid()).toBe(before);
    await first.quit();
    expect(await pid()).toBe(before);
    await second.store('after the first one left');
    await second.quit();
    expect(await pid()).toBeUndefined();
  });

  it('lets many commands start in a new folder at once, and leaves nothing running', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => startHub()));
    await Promise.all(all.map((hub, index) => hub.store(`row ${index}`)));
    await Promise.all(all.map((hub) => hub.quit()));
    expect(await pid()).toBeUndefined();
    expect((await readdir(dataDir)).filter((name) => name.includes('.new'))).toEqual([]);
    expect(await stored()).toHaveLength(4);
  });

  it('survives starts and stops that cross each other', async () => {
    await (await openCluster({ dataDir, skipInitSync: true })).close();
    // Each holds three connections at the most, of the 50 that the server gives.
    const rounds = Array.from({ length: 12 }, async (_, index) => {
      await delay((index * 7) % 60);
      const cluster = await openCluster({ dataDir });
      const pool = createPool(cluster.address, { maxConnections: 1 });
      await pool.query('SELECT 1');
      await pool.end();
      await cluster.close();
    });
    await Promise.all(rounds);
    expect(await pid()).toBeUndefined();
  });

  it('is adopted after a kill -9 of the hub: no committed row is lost, and it stops with the next hub', async () => {
    const killed = await startHub();
    await killed.store('before');
    const before = await pid();
    await killed.kill();
    expect(await pid()).toBe(before);
    const next = await startHub();
    expect(await pid()).toBe(before);
    await next.store('after');
    await next.quit();
    expect(await pid()).toBeUndefined();
    expect(await stored()).toEqual(['after', 'before']);
  });

  it('goes on after a kill -9 of everything, PostgreSQL included', async () => {
    const hub = await startHub();
    await hub.store('committed');
    const postmaster = await running();
    if (postmaster === undefined) throw new Error('not running');
    await hub.kill();
    process.kill(postmaster.pid, 'SIGKILL');
    await gone(postmaster.pid);
    expect(await stored()).toEqual(['committed']);
  });

  it('starts although another process has the number of the killed PostgreSQL, as in a restarted container', async () => {
    await (await openCluster({ dataDir })).close();
    const layout = path.join(dataDir, 'postgres');
    const run = path.join(dataDir, 'run');
    const { uid, gid } = await stat(layout);
    // Of the same user as PostgreSQL, so that PostgreSQL itself would refuse.
    const other = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => 0, 1000)'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: '/',
      ...(process.getuid?.() === 0 ? { uid, gid } : {}),
    });
    await once(other.stdout, 'data');
    const lines = [other.pid, layout, 1_700_000_000, 5432, run, '', ' 1 2', 'ready'];
    await writeFile(path.join(layout, 'postmaster.pid'), `${lines.join('\n')}\n`);
    await writeFile(path.join(run, '.s.PGSQL.5432.lock'), `${lines.join('\n')}\n`);
    try {
      const cluster = await openCluster({ dataDir });
      expect(await pid()).not.toBe(other.pid);
      await cluster.close();
    } finally {
      other.kill();
      await once(other, 'exit');
    }
  });

  it('comes back by itself when PostgreSQL dies under a running hub', async () => {
    const hub = await startHub();
    const postmaster = await running();
    if (postmaster === undefined) throw new Error('not running');
    process.kill(postmaster.pid, 'SIGKILL');
    await gone(postmaster.pid);
    while ((await pid()) === undefined) await delay(5);
    const database = await openDatabase({ dataDir });
    await hub.store('after it came back');
    expect(await readMeta(database.kysely, 'after it came back')).toBe(true);
    await database.close();
    await hub.quit();
    expect(await pid()).toBeUndefined();
  });

  it.runIf(process.platform === 'linux')(
    'does not stop at a Ctrl-C in the terminal before the hub has closed: it is in a session of its own',
    async () => {
      const hub = await startHub();
      const session = async (of: number | undefined) =>
        (await readFile(`/proc/${of}/stat`, 'utf8')).split(') ')[1]?.split(' ')[3];
      expect(await session(await pid())).not.toBe(await session(hub.process.pid));
    },
  );

  it('flushes what it commits: fsync, full pages and synchronous commits are on', async () => {
    const cluster = await openCluster({ dataDir, skipInitSync: true });
    const pool = createPool(cluster.address);
    const { rows } = await pool.query(
      "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums') ORDER BY name",
    );
    await pool.end();
    await cluster.close();
    expect(rows.map((row) => `${row.name} ${row.setting}`)).toEqual([
      'data_checksums on',
      'fsync on',
      'full_page_writes on',
      'synchronous_commit on',
    ]);
  });

  it('works in a folder whose path is too long for a socket', async () => {
    const long = path.join(dataDir, 'x'.repeat(60), 'y'.repeat(60));
    const cluster = await openCluster({ dataDir: long, skipInitSync: true });
    const { host } = cluster.address;
    await cluster.close();
    const again = await openCluster({ dataDir: long });
    expect(again.address.host).toBe(host);
    expect(Buffer.byteLength(host)).toBeLessThan(80);
    if (process.platform !== 'win32') expect((await stat(host)).mode & 0o777).toBe(0o700);
    await again.close();
    await rm(host, { recursive: true });
  });

  it('works by loopback with a password, as it does on Windows', async () => {
    const cluster = await openCluster({ dataDir, transport: 'loopback', skipInitSync: true });
    const pool = createPool(cluster.address);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
    const intruder = createPool({ ...cluster.address, password: 'guess' });
    await expect(intruder.query('SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await intruder.end();
    await cluster.close();
    expect(await pid()).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')('lets nobody else into the socket', async () => {
    const cluster = await openCluster({ dataDir, skipInitSync: true });
    expect((await stat(cluster.address.host)).mode & 0o777).toBe(0o700);
    await cluster.close();
  });

  it('says so when a file is in the place of the folder', async () => {
    const file = path.join(dataDir, 'file');
    await writeFile(file, '');
    await expect(openCluster({ dataDir: file })).rejects.toMatchObject({ code: 'storage_folder_invalid' });
    await expect(openCluster({ dataDir: path.join(file, 'below') })).rejects.toMatchObject({
      code: 'storage_folder_invalid',
    });
  });

  it('asks for --database-url on a platform without binaries, and makes no folder', async () => {
    const host = { platform: 'sunos', arch: 'x64' };
    const folder = path.join(dataDir, 'new');
    const opening = openCluster({ dataDir: folder, host });
    await expect(opening).rejects.toMatchObject({
      code: 'storage_unsupported_platform',
      remedy: expect.stringContaining('--database-url'),
    });
    await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('takes up after a start that was killed while it made the cluster, and clears away what that left', async () => {
    const killed = spawn(process.execPath, ['-e', '']);
    await once(killed, 'exit');
    await mkdir(path.join(dataDir, `postgres.new-${killed.pid}-x`, 'base'), { recursive: true });
    await mkdir(path.join(dataDir, `postgres.new-${process.ppid}-x`), { recursive: true });
    await (await openCluster({ dataDir, skipInitSync: true })).close();
    const left = (await readdir(dataDir)).filter((name) => name.startsWith('postgres.new-'));
    expect(left).toEqual([`postgres.new-${process.ppid}-x`]);
  });
});
