import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { createPool } from './connect.ts';
import { listMigrations, migrate } from './migrate.ts';

describe('migrate', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase({ migrated: false });
  });
  afterEach(() => database.close());

  it('applies every migration once, so that a second start changes nothing', async () => {
    const all = (await listMigrations()).map(({ version }) => version);
    expect(await migrate(database.pool)).toEqual(all);
    expect(await migrate(database.pool)).toEqual([]);
  });

  it('lets several processes start at once without an error or a table made twice', async () => {
    const pools = Array.from({ length: 5 }, () => createPool(database.address));
    const applied = await Promise.all(pools.map((pool) => migrate(pool)));
    await Promise.all(pools.map((pool) => pool.end()));
    expect(applied.flat()).toEqual((await listMigrations()).map(({ version }) => version));
  });

  it('refuses a database of a newer program instead of damaging it', async () => {
    await migrate(database.pool);
    await database.pool.query("INSERT INTO migrations (version, name) VALUES (9999, 'from_the_future')");
    await expect(migrate(database.pool)).rejects.toMatchObject({ code: 'storage_version_too_new', value: 9999 });
  });

  it('leaves nothing of a migration that fails in its middle', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'passerelle-migrations-'));
    try {
      const url = pathToFileURL(`${folder}/`);
      await writeFile(path.join(folder, '0001_first.sql'), 'CREATE TABLE first (id integer);');
      await writeFile(path.join(folder, '0002_second.sql'), 'CREATE TABLE second (id integer); SELECT 1 / 0;');
      await expect(migrate(database.pool, url)).rejects.toMatchObject({ code: '22012' });
      const { rows } = await database.pool.query(
        "SELECT to_regclass('first') AS first, to_regclass('second') AS second, (SELECT max(version) FROM migrations) AS version",
      );
      expect(rows).toEqual([{ first: 'first', second: null, version: 1 }]);
      await writeFile(path.join(folder, '0002_second.sql'), 'CREATE TABLE second (id integer);');
      expect(await migrate(database.pool, url)).toEqual([2]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
