import type { Row, Stored } from './values.ts';

/** What a transaction must do to become undone, newest last. */
export class Journal {
  readonly #undo: (() => void)[] = [];

  push(undo: () => void): void {
    this.#undo.push(undo);
  }

  /** A savepoint: give it to `rollbackTo`. */
  get mark(): number {
    return this.#undo.length;
  }

  rollbackTo(mark: number): void {
    while (this.#undo.length > mark) this.#undo.pop()?.();
  }
}

type Key = string | number;

/** The rows of one model, by id, with indexes over single fields (for id lists: over each member). */
export class Table {
  readonly model: string;
  readonly rows = new Map<number, Row>();
  /** Like PostgreSQL's sequences it is never rolled back: a failed create burns an id. */
  nextId = 1;
  readonly #indexes = new Map<string, Map<Key, Set<number>>>();
  readonly #journal: () => Journal | undefined;

  constructor(model: string, indexed: readonly string[], journal: () => Journal | undefined) {
    this.model = model;
    this.#journal = journal;
    for (const field of indexed) this.#indexes.set(field, new Map());
  }

  isIndexed(field: string): boolean {
    return this.#indexes.has(field);
  }

  /** Ids of the rows whose `field` is, or contains, `key`; undefined when the field has no index. */
  lookup(field: string, key: Key): ReadonlySet<number> | undefined {
    const index = this.#indexes.get(field);
    if (!index) return undefined;
    return index.get(key) ?? NONE;
  }

  insert(row: Row): void {
    this.rows.set(row.id, row);
    for (const field of this.#indexes.keys()) this.#add(field, row[field], row.id);
    this.#journal()?.push(() => this.#remove(row));
  }

  delete(row: Row): void {
    this.#remove(row);
    this.#journal()?.push(() => {
      this.rows.set(row.id, row);
      for (const field of this.#indexes.keys()) this.#add(field, row[field], row.id);
    });
  }

  set(row: Row, field: string, value: Stored): void {
    const old = row[field];
    if (old === value) return;
    const had = field in row;
    this.#move(row, field, old, value);
    row[field] = value;
    this.#journal()?.push(() => {
      this.#move(row, field, value, old);
      if (had && old !== undefined) row[field] = old;
      else delete row[field];
    });
  }

  #remove(row: Row): void {
    this.rows.delete(row.id);
    for (const field of this.#indexes.keys()) this.#drop(field, row[field], row.id);
  }

  #move(row: Row, field: string, from: Stored | undefined, to: Stored | undefined): void {
    if (!this.#indexes.has(field)) return;
    this.#drop(field, from, row.id);
    this.#add(field, to, row.id);
  }

  #add(field: string, value: Stored | undefined, id: number): void {
    const index = this.#indexes.get(field);
    if (!index) return;
    for (const key of keysOf(value)) {
      const bucket = index.get(key);
      if (bucket) bucket.add(id);
      else index.set(key, new Set([id]));
    }
  }

  #drop(field: string, value: Stored | undefined, id: number): void {
    const index = this.#indexes.get(field);
    if (!index) return;
    for (const key of keysOf(value)) {
      const bucket = index.get(key);
      bucket?.delete(id);
      if (bucket?.size === 0) index.delete(key);
    }
  }
}

const NONE: ReadonlySet<number> = new Set();

function keysOf(value: Stored | undefined): readonly Key[] {
  if (typeof value === 'string' || typeof value === 'number') return [value];
  if (Array.isArray(value)) return value as readonly number[];
  return [];
}
