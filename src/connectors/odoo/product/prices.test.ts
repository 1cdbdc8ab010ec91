import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDecimals, equalDecimals, sumDecimals } from '../../../core/money.ts';
import { solveExtraPrices } from './extra-prices.ts';
import { planPriceChanges, type TemplatePrices } from './plan-price-change.ts';
import { planPrices } from './price-plan.ts';
import { countingRules, type PriceRule } from './pricelist.ts';

const cents = fc.integer({ min: 0, max: 9999 }).map((value) => (value / 100).toFixed(2));

describe('prices of a new product', () => {
  it('take the most frequent one for the product, so that the fewest variants need one of their own', () => {
    const variants = ['10', '12.50', '12.5', '9'].map((price, n) => ({ id: String(n), price }));
    expect(planPrices({ title: 'x', variants: [...variants, { id: 'none' }] })).toEqual({
      base: '12.50',
      own: new Map([
        ['0', '10'],
        ['3', '9'],
      ]),
    });
    expect(planPrices({ title: 'x', variants: [{ id: 'none' }] })).toEqual({ base: '0', own: new Map() });
  });

  it('that are a base and extras are found again, whatever they are', () => {
    fc.assert(
      fc.property(
        cents,
        fc.array(cents, { minLength: 1, maxLength: 4 }),
        fc.array(cents, { minLength: 1, maxLength: 4 }),
        (base, a, b) => {
          const variants = a.flatMap((x, i) =>
            b.map((y, j) => ({ values: [`a${i}`, `b${j}`], price: sumDecimals([base, x, y]) })),
          );
          const solved = solveExtraPrices(variants);
          if (solved === null) throw new Error('not solved');
          for (const { values, price } of variants) {
            const extra = sumDecimals(values.map((value) => solved.extras.get(value) ?? '0'));
            expect(equalDecimals(addDecimals(solved.base, extra), price)).toBe(true);
          }
        },
      ),
    );
  });

  it('that are no such sum are not forced into one', () => {
    const variants = ['10', '12', '15', '18'].map((price, n) => ({ values: [`a${n >> 1}`, `b${n & 1}`], price }));
    expect(solveExtraPrices(variants)).toBeNull();
  });
});

const rule = (id: number, variantId: number, price: string): [number, PriceRule] => [
  variantId,
  { id, variantId, templateId: 1, price },
];
const template = (more: Partial<TemplatePrices> = {}): TemplatePrices => ({
  listPrice: '10',
  variants: [1, 2, 3].map((id) => ({ id, leftover: false, extra: '0', optionValueIds: [id] })),
  rules: new Map(),
  ...more,
});

describe('a changed price', () => {
  it('moves the product’s price only when every variant that has none of its own moves to the same', () => {
    const both = new Map([
      [1, '11'],
      [2, '11'],
      [3, '11'],
    ]);
    expect(planPriceChanges(template(), both, true)).toMatchObject({ listPrice: '11', newRules: [] });
    const some = new Map([
      [1, '11'],
      [2, '11'],
    ]);
    expect(planPriceChanges(template(), some, true)).toMatchObject({
      listPrice: null,
      newRules: [
        { variantId: 1, price: '11' },
        { variantId: 2, price: '11' },
      ],
    });
    const ruled = template({ rules: new Map([rule(9, 3, '14')]) });
    expect(planPriceChanges(ruled, some, true)).toMatchObject({ listPrice: '11', newRules: [], changedRules: [] });
  });

  it('goes into the rule that the variant has, and is nothing when it is there already', () => {
    const ruled = template({ rules: new Map([rule(9, 3, '14')]) });
    expect(planPriceChanges(ruled, new Map([[3, '15']]), true)).toMatchObject({
      changedRules: [{ ruleId: 9, price: '15' }],
      newRules: [],
    });
    expect(
      planPriceChanges(
        ruled,
        new Map([
          [3, '14.00'],
          [1, '10.0'],
        ]),
        true,
      ),
    ).toMatchObject({ listPrice: null, changedRules: [], newRules: [] });
  });

  it('takes off what the option values add', () => {
    const one = template({ variants: [{ id: 1, leftover: false, extra: '2.5', optionValueIds: [1] }] });
    expect(planPriceChanges(one, new Map([[1, '12']]), true)).toMatchObject({ listPrice: '9.5' });
  });

  it('without a pricelist becomes extras, or is refused', () => {
    const change = planPriceChanges(template(), new Map([[2, '13']]), false);
    expect(change).toMatchObject({
      listPrice: '10',
      extras: new Map([
        [1, '0'],
        [2, '3'],
        [3, '0'],
      ]),
    });
    const crossed = template({
      variants: [
        [1, 3],
        [1, 4],
        [2, 3],
        [2, 4],
      ].map((optionValueIds, id) => ({ id, leftover: false, extra: '0', optionValueIds })),
    });
    expect(planPriceChanges(crossed, new Map([[3, '13']]), false)).toBeNull();
  });

  it('counts the rule that Odoo would take: the highest quantity, then the newest', () => {
    const row = (id: number, min_quantity: number, fixed_price: number) => ({
      id,
      product_id: 5,
      product_tmpl_id: 1,
      min_quantity,
      fixed_price,
    });
    expect(countingRules([row(3, 0, 7), row(1, 1, 8), row(2, 0, 9)], 2).get(5)).toMatchObject({ id: 1, price: '8' });
    expect(countingRules([row(3, 0, 7), row(2, 0, 9)], 2).get(5)).toMatchObject({ id: 3 });
  });
});
