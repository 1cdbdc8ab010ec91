import { escapePattern } from './bounded-regex.ts';

/**
 * Date patterns as spreadsheets and Unicode write them: `dd/MM/yyyy HH:mm`. Letters: y year, M month (MMM, MMMM its
 * name), d day, E weekday name, H hour to 23, h hour to 12 with a for AM/PM, m minute, s second, S its fractions, X or
 * Z the offset from UTC. Text stands in single quotes; T and all signs stand for themselves.
 */
export interface DatePattern {
  readonly text: string;
  /** Whether it tells a time of day. */
  readonly hasTime: boolean;
  readonly pieces: readonly Piece[];
  readonly expression: RegExp;
  readonly locale: string;
}

type Piece = { readonly token: Token } | { readonly literal: string };

const TOKENS = [
  'yyyy', 'yy', 'MMMM', 'MMM', 'MM', 'M', 'dd', 'd', 'EEEE', 'EEE', 'HH', 'H', 'hh', 'h', 'mm', 'm', 'ss', 's', 'SSS',
  'SS', 'S', 'a', 'XXX', 'X', 'Z',
] as const; // biome-ignore format: a table
type Token = (typeof TOKENS)[number];

/** The wall-clock parts that a text tells; `offsetMs` when it tells its offset from UTC. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly offsetMs?: number;
}

/** Gives the reason, as text, when the pattern cannot be used. */
export function compileDatePattern(text: string, locale = 'en'): DatePattern | string {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; ) {
    const token = TOKENS.find((each) => text.startsWith(each, at));
    const character = text.charAt(at);
    if (token !== undefined) {
      const run = /^(.)\1*/.exec(text.slice(at))?.[0] ?? token;
      if (run !== token) return `"${run}" in it is not known`;
      pieces.push({ token });
      at += token.length;
    } else if (character === "'") {
      const end = text.indexOf("'", at + 1);
      if (end < 0) return 'a quote in it is not closed';
      pieces.push({ literal: end === at + 1 ? "'" : text.slice(at + 1, end) });
      at = end + 1;
    } else if (/[A-Za-z]/.test(character) && character !== 'T') {
      return `the letter "${character}" in it is not known; text stands in single quotes`;
    } else {
      pieces.push({ literal: character });
      at += 1;
    }
  }
  const tokens = pieces.flatMap((piece) => ('token' in piece ? [piece.token] : []));
  const has = (...letters: string[]) => tokens.some((token) => letters.includes(token.charAt(0)));
  if (!has('y') || !has('M') || !has('d')) return 'it needs year (yyyy), month (MM) and day (dd)';
  if (has('h') !== has('a')) return 'hours to twelve (hh) and AM or PM (a) go together';
  const source = pieces.map((piece) =>
    'token' in piece ? `(${tokenSource(piece.token, locale)})` : literalSource(piece.literal),
  );
  return {
    text,
    locale,
    pieces,
    hasTime: has('H', 'h'),
    expression: new RegExp(`^${source.join('')}$`, 'iu'),
  };
}

/** Null when the text does not fit the pattern or names a day or time that there is not. */
export function parseWithPattern(text: string, pattern: DatePattern): DateParts | null {
  const match = pattern.expression.exec(text.trim());
  if (match === null) return null;
  const read: { -readonly [K in keyof DateParts]: DateParts[K] } = {
    year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0,
  }; // biome-ignore format: a table
  let afternoon: boolean | null = null;
  let group = 0;
  for (const piece of pattern.pieces) {
    if (!('token' in piece)) continue;
    group += 1;
    const found = match[group] ?? '';
    switch (piece.token.charAt(0)) {
      case 'y':
        read.year = piece.token === 'yy' ? Number(found) + (Number(found) < 70 ? 2000 : 1900) : Number(found);
        break;
      case 'M':
        read.month = piece.token.length > 2 ? monthNumber(found, pattern.locale) : Number(found);
        break;
      case 'd':
        read.day = Number(found);
        break;
      case 'H':
      case 'h':
        read.hour = Number(found);
        break;
      case 'm':
        read.minute = Number(found);
        break;
      case 's':
        read.second = Number(found);
        break;
      case 'S':
        read.millisecond = Number(found.padEnd(3, '0').slice(0, 3));
        break;
      case 'a':
        afternoon = /^p/i.test(found);
        break;
      case 'X':
      case 'Z':
        read.offsetMs = parseOffsetMs(found);
        break;
    }
  }
  if (afternoon !== null) {
    if (read.hour < 1 || read.hour > 12) return null;
    read.hour = (read.hour % 12) + (afternoon ? 12 : 0);
  }
  return isRealDate(read) ? read : null;
}

