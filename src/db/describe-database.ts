import type { Pool } from 'pg';

export interface DatabaseFacts {
  /** As PostgreSQL says it: `18.4`. */
  readonly version: string;
  /** Of the best of three empty questions, in milliseconds. */
  readonly pingMs: number;
  readonly sizeBytes: number;
}

/** What `doctor` tells of a database. */
export async function describeDatabase(pool: Pool, nowMs: () => number): Promise<DatabaseFacts> {
  const { rows } = await pool.query<{ version: string; size: number }>(
    "SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS size",
  );
  let pingMs = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i += 1) {
    const startedAt = nowMs();
    await pool.query('SELECT 1');
    pingMs = Math.min(pingMs, nowMs() - startedAt);
  }
  return { version: rows[0]?.version ?? '', pingMs, sizeBytes: Number(rows[0]?.size ?? 0) };
}
