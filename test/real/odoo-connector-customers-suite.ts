import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Values } from '../../src/core/value.ts';
import { addItem, type Bench, type ConnectorTarget, change, childId, createBench } from './odoo-connector-fixture.ts';

/** Customers and their addresses. */
export function customerSuite(target: () => ConnectorTarget): void {
  describe('customers', () => {
    let bench: Bench;
    beforeAll(async () => {
      bench = await createBench(target());
    });
    afterAll(() => bench?.close());

    const jane = (id: string): Values => ({
      name: `${bench.tag} ${id}`,
      email: `${bench.tag}.${id}@example.com`,
      phone: '+33 1 23 45 67 89',
      company: 'Acme',
      isCompany: false,
      language: 'fr',
      note: 'First <line>\nSecond & last',
      tags: [`${bench.tag} vip`],
      addresses: [
        {
          id: 'ship',
          kind: 'shipping',
          name: 'Jane',
          street: '2 Ship St',
          city: 'Lyon',
          zip: '69001',
          countryCode: 'FR',
          phone: '1',
        },
        {
          id: 'main',
          kind: 'default',
          street: '1 Main St',
          city: 'San Francisco',
          provinceCode: 'CA',
          countryCode: 'US',
        },
        { id: 'bill', kind: 'billing', street: '3 Bill St', city: 'Nice', countryCode: 'FR' },
        { id: 'more', kind: 'other', street: '4 Other St', city: 'Nice' },
      ],
    });
    const below = (id: string) =>
      bench.staff.find('res.partner', [['parent_id', '=', Number(id)]], ['type', 'street', 'active', 'name']);

    it('arrive with every address at its place, none taken from the parent', async () => {
      const outcome = await bench.applied('customer', bench.create('customer', 'whole', jane('whole')));
      const { addresses, ...rest } = await bench.values('customer', outcome.id);
      const { addresses: sent, ...wanted } = jane('whole');
      expect(rest).toMatchObject({ ...wanted, language: 'fr-FR' });
      const known = new Map((addresses as Values[]).map((address) => [address.id, address]));
      for (const address of sent as Values[]) {
        const { id, ...fields } = address;
        expect(known.get(childId(outcome, String(id)))).toMatchObject(fields);
      }
      expect((await below(outcome.id)).map((row) => row.type).sort()).toEqual(['delivery', 'invoice', 'other']);
      expect((await bench.staff.read('res.partner', outcome.id, ['customer_rank'])).customer_rank).toBe(1);
    });

    it('made again after a lost answer stay one, with each address once', async () => {
      const write = bench.create('customer', 'again', jane('again'));
      const first = await bench.applied('customer', write);
      expect(await bench.applied('customer', write)).toEqual(first);
      expect(await below(first.id)).toHaveLength(3);
      const located = await bench
        .port('customer')
        .write?.locate([write, bench.create('customer', 'never', jane('never'))]);
      expect(located?.[1]).toEqual({ found: false });
      expect(located?.[0]).toMatchObject({ found: true, id: first.id, unfinished: [] });
    });

    it('are found by e-mail whatever its case, and their addresses and companies do not make them two', async () => {
      const email = `${bench.tag}.Co@example.com`;
      const company = await bench.staff.make('res.partner', { name: `${bench.tag} Co`, is_company: true, email });
      await bench.staff.make('res.partner', { name: 'Person', parent_id: company, email: email.toUpperCase() });
      await bench.staff.make('res.partner', {
        name: 'Bills',
        parent_id: company,
        type: 'invoice',
        email: `bills.${email}`,
      });
      const twin = `${bench.tag}.twin@example.com`;
      const first = await bench.staff.make('res.partner', { name: 'Twin 1', email: twin });
      const second = await bench.staff.make('res.partner', { name: 'Twin 2', email: twin, active: false });
      const hits = (await bench.port('customer').find?.('email', [email.toLowerCase(), `bills.${email}`, twin])) ?? [];
      expect(hits).toEqual([
        { value: email.toLowerCase(), id: String(company) },
        { value: `bills.${email}`, id: String(company) },
        { value: twin, id: String(first) },
        { value: twin, id: String(second) },
      ]);
    });

    it('with codes that Odoo does not know are refused, naming field and value', async () => {
      const place = (address: Values): Values => ({ name: `${bench.tag} bad`, addresses: [{ id: 'a', ...address }] });
      const outcomes = await bench.apply(
        'customer',
        bench.create('customer', 'bad1', place({ street: 'x', countryCode: 'ZZ' })),
        bench.create('customer', 'bad2', place({ street: 'x', countryCode: 'FR', provinceCode: 'QQ' })),
        bench.create('customer', 'good', place({ street: 'x', countryCode: 'FR' })),
      );
      expect(outcomes).toMatchObject([
        {
          status: 'rejected',
          alone: true,
          error: { code: 'odoo_unknown_country', field: 'addresses[a].countryCode', value: 'ZZ' },
        },
        {
          status: 'rejected',
          alone: true,
          error: { code: 'odoo_unknown_province', field: 'addresses[a].provinceCode', value: 'QQ' },
        },
        { status: 'applied' },
      ]);
    });

    it('of a language that is not active are made without it, and a person is told', async () => {
      const [outcome] = await bench.apply(
        'customer',
        bench.create('customer', 'lang', { name: `${bench.tag} L`, language: 'tlh' }),
      );
      expect(outcome).toMatchObject({
        status: 'applied',
        warnings: ['The language tlh is not active in Odoo and was left out.'],
      });
    });

    it('whose address an order uses get another, so that old documents keep theirs', async () => {
      const values = jane('moved');
      const write = bench.create('customer', 'moved', values);
      const outcome = await bench.applied('customer', write);
      const old = childId(outcome, 'ship');
      await bench.staff.make('sale.order', { partner_id: Number(outcome.id), partner_shipping_id: Number(old) });
      const edits: Record<string, Values> = {
        ship: { street: '22 New St' },
        bill: { city: 'Cannes' },
        main: { zip: '94016' },
      };
      const moved = (values.addresses as Values[]).map((address) => ({ ...address, ...edits[String(address.id)] }));
      const added = { id: 'new', kind: 'shipping', street: '5 Fifth St', city: 'Lyon', countryCode: 'FR' };
      const wanted = { ...values, addresses: [...moved, added] };
      const update = bench.update(write, outcome, wanted as Values, [
        change('addresses[ship].street', '22 New St'),
        change('addresses[bill].city', 'Cannes'),
        change('addresses[main].zip', '94016'),
        addItem('addresses', added),
        change('phone', '2'),
      ]);
      const updated = await bench.applied('customer', update);
      expect(childId(updated, 'ship')).not.toBe(old);
      expect(await bench.staff.read('res.partner', old, ['street', 'active'])).toMatchObject({
        street: '2 Ship St',
        active: false,
      });
      const { addresses, phone } = await bench.values('customer', outcome.id);
      expect(phone).toBe('2');
      const streets = (addresses as Values[]).map((address) => [address.street, address.city, address.zip]);
      expect(streets).toHaveLength(5);
      expect(streets).toContainEqual(['22 New St', 'Lyon', '69001']);
      expect(streets).toContainEqual(['3 Bill St', 'Cannes', null]);
      expect(streets).toContainEqual(['1 Main St', 'San Francisco', '94016']);
      await bench.applied('customer', update);
      expect((await below(outcome.id)).filter((row) => row.active)).toHaveLength(4);
    });
  });
}
