import { asPasserelleError, PasserelleError } from '../errors.ts';
import type { SyncContext } from './sync-types.ts';

/** Longest time between two tries, and how many there are: a system may be away for about ten minutes. */
const MAX_DELAY_MS = 60_000;
const FIRST_DELAY_MS = 500;
export const MAX_ROUNDS = 16;

/** Delay before try `round` (from 1): doubling, capped, between half and full of it at random. Pure. */
export function backoffMs(round: number, random: number): number {
  const full = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (round - 1));
  return Math.round(full / 2 + (full / 2) * random);
}

/** Waits before the next try of something that a system refused for now; says why. */
export async function waitRound(ctx: SyncContext, round: number, reason: string): Promise<void> {
  const waitMs = backoffMs(round, ctx.random());
  ctx.report({ kind: 'waiting', reason, waitMs });
  await ctx.sleep(waitMs, ctx.signal);
}

/** Repeats a call that only reads, or sent nothing, until the system is back; gives up as `target_unavailable`. */
export async function patiently<T>(ctx: SyncContext, side: 'source' | 'target', call: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round++) {
    try {
      return await call();
    } catch (error) {
      const known = asPasserelleError(error);
      if (known.kind !== 'transient' || ctx.signal.aborted) throw known;
      if (round >= MAX_ROUNDS) throw unavailable(ctx, side, known);
      await waitRound(ctx, round, known.message);
    }
  }
}

export function unavailable(ctx: SyncContext, side: 'source' | 'target', cause: PasserelleError): PasserelleError {
  const name = side === 'source' ? ctx.sync.source.name : ctx.sync.target.name;
  return new PasserelleError(`${side}_unavailable`, `${name} did not answer for a long time: ${cause.message}`, {
    remedy: 'Nothing is lost: run the same command again when the system is back; it goes on where it was.',
    cause,
  });
}
