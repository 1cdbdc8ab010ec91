import type { ChangePage, Port, Session } from '../core/connector.ts';
import type { FieldSpec, FieldTable } from '../core/field.ts';
import { storageError } from '../db/storage-error.ts';
import { asPasserelleError, PasserelleError } from '../errors.ts';
import { mapItems } from './plan-page.ts';
import { readAhead } from './read-ahead.ts';
import { type Page, reconcilePage, recoverOpen } from './reconcile.ts';
import type { RunStore } from './run-store.ts';
import type { StoreScope, SyncStore } from './store.ts';
import {
  type Counts,
  type MapRecord,
  NO_COUNTS,
  type SyncContext,
  type SyncDefinition,
  type SyncEvent,
} from './sync-types.ts';

export interface RunOptions {
  readonly sync: SyncDefinition;
  readonly source: Port;
  readonly target: Session;
  /** How source records become values of the target, given the target's fields. */
  readonly mapFor: (fields: FieldTable) => MapRecord;
  /** Same text, same input: an interrupted run of it is taken up where it was. */
  readonly input: string;
  readonly trigger: string;
  /** Who works on it, for people: host and process id. */
  readonly owner: string;
  readonly preview: boolean;
  /** Most records to take; null for all. */
  readonly limit: number | null;
  readonly pageSize: number;
  readonly signal: AbortSignal;
  readonly report: (event: SyncEvent) => void;
}

export interface RunEnvironment {
  readonly runs: RunStore;
  readonly storeFor: (scope: StoreScope) => SyncStore;
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
}

export interface RunResult {
  readonly runId: number | null;
  readonly status: 'success' | 'partial';
  readonly counts: Counts;
  readonly resumed: boolean;
}

/**
 * Runs a sync from source to target once. An interrupted or failed run of the same input goes on where it was.
 *
 * Throws what is not the fault of a record: the run is then `failed` (or `cancelled`) with its cursor kept, and the
 * same call later goes on. `partial` means that some records were refused; they are in the inbox.
 */
export async function runSync(environment: RunEnvironment, options: RunOptions): Promise<RunResult> {
  const target = targetPort(options);
  const schema = await target.schema({ signal: options.signal });
  if (options.preview) return await preview(environment, options, target, schema);

  const { runs } = environment;
  const lock = await runs.lock(options.sync.id);
  try {
    const run = await runs.begin(options.sync.id, {
      trigger: options.trigger,
      input: options.input,
      owner: options.owner,
    });
    const ctx = context(environment, options, target, schema, run.id, run.fence);
    options.report({ kind: 'started', runId: run.id, resumed: run.resumed });
    try {
      await recoverOpen(ctx, run.counts);
      await pages(ctx, options, run.cursor, run.resumed, run.counts);
    } catch (error) {
      const known = storageError(error) ?? asPasserelleError(error);
      await close(runs, run.id, known, options.signal.aborted);
      throw known;
    }
    const status = run.counts.rejected > 0 ? 'partial' : 'success';
    await runs.finish(run.id, status, null);
    return { runId: run.id, status, counts: run.counts, resumed: run.resumed };
  } finally {
    await lock.release();
  }
}

/** Notes how the run ended; where even that cannot be stored, it stays open and the next start takes it up. */
async function close(runs: RunStore, runId: number, error: PasserelleError, aborted: boolean): Promise<void> {
  if (error.code === 'fence_lost') return;
  const status = error.code === 'cancelled' || aborted ? 'cancelled' : 'failed';
  await runs.finish(runId, status, error).catch(() => undefined);
}

type Schema = Awaited<ReturnType<Port['schema']>>;

async function preview(
  environment: RunEnvironment,
  options: RunOptions,
  target: Port,
  schema: Schema,
): Promise<RunResult> {
  const ctx = context(environment, options, target, schema, 0, 0);
  const counts: Counts = { ...NO_COUNTS };
  await pages(ctx, options, null, false, counts);
  return { runId: null, status: counts.rejected > 0 ? 'partial' : 'success', counts, resumed: false };
}

function targetPort(options: RunOptions): Port {
  const { type, target } = options.sync;
  const port = options.target.records[type];
  if (port === undefined || (port.write === undefined && !options.preview)) {
    throw new PasserelleError('unknown_record_type', `${target.name} cannot take records of type "${type}".`, {
      field: 'type',
      value: type,
    });
  }
  return port;
}

function context(
  environment: RunEnvironment,
  options: RunOptions,
  target: Port,
  schema: Schema,
  runId: number,
  fence: number,
): SyncContext {
  const { sync } = options;
  const scope: StoreScope = {
    syncId: sync.id,
    sourceId: sync.source.id,
    targetId: sync.target.id,
    type: sync.type,
    runId,
    fence,
    referableLists: schema.fields.filter((f: FieldSpec) => f.list?.referable === true).map((f) => f.path),
  };
  return {
    sync,
    store: environment.storeFor(scope),
    target,
    targetPorts: options.target.records,
    fields: schema.fields,
    keys: schema.keys,
    map: options.mapFor(schema.fields),
    preview: options.preview,
    now: environment.now,
    sleep: environment.sleep,
    random: environment.random,
    signal: options.signal,
    report: options.report,
  };
}

async function pages(
  ctx: SyncContext,
  options: RunOptions,
  cursor: string | null,
  resumed: boolean,
  counts: Counts,
): Promise<void> {
  const changes = options.source.changes;
  if (changes === undefined) {
    throw new PasserelleError('internal', `${ctx.sync.source.name} cannot be read record by record.`);
  }
  const { limit, pageSize, signal } = options;
  const size = limit === null ? pageSize : Math.min(pageSize, Math.max(1, limit));
  let again = resumed;
  const left = limit === null ? Number.POSITIVE_INFINITY : limit - counts.records;
  if (left <= 0) return;
  const feed = readAhead(changes.call(options.source, cursor, { pageSize: size, signal }));
  for await (const page of readAhead(mapAhead(ctx, feed, left))) {
    if (signal.aborted) throw new PasserelleError('cancelled', 'The run was cancelled.', { cause: signal.reason });
    await reconcilePage(ctx, { ...page, again }, counts);
    again = false;
  }
}

/** The pages of a feed with their items mapped, no more than `limit` items in all. */
async function* mapAhead(
  ctx: SyncContext,
  feed: AsyncIterable<ChangePage>,
  limit: number,
): AsyncGenerator<Omit<Page, 'again'>> {
  let left = limit;
  for await (const { items: all, cursor, skippedRows = 0, progress = null } of feed) {
    const items = all.slice(0, left);
    left -= items.length;
    yield { items, mapped: await mapItems(ctx, items), cursor, skippedRows, progress };
    if (left <= 0) return;
  }
}
