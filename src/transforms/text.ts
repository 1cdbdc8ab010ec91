import { z } from 'zod';
import { htmlToText } from '../core/html.ts';
import { BoundedRegExp, escapePattern } from './bounded-regex.ts';
import { asText, defineTransform, irreversible, type Transform } from './transform.ts';

const none = z.undefined('left out: it takes no argument');
const word = z.union([z.string(), z.number().transform(String)], 'a text');

/** A transform of text to text without arguments. */
function plain(name: string, doc: string, from: string, to: string, apply: (text: string) => string): Transform {
  return defineTransform({
    name,
    doc,
    examples: [{ use: name, from, to }],
    args: none,
    empty: 'pass',
    lists: 'each',
    apply: (value) => apply(asText(value)),
    inverse: irreversible,
  });
}

const affix = (
  name: string,
  doc: string,
  example: [from: string, to: string],
  undo: string,
  apply: (text: string, part: string) => string,
) =>
  defineTransform<string>({
    name,
    doc,
    examples: [{ use: { [name]: 'FR-' }, from: example[0], to: example[1] }],
    args: word,
    empty: 'pass',
    lists: 'each',
    apply: (value, part) => apply(asText(value), part),
    inverse: (part) => ({ [undo]: part }),
  });

const replaceArgs = z
  .strictObject({
    /** Plain text to look for; or `pattern`, a regular expression. */
    from: z.exactOptional(z.string().min(1)),
    pattern: z.exactOptional(z.string().min(1)),
    ignoreCase: z.boolean().default(false),
    /** With a pattern, $1 to $9 are its groups. */
    to: z.string().default(''),
  })
  .refine(({ from, pattern }) => (from === undefined) !== (pattern === undefined), 'either "from" or "pattern"')
  .transform(({ from, pattern, ignoreCase, to }, context) => {
    try {
      const source = pattern ?? escapePattern(from ?? '');
      const expression = new BoundedRegExp(source, ignoreCase ? 'giu' : 'gu');
      return { expression, to: from === undefined ? to : to.replaceAll('$', '$$$$') };
    } catch (error) {
      context.addIssue({ code: 'custom', message: `a regular expression (${(error as Error).message})` });
      return z.NEVER;
    }
  });

const padArgs = z
  .union([
    z.int().transform((length) => ({ length })),
    z.strictObject({
      length: z.int(),
      with: z.exactOptional(word.refine((text) => text !== '', 'a text that is not empty')),
      side: z.exactOptional(z.enum(['left', 'right'])),
    }),
  ])
  .refine(({ length }) => length >= 1 && length <= 1000, 'a length from 1 to 1000');

const truncateArgs = z.union([
  z
    .int()
    .min(1)
    .transform((length) => ({ length, ellipsis: '' })),
  z.strictObject({ length: z.int().min(1), ellipsis: z.string().default('') }),
]);

