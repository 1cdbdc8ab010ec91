import { notSimulated, OdooError, valueError } from '../errors.ts';
import { isTruthy, repr } from './convert.ts';
import { addDays, pythonString, zonedToUtc } from './dates.ts';
import type { Env } from './env.ts';
import type { Field } from './field.ts';
import { textMatcher } from './like.ts';
import type { Json, Row, Stored } from './values.ts';

export function comparable(operator: string, difference: number): boolean {
  switch (operator) {
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    default:
      return difference >= 0;
  }
}

type Read = (row: Row) => Stored;
type Test = (row: Row) => boolean;

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** A test of a stored date or datetime, as the version compares it. */
export function dateTest(env: Env, field: Field, operator: string, value: Json, read: Read): Test {
  if (operator === 'in' || operator === 'not in') {
    if (!Array.isArray(value)) throw notSimulated(`operator ${operator} with ${repr(value)}`);
    const tests = value.map((item) => dateTest(env, field, '=', item, read));
    const any: Test = (row) => tests.some((test) => test(row));
    return operator === 'in' ? any : (row) => !any(row);
  }
  if (operator === '!=') {
    const equal = dateTest(env, field, '=', value, read);
    return (row) => !equal(row);
  }
  if (operator.includes('like')) {
    const matches = textMatcher(operator, value);
    return (row) => matches(read(row));
  }
  if (!isTruthy(value)) return (row) => operator === '=' && !isTruthy(read(row) as Json);
  if (field.type === 'date') {
    const limit = moment(env, value).slice(0, 10);
    return compare(read, (own) => (operator === '=' ? own === limit : comparable(operator, order(own, limit))));
  }
  return env.version === 18 ? datetime18(env, operator, value, read) : datetime19(env, operator, value, read);
}

function compare(read: Read, passes: (own: string) => boolean): Test {
  return (row) => {
    const own = read(row);
    return typeof own === 'string' && passes(own);
  };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** 18 hands the text to PostgreSQL, which compares to the microsecond; a bare date means its first or last second. */
function datetime18(env: Env, operator: string, value: Json, read: Read): Test {
  let text = typeof value === 'string' ? value : '';
  if (typeof value !== 'string') throw dateOverflow(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) text += operator === '>' || operator === '<=' ? ' 23:59:59' : ' 00:00:00';
  const limit = micros(moment(env, text));
  return compare(read, (own) =>
    operator === '=' ? micros(own) === limit : comparable(operator, order(micros(own), limit)),
  );
}

/** 19 compares whole seconds: `=` takes the second, `>` means after it. */
function datetime19(env: Env, operator: string, value: Json, read: Read): Test {
  if (typeof value !== 'string') throw valueError(`Failed to cast ${repr(value)} into a datetime`);
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(value) || value === 'today';
  const limit = moment(env, value).slice(0, 19);
  if (operator === '=') return compare(read, (own) => own.slice(0, 19) === limit);
  if (operator === '>=') return compare(read, (own) => micros(own) >= micros(limit));
  if (operator === '<') return compare(read, (own) => micros(own) < micros(limit));
  const end = micros(isDate ? `${addDays(limit.slice(0, 10), 1)}${limit.slice(10)}` : plusSecond(limit));
  return compare(read, (own) => (operator === '>' ? micros(own) >= end : micros(own) < end));
}

function plusSecond(text: string): string {
  return new Date(Date.parse(`${text.replace(' ', 'T')}Z`) + 1000).toISOString().slice(0, 19).replace('T', ' ');
}

function micros(text: string): string {
  return text.length > 19 ? text.slice(0, 20) + text.slice(20).padEnd(6, '0') : `${text}.000000`;
}

function dateOverflow(value: Json): OdooError {
  const message = `date/time field value out of range: "${repr(value)}"\nHINT:  Perhaps you need a different "datestyle" setting.\n`;
  return new OdooError('psycopg2.errors.DatetimeFieldOverflow', message);
}

/** The moment that a text in a domain means: UTC, with a fraction if it has one. */
export function moment(env: Env, value: Json): string {
  const text = String(value).trim();
  const found = ISO.exec(text);
  if (found) {
    const [, date = '', time = '00:00', seconds = '00', fraction = '', zone] = found;
    if (zone && env.version === 19)
      throw valueError(`expecting only datetimes with no timezone: ${pythonString(text)}`);
    // PostgreSQL drops the zone of a timestamp without time zone: the wall clock counts
    checkCalendar(env, text, date, time);
    const whole = `${date} ${time}:${seconds}${fraction ? `.${fraction}` : ''}`;
    if (env.version === 19 && found[2] === undefined) return zonedToUtc(whole, zoneOf(env));
    return whole;
  }
  const { today, now } = env;
  if (text === 'now') return env.version === 18 ? env.tx.startedAt : now;
  if (text === 'today') return env.version === 19 ? zonedToUtc(`${today} 00:00:00`, zoneOf(env)) : `${today} 00:00:00`;
  if (env.version === 18 && text === 'yesterday') return `${addDays(today, -1)} 00:00:00`;
  if (env.version === 18 && text === 'tomorrow') return `${addDays(today, 1)} 00:00:00`;
  if (env.version === 19) throw notSimulatedOr(text);
  throw new OdooError('psycopg2.errors.InvalidDatetimeFormat', `invalid input syntax for type timestamp: "${text}"\n`);
}

/** A day that no calendar has: 19 says what is wrong with it, 18 lets PostgreSQL say so. */
function checkCalendar(env: Env, text: string, date: string, time: string): void {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const wrong =
    month < 1 || month > 12
      ? 'month must be in 1..12'
      : day < 1 || day > days
        ? 'day is out of range for month'
        : hour > 23
          ? 'hour must be in 0..23'
          : minute > 59
            ? 'minute must be in 0..59'
            : '';
  if (wrong === '') return;
  if (env.version === 19) throw valueError(wrong);
  const message = `date/time field value out of range: "${text}"\nHINT:  Perhaps you need a different "datestyle" setting.\n`;
  throw new OdooError('psycopg2.errors.DatetimeFieldOverflow', message);
}

function notSimulatedOr(text: string): OdooError {
  const word = text.split(' ')[0] ?? text;
  if (/^[=+-]/.test(word) || /^[a-z]/.test(word)) {
    if (/^[a-z]+$/.test(text)) return valueError(`Invalid term '${word}' in expression date: '${text}'`);
    return notSimulated(`date expression ${text}`);
  }
  return valueError(`Invalid isoformat string: ${pythonString(text)}`);
}

function zoneOf(env: Env): string {
  const { tz } = env.context;
  if (typeof tz === 'string' && tz !== '') return tz;
  const own = env.db.userTimezone(env.uid);
  return own || 'UTC';
}
