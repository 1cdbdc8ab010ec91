import { describe, expect, it } from 'vitest';
import type { Product, Variant } from '../../../core/records/product.ts';
import { combinationKey, planOptions } from './options.ts';

const variant = (id: string, optionValues?: Record<string, string>): Variant => ({
  id,
  ...(optionValues && { optionValues }),
});
const product = (variants: readonly Variant[], more: Partial<Product> = {}): Product => ({
  title: 'x',
  variants: [...variants],
  ...more,
});

describe('options of a product', () => {
  it('are those that variants use, in the order of the option’s own list', () => {
    const options = [{ name: 'Size', values: ['XL', 'M', 'S'] }];
    const plan = planOptions(product([variant('1', { Size: 'S' }), variant('2', { Size: 'M' })], { options }));
    expect(plan).toEqual([{ name: 'Size', values: ['M', 'S'] }]);
  });

  it('are none for a plain product', () => {
    expect(planOptions(product([variant('1')], { options: [] }))).toEqual([]);
    expect(planOptions(product([variant('1', {})], { options: null }))).toEqual([]);
  });

  it.each([
    ['missing', [variant('1', { Size: 'S', Colour: 'Red' }), variant('2', { Size: 'M' })]],
    ['blank', [variant('1', { Size: ' ' })]],
    ['repeated', [variant('1', { Size: 'S' }), variant('2', { Size: 'S' })]],
    ['repeated in another order', [variant('1', { A: '1', B: '2' }), variant('2', { B: '2', A: '1' })]],
    ['lacking altogether', [variant('1'), variant('2')]],
  ])('are refused when %s: Odoo would make a variant that nobody can order', (_, variants) => {
    expect(() => planOptions(product(variants))).toThrow(expect.objectContaining({ code: 'odoo_variant_options' }));
  });

  it('make the same combination in any order', () => {
    expect(
      combinationKey([
        ['b', '2'],
        ['a', '1'],
      ]),
    ).toBe(
      combinationKey([
        ['a', '1'],
        ['b', '2'],
      ]),
    );
    expect(combinationKey([['a', '1']])).not.toBe(combinationKey([['a', '2']]));
  });
});