/** A wall-clock time (milliseconds, as if UTC) by a pattern. */
export function formatWithPattern(localMs: number, offsetMs: number, pattern: DatePattern): string {
  const date = new Date(localMs);
  return pattern.pieces
    .map((piece) => ('token' in piece ? formatToken(piece.token, date, offsetMs, pattern.locale) : piece.literal))
    .join('');
}

export function isRealDate(parts: DateParts): boolean {
  const { year, month, day, hour, minute, second } = parts;
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return false;
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/** "Z", "+01:00", "+0100" or "+01" in milliseconds. */
export function parseOffsetMs(text: string): number {
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(text);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

function tokenSource(token: Token, locale: string): string {
  if (token.startsWith('MMM'))
    return `${[...names(locale, 'month', 'long'), ...names(locale, 'month', 'short')].map((name) => `${escapePattern(name)}\\.?`).join('|')}`;
  if (token.startsWith('EEE')) return '\\p{L}+\\.?';
  if (token === 'yyyy') return '\\d{4}';
  if (token === 'a') return '[ap]\\.?m\\.?';
  if (token.startsWith('X') || token === 'Z') return 'Z|[+-]\\d\\d(?::?\\d\\d)?';
  if (token === 'S') return '\\d{1,9}';
  return token.length === 1 ? '\\d{1,2}' : `\\d{${token.length}}`;
}

function literalSource(literal: string): string {
  return literal === ' ' ? '\\s+' : escapePattern(literal);
}

function formatToken(token: Token, date: Date, offsetMs: number, locale: string): string {
  const wide = (value: number) => String(value).padStart(token.length, '0');
  switch (token.charAt(0)) {
    case 'y':
      return token === 'yy' ? String(date.getUTCFullYear() % 100).padStart(2, '0') : wide(date.getUTCFullYear());
    case 'M':
      if (token.length > 2)
        return names(locale, 'month', token === 'MMMM' ? 'long' : 'short')[date.getUTCMonth()] ?? '';
      return wide(date.getUTCMonth() + 1);
    case 'd':
      return wide(date.getUTCDate());
    case 'E':
      return names(locale, 'weekday', token === 'EEEE' ? 'long' : 'short')[date.getUTCDay()] ?? '';
    case 'H':
      return wide(date.getUTCHours());
    case 'h':
      return wide(date.getUTCHours() % 12 || 12);
    case 'm':
      return wide(date.getUTCMinutes());
    case 's':
      return wide(date.getUTCSeconds());
    case 'S':
      return String(date.getUTCMilliseconds()).padStart(3, '0').slice(0, token.length);
    case 'a':
      return date.getUTCHours() < 12 ? 'AM' : 'PM';
    default:
      return offsetText(offsetMs);
  }
}

function offsetText(offsetMs: number): string {
  if (offsetMs === 0) return 'Z';
  const minutes = Math.abs(Math.round(offsetMs / 60_000));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const namesByKey = new Map<string, readonly string[]>();

/** Names of the months, or of the weekdays from Sunday. */
function names(locale: string, what: 'month' | 'weekday', style: 'long' | 'short'): readonly string[] {
  const key = `${locale} ${what} ${style}`;
  let known = namesByKey.get(key);
  if (known === undefined) {
    const format = new Intl.DateTimeFormat(locale, { [what]: style, timeZone: 'UTC' });
    // 2 January 2000 was a Sunday.
    const days = Array.from({ length: what === 'month' ? 12 : 7 }, (_, index) =>
      what === 'month' ? Date.UTC(2000, index, 1) : Date.UTC(2000, 0, 2 + index),
    );
    known = days.map((day) => format.format(day).replace(/\.$/, ''));
    namesByKey.set(key, known);
  }
  return known;
}

function monthNumber(name: string, locale: string): number {
  const wanted = name.replace(/\.$/, '').toLocaleLowerCase(locale);
  for (const style of ['long', 'short'] as const) {
    const index = names(locale, 'month', style).findIndex((each) => each.toLocaleLowerCase(locale) === wanted);
    if (index >= 0) return index + 1;
  }
  return 0;
}
