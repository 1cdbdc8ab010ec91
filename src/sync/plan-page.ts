import { fingerprint } from '../core/compare.ts';
import type { CanonicalRecord, ChildId } from '../core/connector.ts';
import { createIntentKey } from '../core/intent-key.ts';
import { validateRecord } from '../core/records/validate-record.ts';
import type { Values } from '../core/value.ts';
import { asPasserelleError, PasserelleError } from '../errors.ts';
import { matchPage } from './match-page.ts';
import { patiently } from './patience.ts';
import type { Plan, Work } from './plan.ts';
import { resolveReferences } from './references.ts';
import { matchItems, rekey } from './rekey.ts';
import { resolve } from './resolve.ts';
import type { LinkRow } from './store.ts';
import type { SourceItem, SyncContext } from './sync-types.ts';

/** Rejects that concern the one record; anything else stops the run. */
function rejectable(error: unknown): PasserelleError {
  const known = asPasserelleError(error);
  if (known.kind !== 'data') throw known;
  return known;
}

/** The items of a page as target values, and those that could not become any. */
export interface MappedPage {
  readonly works: readonly Work[];
  readonly rejects: readonly Plan[];
}

/** Maps the items of a page. Depends on no other page, so that it may be done while the last one is written. */
export async function mapItems(ctx: SyncContext, items: readonly SourceItem[]): Promise<MappedPage> {
  const rejects: Plan[] = [];
  return { works: await mapPage(ctx, items, rejects), rejects };
}

/** Decides what is to happen to each item of a page. Reads both sides and the hub's memory; writes nothing. */
export async function planPage(ctx: SyncContext, { works, rejects }: MappedPage): Promise<readonly Plan[]> {
  const plans: Plan[] = [...rejects];
  const links = await ctx.store.links(works.map((w) => w.record.id));
  const known: { work: Work; link: LinkRow }[] = [];
  const fresh: Work[] = [];
  for (const work of works) {
    const link = links.get(work.record.id);
    if (link === undefined) fresh.push(work);
    else known.push({ work, link });
  }
  const gone = await planKnown(ctx, known, plans);
  const again = await handleGone(ctx, gone, plans);
  await planFresh(ctx, fresh, plans);
  for (const { work, link } of again) plans.push(createPlan(ctx, work, link.generation + 1));
  return plans;
}

async function mapPage(ctx: SyncContext, items: readonly SourceItem[], plans: Plan[]): Promise<readonly Work[]> {
  const mapped: { item: SourceItem; record: CanonicalRecord; values: Values }[] = [];
  const seen = new Map<string, CanonicalRecord>();
  for (const item of items) {
    if (!item.ok) {
      plans.push({ kind: 'reject', item, error: item.error });
      continue;
    }
    const first = seen.get(item.record.id);
    if (first !== undefined) {
      plans.push({ kind: 'reject', item, error: repeatedId(item.record, first) });
      continue;
    }
    seen.set(item.record.id, item.record);
    if (item.record.id === '' || item.record.id.includes('\u0000')) {
      plans.push({ kind: 'reject', item, error: unusableId(item.record) });
      continue;
    }
    try {
      const values = await ctx.map(item.record);
      validateRecord(ctx.sync.type, values);
      mapped.push({ item, record: item.record, values });
    } catch (error) {
      plans.push({ kind: 'reject', item, error: rejectable(error) });
    }
  }
  const replace = await patiently(ctx, 'target', () =>
    resolveReferences(
      ctx.fields,
      mapped.map((m) => m.values),
      { lookUp: ctx.store.lookUp, ports: ctx.targetPorts, signal: ctx.signal },
    ),
  );
  const works: Work[] = [];
  for (const { item, record, values } of mapped) {
    try {
      const resolved = replace(values);
      works.push({ item, record, values: resolved, hash: fingerprint(ctx.fields, resolved) });
    } catch (error) {
      plans.push({ kind: 'reject', item, error: rejectable(error) });
    }
  }
  return works;
}

interface Known {
  readonly work: Work;
  readonly link: LinkRow;
}

/** Plans the records that have a link; returns those whose record is gone from the target. */
async function planKnown(ctx: SyncContext, known: readonly Known[], plans: Plan[]): Promise<readonly Known[]> {
  const gone: Known[] = [];
  const unchanged = known.filter((k) => k.link.sourceHash === k.work.hash);
  const changed = known.filter((k) => k.link.sourceHash !== k.work.hash);
  // An unchanged source writes nothing whatever the target holds: only its existence is of interest.
  const present = await readTargets(
    ctx,
    unchanged.map((k) => k.link.targetKey),
    [],
  );
  for (const entry of unchanged) {
    if (!present.has(entry.link.targetKey)) gone.push(entry);
    else plans.push({ kind: 'unchanged', work: entry.work, targetId: entry.link.targetKey });
  }
  const targets = await readTargets(
    ctx,
    changed.map((k) => k.link.targetKey),
    wantedFields(
      ctx,
      changed.map((k) => k.work),
    ),
  );
  const ids = changed.map((k) => k.link.linkId);
  const [bases, children] = [await ctx.store.bases(ids), await ctx.store.children(ids)];
  for (const entry of changed) {
    const { work, link } = entry;
    const current = targets.get(link.targetKey);
    if (current === undefined) {
      gone.push(entry);
      continue;
    }
    if (current instanceof PasserelleError) {
      plans.push({ kind: 'reject', item: work.item, error: current });
      continue;
    }
    const linked = children.get(link.linkId) ?? [];
    const base = bases.get(link.linkId) ?? null;
    plans.push(resolvePlan(ctx, work, link, current, linked, base));
  }
  return gone;
}

