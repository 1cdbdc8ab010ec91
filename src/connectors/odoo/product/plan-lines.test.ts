import { describe, expect, it } from 'vitest';
import type { Variant } from '../../../core/records/product.ts';
import { type LineInput, planLineChanges } from './plan-lines.ts';

const ids: Readonly<Record<string, number>> = { Size: 1, Colour: 2, S: 10, M: 11, L: 12, Red: 20, Blue: 21 };
const variant = (id: string, optionValues: Record<string, string>): Variant => ({ id, optionValues });
const input = (more: Partial<LineInput>): LineInput => ({
  lines: [],
  standing: [],
  coming: [],
  attributeId: (option) => ids[option] ?? 0,
  valueId: (_, value) => ids[value] ?? 0,
  ...more,
});
const size = { id: 100, attributeId: 1, valueIds: [10, 11] };

describe('lines of a product that gets a variant', () => {
  it('get the values that they lack, and never lose one', () => {
    const coming = [variant('c', { Size: 'L' }), variant('d', { Size: 'M' })];
    expect(planLineChanges(input({ lines: [size], coming }))).toEqual({
      newLines: [],
      newValues: [{ attributeId: 1, valueIds: [12] }],
    });
  });

  it('begin with the one value of the variants that are there: Odoo would replace them otherwise', () => {
    const plan = planLineChanges(
      input({ standing: [variant('a', { Size: 'S' })], coming: [variant('b', { Size: 'M' })] }),
    );
    expect(plan).toEqual({
      newLines: [{ attributeId: 1, valueId: 10 }],
      newValues: [{ attributeId: 1, valueIds: [11] }],
    });
  });

  it('are not guessed where the variants that are there would differ, or would lack a value', () => {
    const standing = [variant('a', { Size: 'S', Colour: 'Red' }), variant('b', { Size: 'M', Colour: 'Blue' })];
    const coming = [variant('c', { Size: 'L', Colour: 'Red' })];
    const refusal = expect.objectContaining({ code: 'odoo_unsupported_change' });
    expect(() => planLineChanges(input({ lines: [size], standing, coming }))).toThrow(refusal);
    const both = [size, { id: 101, attributeId: 2, valueIds: [20, 21] }];
    expect(() => planLineChanges(input({ lines: both, coming: [variant('c', { Size: 'L' })] }))).toThrow(refusal);
  });
});
