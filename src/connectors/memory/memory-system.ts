import type { Value, Values } from '../../core/value.ts';

/** A record as the in-memory system stores it: list items have ids of the system's own making. */
export interface StoredRecord {
  readonly id: string;
  version: number;
  /** When it last changed, by the system's own count: the order of its feed. */
  changed: number;
  values: { [field: string]: Value };
  archived: boolean;
  /** The intent key that made it, and those of its list items: list -> item id -> source's key. */
  mark: string | null;
  children: { [list: string]: { [id: string]: string } };
}

/**
 * The system behind the in-memory connector: what a shop or an ERP would hold. It outlives sessions, so that tests
 * can crash the hub and find the system as it was left.
 */
export class MemorySystem {
  readonly records = new Map<string, StoredRecord>();
  readonly #byMark = new Map<string, string>();
  #nextId = 1;
  #lastChange = 0;

  newId(): string {
    return String(this.#nextId++);
  }

  add(record: Omit<StoredRecord, 'version' | 'changed' | 'archived'>): StoredRecord {
    const stored: StoredRecord = { ...record, version: 1, changed: this.#count(), archived: false };
    this.records.set(record.id, stored);
    if (record.mark !== null) this.#byMark.set(record.mark, record.id);
    return stored;
  }

  byMark(mark: string): StoredRecord | undefined {
    const id = this.#byMark.get(mark);
    return id === undefined ? undefined : this.records.get(id);
  }

  /** The records that changed after a count, in the order of their last changes. */
  changedSince(count: number): readonly StoredRecord[] {
    return [...this.records.values()].filter(({ changed }) => changed > count).sort((a, b) => a.changed - b.changed);
  }

  /** Every change of a stored record goes through here. */
  touch(record: StoredRecord): void {
    record.version += 1;
    record.changed = this.#count();
  }

  /** What a person does in the system, behind the hub's back. */
  edit(id: string, values: Values): void {
    const record = this.records.get(id);
    if (record === undefined) return;
    record.values = { ...record.values, ...values };
    this.touch(record);
  }

  remove(id: string): void {
    const record = this.records.get(id);
    if (record?.mark != null) this.#byMark.delete(record.mark);
    this.records.delete(id);
  }

  #count(): number {
    this.#lastChange += 1;
    return this.#lastChange;
  }
}
