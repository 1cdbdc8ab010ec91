import { randomBytes } from 'node:crypto';
import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import { inject } from 'vitest';
import { type Address, createPool } from '../src/db/connect.ts';
import { openCluster } from '../src/db/embedded/cluster.ts';
import { migrate } from '../src/db/migrate.ts';
import type { Database } from '../src/db/schema.ts';

export interface TestDatabase {
  readonly kysely: Kysely<Database>;
  readonly pool: Pool;
  readonly address: Address;
  /** Ends its connections and drops it; `await using` does so too. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const TEMPLATE = 'passerelle_template';
const LOCK_KEY = 1;

let server: Promise<Address> | undefined;

/**
 * A fresh, migrated database of its own, on the PostgreSQL of this test run, which the first call of a run starts.
 *
 * `await using db = await createTestDatabase()`, or `close()` in `afterAll`.
 */
export async function createTestDatabase(options: { migrated?: boolean } = {}): Promise<TestDatabase> {
  server ??= startServer();
  const address = await server;
  const database = `test_${randomBytes(6).toString('hex')}`;
  const template = options.migrated === false ? 'template1' : TEMPLATE;
  await administer(address, (admin) => admin.query(`CREATE DATABASE ${database} TEMPLATE ${template}`));
  const own = { ...address, database };
  const pool = createPool(own, { maxConnections: 5 });
  const kysely = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  const close = async () => {
    await kysely.destroy();
    if (!pool.ended) await pool.end();
    await administer(address, (admin) => admin.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`));
  };
  return { kysely, pool, address: own, close, [Symbol.asyncDispose]: close };
}

/** The lease is kept to the end of this worker process; the run's teardown stops the server. */
async function startServer(): Promise<Address> {
  const { address } = await openCluster({
    dataDir: inject('databaseFolder'),
    skipInitSync: true,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 200 },
  });
  await administer(address, async (admin) => {
    const client = await admin.connect();
    try {
      await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
      const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [TEMPLATE]);
      if (found.rowCount === 1) return;
      const unfinished = `${TEMPLATE}_new`;
      await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${unfinished}`);
      const pool = createPool({ ...address, database: unfinished });
      await migrate(pool);
      await pool.end();
      await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${TEMPLATE}`);
    } finally {
      // Closed, not returned: the lock goes with the session.
      client.release(true);
    }
  });
  return address;
}

async function administer<T>(address: Address, action: (admin: Pool) => Promise<T>): Promise<T> {
  const admin = createPool(address, { maxConnections: 1 });
  try {
    return await action(admin);
  } finally {
    await admin.end();
  }
}
