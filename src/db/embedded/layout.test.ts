import { chmod, chown, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fitsSocket, prepareLayout } from './layout.ts';
import { chooseUser, pickUnprivilegedUser } from './run-as.ts';

const isRoot = process.getuid?.() === 0;

describe('prepareLayout', () => {
  let top: string;

  beforeEach(async () => {
    top = await mkdtemp(path.join(await realpath(tmpdir()), 'passerelle-layout-'));
    await chmod(top, 0o711);
  });
  afterEach(() => rm(top, { recursive: true }));

  it.skipIf(process.platform === 'win32')(
    'opens a new data folder to nobody, and the folders above as usual',
    async () => {
      const dataDir = path.join(top, 'a', 'b', 'data');
      const { socketDir, runAs } = await prepareLayout(dataDir, 'socket');
      const mode = async (folder: string) => (await stat(folder)).mode & 0o777;
      expect(await mode(dataDir)).toBe(runAs === undefined ? 0o700 : 0o710);
      expect((await mode(path.join(top, 'a'))) & 0o700).toBe(0o700);
      expect((await mode(path.join(top, 'a'))) & 0o055).not.toBe(0);
      expect(await mode(socketDir)).toBe(0o700);
      expect((await stat(socketDir)).uid).toBe(runAs?.uid ?? process.getuid?.());
    },
  );

  it.runIf(isRoot)(
    "keeps to a user's cluster in a closed home when root comes along, instead of a new one",
    async () => {
      const owner = pickUnprivilegedUser(await readFile('/etc/passwd', 'utf8'));
      if (owner === undefined) throw new Error('no user');
      const dataDir = path.join(top, 'home', 'data');
      await mkdir(path.join(dataDir, 'postgres'), { recursive: true });
      for (const folder of [path.join(top, 'home'), dataDir, path.join(dataDir, 'postgres')]) {
        await chown(folder, owner.uid, owner.gid);
        await chmod(folder, 0o700);
      }
      const layout = await prepareLayout(dataDir, 'socket');
      expect(layout).toMatchObject({ home: dataDir, cluster: path.join(dataDir, 'postgres'), runAs: owner });
    },
  );

  it.runIf(isRoot)("puts the cluster elsewhere where PostgreSQL's user cannot come, and finds it again", async () => {
    await chmod(top, 0o700);
    const dataDir = path.join(top, 'data');
    const first = await prepareLayout(dataDir, 'socket');
    try {
      expect(first.runAs).toEqual(await chooseUser());
      expect(first.home.startsWith('/var/lib/passerelle/data-')).toBe(true);
      expect((await prepareLayout(dataDir, 'socket')).home).toBe(first.home);
      expect(await readdir(dataDir)).toEqual(['postgres.folder']);
    } finally {
      await rm(first.home, { recursive: true });
    }
  });
});

describe('fitsSocket', () => {
  it('counts bytes, not characters', () => {
    expect(fitsSocket(`/${'a'.repeat(83)}`)).toBe(true);
    expect(fitsSocket(`/${'a'.repeat(84)}`)).toBe(false);
    expect(fitsSocket(`/${'é'.repeat(42)}`)).toBe(false);
  });
});
