import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Values } from '../../src/core/value.ts';
import {
  addItem,
  type Bench,
  type ConnectorTarget,
  change,
  childId,
  childMap,
  createBench,
  removeItem,
} from './odoo-connector-fixture.ts';

/** Changing products: Odoo changes more than it is asked to, and brings back what was put away. */
export function productUpdateSuite(target: () => ConnectorTarget): void {
  describe('changed products', () => {
    let bench: Bench;
    beforeAll(async () => {
      bench = await createBench(target());
    });
    afterAll(() => bench?.close());

    const option = () => `${bench.tag} size`;
    const variant = (id: string, size: string, price: string): Values => ({
      id,
      sku: `${bench.tag}-${id}`,
      optionValues: { [option()]: size },
      price,
    });
    const shirt = (id: string, ...variants: Values[]): Values => ({ title: `${bench.tag} ${id}`, variants });
    const prices = async (id: string) => {
      const variants = (await bench.values('product', id)).variants as Values[];
      return variants.map((one) => one.price);
    };
    const states = async (id: string) => {
      const rows = await bench.staff.find(
        'product.product',
        [['product_tmpl_id', '=', Number(id)]],
        ['default_code', 'active'],
      );
      return Object.fromEntries(rows.map((row) => [String(row.default_code).replace(`${bench.tag}-`, ''), row.active]));
    };

    it('keep everything that staff changed and the source did not', async () => {
      const values = {
        title: `${bench.tag} staff`,
        variants: [{ id: 'st', sku: `${bench.tag}-st`, price: '5', cost: '2' }],
      };
      const write = bench.create('product', 'st', values);
      const outcome = await bench.applied('product', write);
      await bench.staff.write('product.template', outcome.id, {
        description_sale: 'by staff',
        list_price: 7,
        weight: 3,
      });
      await bench.applied(
        'product',
        bench.update(write, outcome, values, [change('title', `${bench.tag} new`), change('variants[st].cost', '2.5')]),
      );
      const row = await bench.staff.read('product.template', outcome.id, [
        'name',
        'description_sale',
        'list_price',
        'weight',
        'standard_price',
        'default_code',
      ]);
      expect(row).toMatchObject({
        name: `${bench.tag} new`,
        description_sale: 'by staff',
        list_price: 7,
        weight: 3,
        standard_price: 2.5,
        default_code: `${bench.tag}-st`,
      });
    });

    it('many at once get each their own values, archived ones too', async () => {
      const ids = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6'];
      const writes = ids.map((id) =>
        bench.create('product', id, {
          title: `${bench.tag} ${id}`,
          status: id === 'm6' ? 'archived' : 'active',
          variants: [{ id, sku: `${bench.tag}-${id}`, price: '1' }],
        }),
      );
      const outcomes = await bench.apply('product', ...writes);
      const updates = writes.map((write, n) =>
        bench.update(write, outcomes[n] ?? { status: 'applied', id: '' }, write.values, [
          change('title', n < 2 ? `${bench.tag} same` : `${bench.tag} own ${n}`),
          change(`variants[${ids[n]}].price`, `${n + 1}.5`),
          change(`variants[${ids[n]}].weight`, `0.${n + 1}`),
        ]),
      );
      expect((await bench.apply('product', ...updates)).map((outcome) => outcome.status)).toEqual(
        ids.map(() => 'applied'),
      );
      for (const [n, outcome] of outcomes.entries()) {
        const read = await bench.values('product', outcome.status === 'applied' ? outcome.id : '');
        expect(read.title).toBe(n < 2 ? `${bench.tag} same` : `${bench.tag} own ${n}`);
        expect(read.variants).toMatchObject([{ price: `${n + 1}.5`, weight: `0.${n + 1}` }]);
      }
    });

    it('take a new price for one variant alone', async () => {
      const values = shirt('price', variant('p1', 'S', '10'), variant('p2', 'M', '10'), variant('p3', 'L', '12'));
      const write = bench.create('product', 'price', values);
      const outcome = await bench.applied('product', write);
      const update = (...changes: readonly (readonly [string, string])[]) =>
        bench.applied(
          'product',
          bench.update(
            write,
            outcome,
            values,
            changes.map(([key, price]) => change(`variants[${key}].price`, price)),
          ),
        );
      await update(['p2', '11']);
      expect(await prices(outcome.id)).toEqual(['10', '11', '12']);
      await update(['p3', '12.75'], ['p2', '9']);
      expect(await prices(outcome.id)).toEqual(['10', '9', '12.75']);
      await update(['p1', '20']);
      expect(await prices(outcome.id)).toEqual(['20', '9', '12.75']);
      const rules = await bench.staff.find(
        'product.pricelist.item',
        [['product_tmpl_id', '=', Number(outcome.id)]],
        ['id'],
      );
      expect(rules).toHaveLength(2);
    });

    it('get a variant with a new value, and what staff archived stays archived', async () => {
      const values = shirt('grow', variant('g1', 'S', '10'), variant('g2', 'M', '10'));
      const write = bench.create('product', 'grow', values);
      const outcome = await bench.applied('product', write);
      await bench.staff.write('product.product', childId(outcome, 'g2'), { active: false });
      const item = variant('g3', 'XL', '14');
      const wanted = { ...values, variants: [...(values.variants as Values[]), item] };
      const grown = await bench.applied('product', bench.update(write, outcome, wanted, [addItem('variants', item)]));
      expect(await states(outcome.id)).toEqual({ g1: true, g2: false, g3: true });
      expect(await prices(outcome.id)).toEqual(['10', '10', '14']);
      const repeat = await bench.applied('product', bench.update(write, outcome, wanted, [addItem('variants', item)]));
      expect(childId(repeat, 'g3')).toBe(childId(grown, 'g3'));
      expect(Object.keys(await states(outcome.id))).toHaveLength(3);
    });

    it('that had no options keep their only variant when they get some', async () => {
      const values = {
        title: `${bench.tag} plain`,
        variants: [{ id: 'o1', sku: `${bench.tag}-o1`, price: '5', barcode: `${bench.tag}o1` }],
      };
      const write = bench.create('product', 'plain', values);
      const outcome = await bench.applied('product', write);
      const item = variant('o2', 'M', '6');
      const wanted = { ...values, variants: [{ ...values.variants[0], optionValues: { [option()]: 'S' } }, item] };
      await bench.applied('product', bench.update(write, outcome, wanted as Values, [addItem('variants', item)]));
      const variants = (await bench.values('product', outcome.id)).variants as Values[];
      expect(variants).toMatchObject([
        {
          id: childId(outcome, 'o1'),
          sku: `${bench.tag}-o1`,
          barcode: `${bench.tag}o1`,
          price: '5',
          optionValues: { [option()]: 'S' },
        },
        { sku: `${bench.tag}-o2`, price: '6', optionValues: { [option()]: 'M' } },
      ]);
    });

    it('rename an option value of a variant without losing the variant', async () => {
      const values = shirt('recolour', variant('r1', 'S', '10'), variant('r2', 'M', '10'));
      const write = bench.create('product', 'recolour', values);
      const outcome = await bench.applied('product', write);
      const wanted = {
        ...values,
        variants: [
          { ...(values.variants as Values[])[0], optionValues: { [option()]: 'Small' } },
          (values.variants as Values[])[1],
        ],
      };
      await bench.applied(
        'product',
        bench.update(write, outcome, wanted as Values, [change('variants[r1].optionValues', { [option()]: 'Small' })]),
      );
      const variants = (await bench.values('product', outcome.id)).variants as Values[];
      expect(variants[0]).toMatchObject({
        id: childId(outcome, 'r1'),
        sku: `${bench.tag}-r1`,
        optionValues: { [option()]: 'Small' },
      });
    });

    it('whose source dropped a variant keep it, archived', async () => {
      const values = shirt('drop', variant('d1', 'S', '10'), variant('d2', 'M', '10'));
      const write = bench.create('product', 'drop', values);
      const outcome = await bench.applied('product', write);
      await bench.applied('product', bench.update(write, outcome, values, [removeItem('variants', 'd2')]));
      expect(await states(outcome.id)).toEqual({ d1: true, d2: false });
    });

    it('of which each variant is a product of its own are changed variant by variant', async () => {
      const parts = await Promise.all(
        ['k1', 'k2'].map((id) =>
          bench.applied(
            'product',
            bench.create('product', id, {
              title: `${bench.tag} ${id}`,
              variants: [{ id, sku: `${bench.tag}-${id}`, price: '3' }],
            }),
          ),
        ),
      );
      const id = parts.map((part) => part.id).join('+');
      const both = { status: 'applied' as const, id, children: parts.flatMap((part) => part.children ?? []) };
      const write = bench.create('product', 'composite', {});
      await bench.applied(
        'product',
        bench.update(write, both, {}, [change('variants[k2].price', '4'), change('variants[k1].cost', '1')]),
      );
      const read = await bench.values('product', id);
      expect(Object.keys(read)).toEqual(['variants']);
      expect(read.variants).toMatchObject([
        { price: '3', cost: '1' },
        { price: '4', cost: '0' },
      ]);
      const refused = await bench.apply('product', bench.update(write, both, {}, [addItem('variants', { id: 'k3' })]));
      expect(refused).toMatchObject([{ status: 'rejected', alone: true, error: { code: 'odoo_composite_product' } }]);
      expect(childMap(both.children)).toMatchObject({ variants: { k1: expect.any(String) } });
    });

    it('carry fields of Odoo’s own that a mapping names, customers and orders, too', async () => {
      const values = {
        title: `${bench.tag} own`,
        'native.description_sale': 'printed',
        'native.volume': '1.5',
        variants: [{ id: 'w' }],
      };
      const write = bench.create('product', 'own', values);
      const outcome = await bench.applied('product', write);
      const read = async () => {
        const [item] =
          (await bench
            .port('product')
            .read?.([outcome.id], { fields: ['native.description_sale', 'native.sale_ok', 'native.volume'] })) ?? [];
        return item?.ok === true ? item.record.values : {};
      };
      expect(await read()).toEqual({
        'native.description_sale': 'printed',
        'native.sale_ok': true,
        'native.volume': '1.5',
      });
      await bench.applied(
        'product',
        bench.update(write, outcome, values, [
          change('native.description_sale', null),
          change('native.sale_ok', false),
        ]),
      );
      expect(await read()).toEqual({
        'native.description_sale': null,
        'native.sale_ok': false,
        'native.volume': '1.5',
      });
      const customer = await bench.applied(
        'customer',
        bench.create('customer', 'own', {
          name: bench.tag,
          'native.website': 'https://example.com',
          'native.color': 3,
        }),
      );
      expect(await bench.staff.read('res.partner', customer.id, ['website', 'color'])).toMatchObject({
        website: 'https://example.com',
        color: 3,
      });
      const { fields } = await bench.port('product').schema();
      expect(fields.find((field) => field.path === 'native.description_sale')).toMatchObject({ type: 'text' });
    });

    it('that are gone are refused one by one', async () => {
      const write = bench.create('product', 'lost', shirt('lost', { id: 'x', sku: `${bench.tag}-lost` }));
      const outcome = { status: 'applied' as const, id: '99999999', children: [] };
      const refused = await bench.apply('product', bench.update(write, outcome, {}, [change('title', 'x')]));
      expect(refused).toMatchObject([{ status: 'rejected', alone: true, error: { code: 'odoo_missing_record' } }]);
    });
  });
}
