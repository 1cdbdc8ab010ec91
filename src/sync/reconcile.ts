import type { ChildId, Outcome, Write } from '../core/connector.ts';
import type { Value } from '../core/value.ts';
import { PasserelleError } from '../errors.ts';
import { applyWrites } from './apply.ts';
import { MAX_ROUNDS, unavailable, waitRound } from './patience.ts';
import type { Plan, WritePlan } from './plan.ts';
import { type MappedPage, mapItems, planPage } from './plan-page.ts';
import { recover } from './recover.ts';
import { inboxEntry, reportPlan } from './report.ts';
import type { Difference } from './resolve.ts';
import type { ClosedChange, InboxEntry, PlannedChange, Settled } from './store.ts';
import type { Counts, RecordReport, SourceItem, SyncContext } from './sync-types.ts';

type Action = RecordReport['action'];

/** What one page came to; added to the run's counts when the page is closed. */
class PageResult {
  readonly changes: ClosedChange[] = [];
  readonly settled: Settled[] = [];
  readonly failed: InboxEntry[] = [];
  readonly mended: string[] = [];
  readonly actions = new Map<SourceItem, Action>();
  warnings = 0;
}

export interface Page {
  readonly items: readonly SourceItem[];
  /** The items, mapped ahead. */
  readonly mapped: MappedPage;
  readonly cursor: string;
  readonly skippedRows: number;
  readonly progress: number | null;
  /** True for a page that an interrupted run had begun: what it did before counts as done by this run. */
  readonly again: boolean;
}

/**
 * Reconciles one page: read both sides, transform, resolve, plan (commit A), apply, outcome (commit B).
 *
 * Changes `counts` only together with the commit that moves the cursor. Records whose outcome is unknown go through
 * the same path again after their marks were searched; the page is closed when every one of them is dealt with.
 */
export async function reconcilePage(ctx: SyncContext, page: Page, counts: Counts): Promise<void> {
  const before = page.again && !ctx.preview ? await ctx.store.appliedInRun(idsOf(page.items)) : new Map();
  let pending = page.mapped;
  const done = new Map<SourceItem, Action>();
  let warnings = 0;
  for (let round = 1; ; round++) {
    const plans = await planPage(ctx, pending);
    if (ctx.preview) {
      for (const plan of plans) {
        const noted = warningsOf(plan);
        warnings += noted.length;
        report(ctx, plan, noted, done);
      }
      break;
    }
    const result = new PageResult();
    const unknown = await applyPlans(ctx, plans, result);
    for (const [item, action] of result.actions) {
      const earlier = item.ok ? before.get(item.record.id) : undefined;
      if (!done.has(item) || action === 'reject')
        done.set(item, earlier !== undefined && action !== 'reject' ? earlier : action);
    }
    warnings += result.warnings;
    const last = unknown.length === 0;
    if (last) addPage(counts, page, done, warnings);
    await ctx.store.close({ ...result, counts, cursor: last ? page.cursor : null });
    if (last) break;
    const [first] = unknown;
    if (round >= MAX_ROUNDS && first !== undefined) throw unavailable(ctx, 'target', first.error);
    await waitRound(ctx, round, first?.error.message ?? 'No answer.');
    for (const id of await recoverOpen(ctx, counts)) before.set(id, 'create');
    pending = await mapItems(
      ctx,
      unknown.map((u) => u.item),
    );
  }
  if (ctx.preview) addPage(counts, page, done, warnings);
  ctx.report({ kind: 'page', counts: { ...counts }, progress: page.progress });
}

/** Searches the marks of all open creates of the sync and closes what is found; returns their source ids. */
export async function recoverOpen(ctx: SyncContext, counts: Counts): Promise<readonly string[]> {
  const open = await ctx.store.openChanges();
  if (open.length === 0) return [];
  const { changes, settled, created } = await recover(ctx, open);
  await ctx.store.close({ changes, settled, failed: [], mended: [], counts, cursor: null });
  return created;
}

function idsOf(items: readonly SourceItem[]): readonly string[] {
  return items.flatMap((item) => (item.ok ? [item.record.id] : []));
}

interface Unknown {
  readonly item: SourceItem;
  readonly error: PasserelleError;
}

async function applyPlans(ctx: SyncContext, plans: readonly Plan[], result: PageResult): Promise<readonly Unknown[]> {
  const writes: WritePlan[] = [];
  for (const plan of plans) {
    if (plan.kind === 'create' || plan.kind === 'update') {
      writes.push(plan);
      continue;
    }
    const noted = warningsOf(plan);
    report(ctx, plan, noted, result.actions);
    if (plan.kind === 'reject') {
      result.failed.push(inboxEntry(plan.item, 'reconcile', plan.error));
    } else {
      result.mended.push(plan.work.record.id);
      result.warnings += noted.length;
      if (plan.kind === 'settle') result.settled.push(settledBy(plan, plan.targetId, []));
    }
  }
  if (writes.length === 0) return [];
  const ids = await ctx.store.plan(writes.map(plannedChange));
  const port = ctx.target.write;
  if (port === undefined) throw new PasserelleError('internal', `${ctx.sync.target.name} cannot be written to.`);
  // Creates first: a field of an update may need what a create of the same page takes.
  const order = [...writes.keys()].sort((a, b) => rank(writes[a]) - rank(writes[b]));
  const outcomes = await applyWrites(
    port,
    order.flatMap((i) => (writes[i] === undefined ? [] : [toWrite(writes[i])])),
    ctx.signal,
  );
  const unknown: Unknown[] = [];
  order.forEach((index, n) => {
    const plan = writes[index];
    const outcome = outcomes[n];
    const id = ids[index];
    if (plan === undefined || outcome === undefined || id === undefined) return;
    if (outcome.status === 'unknown') unknown.push({ item: plan.work.item, error: outcome.error });
    takeOutcome(ctx, plan, outcome, id, result);
  });
  return unknown;
}

