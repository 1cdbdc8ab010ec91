import { readdir, readFile } from 'node:fs/promises';
import type { Pool, PoolClient } from 'pg';
import { PasserelleError } from '../errors.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
/** Any fixed number: who migrates holds the advisory lock of this key. */
const LOCK_KEY = 7_077_001;

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly file: URL;
}

/** The migrations that this program knows, by number: `NNNN_name.sql`, without a gap. */
export async function listMigrations(folder: URL = FOLDER): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return files.map((file, index) => {
    const match = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file);
    if (Number(match?.[1]) !== index + 1) throw new Error(`Migration ${file} breaks the numbering`);
    return { version: index + 1, name: String(match?.[2]), file: new URL(file, folder) };
  });
}

/**
 * Brings the tables to this program's version: each migration in a transaction, once, also if several processes try.
 *
 * Returns the versions that it applied. Throws `storage_version_too_new` if a newer program has been here.
 */
export async function migrate(pool: Pool, folder: URL = FOLDER): Promise<number[]> {
  const known = await listMigrations(folder);
  const newest = known.length;
  const applied: number[] = [];
  const client = await pool.connect();
  try {
    let current = await currentVersion(client);
    for (const migration of known) {
      if (migration.version <= current) continue;
      if (await apply(client, migration)) applied.push(migration.version);
    }
    current = Math.max(current, await currentVersion(client));
    if (current > newest) {
      throw new PasserelleError(
        'storage_version_too_new',
        `The database is at version ${current}, this program knows ${newest}.`,
        { remedy: 'Use the newer Passerelle that wrote it; a database is never taken back.', value: current },
      );
    }
  } finally {
    client.release();
  }
  return applied;
}

async function currentVersion(client: PoolClient): Promise<number> {
  const found = await client.query<{ present: boolean }>("SELECT to_regclass('migrations') IS NOT NULL AS present");
  if (found.rows[0]?.present !== true) return 0;
  const { rows } = await client.query<{ version: number }>(
    'SELECT coalesce(max(version), 0) AS version FROM migrations',
  );
  return rows[0]?.version ?? 0;
}

/** Whether it was this call that applied it. */
async function apply(client: PoolClient, migration: Migration): Promise<boolean> {
  const statements = await readFile(migration.file, 'utf8');
  await client.query('BEGIN');
  try {
    // The transaction's lock, not the session's: it also holds behind a transaction pooler.
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK_KEY]);
    await client.query(
      'CREATE TABLE IF NOT EXISTS migrations (version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const claimed = await client.query(
      'INSERT INTO migrations (version, name) SELECT $1, $2 WHERE $1 > (SELECT coalesce(max(version), 0) FROM migrations)',
      [migration.version, migration.name],
    );
    if (claimed.rowCount === 1) await client.query(statements);
    await client.query('COMMIT');
    return claimed.rowCount === 1;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
