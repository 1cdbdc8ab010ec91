import type { FieldSpec, FieldTable } from '../core/field.ts';
import { suggest } from '../core/nearest.ts';
import { countAt, getAt, type Path, parsePath, setAt } from '../core/path.ts';
import type { Value, Values } from '../core/value.ts';
import { PasserelleError } from '../errors.ts';
import { type Chain, compileTransform } from './chain.ts';
import { coerce } from './coerce.ts';
import { type KnownField, lookUpField } from './field-lookup.ts';
import { isDropped, type MappingEntry, parseEntries, sourcesOf } from './mapping-entry.ts';
import { isEmpty } from './transform.ts';

export type MaybePromise<T> = T | Promise<T>;

/** An entry that was checked and can be applied. */
export interface CompiledEntry {
  /** "mapping[3]" */
  readonly where: string;
  readonly entry: MappingEntry;
  readonly from: readonly Path[];
  /** null: the entry only leaves something out. */
  readonly to: Path | null;
  readonly chain: Chain | null;
  readonly target: KnownField | null;
}

export interface CompileOptions {
  /** The target's fields: paths are checked, values are brought into the field's form. */
  readonly target?: FieldTable | 'any';
  /** The source's fields, to check `from`. */
  readonly source?: FieldTable | 'any';
  /** `from` names columns of a file: taken as they are, not as paths, and checked against these where given. */
  readonly columns?: readonly string[] | 'any';
  /** Names the list in messages: "mapping". */
  readonly where?: string;
}

/**
 * Checks entries and puts them in the order in which they apply. Throws `mapping_invalid`, `path_invalid`,
 * `mapping_unknown_field`, `transform_unknown` or `transform_invalid`, with the place in `field`.
 */
export function compileEntries(entries: unknown, options: CompileOptions = {}): readonly CompiledEntry[] {
  const list = parseEntries(entries, options.where ?? 'mapping');
  return list
    .map((entry, index) => compileEntry(entry, `${options.where ?? 'mapping'}[${index}]`, options))
    .sort((a, b) => (a.entry.sequence ?? 0) - (b.entry.sequence ?? 0));
}

function compileEntry(entry: MappingEntry, where: string, options: CompileOptions): CompiledEntry {
  const { source = 'any', target = 'any', columns } = options;
  const from = sourcesOf(entry).map((text) =>
    columns === undefined ? readPath(text, `${where}.from`) : columnPath(text, columns, where),
  );
  if (source !== 'any') for (const path of from) lookUpField(source, path, 'source', `${where}.from`);
  if (isDropped(entry)) return { where, entry, from, to: null, chain: null, target: null };
  const to = readPath(entry.to ?? '', `${where}.to`);
  const known = target === 'any' ? null : lookUpField(target, to, 'target', `${where}.to`);
  const chain = entry.transform === undefined ? null : compileTransform(entry.transform, `${where}.transform`);
  if (entry.inverse !== undefined) compileTransform(entry.inverse, `${where}.inverse`);
  if (chain !== null && from.length === 0 && !chain.takesRecord) {
    throw new PasserelleError('mapping_invalid', `${where} has a transform, but no "from" to apply it to.`, {
      field: where,
      value: entry,
      remedy: 'Add "from"; only a jsonata expression works on the whole record.',
    });
  }
  return { where, entry, from, to, chain, target: known };
}

function readPath(text: string, where: string): Path {
  try {
    return parsePath(text);
  } catch (error) {
    if (!(error instanceof PasserelleError)) throw error;
    const { message, remedy, value } = error;
    throw new PasserelleError(error.code, message, { field: where, value, remedy, cause: error });
  }
}

function columnPath(name: string, columns: readonly string[] | 'any', where: string): Path {
  if (columns !== 'any' && !columns.includes(name)) {
    throw new PasserelleError('mapping_unknown_field', `The file has no column "${name}" (in ${where}.from).`, {
      field: `${where}.from`,
      value: name,
      remedy: suggest(name, columns),
    });
  }
  return { text: name, field: name, depth: 0, steps: [{ names: [name], field: name, items: null }] };
}

export interface ApplyOptions {
  /** The values to add to, changed in place; new ones when absent. */
  readonly into?: Record<string, Value>;
  /**
   * The list item (counted from 0) that the first `[]` of each `to` stands for: a row of a file that is the third line
   * of an order gives [2]. Without it, `[]` is every item.
   */
  readonly indices?: readonly number[];
}

/**
 * Applies entries to one source object (columns to texts, or a record) and gives the target's values. A promise only
 * where an entry needs one (JSONata). Throws, or rejects with, data errors: `transform_failed`, `record_invalid`,
 * `mapping_required_missing`.
 */
