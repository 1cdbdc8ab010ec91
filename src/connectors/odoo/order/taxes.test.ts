import { describe, expect, it } from 'vitest';
import { matchTaxes, type OdooTax } from './taxes.ts';

const tax = (id: number, rate: string, name = `${rate}%`, priceInclude = false): OdooTax => ({
  id,
  rate,
  name,
  priceInclude,
});
const known = [tax(1, '20'), tax(2, '20', 'VAT'), tax(3, '20', 'VAT inc', true), tax(4, '5.5'), tax(5, '0', 'Export')];
const match = (taxes: Parameters<typeof matchTaxes>[0], included = false, net = '100') =>
  matchTaxes(taxes, known, included, net, 'lines[1].taxes');

describe('taxes of a line', () => {
  it('are matched by rate and by whether the price contains them, then by name', () => {
    expect(match([])).toEqual([]);
    expect(match([{ title: 'VAT', rate: '20.00' }])).toEqual([2]);
    expect(match([{ title: 'TVA', rate: '20' }])).toEqual([1]);
    expect(match([{ title: 'VAT', rate: '20' }], true)).toEqual([3]);
    expect(match([{ rate: '5.5' }, { rate: '20' }])).toEqual([4, 1]);
    expect(match([{ rate: '0' }])).toEqual([5]);
  });

  it('that only have an amount are told by it', () => {
    expect(match([{ title: 'x', amount: '5.50' }])).toEqual([4]);
    expect(match([{ amount: '0' }])).toEqual([5]);
    expect(match([{ title: 'x', amount: '0.35' }], false, '6.45')).toEqual([4]);
    expect(match([{ title: 'VAT' }])).toEqual([2]);
  });

  it('that Odoo has not are refused: the order would have another total', () => {
    for (const bad of [{ rate: '7' }, { rate: '5.5', title: 'x' }, { title: 'nothing' }, { amount: '33' }]) {
      const refusal = expect.objectContaining({ code: 'odoo_order_tax_unmatched', field: 'lines[1].taxes' });
      expect(() => match([bad], bad.rate === '5.5')).toThrow(refusal);
    }
    expect(matchTaxes([{ rate: '0' }], [], false, '1', 'f')).toEqual([]);
  });
});
