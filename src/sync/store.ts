import { type Kysely, sql, type Transaction } from 'kysely';
import type { ChildId } from '../core/connector.ts';
import type { Value, Values } from '../core/value.ts';
import { toJsonText } from '../db/json.ts';
import type { Database } from '../db/schema.ts';
import { PasserelleError } from '../errors.ts';
import type { Bases } from './resolve.ts';
import { makeStatistics } from './statistics-store.ts';
import type { Counts } from './sync-types.ts';

export interface LinkRow {
  readonly linkId: number;
  readonly sourceKey: string;
  readonly targetKey: string;
  readonly generation: number;
  /** Fingerprint of the source's values in the sync's base; null without a base. */
  readonly sourceHash: string | null;
}

export interface PlannedChange {
  readonly sourceKey: string;
  readonly op: 'create' | 'update';
  readonly intentKey: string;
  readonly linkId: number | null;
  readonly targetKey: string | null;
  /** By path; null for a create. */
  readonly before: { readonly [path: string]: Value } | null;
  /** By path for an update, whole values for a create. */
  readonly after: { readonly [path: string]: Value };
}

export interface OpenChange {
  readonly id: number;
  readonly sourceKey: string;
  readonly op: 'create' | 'update' | 'archive' | 'delete';
  readonly intentKey: string;
  readonly after: Values;
  readonly plannedAtMs: number;
}

export type ClosedChange =
  | { readonly id: number; readonly status: 'applied'; readonly targetKey: string }
  | {
      readonly id: number;
      readonly status: 'rejected' | 'void' | 'unknown';
      readonly error: { readonly code: string; readonly message: string } | null;
    };

/** What is now agreed about one record: its link, its children's links, both bases. */
export interface Settled {
  readonly sourceKey: string;
  readonly targetKey: string;
  readonly generation: number;
  readonly children: readonly ChildId[];
  readonly bases: Bases;
  readonly sourceHash: string;
}

export interface InboxEntry {
  readonly sourceKey: string;
  readonly operation: string;
  readonly code: string;
  readonly message: string;
  readonly detail: Value;
  readonly native: Value;
}

/** One commit B: everything that a batch came to, and where the run stands after it. */
export interface BatchResult {
  readonly changes: readonly ClosedChange[];
  readonly settled: readonly Settled[];
  readonly failed: readonly InboxEntry[];
  /** Source keys of records that are fine now: their open inbox items are resolved. */
  readonly mended: readonly string[];
  readonly counts: Counts;
  /** Null leaves the cursor where it is. */
  readonly cursor: string | null;
}

export interface StoreScope {
  readonly syncId: number;
  readonly sourceId: number;
  readonly targetId: number;
  readonly type: string;
  readonly runId: number;
  readonly fence: number;
  /** Lists whose item keys are unique among all records of the source. */
  readonly referableLists: readonly string[];
}

/** The engine's view of the database, bound to one run of one sync. */
export interface SyncStore {
  links(sourceKeys: readonly string[]): Promise<Map<string, LinkRow>>;
  bases(linkIds: readonly number[]): Promise<Map<number, Bases>>;
  children(linkIds: readonly number[]): Promise<Map<number, readonly ChildId[]>>;
  /** Which of these target ids (records of the sync's type, or children `list`) are linked already, and to what. */
  takenBy(list: string | null, targetKeys: readonly string[]): Promise<Map<string, string>>;
  /** Target ids of source ids of any linked type, for references: `customer`, `product.variants`. */
  lookUp(type: string, sourceKeys: readonly string[]): Promise<Map<string, string>>;
  openChanges(): Promise<readonly OpenChange[]>;
  /** What this run has already done to these records: for a page that is gone through again after an interruption. */
  appliedInRun(sourceKeys: readonly string[]): Promise<Map<string, 'create' | 'update'>>;
  /** Commit A. Ids in the order of the changes. */
  plan(changes: readonly PlannedChange[]): Promise<readonly number[]>;
  /** Commit B. Fails with `fence_lost` when another worker has taken the run over. */
  close(result: BatchResult): Promise<void>;
  /** Forgets links whose record is gone from the target, so that it can be made anew. */
  forget(linkIds: readonly number[]): Promise<void>;
}

