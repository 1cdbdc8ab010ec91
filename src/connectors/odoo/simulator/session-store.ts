/** One web session: who is logged in, and when he last proved it with his password. */
export interface WebSession {
  readonly uid: number;
  identityCheckedAtMs: number;
  /** Odoo sends the cookie again with the first call of a session and after it changed. */
  changed: boolean;
}

const COOLDOWN_MS = 60_000;
const COOLDOWN_AFTER = 5;

/** Web sessions and failed logins, as Odoo keeps them beside the database. */
export class SessionStore {
  readonly #sessions = new Map<string, WebSession>();
  #failures = 0;
  #lastFailureMs = 0;
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  open(id: string, uid: number): void {
    this.#sessions.set(id, { uid, identityCheckedAtMs: Number.NEGATIVE_INFINITY, changed: true });
  }

  get(id: string): WebSession | undefined {
    return this.#sessions.get(id);
  }

  close(id: string): void {
    this.#sessions.delete(id);
  }

  /** Several failures from one address within a minute: every login waits, calls with uid and secret do not. */
  get isThrottled(): boolean {
    return this.#failures >= COOLDOWN_AFTER && this.#nowMs() - this.#lastFailureMs < COOLDOWN_MS;
  }

  failed(): void {
    if (this.#nowMs() - this.#lastFailureMs >= COOLDOWN_MS) this.#failures = 0;
    this.#failures += 1;
    this.#lastFailureMs = this.#nowMs();
  }

  succeeded(): void {
    this.#failures = 0;
  }
}
