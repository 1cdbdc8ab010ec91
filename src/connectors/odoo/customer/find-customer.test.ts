import { describe, expect, it } from 'vitest';
import type { OdooRow } from '../calls.ts';
import { mainContacts } from './find-customer.ts';

const row = (id: number, parent_id: number | false = false, type = 'contact'): OdooRow => ({ id, parent_id, type });
const main = (hits: readonly OdooRow[], ...others: readonly OdooRow[]) =>
  mainContacts(hits, new Map([...hits, ...others].map((one) => [one.id, one])));

describe('contacts with one e-mail', () => {
  it('are one customer where the others are addresses or people of it', () => {
    expect(main([row(1), row(2, 1, 'invoice'), row(3, 2, 'delivery'), row(4, 1)])).toEqual([1]);
    expect(main([row(2, 1, 'invoice')], row(1))).toEqual([1]);
    expect(main([row(3, 2), row(1)], row(2, 1))).toEqual([1]);
  });

  it('stay two where nothing says that they are one', () => {
    expect(main([row(1), row(2)])).toEqual([1, 2]);
    expect(main([row(2, 1), row(3, 1)], row(1))).toEqual([2, 3]);
  });
});
