/** Web sessions and failed logins, as Odoo keeps them beside the database. */
export class SessionStore {
  readonly #sessions = new Map<string, number>();
  #failures = 0;
  #lastFailureMs = 0;
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  open(id: string, uid: number): void {
    this.#sessions.set(id, uid);
  }

  userOf(id: string): number {
    return this.#sessions.get(id) ?? 0;
  }

  close(id: string): void {
    this.#sessions.delete(id);
  }

  /** More than ten failures from one address within a minute: the web login waits, RPC logins do not. */
  get isThrottled(): boolean {
    return this.#failures >= 10 && this.#nowMs() - this.#lastFailureMs < 60_000;
  }

  failed(): void {
    if (this.#nowMs() - this.#lastFailureMs >= 60_000) this.#failures = 0;
    this.#failures += 1;
    this.#lastFailureMs = this.#nowMs();
  }

  succeeded(): void {
    this.#failures = 0;
  }
}
