import { seededRandom } from './random.ts';

export type FaultKind =
  /** The work is done, then the connection is cut before the answer. */
  | 'lost-answer'
  /** No answer ever comes; the work is done. */
  | 'timeout-after'
  /** No answer ever comes; nothing is done. */
  | 'timeout-before'
  /** A proxy's 502 instead of the answer; the work is done. */
  | 'bad-gateway-after'
  /** A proxy's 502; nothing is done. */
  | 'bad-gateway-before'
  /** 429 with Retry-After; nothing is done. */
  | 'too-many'
  /** The answer comes late. */
  | 'slow'
  /** The connection is cut; nothing is done. */
  | 'dropped';

export interface Fault {
  readonly kind: FaultKind;
  /** For `slow`, in milliseconds; for `too-many`, the Retry-After in seconds. */
  readonly amount?: number;
}

export interface FaultSettings {
  /** The share of matching requests that each kind hits, 0 to 1. */
  readonly rates?: Partial<Readonly<Record<FaultKind, number>>>;
  /** Faults for the next matching requests, one each, before any rate counts; null lets one request pass. */
  readonly next?: readonly (FaultKind | Fault | null)[];
  /** Only requests whose path or body contains this text. */
  readonly match?: string;
  /** Milliseconds of `slow`. */
  readonly slowMs?: number;
  /** Seconds of `too-many`'s Retry-After. */
  readonly retryAfterSeconds?: number;
}

const ORDER: readonly FaultKind[] = [
  'lost-answer',
  'timeout-after',
  'timeout-before',
  'bad-gateway-after',
  'bad-gateway-before',
  'too-many',
  'slow',
  'dropped',
];

/** Decides which requests go wrong and how; the same seed and the same requests give the same faults. */
export class FaultPlan {
  #settings: FaultSettings;
  #queue: (Fault | null)[];
  #random: () => number;
  readonly #seed: number;
  readonly #held = new Set<() => void>();
  readonly counts: Partial<Record<FaultKind, number>> = {};

  constructor(settings: FaultSettings, seed: number) {
    this.#settings = settings;
    this.#queue = queueOf(settings);
    this.#seed = seed;
    this.#random = seededRandom(seed);
  }

  /** Replaces the settings and begins the seeded sequence anew. */
  set(settings: FaultSettings): void {
    this.#settings = settings;
    this.#queue = queueOf(settings);
    this.#random = seededRandom(this.#seed);
  }

  get settings(): FaultSettings {
    return this.#settings;
  }

  /** The fault that hits this request, if any. */
  decide(path: string, body: string): Fault | undefined {
    const { match, rates } = this.#settings;
    if (match !== undefined && !path.includes(match) && !body.includes(match)) return undefined;
    const fault = this.#queue.length > 0 ? (this.#queue.shift() ?? undefined) : this.#byRate(rates ?? {});
    if (fault) this.counts[fault.kind] = (this.counts[fault.kind] ?? 0) + 1;
    return fault;
  }

  #byRate(rates: Partial<Readonly<Record<FaultKind, number>>>): Fault | undefined {
    const kinds = ORDER.filter((kind) => (rates[kind] ?? 0) > 0);
    if (kinds.length === 0) return undefined;
    let dice = this.#random();
    for (const kind of kinds) {
      const share = rates[kind] ?? 0;
      if (dice < share) return this.#sized({ kind });
      dice -= share;
    }
    return undefined;
  }

  #sized(fault: Fault): Fault {
    if (fault.amount !== undefined) return fault;
    if (fault.kind === 'slow') return { ...fault, amount: this.#settings.slowMs ?? 2_000 };
    if (fault.kind === 'too-many') return { ...fault, amount: this.#settings.retryAfterSeconds ?? 1 };
    return fault;
  }

  /** Keeps an answer that must never come, so that stopping can let go of it. */
  hold(letGo: () => void): void {
    this.#held.add(letGo);
  }

  release(): void {
    for (const letGo of this.#held) letGo();
    this.#held.clear();
  }

  amountOf(fault: Fault): number {
    return this.#sized(fault).amount ?? 0;
  }
}

function queueOf(settings: FaultSettings): (Fault | null)[] {
  return (settings.next ?? []).map((item) => (typeof item === 'string' ? { kind: item } : item));
}
