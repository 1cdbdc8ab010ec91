import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listSource } from '../../test/conformance/faults.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openMemory } from '../connectors/memory/connector.ts';
import { MemorySystem } from '../connectors/memory/memory-system.ts';
import type { CanonicalRecord } from '../core/connector.ts';
import { PRODUCT_FIELDS } from '../core/records/product.ts';
import type { Values } from '../core/value.ts';
import { runSync } from './run.ts';
import { createRunStore } from './run-store.ts';
import { createSyncStore } from './store.ts';
import type { RecordReport, SyncPolicy } from './sync-types.ts';

const LINK: SyncPolicy = { conflict: 'source_wins', firstContact: 'link', removeItems: false, onDeleted: 'ask' };
const UPDATE: SyncPolicy = { ...LINK, firstContact: 'update' };

let db: TestDatabase;
let syncs = 0;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(async () => {
  await db.close();
});

function record(id: string, values: Values): CanonicalRecord {
  return { type: 'product', id, version: '1', values, native: { id } };
}

function variant(id: string, sku: string, price: string) {
  return { id, sku, price };
}

async function newSync(system: MemorySystem) {
  const runs = createRunStore(db.kysely, db.pool);
  const name = `first-contact-${syncs++}`;
  const ends = {
    source: { name: `${name}-file`, connector: 'csv', identity: name },
    target: { name: `${name}-erp`, connector: 'memory', identity: name },
    type: 'product',
    nameOf: () => name,
  };
  const { sourceId, targetId, syncId } = await runs.ensureEnds(ends);
  return async (records: readonly CanonicalRecord[], policy: SyncPolicy, preview = false) => {
    const reports: RecordReport[] = [];
    const { counts } = await runSync(
      {
        runs,
        storeFor: (scope) => createSyncStore(db.kysely, scope),
        now: Date.now,
        sleep: async () => undefined,
        random: () => 0,
      },
      {
        sync: {
          id: syncId,
          name,
          type: 'product',
          source: { id: sourceId, name: ends.source.name },
          target: { id: targetId, name: ends.target.name },
          policy,
        },
        source: listSource(records),
        target: openMemory({ system, type: 'product', fields: PRODUCT_FIELDS, keys: ['variants.sku'] }),
        mapFor: () => (item) => item.values,
        input: 'x',
        trigger: 'test',
        owner: 'test',
        preview,
        limit: null,
        pageSize: 50,
        signal: new AbortController().signal,
        report: (event) => {
          if (event.kind === 'record') reports.push(event.report);
        },
      },
    );
    return { counts, reports };
  };
}

/** A system that somebody filled by hand. */
function filled(...products: readonly { id: string; values: Values }[]): MemorySystem {
  const system = new MemorySystem();
  for (const { id, values } of products) system.add({ id, values: { ...values }, mark: null, children: {} });
  return system;
}

const there = { id: 'erp-1', values: { title: 'Chair', vendor: 'Old', variants: [variant('erp-v1', 'C-1', '10')] } };
const file = record('chair', { title: 'Chair', vendor: 'New', variants: [variant('v1', 'C-1', '12')] });

