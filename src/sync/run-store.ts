import { type Kysely, sql, type Transaction } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { Value } from '../core/value.ts';
import { toJsonText } from '../db/json.ts';
import type { Database, RunStatus } from '../db/schema.ts';
import { PasserelleError } from '../errors.ts';
import { type Counts, NO_COUNTS } from './sync-types.ts';

export interface RunRow {
  readonly id: number;
  readonly fence: number;
  readonly cursor: string | null;
  readonly counts: Counts;
  readonly resumed: boolean;
}

/** One refused record of a run, with what is needed to mend it. */
export interface FailedRecord {
  readonly sourceKey: string;
  readonly code: string;
  readonly message: string;
  readonly detail: Value;
  readonly native: Value;
}

interface End {
  readonly name: string;
  readonly connector: string;
  /** Names the account behind it. */
  readonly identity: string;
}

export interface SyncEnds {
  readonly source: End;
  readonly target: End;
  readonly type: string;
  /** The sync's name, of the names that history knows both ends by. */
  readonly nameOf: (source: string, target: string) => string;
}

export interface SyncIds {
  readonly sourceId: number;
  readonly targetId: number;
  readonly syncId: number;
  /** The sync's name: marks in the target are made of it, so that it must not change with a connection's name. */
  readonly name: string;
}

export interface RunStore {
  /**
   * The rows of both connections and of the sync between them; made if they are new, unless `make` is false (then
   * missing ones get id 0, which nothing is stored under). The same account under another name is the same row: its
   * links are found again. Throws `connection_changed` when a name stands for another account than before: its links
   * would be wrong.
   */
  ensureEnds(ends: SyncEnds, make?: boolean): Promise<SyncIds>;
  /** Keeps every other process off this sync until `release`; the lock goes with a dying process. */
  lock(syncId: number): Promise<{ release(): Promise<void> }>;
  /**
   * The run to work on: one of the same input that was interrupted or failed is taken up again, with a new fence
   * that shuts out whoever worked on it before; else a new one.
   */
  begin(syncId: number, run: { trigger: string; input: string; owner: string }): Promise<RunRow>;
  finish(runId: number, status: Exclude<RunStatus, 'running'>, error: PasserelleError | null): Promise<void>;
  /** Records that the run refused and that are still refused, in pages, oldest first. */
  failures(runId: number): AsyncIterable<readonly FailedRecord[]>;
}

/** First part of the advisory lock's key: "sync". */
const LOCK_CLASS = 0x73796e63;
const FAILURES_PAGE = 500;