function json(value: unknown) {
  return sql`${toJsonText(value)}::jsonb`;
}

async function guard(trx: Transaction<Database>, scope: StoreScope): Promise<void> {
  const row = await trx
    .selectFrom('runs')
    .select(['fence', 'status'])
    .where('id', '=', scope.runId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || row.fence !== scope.fence || row.status !== 'running') {
    throw new PasserelleError('fence_lost', 'Another process has taken over this run; nothing more is written here.', {
      remedy: 'Let the other process finish, or start the command again.',
    });
  }
}

export function createSyncStore(db: Kysely<Database>, scope: StoreScope): SyncStore {
  const { syncId, sourceId, targetId, type, runId, fence } = scope;
  let hasStatistics = false;
  return {
    async links(sourceKeys) {
      const rows = await db
        .selectFrom('links as l')
        .leftJoin('bases as b', (join) => join.onRef('b.link_id', '=', 'l.id').on('b.sync_id', '=', syncId))
        .select(['l.id', 'l.source_key', 'l.target_key', 'l.generation', 'b.source_hash'])
        .where('l.source_id', '=', sourceId)
        .where('l.target_id', '=', targetId)
        .where('l.type', '=', type)
        .where(sql<boolean>`l.source_key = any(${sourceKeys})`)
        .execute();
      return new Map(
        rows.map((row) => [
          row.source_key,
          {
            linkId: row.id,
            sourceKey: row.source_key,
            targetKey: row.target_key,
            generation: row.generation,
            sourceHash: row.source_hash,
          },
        ]),
      );
    },

    async bases(linkIds) {
      if (linkIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('bases')
        .select(['link_id', 'source', 'target'])
        .where('sync_id', '=', syncId)
        .where(sql<boolean>`link_id = any(${linkIds})`)
        .execute();
      return new Map(rows.map((row) => [row.link_id, { source: row.source as Values, target: row.target as Values }]));
    },

    async children(linkIds) {
      const out = new Map<number, ChildId[]>();
      if (linkIds.length === 0) return out;
      const rows = await db
        .selectFrom('links')
        .select(['parent_id', 'type', 'source_key', 'target_key'])
        .where(sql<boolean>`parent_id = any(${linkIds})`)
        .execute();
      for (const row of rows) {
        if (row.parent_id === null) continue;
        const list = row.type.slice(type.length + 1);
        const known = out.get(row.parent_id) ?? [];
        known.push({ list, key: childKey(row.source_key), id: row.target_key });
        out.set(row.parent_id, known);
      }
      return out;
    },

    async takenBy(list, targetKeys) {
      if (targetKeys.length === 0) return new Map();
      const rows = await db
        .selectFrom('links')
        .select(['source_key', 'target_key'])
        .where('source_id', '=', sourceId)
        .where('target_id', '=', targetId)
        .where('type', '=', list === null ? type : `${type}.${list}`)
        .where(sql<boolean>`target_key = any(${targetKeys})`)
        .execute();
      return new Map(rows.map((row) => [row.target_key, row.source_key]));
    },

    async lookUp(linkType, sourceKeys) {
      if (sourceKeys.length === 0) return new Map();
      const rows = await db
        .selectFrom('links')
        .select(['source_key', 'target_key'])
        .where('source_id', '=', sourceId)
        .where('target_id', '=', targetId)
        .where('type', '=', linkType)
        .where(sql<boolean>`source_key = any(${storable(sourceKeys)})`)
        .execute();
      return new Map(rows.map((row) => [row.source_key, row.target_key]));
    },

    async openChanges() {
      const rows = await db
        .selectFrom('changes')
        .select(['id', 'source_key', 'op', 'intent_key', 'after', 'planned_at'])
        .where('sync_id', '=', syncId)
        .where('status', 'in', ['planned', 'unknown'])
        .orderBy('id')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        sourceKey: row.source_key,
        op: row.op,
        intentKey: row.intent_key ?? '',
        after: (row.after ?? {}) as Values,
        plannedAtMs: row.planned_at.getTime(),
      }));
    },

    async appliedInRun(sourceKeys) {
      const rows = await db
        .selectFrom('changes')
        .select(['source_key', 'op'])
        .where('run_id', '=', runId)
        .where('status', '=', 'applied')
        .where(sql<boolean>`source_key = any(${sourceKeys})`)
        .orderBy('id', 'desc')
        .execute();
      return new Map(rows.map((row) => [row.source_key, row.op === 'create' ? 'create' : 'update']));
    },

    async plan(changes) {
      if (changes.length === 0) return [];
      return await db.transaction().execute(async (trx) => {
        await guard(trx, scope);
        const rows = changes.map((c, i) => ({
          ordinal: i,
          source_key: c.sourceKey,
          op: c.op,
          intent_key: c.intentKey,
          link_id: c.linkId,
          target_key: c.targetKey,
          before: c.before,
          after: c.after,
        }));
        const result = await sql<{ id: number }>`
          insert into changes (run_id, sync_id, type, source_key, op, intent_key, link_id, target_key, before, after, fence)
          select ${runId}, ${syncId}, ${type}, r.source_key, r.op, r.intent_key, r.link_id, r.target_key, r.before, r.after, ${fence}
          from jsonb_to_recordset(${json(rows)}) as r(ordinal int, source_key text, op text, intent_key text,
            link_id bigint, target_key text, before jsonb, after jsonb)
          order by r.ordinal
          returning id`.execute(trx);
        return result.rows.map((row) => row.id);
      });
    },

    async close(result) {
      await db.transaction().execute(async (trx) => {
        await guard(trx, scope);
        await closeChanges(trx, result.changes);
        await settle(trx, scope, result.settled);
        if (result.mended.length > 0) {
          await sql`update inbox set status = 'resolved', updated_at = now()
            where sync_id = ${syncId} and record_type = ${type} and status in ('new', 'retrying')
              and split_part(source_key, ' @ ', 1) = any(${result.mended})`.execute(trx);
        }
        await fileFailures(trx, scope, result.failed);
        const cursor = result.cursor === null ? sql`cursor` : json(result.cursor);
        await sql`update runs set counts = ${json(result.counts)}, cursor = ${cursor}, heartbeat_at = now()
          where id = ${runId}`.execute(trx);
      });
      if (!hasStatistics && result.settled.length > 0) hasStatistics = await makeStatistics(db);
    },

    async forget(linkIds) {
      if (linkIds.length === 0) return;
      await db.transaction().execute(async (trx) => {
        await guard(trx, scope);
        await sql`delete from links where id = any(${linkIds})`.execute(trx);
      });
    },
  };
}

