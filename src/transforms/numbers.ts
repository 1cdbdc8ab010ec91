import { z } from 'zod';
import {
  absDecimal,
  addDecimals,
  decimalFromNumber,
  divideDecimals,
  isDecimal,
  isZero,
  multiplyDecimals,
  negateDecimal,
  normaliseDecimal,
  roundDecimal,
} from '../core/money.ts';
import type { Value } from '../core/value.ts';
import { asText, defineTransform, irreversible, type Transform, TransformRefusal } from './transform.ts';

const none = z.undefined('left out: it takes no argument');
const digits = z.int().min(0).max(12);
/** YAML writes factors as numbers. */
const factor = z.union(
  [z.string().refine(isDecimal), z.number().transform((value) => decimalFromNumber(value))],
  'a number',
);

/** The value as a decimal; text is read strictly ("12.50"). */
function asDecimal(value: Value): string {
  if (typeof value === 'number') return decimalFromNumber(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  return normaliseDecimal(asText(value).trim());
}

const formatArgs = z.union([
  z.undefined().transform((): NumberFormat => ({ decimal: '.', thousands: '' })),
  z
    .strictObject({
      decimal: z.enum(['.', ',']).default('.'),
      /** The sign between thousands; blanks of every kind are always taken as one when reading. */
      thousands: z.enum(['.', ',', "'", '’', ' ', '']).default(''),
      digits: z.exactOptional(digits),
    })
    .refine(({ decimal, thousands }) => decimal !== thousands, 'different signs for decimals and thousands'),
]);

interface NumberFormat {
  readonly decimal: string;
  readonly thousands: string;
  readonly digits?: number;
}

const simple = (
  name: string,
  doc: string,
  from: Value,
  to: Value,
  apply: (decimal: string) => Value,
  undo: string | null,
) =>
  defineTransform({
    name,
    doc,
    examples: [{ use: name, from, to }],
    args: none,
    empty: 'pass',
    lists: 'each',
    apply: (value) => apply(asDecimal(value)),
    inverse: () => undo,
  });

export const NUMBER_TRANSFORMS: readonly Transform[] = [
  simple('float_to_int', 'A whole number; decimals are cut off, not rounded.', '12.7', 12, toInteger, null),
  simple('abs', 'Without its minus.', '-5.5', '5.5', absDecimal, null),
  simple('negate', 'With the other sign.', '5.5', '-5.5', negateDecimal, 'negate'),
  defineTransform<NumberFormat>({
    name: 'number',
    doc: 'Text as a decimal: with a decimal comma or thousands signs where said; a currency sign is left out. Empty text is null.',
    examples: [
      { use: 'number', from: ' 12.50 ', to: '12.5' },
      { use: { number: { decimal: ',', thousands: '.' } }, from: '1.234,50 €', to: '1234.5' },
    ],
    args: formatArgs,
    empty: 'pass',
    lists: 'each',
    apply: (value, format) => (typeof value === 'string' ? parseNumber(value, format) : asDecimal(value)),
    inverse: (format) => ({ number_format: { decimal: format.decimal, thousands: format.thousands } }),
  }),
  defineTransform<NumberFormat>({
    name: 'number_format',
    doc: 'A decimal as text for people: decimal comma, thousands signs, a fixed number of decimals.',
    examples: [{ use: { number_format: { decimal: ',', thousands: '.', digits: 2 } }, from: '1234.5', to: '1.234,50' }],
    args: formatArgs,
    empty: 'pass',
    lists: 'each',
    apply: (value, format) => formatNumber(asDecimal(value), format),
    inverse: (format) => ({ number: { decimal: format.decimal, thousands: format.thousands } }),
  }),
  defineTransform<number>({
    name: 'round',
    doc: 'Rounded half up to so many decimals (0 when not said).',
    examples: [
      { use: { round: 2 }, from: '2.345', to: '2.35' },
      { use: 'round', from: '2.5', to: '3' },
    ],
    args: z.union([
      z.undefined().transform(() => 0),
      digits,
      z.strictObject({ digits }).transform((args) => args.digits),
    ]),
    empty: 'pass',
    lists: 'each',
    apply: (value, places) => roundDecimal(asDecimal(value), places),
    inverse: irreversible,
  }),
  defineTransform<string>({
    name: 'multiply',
    doc: 'Times a factor, exactly.',
    examples: [{ use: { multiply: 1.2 }, from: '10.10', to: '12.12' }],
    args: z.union([factor, z.strictObject({ by: factor }).transform(({ by }) => by)]),
    empty: 'pass',
    lists: 'each',
    apply: (value, by) => multiplyDecimals(asDecimal(value), by),
    inverse: (by) => (isZero(by) ? null : { divide: by }),
  }),
  defineTransform<{ by: string; digits: number }>({
    name: 'divide',
    doc: 'Divided by a number, to at most ten decimals unless said otherwise.',
    examples: [{ use: { divide: 1000 }, from: '250', to: '0.25' }],
    args: z
      .union([
        factor.transform((by) => ({ by, digits: 10 })),
        z.strictObject({ by: factor, digits: digits.default(10) }),
      ])
      .refine(({ by }) => !isZero(by), 'a number other than zero'),
    empty: 'pass',
    lists: 'each',
    apply: (value, args) => divideDecimals(asDecimal(value), args.by, args.digits),
    inverse: ({ by }) => ({ multiply: by }),
  }),
  defineTransform<string>({
    name: 'add',
    doc: 'Plus a number, exactly; minus a negative one.',
    examples: [{ use: { add: '0.99' }, from: '12', to: '12.99' }],
    args: factor,
    empty: 'pass',
    lists: 'each',
    apply: (value, term) => addDecimals(asDecimal(value), term),
    inverse: (term) => ({ add: negateDecimal(term) }),
  }),
];

function toInteger(decimal: string): number {
  const whole = Number(decimal.split('.')[0]);
  if (!Number.isSafeInteger(whole)) throw new TransformRefusal('the number is too large for a whole number');
  return whole === 0 ? 0 : whole;
}

function parseNumber(text: string, { decimal, thousands }: NumberFormat): string | null {
  const bare = text.replace(/[\p{Sc}\s]/gu, '').replace('−', '-');
  if (bare === '') return null;
  const [whole = '', ...fractions] = bare.split(decimal);
  const groups = thousands === '' || thousands === ' ' ? [whole] : whole.split(thousands);
  // "1.5" with thousands "." is one and a half written in another country: refused, never read as 15.
  const grouped =
    groups.length === 1 ||
    (/^[+-]?\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => /^\d{3}$/.test(group)));
  const joined = groups.join('').replace(/^\+/, '') + (fractions.length === 0 ? '' : `.${fractions.join('?')}`);
  if (!grouped || !isDecimal(joined)) {
    const signs = `decimal sign "${decimal}"${thousands.trim() === '' ? '' : `, thousands sign "${thousands}"`}`;
    throw new TransformRefusal(
      `${JSON.stringify(text.slice(0, 60))} is not a number (${signs})`,
      'Check which signs the source uses.',
    );
  }
  return normaliseDecimal(joined);
}

function formatNumber(value: string, { decimal, thousands, digits: places }: NumberFormat): string {
  const [whole = '0', fraction] = (places === undefined ? value : roundDecimal(value, places)).split('.');
  const grouped = thousands === '' ? whole : whole.replace(/\B(?=(?:\d{3})+$)/g, thousands);
  return fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`;
}
