import { z } from 'zod';
import type { Value } from '../core/value.ts';
import { asText, defineTransform, irreversible, isEmpty, type Transform } from './transform.ts';

const separator = (fallback: string) =>
  z.union([
    z.undefined().transform(() => fallback),
    z.string(),
    z.strictObject({ separator: z.string() }).transform((args) => args.separator),
  ]);

const asList = (value: Value): readonly Value[] => (Array.isArray(value) ? value : [value]);

export const LIST_TRANSFORMS: readonly Transform[] = [
  defineTransform<string>({
    name: 'concat',
    doc: 'Several values as one text, empty ones left out, with a blank or another text between.',
    examples: [
      { use: 'concat', from: ['Ann', null, 'Lee'], to: 'Ann Lee' },
      { use: { concat: '-' }, from: ['A', '1'], to: 'A-1' },
    ],
    args: separator(' '),
    empty: 'pass',
    lists: 'whole',
    apply: (value, between) => {
      const given = asList(value).filter((item) => !isEmpty(item));
      return given.length === 0 ? null : given.map(asText).join(between);
    },
    inverse: irreversible,
  }),
  defineTransform<string>({
    name: 'join',
    doc: 'The items of a list as one text, with a comma or another text between.',
    examples: [
      { use: 'join', from: ['red', 'blue'], to: 'red, blue' },
      { use: { join: '|' }, from: ['red', 'blue'], to: 'red|blue' },
    ],
    args: separator(', '),
    empty: 'pass',
    lists: 'whole',
    apply: (value, between) => asList(value).map(asText).join(between),
    inverse: (between) => (between.trim() === '' ? null : { split: between.trim() }),
  }),
  defineTransform<string>({
    name: 'split',
    doc: 'Text cut at a comma or another sign into a list, without blanks around and without empty items.',
    examples: [
      { use: 'split', from: 'red, blue,', to: ['red', 'blue'] },
      { use: { split: '>' }, from: 'Home > Garden', to: ['Home', 'Garden'] },
    ],
    args: separator(',').refine((text) => text !== '', 'a text that is not empty'),
    empty: 'pass',
    lists: 'whole',
    apply: (value, between) => {
      if (Array.isArray(value)) return value;
      return asText(value)
        .split(between)
        .map((item) => item.trim())
        .filter((item) => item !== '');
    },
    inverse: (between) => ({ join: between }),
  }),
  defineTransform({
    name: 'first',
    doc: 'The first item of a list that is not empty, null where there is none.',
    examples: [{ use: 'first', from: [null, 'a', 'b'], to: 'a' }],
    args: z.undefined('left out: it takes no argument'),
    empty: 'pass',
    lists: 'whole',
    apply: (value) => asList(value).find((item) => !isEmpty(item)) ?? null,
    inverse: irreversible,
  }),
  defineTransform({
    name: 'last',
    doc: 'The last item of a list that is not empty, null where there is none.',
    examples: [{ use: 'last', from: ['a', 'b', null], to: 'b' }],
    args: z.undefined('left out: it takes no argument'),
    empty: 'pass',
    lists: 'whole',
    apply: (value) => asList(value).findLast((item) => !isEmpty(item)) ?? null,
    inverse: irreversible,
  }),
];
