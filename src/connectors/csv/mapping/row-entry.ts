/** One entry of a mapping file: a row's value, and where it goes. */
import { getPath, type Path } from '../../../core/path.ts';
import type { Value } from '../../../core/value.ts';
import { PasserelleError } from '../../../errors.ts';
import { applyEntries, type CompiledEntry, type MaybePromise } from '../../../transforms/entries.ts';
import { isEmpty } from '../../../transforms/transform.ts';
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

/** Types that take a text as it is. */
const TEXT_TYPES: ReadonlySet<string> = new Set(['string', 'text', 'html', 'email']);

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
  let lastCell: string | null = null;
  let lastValue: Value | undefined;

  const evaluate = (row: Row, object: (row: Row) => RowObject): MaybePromise<Value | undefined> => {
    if (to === null) return undefined;
    const made = applyEntries([list === null ? bare : withoutList(bare, to)], object(row), { into: {} });
    const path = list === null ? to : itemPath(to);
    return made instanceof Promise ? made.then((values) => getPath(values, path)) : getPath(made, path);
  };

  // A constant is the entry's default, which `store` puts.
  const isConstant = columns.length === 0 && !usesRecord(file);
  const isText = isPure && compiled.chain === null && TEXT_TYPES.has(compiled.target?.spec?.type ?? 'json');
  return {
    file,
    compiled,
    columns,
    list,
    orderColumn,
    valueOf: (row, object) => {
      if (isConstant) return undefined;
      if (!isPure) return evaluate(row, object);
      if (isText) return row.cells[only] || null;
      // The same cell comes again and again: countries, prices, dates.
      const cell = row.cells[only] ?? '';
      if (cell === lastCell) return lastValue;
      if (known.has(cell)) lastValue = known.get(cell);
      else {
        const value = evaluate(row, object);
        if (value instanceof Promise) return value;
        if (known.size >= REMEMBERED) known.clear();
        known.set(cell, value);
        lastValue = value;
      }
      lastCell = cell;
      return lastValue;
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
  const path = isItem ? itemPath(to) : to;
  const mayBeEmpty = compiled.entry.default === undefined && compiled.entry.required !== true;
  const place: RowEntry['store'] = (into, value) => {
    applyEntries(placed, { [VALUE]: value ?? null }, { into });
  };
  const quick = quickStore(compiled, path);
  const fallback = quick === null || compiled.entry.required === true ? undefined : defaultOf(place, path);
  return (into, value) => {
    if (isEmpty(value) && fallback !== undefined && quick !== null) {
      quick(into, fallback);
      return;
    }
    if (!isEmpty(value)) {
      if (quick === null) place(into, value);
      else quick(into, value ?? null);
      return;
    }
    // Several entries may fill one field: one without a value leaves what an earlier one said.
    if (mayBeEmpty && !isEmpty(getPath(into, path))) return;
    place(into, value);
  };
}

/** The entry's default in the form that its field has; undefined without one, or where it is a fault of each row. */
function defaultOf(place: RowEntry['store'], path: Path): Value | undefined {
  const into: Record<string, Value> = {};
  try {
    place(into, null);
  } catch {
    return undefined;
  }
  return getPath(into, path) ?? undefined;
}

function isOwnObject(value: Value | undefined): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same for values that are there, without the general way's checks; null for paths that need them. */
function quickStore(
  { target }: CompiledEntry,
  path: Path,
): ((into: Record<string, Value>, value: Value) => void) | null {
  const [step] = path.steps;
  if (step === undefined || path.steps.length > 1 || step.items !== null) return null;
  const [field, name] = step.names;
  if (field === undefined || step.names.includes('__proto__')) return null;
  const reference = target?.reference ?? null;
  if (reference === null && step.names.length === 1) {
    return (into, value) => {
      into[field] = value;
    };
  }
  if (reference === null || step.names.length !== 2 || name === undefined) return null;
  const type = reference.to ?? '';
  return (into, value) => {
    const known = into[field];
    const text = typeof value === 'string' ? value : String(value);
    // Made here and nowhere else known: it can be changed in place.
    if (isOwnObject(known)) (known as Record<string, Value>)[name] = text;
    else into[field] = name === 'id' ? { type, id: text } : { type, id: null, [name]: text };
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
