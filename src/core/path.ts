/**
 * Dotted paths: `title`, `variants[].sku` (every item), `images[0].url` (one item), `partner_id.name`,
 * `native.x_season`, `lines[].native.x_lot`, `native."Unit.Price"` (a name with dots or brackets in quotes).
 *
 * Fields are flat: `native.x_season` is one field of its record or list item, named so. When it is read, `native` may
 * also be an object beside the values (`record.native.x_season`).
 */
import { PasserelleError } from '../errors.ts';
import type { Value } from './value.ts';

/** A field of a record or list item: names to go through, then one item, every item, or the value itself. */
export interface PathStep {
  /** `["native", "x_season"]`, `["variants"]`. */
  readonly names: readonly string[];
  /** The same as one field name: `native.x_season`. */
  readonly field: string;
  readonly items: 'each' | number | null;
}

export interface Path {
  readonly text: string;
  readonly steps: readonly PathStep[];
  /** The top-level field: `variants`, `native.x_season`. */
  readonly field: string;
  /** How many `[]` it has. */
  readonly depth: number;
}

/** Throws `path_invalid` with the column of the fault, counted from 1. */
export function parsePath(text: string): Path {
  const steps: PathStep[] = [];
  let names: string[] = [];
  let at = 0;
  const fail = (column: number, reason: string): never => {
    throw new PasserelleError(
      'path_invalid',
      `The path ${JSON.stringify(text)} is wrong at column ${column + 1}: ${reason}.`,
      {
        value: text,
        remedy: 'Paths look like title, variants[].sku, images[0].url or native.x_season.',
      },
    );
  };
  const close = (items: PathStep['items']) => {
    steps.push({ names, field: names.join('.'), items });
    names = [];
  };

  for (;;) {
    const name = readName(text, at, fail);
    names.push(name.value);
    at = name.end;
    const bracket = /^\[([^\]]*)\]/.exec(text.slice(at));
    if (bracket !== null) {
      const inside = bracket[1] ?? '';
      if (!/^\d{0,6}$/.test(inside)) fail(at + 1, 'between brackets stands nothing or the number of an item');
      close(inside === '' ? 'each' : Number(inside));
      at += bracket[0].length;
    }
    if (at === text.length) break;
    const next = text[at];
    if (next === '[')
      fail(at, bracket === null ? 'the bracket is not closed' : 'a list of lists has no fields of its own');
    if (next !== '.') fail(at, `"${next}" cannot stand here; a dot goes between names`);
    at += 1;
  }
  if (names.length > 0) close(null);
  const field = steps[0]?.field ?? text;
  return { text, steps, field, depth: steps.filter(({ items }) => items === 'each').length };
}

function readName(text: string, start: number, fail: (column: number, reason: string) => never) {
  if (text[start] === '"') {
    const end = text.indexOf('"', start + 1);
    if (end < 0) fail(start, 'the quote is not closed');
    if (end === start + 1) fail(start, 'a name is empty');
    return { value: text.slice(start + 1, end), end: end + 1 };
  }
  let end = start;
  while (end < text.length && !'.[]"'.includes(text.charAt(end))) end += 1;
  const value = text.slice(start, end);
  if (value === '') {
    if (start === text.length) fail(start, 'a name is missing at the end');
    fail(start, text[start] === '.' ? 'a name is missing before the dot' : `a name is missing before "${text[start]}"`);
  }
  if (value !== value.trim()) fail(value.startsWith(' ') ? start : end - 1, 'there are blanks around a name');
  return { value, end };
}

/** The value at a path; undefined where there is none. Each `[]` gives a list; places without a value are left out. */
export function getPath(source: unknown, path: Path): Value | undefined {
  return getAt(source, path, []);
}

/** As `getPath`, with the first `[]`s of the path fixed to these items (counted from 0). */
export function getAt(source: unknown, path: Path, indices: readonly number[]): Value | undefined {
  return descend(source, path.steps, 0, indices, 0);
}

function descend(
  at: unknown,
  steps: readonly PathStep[],
  index: number,
  indices: readonly number[],
  depth: number,
): Value | undefined {
  const step = steps[index];
  if (step === undefined) return at as Value | undefined;
  const value = fieldOf(at, step);
  if (step.items === null) return descend(value, steps, index + 1, indices, depth);
  if (!Array.isArray(value)) return undefined;
  const only = step.items === 'each' ? indices[depth] : step.items;
  const nextDepth = step.items === 'each' ? depth + 1 : depth;
  if (only !== undefined) return descend(value[only], steps, index + 1, indices, nextDepth);
  const found: Value[] = [];
  for (const item of value) {
    const each = descend(item, steps, index + 1, indices, nextDepth);
    if (each !== undefined) found.push(each);
  }
  return found;
}

/** A step's field of an object: under its whole name (`native.x_season`), else through nested objects. */
function fieldOf(at: unknown, { names, field }: PathStep): unknown {
  if (names.length > 1 && isObject(at) && Object.hasOwn(at, field)) return at[field];
  let value = at;
  for (const name of names) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/** How many items the list has that the path's next `[]` after `indices` stands for; 0 when there is no such list. */
export function countAt(source: unknown, path: Path, indices: readonly number[]): number {
  const upTo: PathStep[] = [];
  let open = indices.length + 1;
  for (const step of path.steps) {
    if (step.items === 'each') open -= 1;
    upTo.push(open === 0 ? { ...step, items: null } : step);
    if (open === 0) break;
  }
  if (open > 0) return 0;
  const list = descend(source, upTo, 0, indices, 0);
  return Array.isArray(list) ? list.length : 0;
}

/**
 * Sets a value at a path of `target`, in place; lists and their items are made where missing. Each `[]` needs an item
 * number in `indices`. A field's whole name is its key: `native.x_season` stays one field.
 */
export function setAt(target: Record<string, unknown>, path: Path, indices: readonly number[], value: Value): void {
  let at = target;
  let depth = 0;
  for (const [position, step] of path.steps.entries()) {
    const last = position === path.steps.length - 1;
    if (step.items === null) {
      if (Object.hasOwn(at, step.field) || step.names.length === 1 || step.names[0] === 'native')
        define(at, step.field, value);
      else setNested(at, step.names, value);
      return;
    }
    const list = ownList(at, step.field);
    const index = step.items === 'each' ? (indices[depth++] ?? 0) : step.items;
    while (list.length < index) list.push({});
    if (last) {
      list[index] = value;
      return;
    }
    if (!isObject(list[index])) list[index] = {};
    at = list[index] as Record<string, unknown>;
  }
}

function ownList(at: Record<string, unknown>, field: string): unknown[] {
  const known = Object.hasOwn(at, field) ? at[field] : undefined;
  if (Array.isArray(known)) return known;
  const made: unknown[] = [];
  define(at, field, made);
  return made;
}

function setNested(at: Record<string, unknown>, names: readonly string[], value: Value): void {
  let object = at;
  for (const name of names.slice(0, -1)) {
    const next = Object.hasOwn(object, name) ? object[name] : undefined;
    const inner = isObject(next) ? next : {};
    define(object, name, inner);
    object = inner;
  }
  define(object, names.at(-1) ?? '', value);
}

/** `__proto__` as a name becomes a plain field, never a prototype. */
function define(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  else object[name] = value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
