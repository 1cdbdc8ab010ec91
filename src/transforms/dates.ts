import { z } from 'zod';
import type { Value } from '../core/value.ts';
import {
  compileDatePattern,
  type DateParts,
  type DatePattern,
  formatWithPattern,
  isRealDate,
  parseOffsetMs,
  parseWithPattern,
} from './date-pattern.ts';
import { isTimeZone, zonedToUtcMs, zoneOffsetMs } from './time-zone.ts';
import { asText, defineTransform, type Transform, TransformRefusal, type TransformSpec } from './transform.ts';

const zone = z.string().refine(isTimeZone, 'a time zone such as "Europe/Paris" or "UTC"');
const locale = z.string().refine(isLocale, 'a language such as "en" or "fr-FR"');

interface DateArguments {
  readonly patterns: readonly DatePattern[];
  /** The zone of times that do not tell theirs; undefined means UTC for times, and that dates stay dates. */
  readonly zone: string | undefined;
  /** As it was written, for the inverse. */
  readonly written: { readonly format?: string; readonly zone?: string; readonly locale?: string };
}

const patternArgs = z
  .union([
    z.string().transform((format) => ({ format: [format] })),
    z.strictObject({
      /** One pattern, or several that are tried in turn. */
      format: z.union([z.string().transform((format) => [format]), z.array(z.string()).min(1)]),
      zone: z.exactOptional(zone),
      locale: z.exactOptional(locale),
    }),
  ])
  .transform((args: { format: string[]; zone?: string; locale?: string }, context): DateArguments => {
    const patterns: DatePattern[] = [];
    for (const format of args.format) {
      const pattern = compileDatePattern(format, args.locale);
      if (typeof pattern === 'string') {
        context.addIssue({
          code: 'custom',
          message: `a date pattern such as dd/MM/yyyy HH:mm (in "${format}" ${pattern})`,
        });
        return z.NEVER;
      }
      patterns.push(pattern);
    }
    return { patterns, zone: args.zone, written: { ...args, format: args.format[0] ?? '' } };
  });

const isoArgs = z.union([
  z.undefined().transform((): DateArguments => ({ patterns: [], zone: undefined, written: {} })),
  z.strictObject({ zone }).transform((args): DateArguments => ({ patterns: [], zone: args.zone, written: args })),
  patternArgs,
]);

export const DATE_TRANSFORMS: readonly Transform[] = [
  defineTransform<DateArguments>({
    name: 'date',
    doc: 'Text in a given pattern as ISO 8601: a date, or a time in UTC when the pattern has hours or a zone is given.',
    examples: [
      { use: { date: 'dd/MM/yyyy' }, from: '24/11/2026', to: '2026-11-24' },
      {
        use: { date: { format: 'dd/MM/yyyy HH:mm', zone: 'Europe/Paris' } },
        from: '24/11/2026 09:30',
        to: '2026-11-24T08:30:00Z',
      },
    ],
    args: patternArgs,
    empty: 'pass',
    lists: 'each',
    apply: (value, args) => (asText(value).trim() === '' ? null : readByPattern(asText(value), args)),
    inverse: ({ written }) => ({ date_format: written }),
  }),
  defineTransform<DateArguments>({
    name: 'date_to_iso',
    doc: 'A date or time in any common order year-month-day (or seconds since 1970) as ISO 8601 in UTC.',
    examples: [
      { use: 'date_to_iso', from: '2026-11-24 09:30:00', to: '2026-11-24T09:30:00Z' },
      { use: 'date_to_iso', from: '2026/11/24', to: '2026-11-24' },
      { use: 'date_to_iso', from: 1_795_512_600, to: '2026-11-24T09:30:00Z' },
    ],
    args: isoArgs,
    empty: 'pass',
    lists: 'each',
    apply: (value, args) => {
      if (typeof value === 'string' && value.trim() === '') return null;
      if (args.patterns.length > 0) return readByPattern(asText(value), args);
      return readIso(value, args.zone);
    },
    inverse: ({ written }): TransformSpec | null => (written.format === undefined ? null : { date_format: written }),
  }),
  defineTransform<DateArguments>({
    name: 'date_format',
    doc: 'An ISO 8601 date or time as text in a given pattern, in UTC or the zone given.',
    examples: [
      { use: { date_format: 'dd.MM.yyyy' }, from: '2026-11-24', to: '24.11.2026' },
      {
        use: { date_format: { format: 'd MMMM yyyy HH:mm', zone: 'Europe/Paris', locale: 'fr' } },
        from: '2026-11-24T08:30:00Z',
        to: '24 novembre 2026 09:30',
      },
    ],
    args: patternArgs,
    empty: 'pass',
    lists: 'each',
    apply: (value, args) => {
      const iso = readIso(value, undefined);
      const [pattern] = args.patterns;
      if (pattern === undefined) return iso;
      const utcMs = Date.parse(iso);
      // A date is a day of the calendar everywhere; only times move with the zone.
      const offsetMs = iso.length === 10 ? 0 : zoneOffsetMs(args.zone ?? 'UTC', utcMs);
      return formatWithPattern(utcMs + offsetMs, offsetMs, pattern);
    },
    inverse: ({ written }) => ({ date: written }),
  }),
];

