import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type KeyCheck, openSecretBox, parseSecretKey } from './secret-key.ts';

/** What `meta` does in the database. */
function memoryCheck(): KeyCheck {
  let kept: string | undefined;
  return {
    read: async () => kept,
    keep: async (value) => {
      kept ??= value;
      return kept;
    },
  };
}

describe('openSecretBox', () => {
  let folder: string;
  let keyFile: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'passerelle-key-'));
    keyFile = path.join(folder, 'data', 'secret.key');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('makes a key at the first start that nobody else can read, and uses it at the next', async () => {
    const check = memoryCheck();
    const first = await openSecretBox({ keyFile }, check);
    const second = await openSecretBox({ keyFile }, check);
    expect(second.open(first.seal({ a: 'b' }, 'erp'), 'erp')).toEqual({ a: 'b' });
    if (process.platform !== 'win32') expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    expect(await readdir(path.dirname(keyFile))).toEqual(['secret.key']);
  });

  it('gives the same key to processes that start at once', async () => {
    const check = memoryCheck();
    const boxes = await Promise.all([1, 2, 3].map(() => openSecretBox({ keyFile }, check)));
    expect(new Set(boxes.map((box) => box.checkValue)).size).toBe(1);
  });

  it('prefers the key of the environment, and makes no file then', async () => {
    await openSecretBox({ environment: randomBytes(32).toString('base64'), keyFile }, memoryCheck());
    await expect(stat(keyFile)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('says that the key is wrong instead of failing at each connection later', async () => {
    const check = memoryCheck();
    await openSecretBox({ environment: randomBytes(32).toString('base64'), keyFile }, check);
    const other = openSecretBox({ environment: randomBytes(32).toString('base64'), keyFile }, check);
    await expect(other).rejects.toMatchObject({ code: 'secret_key_wrong' });
  });

  it('makes no new key when the old one is lost, which would hide that', async () => {
    const check = memoryCheck();
    await openSecretBox({ keyFile }, check);
    await rm(keyFile);
    await expect(openSecretBox({ keyFile }, check)).rejects.toMatchObject({ code: 'secret_key_wrong' });
    await expect(stat(keyFile)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each(['', 'short', 'z'.repeat(64), 'A'.repeat(40), randomBytes(31).toString('base64')])(
    'refuses a broken key file without showing it: %j',
    async (text) => {
      await openSecretBox({ keyFile }, memoryCheck());
      await writeFile(keyFile, text);
      const error = await openSecretBox({ keyFile }, memoryCheck()).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'secret_key_invalid', field: keyFile, value: undefined });
    },
  );
});

describe('parseSecretKey', () => {
  const key = randomBytes(32);

  it.each(['hex', 'base64', 'base64url'] as const)('takes %s as tools print it', (encoding) => {
    expect(parseSecretKey(`${key.toString(encoding)}\n`, 'f')).toEqual(key);
  });
});
