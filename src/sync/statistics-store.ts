import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';

/** From so many links on PostgreSQL's estimates hold, however many more there come to be. */
const ENOUGH_LINKS = 1000;

/**
 * Makes the statistics that PostgreSQL plans look-ups with; true once there are enough.
 *
 * Without them it reads every link for each page of records, so that an import takes the square of its time
 * (500 look-ups among 100,000 links: 27 ms instead of 2). It makes them by itself only in a server that has been up
 * for a minute, which an embedded one seldom is.
 */
export async function makeStatistics(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql<{ enough: boolean }>`
    select reltuples >= ${ENOUGH_LINKS} as enough from pg_class where oid = 'links'::regclass`.execute(db);
  if (rows[0]?.enough === true) return true;
  await sql`analyze (skip_locked) links, bases, changes`.execute(db);
  return false;
}
