import { type Clock, type Random, sleep } from './clock.ts';

export interface RetryPolicy {
  /** First try included; 1 never repeats. */
  readonly maxAttempts: number;
  readonly baseMs: number;
  /** Longest wait that the policy itself chooses. */
  readonly capMs: number;
  /** A server that asks for a longer wait than this is not waited for here. */
  readonly maxRetryAfterMs: number;
}

/** What is known of a failure, in the terms that decide on a repeat. */
export interface FailureAssessment {
  /** Whether a repeat can succeed and cannot do harm. */
  readonly repeatable: boolean;
  /** What the server asked for. */
  readonly retryAfterMs?: number | undefined;
}

export type RetryVerdict =
  | { readonly kind: 'retry'; readonly delayMs: number }
  | { readonly kind: 'stop'; readonly reason: 'not_repeatable' | 'attempts_used' | 'wait_too_long' };

/**
 * Whether to try again, and when: exponential backoff with full jitter, never earlier than the server asked for.
 * `attempt` counts from 1 and is the one that failed.
 */
export function retryDecision(
  attempt: number,
  failure: FailureAssessment,
  policy: RetryPolicy,
  random: Random,
): RetryVerdict {
  if (!failure.repeatable) return { kind: 'stop', reason: 'not_repeatable' };
  if (attempt >= policy.maxAttempts) return { kind: 'stop', reason: 'attempts_used' };
  const asked = failure.retryAfterMs ?? 0;
  if (asked > policy.maxRetryAfterMs) return { kind: 'stop', reason: 'wait_too_long' };
  const ceilingMs = Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1));
  return { kind: 'retry', delayMs: asked + Math.round(random() * ceilingMs) };
}

export interface RetryRunOptions {
  readonly policy: RetryPolicy;
  readonly assess: (error: unknown) => FailureAssessment;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal?: AbortSignal | undefined;
}

/** Runs `attemptOnce` until it succeeds or `retryDecision` says stop; then its last error is thrown. */
export async function runWithRetry<T>(
  attemptOnce: (attempt: number) => Promise<T>,
  options: RetryRunOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(attempt);
    } catch (error) {
      const verdict = retryDecision(attempt, options.assess(error), options.policy, options.random);
      if (verdict.kind === 'stop') throw error;
      await sleep(options.clock, verdict.delayMs, options.signal);
    }
  }
}