/** What the source had to say about a record that goes on. */
function warningsOf(plan: Plan): readonly string[] {
  return plan.kind === 'reject' ? [] : (plan.work.record.warnings ?? []);
}

function rank(plan: WritePlan | undefined): number {
  return plan?.kind === 'create' ? 0 : 1;
}

function takeOutcome(ctx: SyncContext, plan: WritePlan, outcome: Outcome, changeId: number, result: PageResult): void {
  const { item, record } = plan.work;
  switch (outcome.status) {
    case 'applied': {
      const warnings = [...(record.warnings ?? []), ...(outcome.warnings ?? [])];
      result.changes.push({ id: changeId, status: 'applied', targetKey: outcome.id });
      result.settled.push(settledBy(plan, outcome.id, outcome.children ?? []));
      result.mended.push(record.id);
      result.warnings += warnings.length;
      report(ctx, plan, warnings, result.actions);
      return;
    }
    case 'rejected': {
      const { code, message } = outcome.error;
      result.changes.push({ id: changeId, status: 'rejected', error: { code, message } });
      result.failed.push(inboxEntry(item, plan.kind, outcome.error));
      report(ctx, { kind: 'reject', item, error: outcome.error }, [], result.actions);
      return;
    }
    case 'unknown': {
      const { code, message } = outcome.error;
      result.changes.push({ id: changeId, status: 'unknown', error: { code, message } });
    }
  }
}

function settledBy(
  plan: Exclude<Plan, { kind: 'reject' | 'unchanged' }>,
  targetId: string,
  made: readonly ChildId[],
): Settled {
  const { record, values, hash } = plan.work;
  const known =
    plan.kind === 'create' ? [] : plan.children.filter((c) => !made.some((m) => m.list === c.list && m.key === c.key));
  return {
    sourceKey: record.id,
    targetKey: targetId,
    generation: plan.generation,
    children: [...known, ...made],
    bases: plan.kind === 'create' ? { source: values, target: values } : plan.resolution.bases,
    // A record with standing differences is compared again each time: the user may decide otherwise.
    sourceHash: plan.kind !== 'create' && plan.resolution.differences.some(isStanding) ? '' : hash,
  };
}

function isStanding({ reason }: Difference): boolean {
  return reason === 'first_contact' || reason === 'agreed';
}

function plannedChange(plan: WritePlan): PlannedChange {
  const { record, values } = plan.work;
  if (plan.kind === 'create') {
    return {
      sourceKey: record.id,
      op: 'create',
      intentKey: plan.key,
      linkId: null,
      targetKey: null,
      before: null,
      after: values,
    };
  }
  const before: { [path: string]: Value } = {};
  const after: { [path: string]: Value } = {};
  for (const change of plan.resolution.changes) {
    before[change.path] = change.before;
    after[change.path] = change.after;
  }
  return {
    sourceKey: record.id,
    op: 'update',
    intentKey: plan.key,
    linkId: plan.linkId,
    targetKey: plan.targetId,
    before,
    after,
  };
}

function toWrite(plan: WritePlan): Write {
  const { record, values } = plan.work;
  if (plan.kind === 'create') return { op: 'create', key: plan.key, sourceId: record.id, values };
  const children: { [list: string]: { [key: string]: string } } = {};
  for (const child of plan.children) {
    const list = children[child.list] ?? {};
    list[child.key] = child.id;
    children[child.list] = list;
  }
  return {
    op: 'update',
    key: plan.key,
    sourceId: record.id,
    id: plan.targetId,
    changes: plan.resolution.changes,
    values,
    current: plan.current,
    children,
  };
}

function report(ctx: SyncContext, plan: Plan, warnings: readonly string[], actions: Map<SourceItem, Action>): void {
  const record = reportPlan(plan, warnings);
  actions.set(plan.kind === 'reject' ? plan.item : plan.work.item, record.action);
  ctx.report({ kind: 'record', report: record });
}

const COUNTED: { readonly [A in Action]: 'created' | 'updated' | 'unchanged' | 'linked' | 'rejected' } = {
  create: 'created',
  update: 'updated',
  unchanged: 'unchanged',
  link: 'linked',
  reject: 'rejected',
};

function addPage(counts: Counts, page: Page, done: ReadonlyMap<SourceItem, Action>, warnings: number): void {
  for (const [item, action] of done) {
    counts.records += 1;
    counts[COUNTED[action]] += 1;
    counts.rows += item.ok ? (item.record.rows ?? 1) : (item.rows ?? 1);
  }
  counts.rows += page.skippedRows;
  counts.skippedRows += page.skippedRows;
  counts.warnings += warnings;
}
