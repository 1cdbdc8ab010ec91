import { z } from 'zod';
import { suggest } from '../core/nearest.ts';
import type { Value } from '../core/value.ts';
import { asText, defineTransform, irreversible, isEmpty, type Transform, TransformRefusal } from './transform.ts';

const scalar = z.union([z.string(), z.int(), z.boolean(), z.null()], 'a text, whole number, yes/no value or null');
const words = z.union([z.string().transform((word) => [word]), z.array(z.string()).min(1)]);

const TRUE_WORDS = ['true', 'yes', 'y', '1', 'on', 'x', 'oui', 'ja', 'si', 'sí', 'sim', 'vrai', 'wahr', 'verdadero'];
const FALSE_WORDS = ['false', 'no', 'n', '0', 'off', 'non', 'nein', 'nee', 'não', 'faux', 'falsch', 'falso'];

const yesNoArgs = z.union([
  z.undefined().transform(() => ({ true: 'yes', false: 'no' })),
  z.strictObject({ true: z.string().default('yes'), false: z.string().default('no') }),
]);

const lookupArgs = z.strictObject({
  table: z.record(z.string(), scalar),
  /** For values that are not in the table; without it they are errors. */
  default: z.exactOptional(scalar),
  /** True lets values that are not in the table through. */
  keep: z.boolean().default(false),
  ignoreCase: z.boolean().default(false),
});

export const CHOICE_TRANSFORMS: readonly Transform[] = [
  defineTransform({
    name: 'bool_to_yesno',
    doc: 'Yes or no, or words of your own, for true and false.',
    examples: [
      { use: 'bool_to_yesno', from: true, to: 'yes' },
      { use: { bool_to_yesno: { true: 'oui', false: 'non' } }, from: false, to: 'non' },
    ],
    args: yesNoArgs,
    empty: 'pass',
    lists: 'each',
    apply: (value, args) => (asBoolean(value, TRUE_WORDS, FALSE_WORDS) ? args.true : args.false),
    inverse: (args) => (args.true === args.false ? null : { boolean: { true: args.true, false: args.false } }),
  }),
  defineTransform({
    name: 'boolean',
    doc: 'True or false from words such as yes, no, 1, 0, or those that you give. Empty text is null.',
    examples: [
      { use: 'boolean', from: 'Yes', to: true },
      { use: { boolean: { true: ['actif'], false: ['inactif'] } }, from: 'inactif', to: false },
    ],
    args: z.union([
      z.undefined().transform(() => ({ true: TRUE_WORDS, false: FALSE_WORDS })),
      z.strictObject({ true: words.default(TRUE_WORDS), false: words.default(FALSE_WORDS) }),
    ]),
    empty: 'pass',
    lists: 'each',
    apply: (value, args) => (asText(value).trim() === '' ? null : asBoolean(value, args.true, args.false)),
    inverse: (args) => ({ bool_to_yesno: { true: args.true[0] ?? 'yes', false: args.false[0] ?? 'no' } }),
  }),
  defineTransform({
    name: 'lookup',
    doc: 'Another value for each value, from a table; one that is not there is an error unless `default` or `keep` is given.',
    examples: [
      { use: { lookup: { table: { A: 'active', D: 'draft' } } }, from: 'A', to: 'active' },
      { use: { lookup: { table: { A: 'active' }, default: 'archived' } }, from: 'Z', to: 'archived' },
    ],
    args: lookupArgs.transform((args) => ({
      ...args,
      entries: new Map(Object.entries(args.table).map(([key, to]) => [args.ignoreCase ? key.toLowerCase() : key, to])),
    })),
    empty: 'pass',
    lists: 'each',
    apply: (value, args) => {
      const key = asText(value);
      const found = args.entries.get(args.ignoreCase ? key.toLowerCase() : key);
      if (found !== undefined) return found;
      if (args.default !== undefined) return args.default;
      if (args.keep) return value;
      throw new TransformRefusal(`${JSON.stringify(key)} is not in its table`, suggest(key, Object.keys(args.table)));
    },
    inverse: ({ table, ignoreCase }) => {
      const turned = Object.entries(table).map(([from, to]) => [String(to), from] as const);
      const unique = new Set(turned.map(([to]) => (ignoreCase ? to.toLowerCase() : to)));
      const clear = unique.size === turned.length && Object.values(table).every((to) => typeof to === 'string');
      return clear ? { lookup: { table: Object.fromEntries(turned), ignoreCase } } : null;
    },
  }),
  defineTransform<Value>({
    name: 'default',
    doc: 'A value where there is none.',
    examples: [
      { use: { default: 'unknown' }, from: null, to: 'unknown' },
      { use: { default: 'unknown' }, from: 'red', to: 'red' },
    ],
    args: z.union([scalar, z.array(scalar)]),
    empty: 'take',
    lists: 'whole',
    apply: (value, fallback) => (isEmpty(value) ? fallback : value),
    inverse: irreversible,
  }),
];

function asBoolean(value: Value, trueWords: readonly string[], falseWords: readonly string[]): boolean {
  if (typeof value === 'boolean') return value;
  const word = asText(value).trim().toLowerCase();
  if (trueWords.some((each) => each.toLowerCase() === word)) return true;
  if (falseWords.some((each) => each.toLowerCase() === word)) return false;
  throw new TransformRefusal(
    `${JSON.stringify(word)} is neither true nor false`,
    `Known are ${trueWords.slice(0, 6).join(', ')} and ${falseWords.slice(0, 6).join(', ')}.`,
  );
}
