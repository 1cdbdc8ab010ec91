interface Kept {
  readonly variables: string;
  readonly result: object;
}

/** Answers of mutations under the key that their `@idempotent` gave. */
export class IdempotencyStore {
  readonly #kept = new Map<string, Kept>();

  /** The first answer under this key, `mismatch` when its arguments were others, undefined when it is new. */
  find(operation: string, key: string, variables: string): object | 'mismatch' | undefined {
    const kept = this.#kept.get(`${operation} ${key}`);
    if (kept === undefined) return undefined;
    return kept.variables === variables ? kept.result : 'mismatch';
  }

  keep(operation: string, key: string, variables: string, result: object): void {
    this.#kept.set(`${operation} ${key}`, { variables, result });
  }
}
