import { describe, expect, it } from 'vitest';
import type { CustomerAddress } from '../../../core/records/customer.ts';
import type { Countries } from '../lookups/countries.ts';
import { toVals } from '../odoo-value.ts';
import { addressType, mainAddress, partnerName, partnerValues } from './partner-values.ts';

const countries: Countries = {
  countryId: (code) => code.charCodeAt(0),
  provinceId: () => 1,
  countryCode: () => null,
  provinceCode: () => null,
};
const ids = { tagIds: [], language: null, countries };
const address = (id: string, kind: 'default' | 'billing' | 'shipping'): CustomerAddress => ({ id, kind, street: id });

describe('a customer for Odoo', () => {
  it('has the default address as its own, and none of the others lost', () => {
    const all = [address('s', 'shipping'), address('b', 'billing'), address('d', 'default')];
    expect(mainAddress(all)?.id).toBe('d');
    expect(mainAddress(all.slice(0, 2))?.id).toBe('b');
    expect(mainAddress(all.slice(0, 1))?.id).toBe('s');
    expect(mainAddress([])).toBeNull();
  });

  it('never gets an address of type contact, which would take its parent’s', () => {
    expect(
      [null, 'default', 'billing', 'shipping', 'other'].map((kind) => addressType(kind as CustomerAddress['kind'])),
    ).toEqual(['other', 'other', 'invoice', 'delivery', 'other']);
  });

  it('is called by what there is', () => {
    expect(partnerName({ firstName: 'Ada', lastName: 'L' })).toBe('Ada L');
    expect(partnerName({ name: ' ', email: 'a@b.c' })).toBe('a@b.c');
    expect(() => partnerName({})).toThrow(expect.objectContaining({ code: 'odoo_customer_without_name' }));
  });

  it('gets only the fields that its source knows', () => {
    expect(toVals(partnerValues({ name: 'Ada' }, ids))).toEqual({ name: 'Ada', customer_rank: 1 });
    const known = partnerValues({ name: 'Acme', company: 'Acme', email: null, isCompany: true }, ids);
    expect(toVals(known)).toEqual({
      name: 'Acme',
      customer_rank: 1,
      is_company: true,
      email: false,
      company_name: false,
    });
  });
});
