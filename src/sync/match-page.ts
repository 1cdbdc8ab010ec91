import type { ChildId, CreateWrite, IntentKey, KeyMatch } from '../core/connector.ts';
import { PasserelleError } from '../errors.ts';
import { hitKey, type KeyValue, keyValues, matchRecord } from './match.ts';
import { patiently } from './patience.ts';
import type { Work } from './plan.ts';
import type { SyncContext } from './sync-types.ts';

export type PageVerdict =
  | { readonly kind: 'none'; readonly work: Work }
  | { readonly kind: 'match'; readonly work: Work; readonly targetId: string; readonly children: readonly ChildId[] }
  | { readonly kind: 'reject'; readonly work: Work; readonly error: PasserelleError };

/**
 * Finds, for records without a link, what the target already holds of them: by the mark of an earlier create of
 * ours first (a hub that lost its database), then by key fields. One to one: a record of the target that belongs to
 * another source record already is an error, listed and not guessed.
 */
export async function matchPage(
  ctx: SyncContext,
  works: readonly Work[],
  keyOf: (work: Work) => IntentKey,
): Promise<readonly PageVerdict[]> {
  const marked = await locateMarks(ctx, works, keyOf);
  const keys = new Map(works.map((work) => [work, keyValues(ctx.keys, work.values)]));
  const hits = await findHits(ctx, [...keys.values()].flat());
  const verdicts: PageVerdict[] = [];
  const claimed = new Map<string, string>();
  for (const work of works) {
    const mark = marked.get(work);
    if (mark !== undefined) {
      verdicts.push({ kind: 'match', work, ...mark });
      continue;
    }
    const mine = keys.get(work) ?? [];
    const twin = claim(claimed, mine, work.record.id);
    if (twin !== null) verdicts.push({ kind: 'reject', work, error: repeated(twin.key, twin.owner) });
    else verdicts.push(judge(work, mine, hits));
  }
  return await refuseTaken(ctx, verdicts);
}

async function locateMarks(ctx: SyncContext, works: readonly Work[], keyOf: (work: Work) => IntentKey) {
  const found = new Map<Work, { targetId: string; children: readonly ChildId[] }>();
  const write = ctx.target.write;
  if (write === undefined) return found;
  const creates = works.map(
    (work): CreateWrite => ({ op: 'create', key: keyOf(work), sourceId: work.record.id, values: work.values }),
  );
  const located = await patiently(ctx, 'target', () => write.locate(creates, { signal: ctx.signal }));
  located.forEach((mark, i) => {
    const work = works[i];
    if (work !== undefined && mark.found) found.set(work, { targetId: mark.id, children: mark.children });
  });
  return found;
}

async function findHits(ctx: SyncContext, keys: readonly KeyValue[]): Promise<Map<string, KeyMatch[]>> {
  const hits = new Map<string, KeyMatch[]>();
  const find = ctx.target.find;
  if (find === undefined) return hits;
  for (const field of ctx.keys) {
    const values = [...new Set(keys.filter((k) => k.field === field).map((k) => k.value))];
    if (values.length === 0) continue;
    const found = await patiently(ctx, 'target', () => find.call(ctx.target, field, values, { signal: ctx.signal }));
    for (const hit of found) {
      const name = hitKey(field, hit.value);
      hits.set(name, [...(hits.get(name) ?? []), hit]);
    }
  }
  return hits;
}

/** Notes whose keys these are; returns the key and its owner if another record of the page has it already. */
function claim(claimed: Map<string, string>, keys: readonly KeyValue[], id: string) {
  for (const key of keys) {
    const owner = claimed.get(hitKey(key.field, key.value));
    if (owner !== undefined && owner !== id) return { key, owner };
  }
  for (const key of keys) claimed.set(hitKey(key.field, key.value), id);
  return null;
}

function judge(work: Work, keys: readonly KeyValue[], hits: Map<string, KeyMatch[]>): PageVerdict {
  const verdict = matchRecord(keys, hits);
  switch (verdict.kind) {
    case 'none':
      return { kind: 'none', work };
    case 'match':
      return { kind: 'match', work, targetId: verdict.targetId, children: verdict.children };
    case 'ambiguous':
      return {
        kind: 'reject',
        work,
        error: new PasserelleError(
          'match_ambiguous',
          `"${verdict.value}" (${verdict.field}) belongs to several records of the target: ${verdict.ids.join(', ')}.`,
          {
            field: verdict.field,
            value: verdict.value,
            remedy: 'Make it unique in the target, or merge the records there, then import this row again.',
          },
        ),
      };
  }
}

async function refuseTaken(ctx: SyncContext, verdicts: readonly PageVerdict[]): Promise<readonly PageVerdict[]> {
  const matches = verdicts.filter((v) => v.kind === 'match');
  const takenRecords = await ctx.store.takenBy(
    null,
    matches.map((m) => m.targetId),
  );
  const lists = new Set(matches.flatMap((m) => m.children.map((c) => c.list)));
  const takenChildren = new Map<string, Map<string, string>>();
  for (const list of lists) {
    const ids = matches.flatMap((m) => m.children.filter((c) => c.list === list).map((c) => c.id));
    takenChildren.set(list, await ctx.store.takenBy(list, ids));
  }
  const inPage = new Map<string, string>();
  return verdicts.map((verdict) => {
    if (verdict.kind !== 'match') return verdict;
    const child = verdict.children.find((c) => takenChildren.get(c.list)?.has(c.id) === true);
    const owner =
      takenRecords.get(verdict.targetId) ??
      (child === undefined ? undefined : takenChildren.get(child.list)?.get(child.id)) ??
      inPage.get(verdict.targetId);
    if (owner === undefined) {
      inPage.set(verdict.targetId, verdict.work.record.id);
      return verdict;
    }
    return { kind: 'reject', work: verdict.work, error: taken(verdict.targetId, owner) };
  });
}

function repeated(key: KeyValue, owner: string): PasserelleError {
  return new PasserelleError('key_repeated', `"${key.value}" (${key.field}) stands in record "${owner}", too.`, {
    field: key.field,
    value: key.value,
    remedy: 'Make it unique in the source, or leave it empty in one of the two.',
  });
}

function taken(targetId: string, owner: string): PasserelleError {
  return new PasserelleError(
    'target_taken',
    `It matches record ${targetId} of the target, which belongs to record "${owner}" of the source already.`,
    { field: 'id', value: targetId, remedy: 'Give the two records different keys (SKU, barcode, e-mail, number).' },
  );
}
