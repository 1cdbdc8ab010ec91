/** The leaky bucket of one app in one shop. */
export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

export type Plan = 'standard' | 'advanced' | 'plus' | 'enterprise' | 'unlimited';

const RESTORE_RATES: Readonly<Record<Plan, number>> = {
  standard: 100,
  advanced: 200,
  plus: 1000,
  enterprise: 2000,
  unlimited: 1_000_000,
};
/** A bucket holds what is restored in twenty seconds. */
const BUCKET_SECONDS = 20;

export class Throttle {
  readonly #rate: number;
  readonly #size: number;
  readonly #now: () => number;
  #level: number;
  #atMs: number;
  #spent = 0;
  #refusals = 0;

  constructor(plan: Plan, now: () => number) {
    this.#rate = RESTORE_RATES[plan];
    this.#size = this.#rate * BUCKET_SECONDS;
    this.#now = now;
    this.#level = this.#size;
    this.#atMs = now();
  }

  /** Takes the points if they are there. */
  take(points: number): boolean {
    this.#restore();
    if (this.#level < points) {
      this.#refusals += 1;
      return false;
    }
    this.#level -= points;
    this.#spent += points;
    return true;
  }

  giveBack(points: number): void {
    this.#restore();
    this.#level = Math.min(this.#size, this.#level + points);
    this.#spent -= points;
  }

  /** Points spent since the start, and requests that were throttled. */
  totals(): { readonly spent: number; readonly refusals: number } {
    return { spent: this.#spent, refusals: this.#refusals };
  }

  /** As after a burst of somebody else with the same app. */
  drain(to = 0): void {
    this.#restore();
    this.#level = Math.min(this.#level, to);
  }

  status(): ThrottleStatus {
    this.#restore();
    return { maximumAvailable: this.#size, currentlyAvailable: Math.floor(this.#level), restoreRate: this.#rate };
  }

  #restore(): void {
    const now = this.#now();
    this.#level = Math.min(this.#size, this.#level + (Math.max(0, now - this.#atMs) / 1000) * this.#rate);
    this.#atMs = now;
  }
}
