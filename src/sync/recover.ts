import { fingerprint } from '../core/compare.ts';
import type { ChildId, CreateWrite, IntentKey, Located } from '../core/connector.ts';
import type { FieldTable } from '../core/field.ts';
import type { Value, Values } from '../core/value.ts';
import { asPasserelleError } from '../errors.ts';
import { patiently } from './patience.ts';
import { rekey } from './rekey.ts';
import type { Bases } from './resolve.ts';
import type { ClosedChange, OpenChange, Settled } from './store.ts';
import type { SyncContext } from './sync-types.ts';

export interface Recovered {
  readonly changes: readonly ClosedChange[];
  readonly settled: readonly Settled[];
  /** Source ids of creates that were found in the target. */
  readonly created: readonly string[];
}

/**
 * Closes changes whose outcome nobody knows: planned before a crash, or sent and never answered.
 *
 * Creates: once no call of ours can be under way any more, their marks are searched; found means linked, with the
 * intended values as bases (so that what a person edited since is seen as that person's change), not found means
 * that it never happened. Updates are simply undecided: the record is read and compared again.
 */
export async function recover(ctx: SyncContext, open: readonly OpenChange[]): Promise<Recovered> {
  const voids = open
    .filter((change) => change.op !== 'create')
    .map((change): ClosedChange => ({ id: change.id, status: 'void', error: null }));
  const creates = open.filter((change) => change.op === 'create');
  const write = ctx.target.write;
  if (creates.length === 0 || write === undefined) return { changes: voids, settled: [], created: [] };

  await settleDown(ctx, creates, write.settleMs);
  const writes = creates.map(
    (change): CreateWrite => ({
      op: 'create',
      key: change.intentKey as IntentKey,
      sourceId: change.sourceKey,
      values: change.after,
    }),
  );
  const located = await patiently(ctx, 'target', () => write.locate(writes, { signal: ctx.signal }));
  const changes: ClosedChange[] = [...voids];
  const settled: Settled[] = [];
  const created: string[] = [];
  for (const [i, change] of creates.entries()) {
    const mark = located[i];
    if (mark?.found !== true) {
      changes.push({ id: change.id, status: 'void', error: null });
      continue;
    }
    changes.push({ id: change.id, status: 'applied', targetKey: mark.id });
    settled.push(await settleFound(ctx, change, mark));
    created.push(change.sourceKey);
  }
  return { changes, settled, created };
}

/** Waits until calls that were under way when the change was planned must have ended. */
async function settleDown(ctx: SyncContext, creates: readonly OpenChange[], settleMs: number): Promise<void> {
  const latest = Math.max(...creates.map((change) => change.plannedAtMs));
  const waitMs = Math.min(settleMs, latest + settleMs - ctx.now());
  if (waitMs <= 0) return;
  ctx.report({ kind: 'waiting', reason: 'Calls that were under way may still take effect.', waitMs });
  await ctx.sleep(waitMs, ctx.signal);
}

async function settleFound(
  ctx: SyncContext,
  change: OpenChange,
  mark: Extract<Located, { found: true }>,
): Promise<Settled> {
  const intended = withoutMissing(ctx.fields, change.after, mark.children);
  const whole = mark.unfinished.length === 0 && intended === change.after;
  const bases = { source: intended, target: intended };
  return {
    sourceKey: change.sourceKey,
    targetKey: mark.id,
    generation: 1,
    children: mark.children,
    bases: mark.unfinished.length === 0 ? bases : await openPaths(ctx, mark, bases),
    // An unfinished create is compared again when its record comes by: no fingerprint fits.
    sourceHash: whole ? fingerprint(ctx.fields, change.after) : '',
  };
}

type Item = { readonly [field: string]: Value };

/** The intended values without list items that had not been created: they will be added as new ones. Pure. */
function withoutMissing(fields: FieldTable, values: Values, children: readonly ChildId[]): Values {
  let out: { [field: string]: Value } | null = null;
  for (const spec of fields) {
    const list = values[spec.path];
    if (spec.list === undefined || spec.list.embedded === true || !Array.isArray(list)) continue;
    const { key } = spec.list;
    const present = new Set(children.filter((c) => c.list === spec.path).map((c) => c.key));
    const kept = (list as readonly Item[]).filter((item) => present.has(String(item[key])));
    if (kept.length === list.length) continue;
    out ??= { ...values };
    out[spec.path] = kept;
  }
  return out ?? values;
}

/**
 * Bases under which the unfinished paths count as changed by the source alone: the target's present value as its
 * base, and an empty one for the source.
 */
async function openPaths(ctx: SyncContext, mark: Extract<Located, { found: true }>, bases: Bases): Promise<Bases> {
  const read = ctx.target.read;
  const items =
    read === undefined
      ? []
      : await patiently(ctx, 'target', () => read.call(ctx.target, [mark.id], { signal: ctx.signal }));
  const [item] = items;
  if (item === undefined) return bases;
  if (!item.ok) throw asPasserelleError(item.error);
  const now = rekey(ctx.fields, item.record.values, mark.children);
  return {
    source: replacePaths(bases.source, mark.unfinished, () => null),
    target: replacePaths(bases.target, mark.unfinished, (path) => valueAt(now, path)),
  };
}

const ITEM_PATH = /^([^[]+)\[(.*)\]\.([^\].]+)$/;

function valueAt(values: Values, path: string): Value {
  const [, list, key, field] = ITEM_PATH.exec(path) ?? [];
  if (list === undefined || field === undefined) return values[path] ?? null;
  const items = values[list];
  if (!Array.isArray(items)) return null;
  return (items as readonly Item[]).find((item) => item.id === key)?.[field] ?? null;
}

function replacePaths(values: Values, paths: readonly string[], by: (path: string) => Value): Values {
  const out: { [field: string]: Value } = { ...values };
  for (const path of paths) {
    const [, list, key, field] = ITEM_PATH.exec(path) ?? [];
    if (list === undefined || field === undefined) {
      out[path] = by(path);
      continue;
    }
    const items = out[list];
    if (!Array.isArray(items)) continue;
    out[list] = (items as readonly Item[]).map((item) => (item.id === key ? { ...item, [field]: by(path) } : item));
  }
  return out;
}