/** Top-level fields that any of the records has: what must be read of the target, and no more. */
function wantedFields(ctx: SyncContext, works: readonly Work[]): readonly string[] {
  const names = new Set<string>();
  for (const work of works) for (const name of Object.keys(work.values)) names.add(name);
  return ctx.fields.map((f) => f.path).filter((path) => names.has(path));
}

async function readTargets(
  ctx: SyncContext,
  ids: readonly string[],
  fields: readonly string[],
): Promise<Map<string, CanonicalRecord | PasserelleError>> {
  const out = new Map<string, CanonicalRecord | PasserelleError>();
  const read = ctx.target.read;
  if (ids.length === 0 || read === undefined) return out;
  const items = await patiently(ctx, 'target', () => read.call(ctx.target, ids, { fields, signal: ctx.signal }));
  for (const item of items) {
    if (item.ok) out.set(item.record.id, item.record);
    else if (item.id !== null) out.set(item.id, item.error);
  }
  return out;
}

function intentKey(ctx: SyncContext, work: Work, generation: number) {
  return createIntentKey({
    sync: ctx.sync.name,
    source: ctx.sync.source.name,
    type: ctx.sync.type,
    sourceId: work.record.id,
    generation,
  });
}

function createPlan(ctx: SyncContext, work: Work, generation: number): Plan {
  return { kind: 'create', work, key: intentKey(ctx, work, generation), generation };
}

function resolvePlan(
  ctx: SyncContext,
  work: Work,
  link: LinkRow | null,
  current: CanonicalRecord,
  known: readonly ChildId[],
  bases: Parameters<typeof resolve>[0]['bases'],
): Plan {
  const matched = matchItems(ctx.fields, work.values, current.values, known);
  const children = [...known, ...matched];
  const target = rekey(ctx.fields, current.values, children);
  const resolution = resolve({ fields: ctx.fields, bases, source: work.values, target, policy: ctx.sync.policy });
  const generation = link?.generation ?? 1;
  const linked = { work, linkId: link?.linkId ?? null, generation, targetId: current.id, children };
  if (resolution.changes.length === 0) {
    return { kind: 'settle', action: link === null ? 'link' : 'unchanged', resolution, ...linked };
  }
  const key = intentKey(ctx, work, generation);
  return { kind: 'update', key, resolution, current, firstContact: link === null, ...linked };
}

async function handleGone(ctx: SyncContext, gone: readonly Known[], plans: Plan[]): Promise<readonly Known[]> {
  if (ctx.sync.policy.onDeleted === 'recreate') {
    if (!ctx.preview) await ctx.store.forget(gone.map((g) => g.link.linkId));
    return gone;
  }
  for (const { work, link } of gone) {
    const error = new PasserelleError(
      'target_deleted',
      `Record ${link.targetKey} was deleted in ${ctx.sync.target.name}.`,
      {
        field: 'id',
        value: link.targetKey,
        remedy: 'Use --deleted recreate to make it anew, or take it out of the source.',
      },
    );
    plans.push({ kind: 'reject', item: work.item, error });
  }
  return [];
}

/** First contact: what is already there is matched before anything is created. */
async function planFresh(ctx: SyncContext, fresh: readonly Work[], plans: Plan[]): Promise<void> {
  if (fresh.length === 0) return;
  const verdicts = await matchPage(ctx, fresh, (work) => intentKey(ctx, work, 1));
  const matched = verdicts.filter((v) => v.kind === 'match');
  const targets = await readTargets(
    ctx,
    matched.map((v) => v.targetId),
    wantedFields(ctx, fresh),
  );
  for (const verdict of verdicts) {
    const { work } = verdict;
    if (verdict.kind === 'reject') {
      plans.push({ kind: 'reject', item: work.item, error: verdict.error });
    } else if (verdict.kind === 'none') {
      plans.push(createPlan(ctx, work, 1));
    } else {
      const current = targets.get(verdict.targetId);
      if (current === undefined) plans.push({ kind: 'reject', item: work.item, error: unreadable(verdict.targetId) });
      else if (current instanceof PasserelleError) plans.push({ kind: 'reject', item: work.item, error: current });
      else plans.push(resolvePlan(ctx, work, null, current, verdict.children, null));
    }
  }
}

/** Found by a key and not readable: to create it would double it. */
function unreadable(targetId: string): PasserelleError {
  return new PasserelleError('match_unreadable', `It matches record ${targetId} of the target, which cannot be read.`, {
    field: 'id',
    value: targetId,
    remedy: 'Check the rights on that record, or whether it was deleted just now, and import this one again.',
  });
}

function unusableId(record: CanonicalRecord): PasserelleError {
  return new PasserelleError('record_invalid', 'The record has no usable id.', {
    field: 'id',
    value: record.id,
    remedy: 'Give it an id of printable characters.',
  });
}

function repeatedId(record: CanonicalRecord, first: CanonicalRecord): PasserelleError {
  const where = first.location === undefined ? '' : ` (${first.location})`;
  return new PasserelleError('key_repeated', `The id "${record.id}" was used before${where}.`, {
    field: 'id',
    value: record.id,
    remedy: 'Give each record an id of its own, or merge the two.',
  });
}
