/** A record in the making: what the rows so far have said. */
import type { Value, Values } from '../../../core/value.ts';
import { isEmpty } from '../../../transforms/transform.ts';
import type { Row } from '../layout.ts';
import { tooManyRows } from '../profiles/profile.ts';
import { stableText } from '../records.ts';
import type { CompiledMapping } from './compile-mapping.ts';
import { type Item, isPerRow, itemKey, withIds } from './list-items.ts';
import { cellError, type RowEntry } from './row-entry.ts';
import { createFold, type Fold } from './takes.ts';

/** Items of one list of one record. */
const MAX_ITEMS = 100_000;

/** An entry's value of a row; throws with the row's place. */
export type ReadEntry = (entry: RowEntry, row: Row) => Value | undefined;

interface Field {
  readonly entry: RowEntry;
  readonly fold: Fold;
}

interface MergedItem {
  readonly row: Row;
  readonly fields: readonly Field[];
}

export class RecordDraft {
  readonly #mapping: CompiledMapping;
  /** Made when a second row comes: a record of one row needs no choice between rows. */
  #fields: readonly Field[] | null = null;
  readonly #items = new Map<string, Item[]>();
  readonly #merged = new Map<string, Map<string, MergedItem>>();
  #first: { readonly row: Row; readonly read: ReadEntry } | null = null;

  constructor(mapping: CompiledMapping) {
    this.#mapping = mapping;
  }

  /** Throws what `read` throws, and `csv_too_many_rows`. */
  add(row: Row, read: ReadEntry): void {
    if (this.#first === null) this.#first = { row, read };
    else {
      this.#fields ??= this.#startFields(this.#first.row, this.#first.read);
      for (const field of this.#fields) feed(field, row, read);
    }
    for (const [list, entries] of this.#mapping.lists) {
      if (!hasContent(entries, row)) continue;
      if (isPerRow(list)) this.#addItem(list, entries, row, read);
      else this.#mergeItem(list, entries, row, read);
    }
  }

  /** Throws what `read` throws, and `csv_missing_value`, `csv_bad_value`, `csv_repeated_key`. */
  finish(id: string): { readonly values: Values; readonly warnings: readonly string[] } {
    const values: Record<string, Value> = {};
    const warnings: string[] = [];
    if (this.#first !== null) this.#finishFields(this.#first.row, this.#first.read, values, warnings);
    for (const list of this.#mapping.lists.keys()) {
      const items = isPerRow(list) ? (this.#items.get(list) ?? []) : this.#finishMerged(list, warnings);
      values[list] = withIds(list, items, id);
    }
    if (this.#mapping.type === 'product') completeProduct(values, id);
    return { values, warnings };
  }

  #startFields(row: Row, read: ReadEntry): readonly Field[] {
    const fields = this.#mapping.fields.map(newField);
    for (const field of fields) feed(field, row, read);
    return fields;
  }

  #finishFields(row: Row, read: ReadEntry, values: Record<string, Value>, warnings: string[]): void {
    if (this.#fields !== null) {
      for (const field of this.#fields) this.#store(field, values, row, warnings);
      return;
    }
    for (const entry of this.#mapping.fields) {
      // Lists are sorted by `join`, sums have their own form: with one row too.
      if (entry.file.take === 'join' || entry.file.take === 'sum') {
        const field = newField(entry);
        feed(field, row, read);
        this.#store(field, values, row, warnings);
      } else this.#place(entry, values, read(entry, row), row);
    }
  }

  #addItem(list: string, entries: readonly RowEntry[], row: Row, read: ReadEntry): void {
    const item: Item = { id: '' };
    for (const entry of entries) this.#place(entry, item, read(entry, row), row);
    const items = this.#items.get(list);
    if (items === undefined) this.#items.set(list, [item]);
    else if (items.push(item) > MAX_ITEMS) throw tooManyRows(items.length, MAX_ITEMS);
  }

  #mergeItem(list: string, entries: readonly RowEntry[], row: Row, read: ReadEntry): void {
    const item: Item = {};
    for (const entry of entries) {
      const value = read(entry, row);
      // Constants count too: all rows that say the same id are one item.
      if (!isEmpty(value) || entry.columns.length === 0) this.#place(entry, item, value, row);
    }
    const key = itemKey(list, item);
    const known = this.#merged.get(list) ?? new Map<string, MergedItem>();
    this.#merged.set(list, known);
    let merged = known.get(key);
    if (merged === undefined) {
      merged = { row, fields: entries.map(newField) };
      known.set(key, merged);
      if (known.size > MAX_ITEMS) throw tooManyRows(known.size, MAX_ITEMS);
    }
    for (const field of merged.fields) feed(field, row, read);
  }

  #finishMerged(list: string, warnings: string[]): Item[] {
    return [...(this.#merged.get(list)?.values() ?? [])].map(({ row, fields }) => {
      const item: Item = {};
      for (const field of fields) this.#store(field, item, row, warnings);
      return item;
    });
  }

  #store({ entry, fold }: Field, into: Record<string, Value>, row: Row | null, warnings: string[]): void {
    const found = fold.disagreement;
    if (found !== null) {
      const column = this.#mapping.header[entry.columns[0] ?? -1] ?? '';
      warnings.push(
        `Rows disagree about "${column}": ${shown(found.taken)} (line ${found.takenLine}) is taken, ` +
          `not ${shown(found.other)} (line ${found.otherLine}).`,
      );
    }
    this.#place(entry, into, fold.result(), row);
  }

  #place(entry: RowEntry, into: Record<string, Value>, value: Value | undefined, row: Row | null): void {
    try {
      entry.store(into, value);
    } catch (error) {
      if (row === null) throw error;
      const columns = entry.columns.map((index) => this.#mapping.header[index] ?? '');
      throw cellError(row, columns, error);
    }
  }
}

/** True when one of the entries' cells is filled. */
function hasContent(entries: readonly RowEntry[], row: Row): boolean {
  for (const { columns } of entries) {
    for (const index of columns) {
      const cell = row.cells[index] ?? '';
      if (cell !== '' && cell.trim() !== '') return true;
    }
  }
  return false;
}

function newField(entry: RowEntry): Field {
  return { entry, fold: createFold(entry.file.take, entry.orderColumn >= 0) };
}

function feed({ entry, fold }: Field, row: Row, read: ReadEntry): void {
  if (fold.settled) return;
  const value = read(entry, row);
  if (value === undefined || isEmpty(value)) return;
  fold.feed(value, row.line, entry.orderColumn < 0 ? '' : (row.cells[entry.orderColumn] ?? ''));
}

/** A product always has a variant, and lists the options by which its variants differ. */
export function completeProduct(values: Record<string, Value>, id: string): void {
  const given = values.variants;
  const variants = Array.isArray(given) && given.length > 0 ? (given as readonly Item[]) : [{ id }];
  const only = variants[0];
  values.variants =
    variants.length === 1 && only !== undefined ? [{ ...only, optionValues: only.optionValues ?? {} }] : variants;
  if (values.options !== undefined) return;
  const options = new Map<string, Set<string>>();
  for (const { optionValues } of variants) {
    if (typeof optionValues !== 'object' || optionValues === null || Array.isArray(optionValues)) continue;
    for (const [name, value] of Object.entries(optionValues)) {
      if (typeof value !== 'string') continue;
      const known = options.get(name) ?? new Set<string>();
      options.set(name, known.add(value));
    }
  }
  if (options.size > 0) values.options = [...options].map(([name, known]) => ({ name, values: [...known] }));
}

function shown(value: Value): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : stableText(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
