import { afterEach, describe, expect, it } from 'vitest';
import { createOf, readOne, startTestShop, type TestShop } from '../../../../test/conformance/shopify-shop.ts';
import type { UpdateWrite } from '../../../core/connector.ts';
import type { Values } from '../../../core/value.ts';

let test: TestShop;
afterEach(() => test?.stop());

const ANA: Values = {
  name: 'Ana Ruiz',
  email: 'Ana.Ruiz@example.com',
  phone: '+34 600 000 001',
  language: 'es',
  tags: ['vip'],
  addresses: [
    {
      id: 'a',
      kind: 'default',
      name: 'Ana Ruiz',
      street: 'Calle Mayor 1',
      city: 'Madrid',
      zip: '28013',
      countryCode: 'ES',
    },
    {
      id: 'b',
      kind: 'shipping',
      name: 'Ana Ruiz',
      company: 'Taller',
      street: 'Ronda 2',
      city: 'Lugo',
      zip: '27001',
      countryCode: 'ES',
    },
  ],
};

describe('a customer in Shopify', () => {
  it('is read back as it was created', async () => {
    test = await startTestShop();
    const [outcome] = (await test.customers.write?.apply([createOf(1, ANA)])) ?? [];
    if (outcome?.status !== 'applied') throw outcome?.error;
    const { values } = await readOne(test.customers, outcome.id);
    expect(values).toMatchObject({
      name: 'Ana Ruiz',
      firstName: 'Ana',
      lastName: 'Ruiz',
      email: 'ana.ruiz@example.com',
      phone: '+34600000001',
      tags: ['vip'],
      addresses: [
        { kind: 'default', name: 'Ana Ruiz', street: 'Calle Mayor 1', company: null },
        { kind: 'other', company: 'Taller', city: 'Lugo' },
      ],
    });
    expect(outcome.children?.map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it('whose addresses were cut off is found by its mark, with the addresses that came through', async () => {
    test = await startTestShop({ faults: { next: [null, 'lost-answer'], match: 'AddressCreate' } });
    const [outcome] = (await test.customers.write?.apply([createOf(1, ANA)])) ?? [];
    expect(outcome).toMatchObject({ status: 'unknown', error: { code: 'shopify_outcome_unknown' } });
    const [found] = (await test.customers.write?.locate([createOf(1, ANA)])) ?? [];
    expect(found).toMatchObject({ found: true, children: [{ key: 'a' }, { key: 'b' }], unfinished: [] });

    test.shop.faults.set({ next: ['cut'], match: 'AddressCreate' });
    await test.customers.write?.apply([createOf(2, { ...ANA, email: 'b@example.com', phone: null })]);
    const [other] = (await test.customers.write?.locate([createOf(2, ANA)])) ?? [];
    expect(other).toMatchObject({ found: true, children: [] });
  });

  it('is told apart from another one who has its e-mail', async () => {
    test = await startTestShop();
    await test.customers.write?.apply([createOf(1, ANA)]);
    const [other, same] =
      (await test.customers.write?.apply([
        createOf(2, { name: 'Ana R', email: 'ana.ruiz@example.com' }),
        createOf(1, ANA),
      ])) ?? [];
    expect(other).toMatchObject({
      status: 'rejected',
      error: { code: 'shopify_email_taken', field: 'email', value: 'ana.ruiz@example.com' },
    });
    expect(same?.status).toBe('unknown');
    expect(await test.customers.find?.('email', ['ANA.RUIZ@example.com', 'nobody@example.com'])).toHaveLength(1);
  });

  it('keeps what staff wrote into other fields, tags and addresses', async () => {
    test = await startTestShop();
    const [made] = (await test.customers.write?.apply([createOf(1, ANA)])) ?? [];
    if (made?.status !== 'applied') throw made?.error;
    const current = await readOne(test.customers, made.id);
    const [row] = test.shop.state.customers.values();
    if (row === undefined) throw new Error('no customer');
    row.note = 'Rings twice';
    row.tags.push('staff');
    const ids = Object.fromEntries((made.children ?? []).map(({ key, id }) => [key, id]));
    const write: UpdateWrite = {
      op: 'update',
      key: createOf(1, {}).key,
      sourceId: 's1',
      id: made.id,
      values: ANA,
      current,
      children: { addresses: ids },
      changes: [
        { op: 'set', path: 'name', field: 'name', before: 'Ana Ruiz', after: 'Ana María Ruiz' },
        { op: 'set', path: 'tags', field: 'tags', before: ['vip'], after: ['gold'] },
        {
          op: 'set',
          path: 'addresses[b].zip',
          field: 'addresses',
          key: 'b',
          itemField: 'zip',
          before: '27001',
          after: '27002',
        },
      ],
    };
    expect(await test.customers.write?.apply([write])).toMatchObject([{ status: 'applied', id: made.id }]);
    const { values } = await readOne(test.customers, made.id);
    expect(values).toMatchObject({
      firstName: 'Ana María',
      lastName: 'Ruiz',
      note: 'Rings twice',
      tags: ['gold', 'staff'],
      addresses: [{ zip: '28013' }, { zip: '27002', street: 'Ronda 2', company: 'Taller' }],
    });
  });

  it('whose address has a value of no known form stands without it, and stops nobody else', async () => {
    test = await startTestShop();
    const bad = createOf(1, { name: 'A', addresses: [{ id: 'a', street: 'Road 1', countryCode: 'QQ' }] });
    const [first, good] = (await test.customers.write?.apply([bad, createOf(2, ANA)])) ?? [];
    expect(first).toMatchObject({
      status: 'unknown',
      error: { code: 'shopify_user_error', field: 'address.countryCode' },
    });
    expect(await test.customers.write?.locate([bad])).toMatchObject([{ found: true, children: [] }]);
    expect(good?.status).toBe('applied');
  });
});
