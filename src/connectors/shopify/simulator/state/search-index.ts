/** What of a record can be searched and sorted by. */
export type SearchDocument = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

interface Version {
  readonly atMs: number;
  readonly document: SearchDocument;
}

/**
 * The search index of one kind of record, which lags behind the records as the real one does: a change can be found
 * only once it is `delayMs` old, and until then the record is found by what it was.
 */
export class SearchIndex {
  readonly #versions = new Map<number, Version[]>();
  readonly #delayMs: () => number;
  readonly #now: () => number;

  constructor(now: () => number, delayMs: () => number) {
    this.#now = now;
    this.#delayMs = delayMs;
  }

  put(id: number, document: SearchDocument): void {
    const atMs = this.#now();
    const known = this.#versions.get(id) ?? [];
    const due = atMs - this.#delayMs();
    const lastDue = known.findLastIndex((version) => version.atMs <= due);
    this.#versions.set(id, [...known.slice(Math.max(0, lastDue)), { atMs, document }]);
  }

  remove(id: number): void {
    this.#versions.delete(id);
  }

  /** Every record as the index knows it now. */
  *documents(): Generator<readonly [number, SearchDocument]> {
    const due = this.#now() - this.#delayMs();
    for (const [id, versions] of this.#versions) {
      const found = versions.findLast((version) => version.atMs <= due);
      if (found !== undefined) yield [id, found.document];
    }
  }
}
