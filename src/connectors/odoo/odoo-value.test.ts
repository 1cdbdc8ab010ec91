import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boolean,
  decimal,
  many,
  one,
  readDatetime,
  readDecimal,
  text,
  toCells,
  toVals,
  writeDatetime,
} from './odoo-value.ts';

describe('values of Odoo', () => {
  it('are cells of load: booleans as text, relations by database id, nothing as an empty cell', () => {
    const values = {
      a: text('x'),
      b: decimal('12.10'),
      c: boolean(false),
      d: one(7),
      e: many([1, 2]),
      f: one(null),
      g: many([]),
      h: text(null),
    };
    expect(toCells(values, 'line/')).toEqual({
      'line/a': 'x',
      'line/b': '12.10',
      'line/c': 'False',
      'line/d/.id': '7',
      'line/e/.id': '1,2',
      'line/f/.id': '',
      'line/g/.id': '',
      'line/h': '',
    });
  });

  it('are values of write: bare ids, replacing lists, false for nothing', () => {
    const values = { a: text(null), b: decimal('12.10'), c: boolean(true), d: one(7), e: many([1]), f: one(null) };
    expect(toVals(values)).toEqual({ a: false, b: 12.1, c: true, d: 7, e: [[6, 0, [1]]], f: false });
  });

  it('are read without the noise of floats', () => {
    expect(readDecimal(12.1, 2)).toBe('12.1');
    expect(readDecimal(0.1 + 0.2, null)).toBe('0.3');
    expect(readDecimal(8.456789, null)).toBe('8.456789');
    expect(readDecimal(1e-7, null)).toBe('0.0000001');
    expect(readDecimal(false, 2)).toBeNull();
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (cents) => {
        expect(Number(readDecimal(cents / 100, 2))).toBe(cents / 100);
        expect(readDecimal(cents / 100, null)).toBe(readDecimal(cents / 100, 2));
      }),
    );
  });

  it('are times in UTC, whatever the zone they came in', () => {
    expect(writeDatetime('2026-03-29T01:30:00+02:00')).toBe('2026-03-28 23:30:00');
    expect(readDatetime('2026-03-28 23:30:00')).toBe('2026-03-28T23:30:00Z');
    expect(readDatetime(false)).toBeNull();
  });
});
