import { type Clock, sleep } from '../../../resilience/clock.ts';

/** As an answer tells it. */
export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

interface Bucket {
  readonly level: number;
  readonly size: number;
  /** Points a second. */
  readonly rate: number;
  readonly atMs: number;
}

/** How long until the bucket holds that many points; 0 for "now". A cost above its size waits for a full one. Pure. */
export function waitForPoints(bucket: Bucket, points: number, nowMs: number): number {
  const level = Math.min(bucket.size, bucket.level + (Math.max(0, nowMs - bucket.atMs) / 1000) * bucket.rate);
  const missing = Math.min(points, bucket.size) - level;
  return missing <= 0 ? 0 : Math.ceil((missing / bucket.rate) * 1000);
}

/**
 * Query cost as a shared budget: callers wait here until the shop has restored what their query asks for, first come,
 * first served. Fed by the answers, so that it follows the plan of the shop and other users of the same app.
 */
export interface CostBudget {
  /** Resolves when the points may be asked for; they count as under way until `settle`. */
  reserve(points: number, signal?: AbortSignal): Promise<void>;
  /** Ends a reservation; with what the answer told, if there was one. */
  settle(points: number, status: ThrottleStatus | undefined): void;
}

export function createCostBudget(clock: Clock): CostBudget {
  let bucket: Bucket | undefined;
  let underWay = 0;
  let line: Promise<void> = Promise.resolve();

  const take = async (points: number, signal: AbortSignal | undefined) => {
    // Asked anew after each wait: answers that came meanwhile may have told of more or less.
    for (;;) {
      const waitMs = bucket === undefined ? 0 : waitForPoints(bucket, points, clock.now());
      if (waitMs === 0) break;
      await sleep(clock, waitMs, signal);
    }
    if (bucket !== undefined) {
      const now = clock.now();
      const restored = bucket.level + (Math.max(0, now - bucket.atMs) / 1000) * bucket.rate;
      bucket = { ...bucket, level: Math.min(bucket.size, restored) - points, atMs: now };
    }
    underWay += points;
  };

  return {
    reserve(points, signal) {
      const turn = line.then(() => take(points, signal));
      line = turn.catch(() => undefined);
      return turn;
    },
    settle(points, status) {
      underWay = Math.max(0, underWay - points);
      if (status === undefined) return;
      // Requests still under way may or may not be counted in what the answer tells; count them, to be on the safe side.
      bucket = {
        level: status.currentlyAvailable - underWay,
        size: status.maximumAvailable,
        rate: Math.max(1, status.restoreRate),
        atMs: clock.now(),
      };
    },
  };
}