/** PostgreSQL's text holds no U+0000: a key with one is in no table. */
function storable(keys: readonly string[]): readonly string[] {
  return keys.filter((key) => !key.includes('\u0000'));
}

const CHILD_SEPARATOR = '\u001f';

/** A child's key in the links table, made unique among all records of the source where it is not so by itself. */
function childSourceKey(scope: StoreScope, list: string, parent: string, key: string): string {
  return scope.referableLists.includes(list) ? key : `${parent}${CHILD_SEPARATOR}${key}`;
}

function childKey(sourceKey: string): string {
  const at = sourceKey.indexOf(CHILD_SEPARATOR);
  return at < 0 ? sourceKey : sourceKey.slice(at + 1);
}

async function closeChanges(trx: Transaction<Database>, changes: readonly ClosedChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((c) => ({
    id: c.id,
    status: c.status,
    target_key: c.status === 'applied' ? c.targetKey : null,
    error: c.status === 'applied' ? null : c.error,
  }));
  await sql`
    update changes c set status = r.status, error = r.error, target_key = coalesce(r.target_key, c.target_key),
      closed_at = case when r.status = 'unknown' then null else now() end
    from jsonb_to_recordset(${json(rows)}) as r(id bigint, status text, target_key text, error jsonb)
    where c.id = r.id`.execute(trx);
}

