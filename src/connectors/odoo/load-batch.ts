import { asPasserelleError, type PasserelleError } from '../../errors.ts';
import { mayBeApplied } from '../../odoo/retry-rules.ts';
import { readLoadAnswer } from './load-answer.ts';
import { groupByColumns, type LoadRecord, tabulate } from './load-rows.ts';
import type { Context, Target } from './target.ts';

/** One record to load, and what it stands for. */
export interface LoadJob<T> extends LoadRecord {
  readonly item: T;
}

export type Loaded<T> =
  | { readonly item: T; readonly status: 'done'; readonly id: number; readonly warnings: readonly string[] }
  | { readonly item: T; readonly status: 'refused'; readonly error: PasserelleError; readonly alone: boolean }
  | { readonly item: T; readonly status: 'unknown'; readonly error: PasserelleError };

export interface LoadOptions {
  /** Most records in one call. */
  readonly size: number;
  /** Calls under way at a time; one, unless the records cannot get in each other's way. */
  readonly atOnce?: number;
  readonly signal?: AbortSignal | undefined;
  readonly context?: Context;
}

/** Two calls at a time bring 1.3 to 1.6 times the products of one to two workers (18 and 19, no conflict seen). */
export const TWO_AT_ONCE = 2;

/** Smaller calls cost more than they gain by being two. */
const FEWEST_A_CALL = 100;

/**
 * Loads the records, those with the same columns together. Of a call that Odoo refuses nothing is written; it is
 * sent once more without the records that Odoo named, right or wrong, since those are mostly few: what is left of
 * the refusal goes back to the engine, which halves it.
 */
export async function loadBatch<T>(
  target: Target,
  model: string,
  jobs: readonly LoadJob<T>[],
  options: LoadOptions,
): Promise<readonly Loaded<T>[]> {
  const { size, atOnce = 1 } = options;
  const share = Math.max(FEWEST_A_CALL, Math.ceil(jobs.length / atOnce));
  const waiting = [...groupByColumns(jobs, Math.min(size, share)).entries()];
  const results: (readonly Loaded<T>[])[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, group] = next;
      results[at] = await loadGroup(target, model, group, options, true);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results.flat();
}

async function loadGroup<T>(
  target: Target,
  model: string,
  jobs: readonly LoadJob<T>[],
  options: LoadOptions,
  mayRetry: boolean,
): Promise<readonly Loaded<T>[]> {
  const { columns, rows, starts } = tabulate(jobs);
  let answer: unknown;
  try {
    answer = await target.load(model, columns, rows, options.signal, options.context);
  } catch (thrown) {
    return failed(jobs, thrown, options.signal);
  }
  const verdict = readLoadAnswer(answer, starts);
  switch (verdict.kind) {
    case 'busy':
      return jobs.map(({ item }) => ({ item, status: 'unknown', error: verdict.error }));
    case 'done':
      return jobs.map(({ item }, at) => ({
        item,
        status: 'done',
        id: verdict.ids[at] ?? 0,
        warnings: verdict.warnings.get(at) ?? [],
      }));
    case 'refused': {
      const accused = new Set(verdict.accused);
      const rest = jobs.filter((_, at) => !accused.has(at));
      const alone = jobs.length === 1;
      if (!mayRetry || rest.length === 0 || accused.size === 0) return refused(jobs, verdict.error, alone);
      const suspects = jobs.filter((_, at) => accused.has(at));
      return [...(await loadGroup(target, model, rest, options, false)), ...refused(suspects, verdict.error, false)];
    }
  }
}

function refused<T>(jobs: readonly LoadJob<T>[], error: PasserelleError, alone: boolean): readonly Loaded<T>[] {
  return jobs.map(({ item }) => ({ item, status: 'refused', error, alone }));
}

/** What an exception of the call says about its records. A configuration error is nobody's own, so none is halved. */
function failed<T>(
  jobs: readonly LoadJob<T>[],
  thrown: unknown,
  signal: AbortSignal | undefined,
): readonly Loaded<T>[] {
  const error = asPasserelleError(thrown);
  if (mayBeApplied(thrown) || error.kind === 'transient' || signal?.aborted === true) {
    return jobs.map(({ item }) => ({ item, status: 'unknown', error }));
  }
  return refused(jobs, error, error.kind !== 'data' || jobs.length === 1);
}
