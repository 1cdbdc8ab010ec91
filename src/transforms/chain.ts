import { suggest } from '../core/nearest.ts';
import type { Value } from '../core/value.ts';
import { asPasserelleError, PasserelleError } from '../errors.ts';
import { JSONATA_TRANSFORM } from './jsonata.ts';
import { TRANSFORMS } from './table.ts';
import type { Transform, TransformContext, TransformSpec, TransformStep } from './transform.ts';
import { TransformRefusal } from './transform.ts';

/** A checked chain of transforms. */
export interface Chain {
  /**
   * The value after every step; an absent value stays absent unless a step makes one. A promise only where a step
   * needs one (JSONata). Throws, or rejects with, `transform_failed` naming transform, field and value.
   */
  apply(value: Value | undefined, context: TransformContext): Value | undefined | Promise<Value | undefined>;
  /** Whether a step takes a list as a whole (concat, first), so that several values may be given. */
  readonly takesList: boolean;
  /** Whether it begins with an expression, which can work on a whole record. */
  readonly takesRecord: boolean;
  /** The chain that undoes this one, or the name of the step that cannot be undone. */
  readonly inverse: { readonly spec: TransformSpec } | { readonly irreversible: string };
}

interface Step {
  readonly row: Transform;
  readonly args: never;
}

/**
 * Checks a transform or a chain of them. `where` names its place in the configuration for messages.
 * Throws `transform_unknown` (with the nearest right name) or `transform_invalid`.
 */
export function compileTransform(spec: TransformSpec, where: string): Chain {
  const steps = (Array.isArray(spec) ? spec : [spec]).map((step: TransformStep) => compileStep(step, where));
  return {
    apply: (value, context) => run(steps, 0, value, context),
    takesList: steps.some(({ row }) => row.lists === 'whole' && row.name !== 'default'),
    takesRecord: steps[0]?.row === JSONATA_TRANSFORM,
    inverse: invert(steps),
  };
}

function compileStep(step: TransformStep, where: string): Step {
  const entries = typeof step === 'string' ? [[step, undefined] as const] : Object.entries(step);
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) {
    throw new PasserelleError(
      'transform_invalid',
      `A transform in ${where} must be a name, or one name with its argument.`,
      {
        field: where,
        value: step,
        remedy: 'Write each as its own item of a list: [trim, {round: 2}].',
      },
    );
  }
  const [name, given] = entry;
  const row = TRANSFORMS.get(name);
  if (row === undefined) {
    throw new PasserelleError('transform_unknown', `There is no transform "${name}" (in ${where}).`, {
      field: where,
      value: name,
      remedy: suggest(name, [...TRANSFORMS.keys()]),
    });
  }
  // `{trim: null}` is what YAML makes of `trim:`.
  const parsed = row.args.safeParse(given ?? undefined);
  if (parsed.success) return { row, args: parsed.data };
  throw new PasserelleError(
    'transform_invalid',
    `The transform "${name}" in ${where} has a wrong argument: ${reason(parsed.error.issues)}.`,
    {
      field: where,
      value: given,
      remedy: `For example: ${JSON.stringify(row.examples[0]?.use)}.`,
    },
  );
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code?: string;
  readonly errors?: readonly (readonly Issue[])[];
}

function reason(issues: readonly Issue[]): string {
  // A misspelt key explains the missing one better than the other way round.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue === undefined) return 'it cannot be read';
  if (issue.code === 'invalid_union' && issue.errors !== undefined) {
    // The alternative that came furthest is the one that was meant.
    const furthest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0];
    if (furthest !== undefined && (issue.message === 'Invalid input' || depth(furthest) > 0)) return reason(furthest);
  }
  const path = issue.path.map(String).join('.');
  const message = /^[a-z]/.test(issue.message) ? `it must be ${issue.message}` : issue.message;
  return path === '' ? message : `"${path}": ${message}`;
}

function depth(issues: readonly Issue[]): number {
  return Math.max(
    0,
    ...issues.map(({ path, code }) => path.length + (code === 'custom' || code === 'unrecognized_keys' ? 1 : 0)),
  );
}

function run(
  steps: readonly Step[],
  from: number,
  start: Value | undefined,
  context: TransformContext,
): Value | undefined | Promise<Value | undefined> {
  let value = start;
  for (let index = from; index < steps.length; index += 1) {
    const step = steps[index];
    if (step === undefined) break;
    const result = applyStep(step, value, context);
    if (result instanceof Promise) return result.then((made) => run(steps, index + 1, made, context));
    value = result;
  }
  return value;
}

function applyStep({ row, args }: Step, value: Value | undefined, context: TransformContext) {
  if (value === undefined || value === null) {
    if (row.empty === 'pass') return value;
    const made = one(row, args, null, context);
    return made instanceof Promise
      ? made.then((result) => (result === null ? value : result))
      : made === null
        ? value
        : made;
  }
  if (row.lists === 'whole' || !Array.isArray(value)) return one(row, args, value, context);
  const items = value.map((item: Value) => (item === null ? null : one(row, args, item, context)));
  return items.some((item) => item instanceof Promise) ? Promise.all(items) : (items as Value[]);
}

function one(row: Transform, args: never, value: Value, context: TransformContext): Value | Promise<Value> {
  try {
    const result = row.apply(value, args, context);
    if (!(result instanceof Promise)) return result;
    return result.catch((error: unknown) => {
      throw failed(row, value, context, error);
    });
  } catch (error) {
    throw failed(row, value, context, error);
  }
}

function failed(row: Transform, value: Value, context: TransformContext, error: unknown): PasserelleError {
  const cause = error instanceof TransformRefusal ? error : asPasserelleError(error);
  const place = context.field === undefined ? '' : ` for "${context.field}"`;
  return new PasserelleError(
    'transform_failed',
    `The transform "${row.name}" failed${place}: ${cause.message.replace(/\.$/, '')}.`,
    {
      field: context.field,
      value,
      remedy: cause.remedy,
      cause: error,
    },
  );
}

function invert(steps: readonly Step[]): Chain['inverse'] {
  const undone: TransformStep[] = [];
  for (const { row, args } of steps.toReversed()) {
    const inverse = row.inverse(args);
    if (inverse === null) return { irreversible: row.name };
    undone.push(...(Array.isArray(inverse) ? (inverse as readonly TransformStep[]) : [inverse as TransformStep]));
  }
  return { spec: undone };
}
