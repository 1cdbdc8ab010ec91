import type { Clock } from '../src/resilience/clock.ts';

/** A clock that stands still until it is moved; `waits` lists the delays that were asked for. */
export interface FakeClock extends Clock {
  readonly waits: readonly number[];
  /** Moves time and fires what is due, in order. */
  advance(ms: number): void;
}

export function createFakeClock(startMs = Date.UTC(2026, 10, 24, 12)): FakeClock {
  let now = startMs;
  const timers = new Set<{ readonly atMs: number; readonly fire: () => void }>();
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    timer(delayMs, fire) {
      waits.push(delayMs);
      const timer = { atMs: now + delayMs, fire };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      now += ms;
      const due = [...timers].filter(({ atMs }) => atMs <= now).sort((a, b) => a.atMs - b.atMs);
      for (const timer of due) if (timers.delete(timer)) timer.fire();
    },
  };
}

/** A clock on which every wait is over at once; `waits` lists the delays that were asked for. */
export function createInstantClock(nowMs = Date.UTC(2026, 10, 24, 12)): Clock & { readonly waits: readonly number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: () => nowMs,
    timer(delayMs, fire) {
      waits.push(delayMs);
      let cancelled = false;
      setImmediate(() => {
        if (!cancelled) fire();
      });
      return () => {
        cancelled = true;
      };
    },
  };
}
