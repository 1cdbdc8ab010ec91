import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../database.ts';
import { storageError } from '../storage-error.ts';
import { openCluster } from './cluster.ts';

/** Real small and read-only disks need the right to mount: root, outside most containers. */
function mount(folder: string, ...options: string[]): boolean {
  try {
    execFileSync('mount', [...options, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const isRoot = process.getuid?.() === 0;

describe('the disk of the data folder', () => {
  let disk: string;
  let isMounted = false;

  beforeEach(async () => {
    disk = await mkdtemp(path.join(await realpath(tmpdir()), 'passerelle-disk-'));
    await chmod(disk, 0o755);
  });
  afterEach(async () => {
    if (isMounted) execFileSync('umount', [disk]);
    isMounted = false;
    await chmod(disk, 0o755);
    await rm(disk, { recursive: true });
  });

  const mountDisk = (size: string) => {
    isMounted = mount(disk, '-t', 'tmpfs', '-o', `size=${size},mode=755`);
    return isMounted;
  };

  it.runIf(isRoot)(
    'is full at the first start: says so, leaves no half cluster, and goes on once there is room',
    async (context) => {
      if (!mountDisk('20m')) return context.skip();
      const dataDir = path.join(disk, 'data');
      await expect(openCluster({ dataDir })).rejects.toMatchObject({
        code: 'storage_full',
        remedy: expect.stringContaining('Free'),
      });
      expect(await readdir(dataDir)).toEqual(['run']);
      execFileSync('mount', ['-o', 'remount,size=200m', disk]);
      await (await openCluster({ dataDir })).close();
    },
  );

  it.runIf(isRoot)(
    'fills up while in use: what was committed stays, what was not is not half there',
    async (context) => {
      if (!mountDisk('110m')) return context.skip();
      const dataDir = path.join(disk, 'data');
      const first = await openDatabase({ dataDir });
      await first.pool.query('CREATE TABLE filler (id integer, body text)');
      await first.pool.query("INSERT INTO filler VALUES (1, 'committed')");
      await writeFile(path.join(disk, 'ballast'), Buffer.alloc(200_000_000)).catch(() => undefined);
      const insert = first.pool.query(
        'INSERT INTO filler SELECT 2, repeat(md5(n::text), 100) FROM generate_series(1, 30000) AS n',
      );
      const error = await insert.catch((reason: unknown) => reason);
      expect(storageError(error)).toMatchObject({ code: 'storage_full' });
      await first.close();
      await rm(path.join(disk, 'ballast'));
      const second = await openDatabase({ dataDir });
      const { rows } = await second.pool.query('SELECT id, body FROM filler');
      await second.close();
      expect(rows).toEqual([{ id: 1, body: 'committed' }]);
    },
  );

  it.runIf(isRoot)('is read-only: says so, with a new folder and with an old one', async (context) => {
    if (!mountDisk('200m')) return context.skip();
    const dataDir = path.join(disk, 'data');
    await (await openCluster({ dataDir, skipInitSync: true })).close();
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    await expect(openCluster({ dataDir })).rejects.toMatchObject({ code: 'storage_read_only' });
    await expect(openCluster({ dataDir: path.join(disk, 'a', 'b') })).rejects.toMatchObject({
      code: 'storage_read_only',
    });
    execFileSync('mount', ['-o', 'remount,rw', disk]);
  });

  it.skipIf(isRoot || process.platform === 'win32')('is not ours: says so and makes nothing', async () => {
    await chmod(disk, 0o555);
    const opening = openCluster({ dataDir: path.join(disk, 'data') });
    await expect(opening).rejects.toMatchObject({ code: 'storage_read_only' });
    await expect(openCluster({ dataDir: disk })).rejects.toMatchObject({ code: 'storage_read_only' });
    expect(await readdir(disk)).toEqual([]);
  });
});