export function createRunStore(db: Kysely<Database>, pool: Pool): RunStore {
  return {
    async ensureEnds({ source, target, type, nameOf }, make = true) {
      return await db.transaction().execute(async (trx) => {
        const from = await ensureEnd(trx, source, make);
        const to = await ensureEnd(trx, target, make);
        const name = nameOf(from.name, to.name);
        const ends = { sourceId: from.id, targetId: to.id, name };
        const known = await trx.selectFrom('syncs').select('id').where('name', '=', name).executeTakeFirst();
        if (known !== undefined || !make) return { ...ends, syncId: known?.id ?? 0 };
        const row = await trx
          .insertInto('syncs')
          .values({ name, source_id: from.id, target_id: to.id, type, mode: 'full' })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ type }))
          .returning('id')
          .executeTakeFirstOrThrow();
        return { ...ends, syncId: row.id };
      });
    },

    async lock(syncId) {
      const client: PoolClient = await pool.connect();
      try {
        const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1, $2) as got', [
          LOCK_CLASS,
          syncId,
        ]);
        if (rows[0]?.got !== true) {
          throw new PasserelleError('sync_running', 'Another process is running this sync or import at this moment.', {
            remedy: 'Wait until it has ended, or stop it.',
          });
        }
      } catch (error) {
        client.release();
        throw error;
      }
      return {
        async release() {
          try {
            await client.query('select pg_advisory_unlock($1, $2)', [LOCK_CLASS, syncId]);
            client.release();
          } catch (error) {
            // The session is broken, and the lock goes with it.
            client.release(error instanceof Error ? error : true);
          }
        },
      };
    },

    async begin(syncId, run) {
      return await db.transaction().execute(async (trx) => {
        const last = await trx
          .selectFrom('runs')
          .select(['id', 'status', 'options', 'cursor', 'counts', 'fence'])
          .where('sync_id', '=', syncId)
          .orderBy('id', 'desc')
          .limit(1)
          .forUpdate()
          .executeTakeFirst();
        const open = last !== undefined && last.status !== 'success' && last.status !== 'partial';
        if (last !== undefined && open && last.options.input === run.input) {
          const fence = last.fence + 1;
          await trx
            .updateTable('runs')
            .set({
              status: 'running',
              fence,
              owner: run.owner,
              ended_at: null,
              error: null,
              heartbeat_at: sql<Date>`now()`,
            })
            .where('id', '=', last.id)
            .execute();
          const cursor = typeof last.cursor === 'string' ? last.cursor : null;
          return { id: last.id, fence, cursor, counts: { ...NO_COUNTS, ...last.counts }, resumed: true };
        }
        if (last?.status === 'running') {
          const error = toJsonText({ code: 'interrupted', message: 'The process that ran it ended.' });
          await trx
            .updateTable('runs')
            .set({ status: 'failed', ended_at: sql<Date>`now()`, error })
            .where('id', '=', last.id)
            .execute();
        }
        const row = await trx
          .insertInto('runs')
          .values({
            sync_id: syncId,
            trigger: run.trigger,
            options: toJsonText({ input: run.input }),
            owner: run.owner,
          })
          .returning(['id', 'fence'])
          .executeTakeFirstOrThrow();
        return { id: row.id, fence: row.fence, cursor: null, counts: { ...NO_COUNTS }, resumed: false };
      });
    },

    async finish(runId, status, error) {
      const stored = error === null ? null : toJsonText({ code: error.code, message: error.message });
      await db
        .updateTable('runs')
        .set({ status, ended_at: sql<Date>`now()`, error: stored })
        .where('id', '=', runId)
        .where('status', '=', 'running')
        .execute();
    },

    async *failures(runId) {
      for (let after = 0; ; ) {
        const rows = await db
          .selectFrom('inbox')
          .select(['id', 'source_key', 'code', 'message', 'detail', 'native'])
          .where('run_id', '=', runId)
          .where('status', 'in', ['new', 'retrying'])
          .where('id', '>', after)
          .orderBy('id')
          .limit(FAILURES_PAGE)
          .execute();
        if (rows.length === 0) return;
        yield rows.map((row) => ({
          sourceKey: row.source_key,
          code: row.code,
          message: row.message,
          detail: row.detail as Value,
          native: row.native as Value,
        }));
        after = rows.at(-1)?.id ?? after;
      }
    },
  };
}

interface EndRow {
  readonly id: number;
  readonly name: string;
}

async function ensureEnd(trx: Transaction<Database>, end: End, make: boolean): Promise<EndRow> {
  const { name, connector, identity } = end;
  const same = await trx
    .selectFrom('connections')
    .select(['id', 'name'])
    .where('connector', '=', connector)
    .where('identity', '=', identity)
    .orderBy('id')
    .executeTakeFirst();
  if (same !== undefined) return same;
  const known = await trx
    .selectFrom('connections')
    .select(['id', 'identity'])
    .where('name', '=', name)
    .executeTakeFirst();
  if (known !== undefined && known.identity !== null) {
    throw new PasserelleError('connection_changed', `"${name}" was ${known.identity} before; now it is ${identity}.`, {
      field: 'connection',
      value: name,
      remedy: `If it is the same system at a new address: passerelle connection moved ${name}. If it is another one, give it a name of its own.`,
    });
  }
  if (known !== undefined || !make) return { id: known?.id ?? 0, name };
  const row = await trx
    .insertInto('connections')
    .values({ name, connector, identity })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ identity }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id: row.id, name };
}
