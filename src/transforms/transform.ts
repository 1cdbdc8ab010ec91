import type { z } from 'zod';
import type { Value } from '../core/value.ts';

/** A transform as it is written in a mapping: `uppercase`, or `{round: 2}` with its argument. */
export type TransformStep = string | { readonly [name: string]: unknown };
/** One step or a chain of them. */
export type TransformSpec = TransformStep | readonly TransformStep[];

/** What a transform may look at besides its value. */
export interface TransformContext {
  /** The whole source record: its values at the top, its native form under `native`. */
  readonly record?: { readonly [field: string]: unknown } | undefined;
  /** The field that is being made, for messages. */
  readonly field?: string | undefined;
}

/** A row of the table of transforms. */
export interface Transform<Arguments = never> {
  readonly name: string;
  /** One sentence for the docs. */
  readonly doc: string;
  /** Shown in the docs and proved by a test. */
  readonly examples: readonly TransformExample[];
  /** What stands after the name; `undefined` when the name stands alone. */
  readonly args: z.ZodType<Arguments>;
  /** `pass`: absent and null values go by untouched. `take`: they are given to `apply` as null. */
  readonly empty: 'pass' | 'take';
  /** `each`: applied to every item of a list. `whole`: a list is given as it is. */
  readonly lists: 'each' | 'whole';
  /** Throws `TransformRefusal`, or any `PasserelleError`, for a value that it cannot do. */
  apply(value: Value, args: Arguments, context: TransformContext): Value | Promise<Value>;
  /** The step that undoes this one, or null where what was lost cannot come back. */
  inverse(args: Arguments): TransformSpec | null;
}

export interface TransformExample {
  readonly use: TransformSpec;
  readonly from: Value;
  readonly to: Value;
}

/** Why a value cannot be transformed; completed to a `transform_failed` by the chain that knows field and transform. */
export class TransformRefusal extends Error {
  override readonly name: string = 'TransformRefusal';
  readonly remedy: string | undefined;

  constructor(reason: string, remedy?: string) {
    super(reason);
    this.remedy = remedy;
  }
}

/** A row with its argument's type checked and then forgotten, so that rows of all kinds fit one table. */
export function defineTransform<Arguments>(row: Transform<Arguments>): Transform {
  return row as unknown as Transform;
}

export const irreversible = (): null => null;

/** The value as text: numbers and booleans as JSON writes them. Lists and objects are refused. */
export function asText(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null) return '';
  throw new TransformRefusal(`it needs text, not ${Array.isArray(value) ? 'a list' : 'an object'}`);
}

/** Absent, null, an empty list, or text of nothing but blanks. */
export function isEmpty(value: Value | undefined): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0;
}
