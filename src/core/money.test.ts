import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalArbitrary } from '../../test/arbitraries.ts';
import { currencyDigits } from './currency.ts';
import {
  absDecimal,
  addDecimals,
  compareDecimals,
  decimalFromNumber,
  divideDecimals,
  equalDecimals,
  isDecimal,
  multiplyDecimals,
  negateDecimal,
  normaliseDecimal,
  roundDecimal,
  roundMoney,
  signOf,
  subtractDecimals,
  sumDecimals,
} from './money.ts';

const decimals = decimalArbitrary();

describe('reading decimals', () => {
  test.each([
    ['', 'empty'],
    [' 1', 'blanks'],
    ['1,5', 'comma'],
    ['1.234,50', 'comma'],
    ['1e3', 'exponent'],
    ['+5', 'plus'],
    ['.5', 'digits'],
    ['5.', 'digits'],
    ['--5', 'digits'],
    ['NaN', 'digits'],
    ['12€', 'digits'],
    ['1'.repeat(1001), 'longer'],
  ])('an amount that is not clear (%j) is refused with the reason, not guessed', (text, reason) => {
    expect(isDecimal(text)).toBe(false);
    expect(() => normaliseDecimal(text)).toThrowError(
      expect.objectContaining({ code: 'decimal_invalid', message: expect.stringContaining(reason) }),
    );
  });

  test.each([
    ['010.50', '10.5'],
    ['-0.00', '0'],
    ['100', '100'],
    ['0.10', '0.1'],
    ['-00.5', '-0.5'],
    ['00', '0'],
    ['10.00', '10'],
  ])('%s has one form, %s, so equal amounts look equal', (text, normal) => {
    expect(normaliseDecimal(text)).toBe(normal);
  });

  test.each([
    [0.1, '0.1'],
    [1e-7, '0.0000001'],
    [1e21, '1000000000000000000000'],
    [-2.5e-3, '-0.0025'],
    [12, '12'],
    [-0, '0'],
  ])('the JSON number %s keeps its value', (value, text) => {
    expect(decimalFromNumber(value)).toBe(text);
  });

  test('a JSON number with float dust is cleaned by rounding', () => {
    expect(decimalFromNumber(0.1 + 0.2, 2)).toBe('0.3');
    expect(() => decimalFromNumber(Number.NaN)).toThrowError(expect.objectContaining({ code: 'decimal_invalid' }));
  });

  test('every JSON number survives the way to a decimal and back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(decimalFromNumber(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe('arithmetic', () => {
  test('a cent is never lost: sums and differences are exact', () => {
    expect(addDecimals('0.1', '0.2')).toBe('0.3');
    fc.assert(
      fc.property(decimals, decimals, decimals, (a, b, c) => {
        expect(equalDecimals(subtractDecimals(addDecimals(a, b), b), a)).toBe(true);
        expect(addDecimals(a, b)).toBe(addDecimals(b, a));
        expect(addDecimals(addDecimals(a, b), c)).toBe(sumDecimals([c, b, a]));
        expect(addDecimals(a, negateDecimal(a))).toBe('0');
      }),
    );
  });

  test('products are exact and distribute over sums', () => {
    fc.assert(
      fc.property(decimals, decimals, decimals, (a, b, c) => {
        const together = multiplyDecimals(a, addDecimals(b, c));
        expect(together).toBe(addDecimals(multiplyDecimals(a, b), multiplyDecimals(a, c)));
      }),
    );
  });

  test('a quotient is off by at most half of its last digit', () => {
    fc.assert(
      fc.property(decimals, decimals, fc.integer({ min: 0, max: 8 }), (a, b, digits) => {
        fc.pre(signOf(b) !== 0);
        const error = absDecimal(subtractDecimals(multiplyDecimals(divideDecimals(a, b, digits), b), a));
        const allowed = multiplyDecimals(absDecimal(b), digits === 0 ? '0.5' : `0.${'0'.repeat(digits)}5`);
        expect(compareDecimals(error, allowed)).toBeLessThanOrEqual(0);
      }),
    );
    expect(() => divideDecimals('1', '0.00', 2)).toThrowError(expect.objectContaining({ code: 'decimal_invalid' }));
  });

  test('order is total and agrees with the sign of the difference', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(compareDecimals(a, b)).toBe(signOf(subtractDecimals(a, b)));
        expect(equalDecimals(a, b)).toBe(normaliseDecimal(a) === normaliseDecimal(b));
      }),
    );
  });

  test('every result is a decimal in its shortest form', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        for (const result of [addDecimals(a, b), subtractDecimals(a, b), multiplyDecimals(a, b), negateDecimal(a)]) {
          expect(isDecimal(result)).toBe(true);
          expect(normaliseDecimal(result)).toBe(result);
        }
      }),
    );
  });
});

describe('rounding', () => {
  test.each([
    ['2.345', 2, '2.35'],
    ['-2.345', 2, '-2.35'],
    ['2.344999', 2, '2.34'],
    ['2', 2, '2.00'],
    ['-0.004', 2, '0.00'],
    ['999.995', 2, '1000.00'],
    ['0.5', 0, '1'],
  ])('%s to %i decimals is %s, as Odoo rounds', (decimal, digits, rounded) => {
    expect(roundDecimal(decimal, digits)).toBe(rounded);
  });

  test.each([
    ['2.5', 'EUR', '2.50'],
    ['2.5', 'JPY', '3'],
    ['2.5', 'KWD', '2.500'],
    ['2.5', 'CLF', '2.5000'],
  ])('%s %s is %s', (amount, currency, rounded) => {
    expect(roundMoney(amount, currency)).toBe(rounded);
  });

  test('a misspelt currency is an error, not two decimals', () => {
    expect(() => currencyDigits('eur')).toThrowError(
      expect.objectContaining({ code: 'currency_unknown', value: 'eur' }),
    );
  });

  test('rounding twice changes nothing and stays within half a unit', () => {
    fc.assert(
      fc.property(decimals, fc.integer({ min: 0, max: 6 }), (a, digits) => {
        const once = roundDecimal(a, digits);
        expect(roundDecimal(once, digits)).toBe(once);
        const error = absDecimal(subtractDecimals(once, a));
        expect(compareDecimals(error, `0.${'0'.repeat(digits)}5`)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
