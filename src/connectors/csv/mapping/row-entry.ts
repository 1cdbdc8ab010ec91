/** One entry of a mapping file: a row's value, and where it goes. */
import { getPath, type Path } from '../../../core/path.ts';
import type { Value } from '../../../core/value.ts';
import { PasserelleError } from '../../../errors.ts';
import { applyEntries, type CompiledEntry, type MaybePromise } from '../../../transforms/entries.ts';
import type { Row } from '../layout.ts';
import type { FileEntry } from './mapping-file.ts';

/** The texts of a row by column; an empty cell is null. */
export type RowObject = { readonly [column: string]: string | null };

export interface RowEntry {
  readonly file: FileEntry;
  readonly compiled: CompiledEntry;
  /** Column numbers. */
  readonly columns: readonly number[];
  /** The list that it makes items of, null for a field of the record itself. */
  readonly list: string | null;
  /** Column number of `by`, -1 without. */
  readonly orderColumn: number;
  /** The value of one row after its transform; undefined or null where it has none. Throws as `applyEntries`. */
  valueOf(row: Row, object: (row: Row) => RowObject): MaybePromise<Value | undefined>;
  /** Puts a value where the entry's `to` says, with default and requirement; a list's entry into an item. */
  store(into: Record<string, Value>, value: Value | undefined): void;
}

const REMEMBERED = 5000;

export function createRowEntry(
  file: FileEntry,
  compiled: CompiledEntry,
  columns: readonly number[],
  orderColumn: number,
): RowEntry {
  const to = compiled.to;
  const first = to?.steps[0];
  const list = first?.items === 'each' ? first.field : null;
  const bare: CompiledEntry = { ...compiled, entry: { ...compiled.entry, default: undefined, required: undefined } };
  const [only] = columns;
  const isPure = columns.length === 1 && only !== undefined && !usesRecord(file);
  const known = new Map<string, Value | undefined>();

  const evaluate = (row: Row, object: (row: Row) => RowObject): MaybePromise<Value | undefined> => {
    if (to === null) return undefined;
    const made = applyEntries([list === null ? bare : withoutList(bare, to)], object(row), { into: {} });
    const path = list === null ? to : itemPath(to);
    return made instanceof Promise ? made.then((values) => getPath(values, path)) : getPath(made, path);
  };

  return {
    file,
    compiled,
    columns,
    list,
    orderColumn,
    valueOf: (row, object) => {
      if (!isPure) return evaluate(row, object);
      // The same cell comes again and again: countries, prices, dates.
      const cell = row.cells[only] ?? '';
      if (known.has(cell)) return known.get(cell);
      const value = evaluate(row, object);
      if (value instanceof Promise) return value;
      if (known.size >= REMEMBERED) known.clear();
      known.set(cell, value);
      return value;
    },
    store: createStore(compiled, list !== null),
  };
}

/** Whether the value may depend on more than its own column, and may come later: only expressions do. */
export function usesRecord({ transform }: FileEntry): boolean {
  const steps: readonly unknown[] = Array.isArray(transform) ? transform : [transform];
  return steps.some((step) => typeof step === 'object' && step !== null && 'jsonata' in step);
}

const VALUE = 'value';
const VALUE_PATH: Path = {
  text: VALUE,
  field: VALUE,
  depth: 0,
  steps: [{ names: [VALUE], field: VALUE, items: null }],
};

function createStore(compiled: CompiledEntry, isItem: boolean): RowEntry['store'] {
  const { to } = compiled;
  if (to === null) return () => undefined;
  // The value is transformed already; what is left to do is the entry's default, requirement and place.
  const from = [{ ...VALUE_PATH, text: compiled.from.map(({ text }) => text).join('", "') }];
  const entry: CompiledEntry = { ...compiled, from, chain: null, entry: { ...compiled.entry, from: VALUE } };
  const placed = [isItem ? withoutList(entry, to) : entry];
  return (into, value) => {
    applyEntries(placed, { [VALUE]: value ?? null }, { into });
  };
}

function withoutList(compiled: CompiledEntry, to: Path): CompiledEntry {
  return { ...compiled, to: itemPath(to) };
}

/** The path within a list item: `sku` for `lines[].sku`. */
function itemPath(to: Path): Path {
  const steps = to.steps.slice(1);
  return { text: to.text, field: steps[0]?.field ?? '', depth: to.depth - 1, steps };
}

/** An error of an entry, with line and column. */
export function cellError(row: Row, columns: readonly string[], cause: unknown): unknown {
  if (!(cause instanceof PasserelleError)) return cause;
  const place = columns.length === 0 ? `Line ${row.line}` : `Line ${row.line}, column "${columns.join('", "')}"`;
  const code = cause.code === 'mapping_required_missing' ? 'csv_missing_value' : 'csv_bad_value';
  const message = `${place}: ${lowerFirst(cause.message)}`;
  return new PasserelleError(code, message, { field: columns[0], value: cause.value, remedy: cause.remedy, cause });
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