describe('first contact with a target that already holds records', () => {
  it('links without writing, and lists what differs', async () => {
    const system = filled(there);
    const run = await newSync(system);
    const { counts, reports } = await run([file], LINK);
    expect(counts).toMatchObject({ records: 1, linked: 1, created: 0, updated: 0 });
    expect(reports[0]?.differences.map((d) => d.path).sort()).toEqual(['variants[v1].price', 'vendor']);
    expect(system.records.size).toBe(1);
    expect(system.records.get('erp-1')?.version).toBe(1);
  });

  it('after a link, a changed cell is written and standing differences are not', async () => {
    const system = filled(there);
    const run = await newSync(system);
    await run([file], LINK);
    const { counts } = await run([record('chair', { ...file.values, title: 'Armchair' })], LINK);
    expect(counts).toMatchObject({ updated: 1 });
    expect(system.records.get('erp-1')?.values).toMatchObject({ title: 'Armchair', vendor: 'Old' });
  });

  it('lets the file win when told to, also after a first import that only linked', async () => {
    const system = filled(there);
    const run = await newSync(system);
    await run([file], LINK);
    const { counts } = await run([file], UPDATE);
    expect(counts).toMatchObject({ updated: 1 });
    expect(system.records.get('erp-1')?.values).toMatchObject({ vendor: 'New', variants: [{ price: '12' }] });
    expect((await run([file], UPDATE)).counts).toMatchObject({ unchanged: 1 });
  });

  it('creates nothing where each variant is a product of its own and the system cannot read them together', async () => {
    const system = filled(
      { id: 'erp-1', values: { title: 'Shirt red', variants: [variant('erp-v1', 'S-R', '10')] } },
      { id: 'erp-2', values: { title: 'Shirt blue', variants: [variant('erp-v2', 'S-B', '10')] } },
    );
    const run = await newSync(system);
    const shirt = record('shirt', { title: 'Shirt', variants: [variant('r', 'S-R', '10'), variant('b', 'S-B', '10')] });
    const { counts, reports } = await run([shirt], LINK);
    expect(counts).toMatchObject({ rejected: 1, created: 0 });
    expect(reports[0]?.error?.code).toBe('match_unreadable');
    expect(system.records.size).toBe(2);
  });

  it('lists an ambiguous key and writes nothing', async () => {
    const twin = { ...there, id: 'erp-2', values: { ...there.values, variants: [variant('erp-v2', 'C-1', '10')] } };
    const system = filled(there, twin);
    const run = await newSync(system);
    const { counts, reports } = await run([file], UPDATE);
    expect(counts).toMatchObject({ rejected: 1, created: 0, updated: 0 });
    expect(reports[0]?.error).toMatchObject({ code: 'match_ambiguous', value: 'C-1' });
    expect(system.records.size).toBe(2);
  });

  it('refuses a second source record with the same key, in the same page and in a later run', async () => {
    const system = filled();
    const run = await newSync(system);
    const twin = record('chair-2', { title: 'Chair two', variants: [variant('v9', 'C-1', '12')] });
    const first = await run([file, twin], LINK);
    expect(first.counts).toMatchObject({ created: 1, rejected: 1 });
    expect(first.reports.find((r) => r.action === 'reject')?.error?.code).toBe('key_repeated');
    const second = await run([file, twin], LINK);
    expect(second.counts).toMatchObject({ unchanged: 1, rejected: 1, created: 0 });
    expect(second.reports.find((r) => r.action === 'reject')?.error?.code).toBe('target_taken');
    expect(system.records.size).toBe(1);
  });

  it('refuses a repeated id and names where it was first', async () => {
    const run = await newSync(filled());
    const { counts, reports } = await run(
      [
        { ...file, location: 'line 2' },
        { ...file, location: 'line 9' },
      ],
      LINK,
    );
    expect(counts).toMatchObject({ created: 1, rejected: 1, records: 2 });
    expect(reports.find((r) => r.action === 'reject')?.error?.message).toContain('line 2');
  });

  it('a preview writes nothing anywhere and says what would happen', async () => {
    const system = filled(there);
    const run = await newSync(system);
    const newOne = record('table', { title: 'Table', variants: [variant('t1', 'T-1', '50')] });
    const { counts, reports } = await run([file, newOne], UPDATE, true);
    expect(counts).toMatchObject({ records: 2, created: 1, updated: 1 });
    expect(reports.find((r) => r.action === 'update')?.changes).toContainEqual({
      path: 'vendor',
      before: 'Old',
      after: 'New',
    });
    expect(system.records.size).toBe(1);
    expect(system.records.get('erp-1')?.version).toBe(1);
    const { links } = await db.kysely
      .selectFrom('links')
      .select((eb) => eb.fn.countAll<number>().as('links'))
      .where('source_key', 'in', ['table'])
      .executeTakeFirstOrThrow();
    expect(links).toBe(0);
  });

  it('a preview shows and counts what is to be known of a record, as the run will', async () => {
    const run = await newSync(filled(there));
    const noted = { ...record('desk', { title: 'Desk' }), warnings: ['Rows disagree about "Name".'] };
    const { counts, reports } = await run([noted], LINK, true);
    expect(counts).toMatchObject({ created: 1, warnings: 1 });
    expect(reports[0]?.warnings).toEqual(noted.warnings);
  });

  it('recognises its own records after the hub has lost its database', async () => {
    const system = filled();
    const name = `lost-${syncs}`;
    const run = await newSync(system);
    await run([file], LINK);
    // Without keys that match, only the mark can tell.
    const noSku = record('bare', { title: 'Bare', variants: [{ id: 'b1', price: '1' }] });
    await run([noSku], LINK);
    await db.kysely.deleteFrom('links').where('source_key', 'in', ['bare', 'chair']).execute();
    const { counts } = await run([file, noSku], LINK);
    expect(counts, name).toMatchObject({ created: 0, records: 2, linked: 2 });
    expect(system.records.size).toBe(2);
  });

  it('finds its links again when the same account has another name, and stops when a name has another account', async () => {
    const runs = createRunStore(db.kysely, db.pool);
    const end = (name: string, identity: string) => ({ name, connector: 'memory', identity });
    const ends = (target: ReturnType<typeof end>) => ({
      source: end('renamed-file', 'renamed-file'),
      target,
      type: 'product',
      nameOf: (from: string, to: string) => `${from}:${to}`,
    });
    const first = await runs.ensureEnds(ends(end('erp-old', 'http://erp one')));
    expect(await runs.ensureEnds(ends(end('erp-new', 'http://erp one')))).toEqual(first);
    await expect(runs.ensureEnds(ends(end('erp-old', 'http://erp two')))).rejects.toMatchObject({
      code: 'connection_changed',
    });
  });
});