export const TEXT_TRANSFORMS: readonly Transform[] = [
  plain('uppercase', 'Capital letters.', 'crème', 'CRÈME', (text) => text.toUpperCase()),
  plain('lowercase', 'Small letters.', 'CRÈME', 'crème', (text) => text.toLowerCase()),
  plain('trim', 'Without blanks at both ends.', '  Pot ', 'Pot', (text) => text.trim()),
  plain('string', 'Numbers and yes/no values as text.', 'a', 'a', (text) => text),
  plain('slug', 'Small letters, digits and dashes, for addresses.', "Crème brûlée & l'été", 'creme-brulee-l-ete', slug),
  plain(
    'strip_html',
    'The text of HTML, one line a paragraph.',
    '<p>Pot</p><p>30&nbsp;cm</p>',
    'Pot\n30 cm',
    htmlToText,
  ),
  plain(
    'text_to_html',
    'Plain text as HTML that shows the same lines.',
    'a < b\nc',
    '<p>a &lt; b<br>c</p>',
    textToHtml,
  ),
  affix('prefix', 'A text put before.', ['12', 'FR-12'], 'remove_prefix', (text, part) => part + text),
  affix('suffix', 'A text put behind.', ['12', '12FR-'], 'remove_suffix', (text, part) => text + part),
  affix('remove_prefix', 'Without a text before, if it is there.', ['FR-12', '12'], 'prefix', (text, part) =>
    text.startsWith(part) ? text.slice(part.length) : text,
  ),
  affix('remove_suffix', 'Without a text behind, if it is there.', ['12FR-', '12'], 'suffix', (text, part) =>
    part !== '' && text.endsWith(part) ? text.slice(0, -part.length) : text,
  ),
  defineTransform({
    name: 'replace',
    doc: 'Every place of a text, or of a regular expression, replaced.',
    examples: [
      { use: { replace: { from: '.', to: ',' } }, from: '1.5', to: '1,5' },
      { use: { replace: { pattern: '(\\d+) cm', to: '$1cm' } }, from: '30 cm', to: '30cm' },
    ],
    args: replaceArgs,
    empty: 'pass',
    lists: 'each',
    apply: (value, { expression, to }) => {
      expression.lastIndex = 0;
      return asText(value).replace(expression, to);
    },
    inverse: irreversible,
  }),
  defineTransform({
    name: 'pad',
    doc: 'Filled up to a length, on the left with zeros unless said otherwise.',
    examples: [
      { use: { pad: 5 }, from: '42', to: '00042' },
      { use: { pad: { length: 4, with: '.', side: 'right' } }, from: 'ab', to: 'ab..' },
    ],
    args: padArgs,
    empty: 'pass',
    lists: 'each',
    apply: (value, args: { length: number; with?: string; side?: 'left' | 'right' }) => {
      const text = asText(value);
      const fill = args.with ?? '0';
      return args.side === 'right' ? text.padEnd(args.length, fill) : text.padStart(args.length, fill);
    },
    inverse: irreversible,
  }),
  defineTransform({
    name: 'truncate',
    doc: 'Cut to at most so many characters, the ellipsis included.',
    examples: [
      { use: { truncate: 4 }, from: 'crèmerie', to: 'crèm' },
      { use: { truncate: { length: 5, ellipsis: '…' } }, from: 'crèmerie', to: 'crèm…' },
    ],
    args: truncateArgs,
    empty: 'pass',
    lists: 'each',
    apply: (value, { length, ellipsis }) => {
      // Code points, so that no emoji is cut in two.
      const characters = Array.from(asText(value));
      if (characters.length <= length) return characters.join('');
      const tail = Array.from(ellipsis).slice(0, length);
      return [...characters.slice(0, length - tail.length), ...tail].join('');
    },
    inverse: irreversible,
  }),
  defineTransform({
    name: 'substring',
    doc: 'The characters from a position up to, not including, another; counted from 0, negative from the end.',
    examples: [{ use: { substring: { start: 0, end: 2 } }, from: 'FR75001', to: 'FR' }],
    args: z.strictObject({ start: z.int().default(0), end: z.exactOptional(z.int()) }),
    empty: 'pass',
    lists: 'each',
    apply: (value, { start, end }) => Array.from(asText(value)).slice(start, end).join(''),
    inverse: irreversible,
  }),
  defineTransform({
    name: 'match',
    doc: 'The first group of a regular expression (or all of it), null where it does not match.',
    examples: [{ use: { match: '(\\d+)' }, from: 'Order 42', to: '42' }],
    args: z.string().transform((pattern, context) => {
      try {
        return new BoundedRegExp(pattern, 'u');
      } catch (error) {
        context.addIssue({ code: 'custom', message: `a regular expression (${(error as Error).message})` });
        return z.NEVER;
      }
    }),
    empty: 'pass',
    lists: 'each',
    apply: (value, expression) => {
      const found = expression.exec(asText(value));
      return found === null ? null : (found[1] ?? found[0]);
    },
    inverse: irreversible,
  }),
];

const LIGATURES: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

function slug(text: string): string {
  const letters = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => LIGATURES[letter] ?? letter);
  return letters.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
}

function textToHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const paragraphs = escaped
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n{2,}/);
  return paragraphs
    .map((paragraph) => (paragraph === '' ? '' : `<p>${paragraph.replaceAll('\n', '<br>')}</p>`))
    .join('');
}
