import { describe, expect, it } from 'vitest';
import { hasPlace, servesFor, whereabouts } from './order-addresses.ts';

const customer = whereabouts({ name: 'Jane Doe', company: 'Acme', street: '1 Main', city: 'Paris', countryCode: 'FR' });
const wanted = (more: object) => whereabouts({ street: ' 1  MAIN', city: 'paris', countryCode: 'FR', ...more });

describe('a contact serves for an address of an order', () => {
  it('when it says the same, however it is written', () => {
    expect(servesFor(wanted({}), customer, customer)).toBe(true);
    expect(servesFor(wanted({ name: 'jane doe', company: 'ACME' }), customer, customer)).toBe(true);
  });

  it('never for another person, company or place: the parcel would go astray', () => {
    for (const more of [{ name: 'Bob' }, { company: 'Other' }, { street2: 'Floor 2' }, { zip: '75001' }]) {
      expect(servesFor(wanted(more), customer, customer)).toBe(false);
    }
  });

  it('below the customer under his name when it has none of its own', () => {
    const nameless = { ...customer, name: '', company: '' };
    expect(servesFor(wanted({ name: 'Jane Doe' }), nameless, customer)).toBe(true);
    expect(servesFor(wanted({ name: 'Bob' }), nameless, customer)).toBe(false);
  });

  it('only where there is an address at all', () => {
    expect([null, undefined, {}, { name: 'Bob' }, { street: ' ' }, { city: 'x' }].map((one) => hasPlace(one))).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});
