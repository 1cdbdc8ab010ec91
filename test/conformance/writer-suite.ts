import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CanonicalRecord, Session } from '../../src/core/connector.ts';
import type { Values } from '../../src/core/value.ts';
import { type RunResult, runSync } from '../../src/sync/run.ts';
import { createRunStore } from '../../src/sync/run-store.ts';
import { createSyncStore } from '../../src/sync/store.ts';
import type { RecordReport, SyncPolicy } from '../../src/sync/sync-types.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { type Fault, type FaultySession, faultySession, Killed, listSource, Mortal } from './faults.ts';

/** What the suite needs to know of a connector that writes, and of the system behind it. */
export interface WriterTarget {
  readonly name: string;
  /** A session on the same system, as a new process would open it. */
  open(): Promise<Session>;
  /** A source record, different for each number and each call of `setUp`. */
  sample(n: number): CanonicalRecord;
  /** One that the system refuses. */
  refused(n: number): CanonicalRecord;
  /** The record with the value of `field` changed by the source. */
  readonly field: string;
  changed(record: CanonicalRecord): CanonicalRecord;
  /** Another field, that a person edits in the system. */
  readonly editedField: string;
  edit(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** How many of these records the system holds, counted without the connector. */
  count(records: readonly CanonicalRecord[]): Promise<number>;
  setUp?(): Promise<void>;
  tearDown?(): Promise<void>;
}

const POLICY: SyncPolicy = { conflict: 'source_wins', firstContact: 'link', removeItems: false, onDeleted: 'ask' };

interface Attempt {
  readonly result: RunResult | null;
  readonly killed: boolean;
  readonly reports: readonly RecordReport[];
  readonly faulty: FaultySession;
}

/**
 * The promises that no writer may break, whatever happens to calls and processes: nothing lost, nothing twice,
 * nobody's edit overwritten, one bad record never in the way of others. Runs the whole path on real storage.
 */
export function writerSuite(target: WriterTarget): void {
  describe(`${target.name}: writing safely`, () => {
    let db: TestDatabase;
    let nextSync = 1;
    let nextRecord = 1;

    beforeAll(async () => {
      db = await createTestDatabase();
      await target.setUp?.();
    });
    afterAll(async () => {
      await target.tearDown?.();
      await db?.close();
    });

    const samples = (n: number) => Array.from({ length: n }, () => target.sample(nextRecord++));

    async function newSync(policy: Partial<SyncPolicy> = {}) {
      const runs = createRunStore(db.kysely, db.pool);
      const name = `sync-${nextSync++}`;
      const type = target.sample(0).type;
      const {
        sourceId,
        targetId,
        syncId: id,
      } = await runs.ensureEnds({
        source: { name: `${name}-source`, connector: 'list', identity: name },
        target: { name: `${name}-target`, connector: 'x', identity: name },
        type,
        nameOf: () => name,
      });

      return async (
        records: readonly CanonicalRecord[],
        faults: readonly Fault[] = [],
        late?: FaultySession,
      ): Promise<Attempt> => {
        const mortal = new Mortal();
        const session = await target.open();
        const faulty = faultySession(session, faults, mortal, target.open);
        const reports: RecordReport[] = [];
        let waited = 0;
        try {
          const result = await runSync(
            {
              runs: mortal.runs(runs),
              storeFor: (scope) => mortal.store(createSyncStore(db.kysely, scope)),
              // Waiting costs no time here; what was on its way in the meantime arrives.
              now: () => Date.now() + waited,
              sleep: async (ms) => {
                waited += ms;
                await late?.deliverLate();
              },
              random: () => 0.5,
            },
            {
              sync: {
                id,
                name,
                type,
                source: { id: sourceId, name: `${name}-source` },
                target: { id: targetId, name: `${name}-target` },
                policy: { ...POLICY, ...policy },
              },
              source: listSource(records),
              target: faulty.session,
              mapFor: () => (record) => record.values,
              input: 'same',
              trigger: 'test',
              owner: 'test',
              preview: false,
              limit: null,
              pageSize: 50,
              signal: new AbortController().signal,
              report: (event) => {
                if (event.kind === 'record') reports.push(event.report);
              },
            },
          );
          return { result, killed: false, reports, faulty };
        } catch (error) {
          if (!(error instanceof Killed) && !mortal.dead) throw error;
          return { result: null, killed: true, reports, faulty };
        } finally {
          await session.close();
        }
      };
    }

    async function valuesOf(id: string): Promise<Values> {
      const session = await target.open();
      try {
        const port = session.records[target.sample(0).type];
        const [item] = (await port?.read?.([id])) ?? [];
        if (item?.ok !== true) throw new Error(`record ${id} cannot be read`);
        return item.record.values;
      } finally {
        await session.close();
      }
    }

    const targetIdOf = async (sourceId: string) => {
      const row = await db.kysely
        .selectFrom('links')
        .select('target_key')
        .where('source_key', '=', sourceId)
        .where('parent_id', 'is', null)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow();
      return row.target_key;
    };

    it('creates each record once, and a second run writes nothing', async () => {
      const run = await newSync();
      const records = samples(7);
      const first = await run(records);
      expect(first.result?.counts).toMatchObject({ records: 7, created: 7, rejected: 0 });
      expect(await target.count(records)).toBe(7);
      const second = await run([...records].reverse());
      expect(second.result?.counts).toMatchObject({ records: 7, unchanged: 7, created: 0, updated: 0, rejected: 0 });
      expect(second.faulty.batches).toEqual([]);
      expect(await target.count(records)).toBe(7);
    });

    it.each<readonly [string, readonly Fault[]]>([
      ['a lost answer', ['answer_lost']],
      ['two lost answers in a row', ['answer_lost', 'answer_lost']],
      ['a system that is away for a while', ['never_sent', 'never_sent', 'never_sent']],
      ['a lost answer, then a system that is away', ['answer_lost', 'never_sent']],
    ])('doubles and loses nothing after %s, and says how many it created', async (_name, faults) => {
      const run = await newSync();
      const records = samples(5);
      const { result } = await run(records, faults);
      expect(result).toMatchObject({ status: 'success', counts: { records: 5, created: 5, rejected: 0 } });
      expect(await target.count(records)).toBe(5);
      expect((await run(records)).result?.counts).toMatchObject({ unchanged: 5 });
    });

    it.each<readonly [string, Fault]>([
      ['before a call leaves', 'killed_before'],
      ['after the work is done, before its outcome is stored', 'killed_after'],
      ['while the call is on its way, which takes effect later', 'killed_late'],
    ])('doubles and loses nothing when the process is killed %s', async (_name, fault) => {
      const run = await newSync();
      const records = samples(5);
      const first = await run(records, [fault]);
      expect(first.killed).toBe(true);
      const second = await run(records, [], first.faulty);
      await first.faulty.deliverLate();
      expect(second.result).toMatchObject({ status: 'success', resumed: true, counts: { records: 5, created: 5 } });
      expect(await target.count(records)).toBe(5);
      expect((await run(records)).result?.counts).toMatchObject({ unchanged: 5 });
    });

    it('leaves alone what a person edited between a crash and its repeat', async () => {
      const run = await newSync();
      const records = samples(2);
      await run(records, ['killed_after']);
      const session = await target.open();
      const port = session.records[target.sample(0).type];
      const [mark] = await db.kysely.selectFrom('changes').selectAll().where('status', '=', 'planned').execute();
      const located = await port?.write?.locate([
        {
          op: 'create',
          key: mark?.intent_key as never,
          sourceId: mark?.source_key ?? '',
          values: mark?.after as Values,
        },
      ]);
      await session.close();
      const found = located?.[0];
      if (found?.found !== true) throw new Error('the record was not created');
      await target.edit(found.id);
      const edited = (await valuesOf(found.id))[target.editedField];
      expect((await run(records)).result).toMatchObject({ status: 'success', counts: { records: 2, created: 2 } });
      expect((await valuesOf(found.id))[target.editedField]).toEqual(edited);
      const changed = records.map((r) => target.changed(r));
      expect((await run(changed)).result?.counts).toMatchObject({ updated: 2 });
      const mine = changed.find((r) => r.id === mark?.source_key);
      expect(await valuesOf(found.id)).toMatchObject({
        [target.editedField]: edited,
        [target.field]: mine?.values[target.field],
      });
    });

    it('lets one refused record stand alone; the others of its batch arrive', async () => {
      const run = await newSync();
      const good = samples(6);
      const bad = target.refused(nextRecord++);
      const { result, reports } = await run([...good.slice(0, 3), bad, ...good.slice(3)]);
      expect(result).toMatchObject({ status: 'partial', counts: { records: 7, created: 6, rejected: 1 } });
      expect(reports.filter((r) => r.action === 'reject').map((r) => r.sourceId)).toEqual([bad.id]);
      expect(await target.count(good)).toBe(6);
      const open = await db.kysely.selectFrom('inbox').selectAll().where('source_key', '=', bad.id).execute();
      expect(open).toMatchObject([{ status: 'new', native: bad.native }]);
    });

    it("writes only the changed field, and a person's edit of another field stays", async () => {
      const run = await newSync();
      const records = samples(3);
      await run(records);
      const [first, ...rest] = records;
      if (first === undefined) throw new Error('no sample');
      const id = await targetIdOf(first.id);
      await target.edit(id);
      const edited = (await valuesOf(id))[target.editedField];
      const changed = target.changed(first);
      const { result, faulty } = await run([changed, ...rest]);
      expect(result?.counts).toMatchObject({ updated: 1, unchanged: 2, created: 0 });
      const writes = faulty.batches.flat();
      expect(writes).toHaveLength(1);
      expect(writes[0]).toMatchObject({ op: 'update', id, changes: [{ path: target.field }] });
      const now = await valuesOf(id);
      expect(now[target.editedField]).toEqual(edited);
      expect(now[target.field]).toEqual(changed.values[target.field]);
    });

    it('an update whose answer is lost is not repeated blindly and arrives', async () => {
      const run = await newSync();
      const records = samples(1);
      await run(records);
      const changed = records.map((r) => target.changed(r));
      const { result } = await run(changed, ['answer_lost']);
      expect(result).toMatchObject({ status: 'success', counts: { records: 1, rejected: 0 } });
      const id = await targetIdOf(records[0]?.id ?? '');
      expect((await valuesOf(id))[target.field]).toEqual(changed[0]?.values[target.field]);
    });

    it('asks about a record that was deleted in the target, and makes it anew only when told to', async () => {
      const ask = await newSync();
      const records = samples(2);
      await ask(records);
      await target.remove(await targetIdOf(records[0]?.id ?? ''));
      const asked = await ask(records);
      expect(asked.result?.counts).toMatchObject({ unchanged: 1, rejected: 1, created: 0 });
      expect(asked.reports.find((r) => r.action === 'reject')?.error?.code).toBe('target_deleted');

      const recreate = await newSync({ onDeleted: 'recreate' });
      const others = samples(2);
      await recreate(others);
      await target.remove(await targetIdOf(others[0]?.id ?? ''));
      expect((await recreate(others)).result?.counts).toMatchObject({ unchanged: 1, created: 1 });
      expect(await target.count(others)).toBe(2);
    });
  });
}
