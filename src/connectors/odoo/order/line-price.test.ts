import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalDecimals, multiplyDecimals, roundDecimal, subtractDecimals } from '../../../core/money.ts';
import { linePrice } from './line-price.ts';

const digits = { currency: 2, price: 2, discount: 2 };
const price = (
  quantity: string,
  unitPrice: string,
  discountAmount: string | null,
  discountPercent: string | null = null,
) => linePrice({ quantity, unitPrice, discountAmount, discountPercent }, digits);

describe('a discount', () => {
  it('is per cent where that is exact, else a lower price', () => {
    expect(price('2', '12.15', '2.43')).toEqual({ unitPrice: '12.15', discount: '10', net: '21.87' });
    expect(price('1', '999.99', '0.01')).toEqual({ unitPrice: '999.98', discount: '0', net: '999.98' });
    expect(price('3', '5', null, '15')).toMatchObject({ discount: '15', net: '12.75' });
    expect(price('2', '10', '2', '10')).toMatchObject({ discount: '10', unitPrice: '10', net: '18.00' });
  });

  it('gives the line its amount to the cent, when any form of it can', () => {
    const cents = (max: number) => fc.integer({ min: 1, max }).map((value) => (value / 100).toFixed(2));
    fc.assert(
      fc.property(cents(50_000), cents(100), (unitPrice, discountAmount) => {
        const wanted = roundDecimal(subtractDecimals(unitPrice, discountAmount), 2);
        expect(equalDecimals(price('1', unitPrice, discountAmount).net, wanted)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), cents(10_000), cents(100), (count, unitPrice, discountAmount) => {
        const unrounded = linePrice(
          { quantity: String(count), unitPrice, discountAmount, discountPercent: null },
          { ...digits, price: null },
        );
        const wanted = roundDecimal(subtractDecimals(multiplyDecimals(String(count), unitPrice), discountAmount), 2);
        expect(equalDecimals(unrounded.net, wanted)).toBe(true);
      }),
    );
  });

  it('of a free line is nothing', () => {
    expect(price('0', '12', '3')).toEqual({ unitPrice: '12', discount: '0', net: '0.00' });
  });
});
