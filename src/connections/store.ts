import type { Kysely } from 'kysely';
import { toJsonText } from '../db/json.ts';
import type { Database } from '../db/schema.ts';

export interface StoredConnection {
  readonly name: string;
  readonly connector: string;
  readonly identity: string | null;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Uint8Array | null;
}

export interface ConnectionStore {
  list(): Promise<readonly StoredConnection[]>;
  get(name: string): Promise<StoredConnection | undefined>;
  /** Name of a connection to the same account, if there is one: links are shared, whatever it is called today. */
  nameOfIdentity(connector: string, identity: string): Promise<string | undefined>;
  /** False if the name is in use. */
  add(connection: StoredConnection): Promise<boolean>;
  /** Gives the account behind a name a new identity. False if the name is unknown. */
  move(name: string, identity: string): Promise<boolean>;
  /** Forgets the settings and secrets; links and history stay for a connection of that name. False if unknown. */
  forget(name: string): Promise<boolean>;
  meta(key: string): Promise<string | undefined>;
  /** Keeps the value unless there is one; returns the one that is there then. */
  keepMeta(key: string, value: string): Promise<string>;
}

export function createConnectionStore(db: Kysely<Database>): ConnectionStore {
  const columns = ['name', 'connector', 'identity', 'settings', 'secrets'] as const;
  return {
    async list() {
      return await db
        .selectFrom('connections')
        .select(columns)
        .where('secrets', 'is not', null)
        .orderBy('name')
        .execute();
    },
    async get(name) {
      return await db.selectFrom('connections').select(columns).where('name', '=', name).executeTakeFirst();
    },
    async nameOfIdentity(connector, identity) {
      const row = await db
        .selectFrom('connections')
        .select('name')
        .where('connector', '=', connector)
        .where('identity', '=', identity)
        .orderBy('id')
        .executeTakeFirst();
      return row?.name;
    },
    async add({ name, connector, identity, settings, secrets }) {
      const row = await db
        .insertInto('connections')
        .values({ name, connector, identity, settings: toJsonText(settings), secrets })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ settings: toJsonText(settings), secrets, identity })
            // A name that only history holds may come to life again, for the same account.
            .where('connections.secrets', 'is', null)
            .where('connections.identity', '=', identity),
        )
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async move(name, identity) {
      const row = await db
        .updateTable('connections')
        .set({ identity, updated_at: new Date() })
        .where('name', '=', name)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async forget(name) {
      const row = await db
        .updateTable('connections')
        .set({ secrets: null, settings: toJsonText({}) })
        .where('name', '=', name)
        .where('secrets', 'is not', null)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async meta(key) {
      const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
      return typeof row?.value === 'string' ? row.value : undefined;
    },
    async keepMeta(key, value) {
      await db
        .insertInto('meta')
        .values({ key, value: toJsonText(value) })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
      return (await this.meta(key)) ?? value;
    },
  };
}