function readByPattern(text: string, { patterns, zone: timeZone }: DateArguments): string {
  for (const pattern of patterns) {
    const parts = parseWithPattern(text, pattern);
    if (parts !== null) return pattern.hasTime || timeZone !== undefined ? toIso(parts, timeZone) : toDate(parts);
  }
  const expected = patterns.map((pattern) => `"${pattern.text}"`).join(' or ');
  throw new TransformRefusal(`${JSON.stringify(text.slice(0, 60))} is not a date of the form ${expected}`);
}

const COMMON =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:(?:T|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** A date or time in the order year, month, day as ISO 8601; without its own zone in `timeZone`. Throws `TransformRefusal`. */
export function readIso(value: Value, timeZone: string | undefined): string {
  const text = asText(value).trim();
  if (/^-?\d{1,14}$/.test(text) && (typeof value === 'number' || text.length >= 9)) return fromEpoch(Number(text));
  const match = COMMON.exec(text);
  const number = (index: number) => Number(match?.[index] ?? 0);
  const parts: DateParts = {
    year: number(1),
    month: number(2),
    day: number(3),
    hour: number(4),
    minute: number(5),
    second: number(6),
    millisecond: Number((match?.[7] ?? '').padEnd(3, '0').slice(0, 3)),
    ...(match?.[8] === undefined ? {} : { offsetMs: parseOffsetMs(match[8].toUpperCase()) }),
  };
  if (match === null || !isRealDate(parts)) {
    throw new TransformRefusal(
      `${JSON.stringify(text.slice(0, 60))} is not a date in the order year, month, day`,
      'Name its form: {date: {format: "dd/MM/yyyy HH:mm", zone: "Europe/Paris"}}.',
    );
  }
  return match[4] === undefined && timeZone === undefined ? toDate(parts) : toIso(parts, timeZone);
}

/** Seconds, or milliseconds when they would be after the year 5138. */
function fromEpoch(value: number): string {
  const ms = Math.abs(value) >= 100_000_000_000 ? value : value * 1000;
  return isoText(ms);
}

function toDate({ year, month, day }: DateParts): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function toIso(parts: DateParts, timeZone: string | undefined): string {
  const local = new Date(0);
  // Not Date.UTC, which reads the years 0 to 99 as 1900 to 1999.
  local.setUTCFullYear(parts.year, parts.month - 1, parts.day);
  local.setUTCHours(parts.hour, parts.minute, parts.second, parts.millisecond);
  const localMs = local.getTime();
  return isoText(parts.offsetMs === undefined ? zonedToUtcMs(timeZone ?? 'UTC', localMs) : localMs - parts.offsetMs);
}

function isoText(utcMs: number): string {
  if (!Number.isFinite(utcMs) || Math.abs(utcMs) > 8.64e15) throw new TransformRefusal('the time is out of range');
  return new Date(utcMs).toISOString().replace('.000Z', 'Z');
}

function isLocale(name: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(name).length > 0;
  } catch {
    return false;
  }
}
