import { expect, it } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { createRunStore } from './run-store.ts';
import { createSyncStore, type Settled } from './store.ts';
import { NO_COUNTS } from './sync-types.ts';

function settled(at: number): Settled {
  const values = { title: `Product ${at}` };
  return {
    sourceKey: `p${at}`,
    targetKey: String(at),
    generation: 1,
    children: [],
    bases: { source: values, target: values },
    sourceHash: String(at),
  };
}

it('an import into a new database does not read all its links for each page', async () => {
  await using db = await createTestDatabase();
  const runs = createRunStore(db.kysely, db.pool);
  const { sourceId, targetId, syncId } = await runs.ensureEnds({
    source: { name: 'file', connector: 'csv', identity: 'file' },
    target: { name: 'erp', connector: 'memory', identity: 'erp' },
    type: 'product',
    nameOf: () => 'import',
  });
  const { id: runId, fence } = await runs.begin(syncId, { trigger: 'test', input: 'x', owner: 'test' });
  const scope = { syncId, sourceId, targetId, type: 'product', runId, fence, referableLists: [] };
  const store = createSyncStore(db.kysely, scope);
  const pages = 20;
  const pageSize = 500;
  for (let page = 0; page < pages; page++) {
    const some = Array.from({ length: pageSize }, (_, at) => settled(page * pageSize + at));
    await store.close({ changes: [], settled: some, failed: [], mended: [], counts: NO_COUNTS, cursor: null });
  }

  const keys = Array.from({ length: pageSize }, (_, at) => `p${at}`);
  const { rows } = await db.pool.query<{ 'QUERY PLAN': string }>(
    `explain select id from links
      where source_id = $1 and target_id = $2 and type = 'product' and source_key = any($3)`,
    [sourceId, targetId, keys],
  );
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/links_source_key[\s\S]*Index Cond: [^\n]*source_key = ANY/);
});
