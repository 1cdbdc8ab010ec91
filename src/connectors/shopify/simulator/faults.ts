import { createRandom } from './random.ts';

/** What can go wrong on demand; `…-after` does the work first. */
export const FAULT_KINDS = [
  'lost-answer',
  'no-answer-after',
  'no-answer-before',
  'bad-gateway-after',
  'bad-gateway-before',
  'unavailable',
  'too-many-requests',
  'throttled',
  'internal-error',
  'cut',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultSettings {
  /** For the next requests that fit, one each; null lets one pass. */
  readonly next?: readonly (FaultKind | null)[];
  /** Share of the requests that fit, 0 to 1 each, once `next` is used up. */
  readonly rates?: Readonly<Partial<Record<FaultKind, number>>>;
  /** Only requests whose body holds this text, such as an operation's name. */
  readonly match?: string;
}

/** Chooses the request that goes wrong; the same seed and requests give the same faults. */
export class Faults {
  readonly counts = new Map<FaultKind, number>();
  readonly #random: () => number;
  readonly #held = new Set<() => void>();
  #settings: FaultSettings = {};
  #next: (FaultKind | null)[] = [];

  constructor(settings: FaultSettings, seed: number) {
    this.#random = createRandom(seed);
    this.set(settings);
  }

  set(settings: FaultSettings): void {
    this.#settings = settings;
    this.#next = [...(settings.next ?? [])];
  }

  choose(body: string): FaultKind | null {
    const { match, rates = {} } = this.#settings;
    if (match !== undefined && !body.includes(match)) return null;
    const kind = this.#next.length > 0 ? (this.#next.shift() ?? null) : this.#drawn(rates);
    if (kind !== null) this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    return kind;
  }

  #drawn(rates: Readonly<Partial<Record<FaultKind, number>>>): FaultKind | null {
    if (Object.keys(rates).length === 0) return null;
    let left = this.#random();
    for (const kind of FAULT_KINDS) {
      left -= rates[kind] ?? 0;
      if (left < 0) return kind;
    }
    return null;
  }

  /** Keeps a request that never gets an answer until the simulator stops. */
  hold(release: () => void): void {
    this.#held.add(release);
  }

  releaseAll(): void {
    for (const release of this.#held) release();
    this.#held.clear();
  }
}