async function settle(trx: Transaction<Database>, scope: StoreScope, settled: readonly Settled[]): Promise<void> {
  if (settled.length === 0) return;
  const parents = settled.map((s, i) => ({
    ordinal: i,
    source_key: s.sourceKey,
    target_key: s.targetKey,
    generation: s.generation,
  }));
  const links = await sql<{ id: number; source_key: string }>`
    insert into links (source_id, target_id, type, source_key, target_key, generation)
    select ${scope.sourceId}, ${scope.targetId}, ${scope.type}, r.source_key, r.target_key, r.generation
    from jsonb_to_recordset(${json(parents)}) as r(ordinal int, source_key text, target_key text, generation int)
    order by r.ordinal
    on conflict on constraint links_source_key
      do update set target_key = excluded.target_key, generation = excluded.generation
    returning id, source_key`.execute(trx);
  const ids = new Map(links.rows.map((row) => [row.source_key, row.id]));

  const children = settled.flatMap((s) =>
    s.children.map((child) => ({
      parent_id: ids.get(s.sourceKey),
      type: `${scope.type}.${child.list}`,
      source_key: childSourceKey(scope, child.list, s.sourceKey, child.key),
      target_key: child.id,
    })),
  );
  if (children.length > 0) {
    await sql`
      insert into links (source_id, target_id, type, source_key, target_key, parent_id)
      select ${scope.sourceId}, ${scope.targetId}, r.type, r.source_key, r.target_key, r.parent_id
      from jsonb_to_recordset(${json(children)}) as r(parent_id bigint, type text, source_key text, target_key text)
      on conflict on constraint links_source_key
        do update set target_key = excluded.target_key, parent_id = excluded.parent_id`.execute(trx);
  }
  const bases = settled.map((s) => ({
    link_id: ids.get(s.sourceKey),
    source: s.bases.source,
    target: s.bases.target,
    source_hash: s.sourceHash,
  }));
  await sql`
    insert into bases (sync_id, link_id, source, target, source_hash)
    select ${scope.syncId}, r.link_id, r.source, r.target, r.source_hash
    from jsonb_to_recordset(${json(bases)}) as r(link_id bigint, source jsonb, target jsonb, source_hash text)
    on conflict (sync_id, link_id) do update
      set source = excluded.source, target = excluded.target, source_hash = excluded.source_hash, updated_at = now()`.execute(
    trx,
  );
}

async function fileFailures(
  trx: Transaction<Database>,
  scope: StoreScope,
  failed: readonly InboxEntry[],
): Promise<void> {
  if (failed.length === 0) return;
  const rows = failed.map((f) => ({
    source_key: f.sourceKey,
    operation: f.operation,
    code: f.code,
    message: f.message,
    detail: f.detail,
    native: f.native,
  }));
  await sql`
    insert into inbox (sync_id, run_id, type, record_type, source_key, operation, code, message, detail, native)
    select ${scope.syncId}, ${scope.runId}, 'sync', ${scope.type}, r.source_key, r.operation, r.code, r.message, r.detail, r.native
    from jsonb_to_recordset(${json(rows)}) as r(source_key text, operation text, code text, message text,
      detail jsonb, native jsonb)
    on conflict (sync_id, record_type, source_key) where status in ('new', 'retrying')
      do update set run_id = excluded.run_id, operation = excluded.operation, code = excluded.code,
        message = excluded.message, detail = excluded.detail, native = excluded.native,
        status = 'new', updated_at = now()`.execute(trx);
}
