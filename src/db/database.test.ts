import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openDatabase, requireVersion } from './database.ts';
import { toJsonText } from './json.ts';

describe('openDatabase with a URL', () => {
  let database: TestDatabase;
  let url: string;

  beforeEach(async () => {
    database = await createTestDatabase({ migrated: false });
    const { host, port, user, database: name } = database.address;
    url = `postgres:///${name}?host=${encodeURIComponent(host)}&port=${port}&user=${user}`;
  });
  afterEach(() => database.close());

  it('brings an empty database to the present version and reads back what it writes', async () => {
    const opened = await openDatabase({ databaseUrl: url });
    const settings = { tags: ['a', 'b'], since: null };
    const made = await opened.kysely
      .insertInto('connections')
      .values({ name: 'erp', connector: 'odoo', settings: toJsonText(settings), secrets: Buffer.of(1, 2, 0) })
      .returningAll()
      .executeTakeFirstOrThrow();
    await opened.close();
    expect(made).toMatchObject({ id: 1, settings, identity: null, created_at: expect.any(Date) });
    expect(Buffer.from(made.secrets ?? [])).toEqual(Buffer.of(1, 2, 0));
  });

  it('closes its connections, so that the process can end', async () => {
    const opened = await openDatabase({ databaseUrl: url });
    await opened.kysely.selectFrom('syncs').selectAll().execute();
    await opened.close();
    const others = async () => {
      const { rows } = await database.pool.query(
        'SELECT count(*) AS count FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      return rows;
    };
    // The server notices a closed connection a moment later.
    await expect.poll(others, { timeout: 10_000 }).toEqual([{ count: 0 }]);
  });

  it('says that nothing answers there, without the password', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    await new Promise((resolve) => server.close(resolve));
    const port = typeof address === 'object' ? address?.port : undefined;
    const opening = openDatabase({ databaseUrl: `postgres://bot:hunter2@127.0.0.1:${port}/hub` });
    const error = await opening.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'storage_unavailable' });
    expect(String(error)).not.toContain('hunter2');
  });

  it('says that the database is not there', async () => {
    const opening = openDatabase({ databaseUrl: url.replace('/test_', '/not_there_') });
    await expect(opening).rejects.toMatchObject({ code: 'storage_denied' });
  });

  it('refuses a database that a newer program wrote', async () => {
    await (await openDatabase({ databaseUrl: url })).close();
    await database.pool.query("INSERT INTO migrations (version, name) VALUES (9999, 'from_the_future')");
    await expect(openDatabase({ databaseUrl: url })).rejects.toMatchObject({ code: 'storage_version_too_new' });
  });
});

describe('requireVersion', () => {
  it('refuses a server that is too old, rather than failing at some statement later', () => {
    expect(() => requireVersion(140_012)).toThrow(expect.objectContaining({ code: 'storage_too_old' }));
    expect(() => requireVersion(150_000)).not.toThrow();
  });
});

describe('the tables', () => {
  let database: TestDatabase;
  let syncId: number;
  let runId: number;
  let connectionIds: readonly number[];

  beforeEach(async () => {
    database = await createTestDatabase();
    const { kysely } = database;
    const connections = await kysely
      .insertInto('connections')
      .values([
        { name: 'shop', connector: 'csv' },
        { name: 'erp', connector: 'odoo' },
      ])
      .returning('id')
      .execute();
    connectionIds = connections.map(({ id }) => id);
    const [source_id = 0, target_id = 0] = connectionIds;
    const sync = { name: 'products', source_id, target_id, type: 'product', mode: 'full' as const };
    syncId = (await kysely.insertInto('syncs').values(sync).returning('id').executeTakeFirstOrThrow()).id;
    const run = { sync_id: syncId, trigger: 'cli', owner: 'test' };
    runId = (await kysely.insertInto('runs').values(run).returning('id').executeTakeFirstOrThrow()).id;
  });
  afterEach(() => database.close());

  const link = (source_key: string, target_key: string) => {
    const [source_id = 0, target_id = 0] = connectionIds;
    return database.kysely
      .insertInto('links')
      .values({ source_id, target_id, type: 'product', source_key, target_key });
  };
  const create = (intent_key: string | null) =>
    database.kysely
      .insertInto('changes')
      .values({ run_id: runId, sync_id: syncId, type: 'product', source_key: 'a', op: 'create', intent_key, fence: 1 });

  const constraint = (name: string) => ({ constraint: name });

  it('let one run of a sync work at a time', async () => {
    const second = database.kysely.insertInto('runs').values({ sync_id: syncId, trigger: 'cli', owner: 'other' });
    await expect(second.execute()).rejects.toMatchObject(constraint('runs_one_running'));
    await database.kysely.updateTable('runs').set({ status: 'success', ended_at: new Date() }).execute();
    await second.execute();
  });

  it('link records one to one', async () => {
    await link('a', '1').execute();
    await expect(link('a', '2').execute()).rejects.toMatchObject(constraint('links_source_key'));
    await expect(link('b', '1').execute()).rejects.toMatchObject(constraint('links_target_key'));
  });

  it('have no create without an intent key, and none twice while it is open', async () => {
    await expect(create(null).execute()).rejects.toMatchObject({ code: '23514' });
    await create('intent').execute();
    await expect(create('intent').execute()).rejects.toMatchObject(constraint('changes_open_intent'));
    await database.kysely.updateTable('changes').set({ status: 'rejected', closed_at: new Date() }).execute();
    await create('intent').execute();
  });

  it('keep the history of a record whose link is forgotten', async () => {
    const { id } = await link('a', '1').returning('id').executeTakeFirstOrThrow();
    await create('intent').execute();
    await database.kysely.updateTable('changes').set({ link_id: id }).execute();
    await database.kysely.deleteFrom('links').execute();
    expect(await database.kysely.selectFrom('changes').select('link_id').execute()).toEqual([{ link_id: null }]);
  });

  it('know this installation by an id, made with them', async () => {
    const read = (from: TestDatabase) =>
      from.kysely.selectFrom('meta').select('value').where('key', '=', 'installation_id').executeTakeFirstOrThrow();
    expect((await read(database)).value).toMatch(/^[0-9a-f-]{36}$/);
  });
});