export function applyEntries(
  entries: readonly CompiledEntry[],
  source: { readonly [field: string]: unknown },
  options: ApplyOptions = {},
): MaybePromise<Record<string, Value>> {
  const target = options.into ?? {};
  const done = inOrder(entries, (entry) => applyEntry(entry, source, target, options.indices ?? []));
  return done instanceof Promise ? done.then(() => target) : target;
}

function applyEntry(
  compiled: CompiledEntry,
  source: { readonly [field: string]: unknown },
  target: Record<string, Value>,
  indices: readonly number[],
): MaybePromise<void> {
  const { to, from } = compiled;
  if (to === null) return undefined;
  if (indices.length < to.depth) {
    const counts = from.map((path) => (path.depth > indices.length ? countAt(source, path, indices) : 0));
    const count = Math.max(countAt(target, to, indices), ...counts);
    return inOrder(numbersBelow(count), (index) => applyEntry(compiled, source, target, [...indices, index]));
  }
  const made = evaluate(compiled, source, indices);
  const place = (value: Value | undefined) => store(compiled, to, target, indices, value);
  return made instanceof Promise ? made.then(place) : place(made);
}

function evaluate(
  { from, chain, entry, to }: CompiledEntry,
  source: { readonly [field: string]: unknown },
  indices: readonly number[],
): MaybePromise<Value | undefined> {
  const found = from.map((path) => getAt(source, path, indices));
  const start = startValue(found, chain, entry, source);
  return chain === null ? start : chain.apply(start, { record: source, field: to?.text });
}

function startValue(
  found: readonly (Value | undefined)[],
  chain: Chain | null,
  entry: MappingEntry,
  source: object,
): Value | undefined {
  if (found.length === 0) return chain === null ? undefined : (source as Values);
  if (typeof entry.from === 'string') return found[0];
  if (found.every((value) => value === undefined)) return undefined;
  const values = found.map((value) => value ?? null);
  if (chain?.takesList === true) return values;
  const texts = values.filter((value) => !isEmpty(value)).map(String);
  return texts.length === 0 ? null : texts.join(' ');
}

function store(
  { entry, target: known, from, where }: CompiledEntry,
  to: Path,
  target: Record<string, Value>,
  indices: readonly number[],
  made: Value | undefined,
): void {
  const value = isEmpty(made) && entry.default !== undefined ? entry.default : made;
  if (entry.required === true && isEmpty(value)) {
    const origin = from.length === 0 ? where : from.map(({ text }) => `"${text}"`).join(' and ');
    throw new PasserelleError('mapping_required_missing', `"${to.text}" is required, but ${origin} is empty.`, {
      field: to.text,
      value: value ?? null,
      remedy: 'Fill it in at the source, or give the entry a default.',
    });
  }
  if (value === undefined) return;
  if (known?.reference != null) storeReference(known.reference, to, target, indices, value);
  else setAt(target, to, indices, known?.spec == null ? ownCopy(value) : ownCopy(coerce(known.spec, value, to.text)));
}

/** Later entries may change a list in place; the source's must stay as it is. */
function ownCopy(value: Value): Value {
  return typeof value === 'object' && value !== null ? structuredClone(value) : value;
}

const REFERENCE_KEYS: ReadonlySet<string> = new Set(['id', 'sku', 'barcode', 'email']);

/** `customer.email` makes a whole reference of its field; one that names nothing is null. */
function storeReference(
  spec: FieldSpec,
  to: Path,
  target: Record<string, Value>,
  indices: readonly number[],
  value: Value,
): void {
  const last = to.steps.at(-1);
  const name = last?.names.at(-1) ?? '';
  if (last === undefined || !REFERENCE_KEYS.has(name)) {
    throw new PasserelleError('mapping_unknown_field', `A reference has no field "${name}" to write.`, {
      field: to.text,
      value: name,
      remedy: suggest(name, [...REFERENCE_KEYS]),
    });
  }
  const names = last.names.slice(0, -1);
  const path: Path = { ...to, steps: [...to.steps.slice(0, -1), { ...last, names, field: names.join('.') }] };
  const known = getAt(target, path, indices);
  const reference: Record<string, Value> = {
    type: spec.to ?? '',
    id: null,
    ...(typeof known === 'object' && !Array.isArray(known) ? (known as Values | null) : {}),
    [name]: isEmpty(value) ? null : String(value),
  };
  const namesNothing = [...REFERENCE_KEYS].every((key) => (reference[key] ?? null) === null);
  setAt(target, path, indices, namesNothing ? null : reference);
}

function inOrder<T>(items: readonly T[], step: (item: T) => MaybePromise<void>, from = 0): MaybePromise<void> {
  for (let index = from; index < items.length; index += 1) {
    const done = step(items[index] as T);
    if (done instanceof Promise) return done.then(() => inOrder(items, step, index + 1));
  }
  return undefined;
}

function numbersBelow(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
