import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { PasserelleError } from '../errors.ts';
import { createSecretBox, type SecretBox, wrongKey } from './secrets.ts';

/** Where the check value of the key is kept: with the secrets, in the database. */
export interface KeyCheck {
  read(): Promise<string | undefined>;
  /** Keeps the value unless there is one; returns the one that is there then. */
  keep(value: string): Promise<string>;
}

export interface SecretKeyInput {
  /** `PASSERELLE_SECRET_KEY`. */
  readonly environment?: string | undefined;
  /** `secret.key` in the data folder: made at the first start, if there is no other key. */
  readonly keyFile: string;
}

const KEY_BYTES = 32;
const FIELD = 'PASSERELLE_SECRET_KEY';

/** Throws `secret_key_invalid`, `secret_key_wrong`; no message holds the key. */
export async function openSecretBox({ environment, keyFile }: SecretKeyInput, check: KeyCheck): Promise<SecretBox> {
  let key = environment ? parseSecretKey(environment, FIELD) : await readKeyFile(keyFile);
  if (key === undefined) {
    // A new key could not open what is stored, and would look like the right one from then on.
    if ((await check.read()) !== undefined) throw wrongKey(`this database: ${keyFile} is missing`);
    key = await makeKeyFile(keyFile);
  }
  const box = createSecretBox(key);
  if ((await check.keep(box.checkValue)) !== box.checkValue) throw wrongKey('this database');
  return box;
}

/** 32 bytes, written as 64 hexadecimal digits or as base64. */
export function parseSecretKey(text: string, field: string): Uint8Array {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  const bytes = /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed) ? Buffer.from(trimmed, 'base64') : undefined;
  if (bytes?.length === KEY_BYTES) return bytes;
  throw new PasserelleError('secret_key_invalid', 'The secret key is not 32 bytes in hexadecimal or base64.', {
    remedy: 'Make one with: openssl rand -base64 32',
    field,
  });
}

async function readKeyFile(file: string): Promise<Uint8Array | undefined> {
  try {
    return parseSecretKey(await readFile(file, 'utf8'), file);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw fileError(error, file);
  }
}

/** On disk before anything is sealed with it, and never half written: another process may start at the same time. */
async function makeKeyFile(file: string): Promise<Uint8Array> {
  const folder = path.dirname(file);
  const unfinished = `${file}.${randomBytes(6).toString('hex')}.new`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await handle.writeFile(`${randomBytes(KEY_BYTES).toString('base64')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await putInPlace(unfinished, file);
    await flush(folder);
  } catch (error) {
    throw fileError(error, file);
  } finally {
    await rm(unfinished, { force: true });
  }
  return parseSecretKey(await readFile(file, 'utf8'), file);
}

/** Of two that try, the first one's stays. */
async function putInPlace(unfinished: string, file: string): Promise<void> {
  try {
    await link(unfinished, file);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return;
    // File systems without hard links.
    if (!hasCode(error, 'EPERM', 'ENOTSUP', 'ENOSYS')) throw error;
    await rename(unfinished, file);
  }
}

async function flush(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function fileError(error: unknown, file: string): PasserelleError {
  if (error instanceof PasserelleError) return error;
  const isFull = hasCode(error, 'ENOSPC', 'EDQUOT');
  return new PasserelleError(
    isFull ? 'storage_full' : 'storage_read_only',
    isFull ? `The disk of ${file} is full.` : `The key file ${file} cannot be read or written.`,
    {
      remedy: isFull
        ? 'Free some space on that disk and start again.'
        : `Give this user the right to it, or set ${FIELD} instead.`,
      field: 'dataDir',
      value: file,
      cause: error,
    },
  );
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => code === error.code);
}
