import type { Kysely } from 'kysely';
import { toJsonText } from './json.ts';
import type { Database } from './schema.ts';

/** What the program keeps about itself under this key; undefined if nothing. */
export async function readMeta(db: Kysely<Database>, key: string): Promise<unknown> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value;
}

/** Keeps the value unless there is one already; returns the one that is there then. */
export async function keepMeta(db: Kysely<Database>, key: string, value: unknown): Promise<unknown> {
  await db
    .insertInto('meta')
    .values({ key, value: toJsonText(value) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return await readMeta(db, key);
}
