import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFakeClock, createInstantClock } from '../../test/fake-clock.ts';
import { type RetryPolicy, retryDecision, runWithRetry } from './retry.ts';

const policy: RetryPolicy = { maxAttempts: 4, baseMs: 500, capMs: 4000, maxRetryAfterMs: 60_000 };
const unit = fc.double({ min: 0, max: 0.999_999, noNaN: true });

describe('retryDecision', () => {
  it('never repeats what must not be repeated', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), unit, (attempt, random) => {
        expect(retryDecision(attempt, { repeatable: false }, policy, () => random).kind).toBe('stop');
      }),
    );
  });

  it('ends after the last attempt', () => {
    expect(retryDecision(4, { repeatable: true }, policy, () => 0)).toEqual({ kind: 'stop', reason: 'attempts_used' });
  });

  it('waits at least as long as the server asked, at most that and the cap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.nat(60_000), unit, (attempt, retryAfterMs, random) => {
        const verdict = retryDecision(attempt, { repeatable: true, retryAfterMs }, policy, () => random);
        expect(verdict.kind).toBe('retry');
        if (verdict.kind !== 'retry') return;
        expect(verdict.delayMs).toBeGreaterThanOrEqual(retryAfterMs);
        expect(verdict.delayMs).toBeLessThanOrEqual(retryAfterMs + policy.capMs);
      }),
    );
  });

  it('gives up when the server asks for a longer wait than a call may take', () => {
    const verdict = retryDecision(1, { repeatable: true, retryAfterMs: 60_001 }, policy, () => 0);
    expect(verdict).toEqual({ kind: 'stop', reason: 'wait_too_long' });
  });
});

describe('runWithRetry', () => {
  const assess = () => ({ repeatable: true });

  it('answers with the first success, and waits longer each time', async () => {
    const clock = createInstantClock();
    const run = (attempt: number) => (attempt < 4 ? Promise.reject(new Error('down')) : Promise.resolve(attempt));
    const random = () => 0.999_999;
    expect(await runWithRetry(run, { policy, assess, clock, random })).toBe(4);
    expect(clock.waits).toEqual([500, 1000, 2000]);
  });

  it('throws the last error, not the first', async () => {
    const run = (attempt: number) => Promise.reject(new Error(`attempt ${attempt}`));
    const done = runWithRetry(run, { policy, assess, clock: createInstantClock(), random: () => 0 });
    await expect(done).rejects.toThrow('attempt 4');
  });

  it('a cancelled call does not sit out its wait', async () => {
    const controller = new AbortController();
    const run = () => Promise.reject(new Error('down'));
    const done = runWithRetry(run, {
      policy,
      assess,
      clock: createFakeClock(),
      random: () => 0,
      signal: controller.signal,
    });
    setImmediate(() => controller.abort(new Error('enough')));
    await expect(done).rejects.toThrow('enough');
  });
});
