import { randomBytes } from 'node:crypto';
import { chown, readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { codeOf } from '../storage-error.ts';
import type { Layout } from './layout.ts';

/** The database user that Passerelle is, and the database that it uses. */
export const SUPERUSER = 'passerelle';
export const DATABASE = 'postgres';

/**
 * Writes who may connect, at each start: the system user may have changed since the last one.
 * On the socket the kernel tells who calls (peer); on loopback a password does.
 */
export async function writeAccessFiles(layout: Layout): Promise<void> {
  const rule =
    layout.transport === 'socket' ? 'local all all peer map=passerelle' : 'host all all 127.0.0.1/32 scram-sha-256';
  const users = new Set([userInfo().username, ...(layout.runAs === undefined ? [] : [layout.runAs.name]), 'root']);
  const map = [...users].map((name) => `passerelle "${name}" ${SUPERUSER}`);
  await writeOwned(layout, path.join(layout.cluster, 'pg_hba.conf'), `${rule}\n`);
  await writeOwned(layout, path.join(layout.cluster, 'pg_ident.conf'), `${map.join('\n')}\n`);
}

/** The password of the loopback transport, made at its first use, in a file that only PostgreSQL's user can read. */
export async function readOrMakePassword(layout: Layout): Promise<string> {
  try {
    const password = randomBytes(24).toString('base64url');
    await writeFile(layout.passwordFile, password, { mode: 0o600, flag: 'wx' });
    if (layout.runAs !== undefined) await chown(layout.passwordFile, layout.runAs.uid, layout.runAs.gid);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  return (await readFile(layout.passwordFile, 'utf8')).trim();
}

async function writeOwned(layout: Layout, file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  if (layout.runAs !== undefined) await chown(file, layout.runAs.uid, layout.runAs.gid);
}
