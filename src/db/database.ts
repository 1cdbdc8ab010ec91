import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import { PasserelleError } from '../errors.ts';
import { type Address, createPool } from './connect.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { type EmbeddedCluster, openCluster } from './embedded/cluster.ts';
import { migrate } from './migrate.ts';
import type { Database } from './schema.ts';
import { storageError } from './storage-error.ts';

export type DatabaseLocation = { readonly dataDir: string } | { readonly databaseUrl: string };

export interface OpenOptions {
  readonly maxConnections?: number;
  /** Something went wrong while nobody waited for an answer: an idle connection broke, PostgreSQL does not come back. */
  readonly onTrouble?: (error: unknown) => void;
}

export interface OpenDatabase {
  readonly kysely: Kysely<Database>;
  readonly pool: Pool;
  /** Where it is, for people: no password in it. */
  readonly description: string;
  /** Ends the connections; the last process out stops an embedded PostgreSQL. */
  close(): Promise<void>;
}

const OLDEST_VERSION = 150_000;

/**
 * The database of a data folder, started if need be, or one behind a URL; its tables brought to this program's version.
 *
 * Throws `storage_*` errors; then nothing stays open or half done.
 */
export async function openDatabase(location: DatabaseLocation, options: OpenOptions = {}): Promise<OpenDatabase> {
  const trouble = options.onTrouble ?? (() => undefined);
  if ('databaseUrl' in location) {
    const url = parseDatabaseUrl(location.databaseUrl);
    return await connect({ connectionString: url.connectionString }, url.description, options, undefined);
  }
  const cluster = await openCluster({ dataDir: location.dataDir, onTrouble: trouble });
  return await connect(cluster.address, `PostgreSQL in ${location.dataDir}`, options, cluster);
}

async function connect(
  where: Address | { readonly connectionString: string },
  description: string,
  options: OpenOptions,
  cluster: EmbeddedCluster | undefined,
): Promise<OpenDatabase> {
  const { maxConnections } = options;
  let isClosing = false;
  const pool = createPool(where, {
    ...(maxConnections === undefined ? {} : { maxConnections }),
    // A connection that is told to end may still hear that the server stops.
    onIdleError: (error) => (isClosing ? undefined : options.onTrouble?.(error)),
  });
  const kysely = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  const close = async () => {
    isClosing = true;
    await kysely.destroy();
    if (!pool.ended) await pool.end();
    await cluster?.close();
  };
  try {
    if (cluster === undefined) requireVersion(await serverVersion(pool));
    await migrate(pool);
  } catch (error) {
    await close();
    throw storageError(error) ?? error;
  }
  return { kysely, pool, description, close };
}

async function serverVersion(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::int AS version",
  );
  return rows[0]?.version ?? 0;
}

/** `version` as in `server_version_num`: 150004 is 15.4. Throws `storage_too_old`. */
export function requireVersion(version: number): void {
  if (version >= OLDEST_VERSION) return;
  throw new PasserelleError('storage_too_old', `The database server is PostgreSQL ${Math.floor(version / 10_000)}.`, {
    remedy: 'Passerelle needs PostgreSQL 15 or newer.',
    field: 'databaseUrl',
    value: version,
  });
}
