/** Which row's value counts where several rows make one record. Values come in the order of the file. */
import { addDecimals, compareDecimals, isDecimal } from '../../../core/money.ts';
import type { Value } from '../../../core/value.ts';
import { stableText } from '../records.ts';
import type { Take } from './mapping-file.ts';

/** Sees the value of each row that has one. */
export interface Fold {
  /** True when further rows cannot change the result. */
  readonly settled: boolean;
  /** `order` is the cell of the column that rows are ordered by. */
  feed(value: Value, line: number, order: string): void;
  /** Undefined when no row had a value. */
  result(): Value | undefined;
  /** Two values that the mapping does not choose between, with their lines. */
  readonly disagreement: Disagreement | null;
}

export interface Disagreement {
  readonly taken: Value;
  readonly takenLine: number;
  readonly other: Value;
  readonly otherLine: number;
}

/** Absent `take`: the first value, and a note when another row has another one. */
export function createFold(take: Take | undefined, hasOrder: boolean): Fold {
  switch (take) {
    case 'max':
      return new Best((value, best) => compareValues(value, best) > 0);
    case 'min':
      return new Best((value, best) => compareValues(value, best) < 0);
    case 'sum':
      return new Sum();
    case 'join':
      return new Join();
    case 'most':
      return new Most();
    case 'first':
      return hasOrder ? new Ordered(-1) : new First(false);
    case 'last':
      return hasOrder ? new Ordered(1) : new Last();
    case undefined:
      return new First(true);
  }
}

class First implements Fold {
  readonly #watches: boolean;
  #value: Value | undefined;
  #line = 0;
  disagreement: Disagreement | null = null;

  constructor(watches: boolean) {
    this.#watches = watches;
  }

  get settled(): boolean {
    return this.#value !== undefined && (!this.#watches || this.disagreement !== null);
  }

  feed(value: Value, line: number): void {
    if (this.#value === undefined) {
      this.#value = value;
      this.#line = line;
    } else if (this.#watches && this.disagreement === null && value !== this.#value && !same(value, this.#value)) {
      this.disagreement = { taken: this.#value, takenLine: this.#line, other: value, otherLine: line };
    }
  }

  result(): Value | undefined {
    return this.#value;
  }
}

class Last implements Fold {
  readonly settled = false;
  readonly disagreement = null;
  #value: Value | undefined;

  feed(value: Value): void {
    this.#value = value;
  }

  result(): Value | undefined {
    return this.#value;
  }
}

/** First or last by a column; among equals the smaller value, so that the order of the rows does not count. */
class Ordered implements Fold {
  readonly settled = false;
  readonly disagreement = null;
  readonly #direction: 1 | -1;
  #value: Value | undefined;
  #order = '';

  constructor(direction: 1 | -1) {
    this.#direction = direction;
  }

  feed(value: Value, _line: number, order: string): void {
    const side = this.#value === undefined ? 1 : compareValues(order, this.#order) * this.#direction;
    if (side < 0 || (side === 0 && this.#value !== undefined && compareValues(value, this.#value) >= 0)) return;
    this.#value = value;
    this.#order = order;
  }

  result(): Value | undefined {
    return this.#value;
  }
}

class Best implements Fold {
  readonly settled = false;
  readonly disagreement = null;
  readonly #isBetter: (value: Value, best: Value) => boolean;
  #value: Value | undefined;

  constructor(isBetter: (value: Value, best: Value) => boolean) {
    this.#isBetter = isBetter;
  }

  feed(value: Value): void {
    if (this.#value === undefined || this.#isBetter(value, this.#value)) this.#value = value;
  }

  result(): Value | undefined {
    return this.#value;
  }
}

class Sum implements Fold {
  readonly settled = false;
  readonly disagreement = null;
  #value: string | undefined;

  /** Throws `decimal_invalid`. */
  feed(value: Value): void {
    this.#value = addDecimals(this.#value ?? '0', typeof value === 'string' ? value : JSON.stringify(value));
  }

  result(): Value | undefined {
    return this.#value;
  }
}

/** Every different value, sorted: texts joined by a comma, lists as one list. */
class Join implements Fold {
  readonly settled = false;
  readonly disagreement = null;
  readonly #values = new Map<string, Value>();
  #isList = false;

  feed(value: Value): void {
    const items: readonly Value[] = isList(value) ? value : [value];
    if (isList(value)) this.#isList = true;
    for (const item of items) this.#values.set(stableText(item), item);
  }

  result(): Value | undefined {
    if (this.#values.size === 0) return this.#isList ? [] : undefined;
    const values = [...this.#values.values()].sort(compareValues);
    return this.#isList
      ? values
      : values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(', ');
  }
}

/** The value of most rows; among equals the longer text, then the smaller one: the order of the rows does not count. */
class Most implements Fold {
  readonly settled = false;
  readonly disagreement = null;
  readonly #counts = new Map<string, { value: Value; count: number }>();

  feed(value: Value): void {
    const text = typeof value === 'string' ? value : stableText(value);
    const known = this.#counts.get(text);
    if (known === undefined) this.#counts.set(text, { value, count: 1 });
    else known.count += 1;
  }

  result(): Value | undefined {
    let best: { value: Value; count: number } | undefined;
    for (const each of this.#counts.values()) {
      if (best === undefined || isMore(each, best)) best = each;
    }
    return best?.value;
  }
}

function isMore(a: { value: Value; count: number }, b: { value: Value; count: number }): boolean {
  if (a.count !== b.count) return a.count > b.count;
  const byLength = isDecimal(a.value) ? 0 : stableText(a.value).length - stableText(b.value).length;
  return byLength === 0 ? compareValues(a.value, b.value) < 0 : byLength > 0;
}

/** Decimals by value, all else by text. */
export function compareValues(a: Value, b: Value): number {
  if (isDecimal(a) && isDecimal(b)) return compareDecimals(a, b);
  const left = typeof a === 'string' ? a : stableText(a);
  const right = typeof b === 'string' ? b : stableText(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

function same(a: Value, b: Value): boolean {
  return typeof a === 'object' || typeof b === 'object' ? stableText(a) === stableText(b) : a === b;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
