/**
 * Decimal arithmetic on strings ("12.50"), exact and without floats; amounts of money are such strings.
 *
 * A decimal is an optional minus, digits, and optionally a point with digits. Anything else is refused
 * (`decimal_invalid`): blanks, `1e3`, `+5`, `.5`, `1,000.00`. Results are normalised: no needless zeros, no "-0".
 */
import { PasserelleError } from '../errors.ts';
import { currencyDigits } from './currency.ts';

/** More digits than any system stores; a bound, so that a broken file cannot keep a core busy. */
const MAX_LENGTH = 1000;
const SYNTAX = /^-?\d+(?:\.\d+)?$/;

interface Scaled {
  /** The value times ten to the power of `scale`. */
  readonly units: bigint;
  readonly scale: number;
}

export function isDecimal(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_LENGTH && SYNTAX.test(value);
}

/** The shortest form of a decimal: "010.50" is "10.5", "-0.00" is "0". Throws `decimal_invalid`. */
export function normaliseDecimal(text: string): string {
  requireDecimal(text);
  return trimZeros(text);
}

/** As `normaliseDecimal` for text already known to be a decimal. */
export function trimZeros(decimal: string): string {
  let start = decimal.charCodeAt(0) === 45 ? 1 : 0;
  const negative = start === 1;
  let end = decimal.length;
  if (decimal.includes('.')) {
    while (decimal.charCodeAt(end - 1) === 48) end -= 1;
    if (decimal.charCodeAt(end - 1) === 46) end -= 1;
  }
  while (start < end - 1 && decimal.charCodeAt(start) === 48 && decimal.charCodeAt(start + 1) !== 46) start += 1;
  const digits = decimal.slice(start, end);
  return negative && digits !== '0' ? `-${digits}` : digits;
}

/** A JSON number as a decimal: 1e-7 is "0.0000001". Rounded half up when `digits` is given. Throws `decimal_invalid`. */
export function decimalFromNumber(value: number, digits?: number): string {
  if (!Number.isFinite(value)) throw invalid(String(value), 'it is not a finite number');
  const [mantissa = '0', exponentText = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponentText);
  const units = BigInt(whole + fraction);
  const exact = scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
  const text = trimZeros(write(exact));
  return digits === undefined ? text : trimZeros(roundDecimal(text, digits));
}

export function compareDecimals(a: string, b: string): -1 | 0 | 1 {
  const [left, right] = align(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function equalDecimals(a: string, b: string): boolean {
  return a === b ? isDecimal(a) || compareDecimals(a, b) === 0 : compareDecimals(a, b) === 0;
}

export function isZero(decimal: string): boolean {
  return read(decimal).units === 0n;
}

/** -1, 0 or 1. */
export function signOf(decimal: string): -1 | 0 | 1 {
  const { units } = read(decimal);
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

export function addDecimals(a: string, b: string): string {
  const [left, right, scale] = align(a, b);
  return trimZeros(write({ units: left + right, scale }));
}

export function subtractDecimals(a: string, b: string): string {
  const [left, right, scale] = align(a, b);
  return trimZeros(write({ units: left - right, scale }));
}

export function multiplyDecimals(a: string, b: string): string {
  const left = read(a);
  const right = read(b);
  return trimZeros(write({ units: left.units * right.units, scale: left.scale + right.scale }));
}

/** a / b, rounded half up to `digits` decimals. Throws `decimal_invalid` for a zero divisor. */
export function divideDecimals(a: string, b: string, digits: number): string {
  const left = read(a);
  const right = read(b);
  if (right.units === 0n) throw invalid(b, 'nothing can be divided by zero');
  const shift = digits + right.scale - left.scale;
  const numerator = shift >= 0 ? left.units * 10n ** BigInt(shift) : left.units;
  const denominator = shift >= 0 ? right.units : right.units * 10n ** BigInt(-shift);
  return trimZeros(write({ units: divideHalfUp(numerator, denominator), scale: digits }));
}

/** "0" for an empty list. */
export function sumDecimals(decimals: Iterable<string>): string {
  let total = '0';
  for (const decimal of decimals) total = addDecimals(total, decimal);
  return total;
}

export function negateDecimal(decimal: string): string {
  const { units, scale } = read(decimal);
  return trimZeros(write({ units: -units, scale }));
}

export function absDecimal(decimal: string): string {
  const { units, scale } = read(decimal);
  return trimZeros(write({ units: units < 0n ? -units : units, scale }));
}

/** Rounded half up, away from zero (as Odoo rounds), with exactly `digits` decimals: ("2.345", 2) is "2.35". */
export function roundDecimal(decimal: string, digits: number): string {
  const { units, scale } = read(decimal);
  if (scale <= digits) return write({ units: units * 10n ** BigInt(digits - scale), scale: digits });
  return write({ units: divideHalfUp(units, 10n ** BigInt(scale - digits)), scale: digits });
}

/** An amount with exactly its currency's decimals: ("2.5", "EUR") is "2.50", ("2.5", "JPY") is "3". Throws `currency_unknown`. */
export function roundMoney(amount: string, currency: string): string {
  return roundDecimal(amount, currencyDigits(currency));
}

function requireDecimal(text: string): void {
  if (isDecimal(text)) return;
  throw invalid(text, whyNotDecimal(text));
}

function whyNotDecimal(text: unknown): string {
  if (typeof text !== 'string') return `it is ${text === null ? 'null' : `a ${typeof text}`}, not text`;
  if (text.trim() === '') return 'it is empty';
  if (text.length > MAX_LENGTH) return `it is longer than ${MAX_LENGTH} characters`;
  if (text !== text.trim()) return 'it has blanks around it';
  if (/^[+-]?[\d.,' ]*,[\d]*$/.test(text)) return 'it has a comma; the decimal sign is a point';
  if (/e/i.test(text) && Number.isFinite(Number(text))) return 'it has an exponent';
  if (text.startsWith('+')) return 'it has a plus sign';
  return 'a decimal is digits with at most one point, such as 12.50';
}

function invalid(value: unknown, reason: string): PasserelleError {
  const shown = typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : String(value);
  return new PasserelleError('decimal_invalid', `${shown} is not a decimal number: ${reason}.`, { value });
}

function read(text: string): Scaled {
  requireDecimal(text);
  const point = text.indexOf('.');
  if (point < 0) return { units: BigInt(text), scale: 0 };
  return { units: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
}

function align(a: string, b: string): [left: bigint, right: bigint, scale: number] {
  const left = read(a);
  const right = read(b);
  const scale = Math.max(left.scale, right.scale);
  return [left.units * 10n ** BigInt(scale - left.scale), right.units * 10n ** BigInt(scale - right.scale), scale];
}

function write({ units, scale }: Scaled): string {
  if (scale === 0) return units.toString();
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(scale + 1, '0');
  return `${negative ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const top = numerator < 0n ? -numerator : numerator;
  const bottom = denominator < 0n ? -denominator : denominator;
  const quotient = (2n * top + bottom) / (2n * bottom);
  return negative ? -quotient : quotient;
}
