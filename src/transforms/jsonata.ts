import jsonata from 'jsonata';
import { z } from 'zod';
import { decimalFromNumber } from '../core/money.ts';
import type { Value } from '../core/value.ts';
import { BoundedRegExp } from './bounded-regex.ts';
import { defineTransform, irreversible, TransformRefusal } from './transform.ts';

/** Bounds of one evaluation: a second of time, calls within calls, items of a list. */
const LIMITS = { timeout: 1000, stack: 500, sequence: 100_000 } as const;
const MAX_TEXT = 100_000;

/** Would give another value at every run, so that every run would write; `$eval` would run text of a record. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ['now', 'gives another value at every run'],
  ['millis', 'gives another value at every run'],
  ['random', 'gives another value at every run'],
  ['shuffle', 'gives another value at every run'],
  ['eval', 'is not allowed'],
]);

type Expression = ReturnType<typeof jsonata>;

const expression = z
  .string('a JSONata expression as text')
  .min(1)
  .transform((text, context): Expression => {
    try {
      const compiled = jsonata(text, { ...LIMITS, RegexEngine: BoundedRegExp as unknown as RegExpConstructor });
      const refused = refusedFunction(compiled.ast());
      if (refused === undefined) return compiled;
      context.addIssue({ code: 'custom', message: `an expression without $${refused}, which ${REFUSED.get(refused)}` });
    } catch (error) {
      const { message, position } = error as { message?: string; position?: number };
      const where = position === undefined ? '' : ` at character ${position}`;
      context.addIssue({
        code: 'custom',
        message: `a valid JSONata expression (${message ?? 'cannot be read'}${where})`,
      });
    }
    return z.NEVER;
  });

export const JSONATA_TRANSFORM = defineTransform<Expression>({
  name: 'jsonata',
  doc: 'A JSONata expression over the value ($), the whole record ($record) and its native form ($native); at most a second.',
  examples: [
    { use: { jsonata: '$uppercase($) & "!"' }, from: 'pot', to: 'POT!' },
    { use: { jsonata: '$number($) * 1.15' }, from: '10', to: '11.5' },
    {
      use: { jsonata: '$sum($map(lines, function($l) { $number($l.price) }))' },
      from: { lines: [{ price: '0.1' }, { price: '0.2' }] },
      to: '0.3',
    },
  ],
  args: expression,
  empty: 'take',
  lists: 'whole',
  apply: async (value, compiled, context) => {
    const bindings = { value, record: context.record ?? null, native: context.record?.native ?? null };
    try {
      return asValue(await compiled.evaluate(value ?? undefined, bindings), 0);
    } catch (error) {
      if (error instanceof TransformRefusal) throw error;
      const { message, code } = error as { message?: string; code?: string };
      throw new TransformRefusal(
        `${message ?? 'the expression failed'}${code === undefined ? '' : ` (JSONata ${code})`}`,
      );
    }
  },
  inverse: irreversible,
});

/**
 * What JSONata gave, as a value: its lists carry hidden properties, and its numbers are floats. Whole numbers stay
 * numbers, others become decimal text, cleaned of float dust at 15 digits.
 */
function asValue(result: unknown, depth: number): Value {
  if (result === undefined || result === null) return null;
  if (typeof result === 'boolean') return result;
  if (typeof result === 'string') {
    if (result.length > MAX_TEXT) throw new TransformRefusal(`the result is longer than ${MAX_TEXT} characters`);
    return result;
  }
  if (typeof result === 'number') {
    if (!Number.isFinite(result)) throw new TransformRefusal('the result is not a finite number');
    return Number.isSafeInteger(result) ? result : decimalFromNumber(Number(result.toPrecision(15)));
  }
  if (typeof result !== 'object') throw new TransformRefusal('the result is a function, not a value');
  if (depth > 20) throw new TransformRefusal('the result is nested too deeply');
  if (Array.isArray(result)) return result.map((item) => asValue(item, depth + 1));
  return Object.fromEntries(Object.entries(result).map(([key, item]) => [key, asValue(item, depth + 1)]));
}

/** The first refused function that an expression names anywhere. */
function refusedFunction(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const { type, value } = node as { type?: unknown; value?: unknown };
  if (type === 'variable' && typeof value === 'string' && REFUSED.has(value)) return value;
  for (const child of Object.values(node)) {
    const found = refusedFunction(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
