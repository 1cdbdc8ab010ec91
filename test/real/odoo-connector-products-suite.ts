import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Values } from '../../src/core/value.ts';
import { type Bench, type ConnectorTarget, childId, createBench } from './odoo-connector-fixture.ts';

/** Creating, finding and reading products: each test is a trap of Odoo that would cost a user data. */
export function productCreateSuite(target: () => ConnectorTarget): void {
  describe('new products', () => {
    let bench: Bench;
    beforeAll(async () => {
      bench = await createBench(target());
    });
    afterAll(() => bench?.close());

    const plain = (id: string, more: Values = {}, variant: Values = {}): Values => ({
      title: `${bench.tag} ${id}`,
      variants: [{ id: `v${id}`, sku: `${bench.tag}-${id}`, price: '12.10', ...variant }],
      ...more,
    });
    const shirt = (id: string, options = { colour: `${bench.tag} colour`, size: `${bench.tag} size` }): Values => ({
      title: `${bench.tag} shirt ${id}`,
      options: [
        { name: options.colour, values: ['Red', 'Blue'] },
        { name: options.size, values: ['S', 'M'] },
      ],
      variants: [
        ['Red', 'S', '10'],
        ['Red', 'M', '10'],
        ['Blue', 'S', '12.5'],
      ].map(([colour = '', size = '', price = ''], n) => ({
        id: `${id}-${n}`,
        sku: `${bench.tag}-${id}-${n}`,
        barcode: `${bench.tag}${id}${n}`,
        optionValues: { [options.colour]: colour, [options.size]: size },
        price,
        cost: '3.30',
        weight: '0.25',
        tracked: true,
      })),
    });
    const count = async (model: string, domain: readonly unknown[]) =>
      (await bench.staff.find(model, domain, ['id'])).length;

    it('arrive whole, and read back as they were sent', async () => {
      const values = plain(
        'whole',
        {
          descriptionHtml: '<p>Soft <b>and</b> warm</p>',
          status: 'active',
          kind: 'goods',
          categoryPath: [`${bench.tag} root`, `${bench.tag} leaf`],
          tags: [`${bench.tag} a`, `${bench.tag} b`],
        },
        { barcode: `${bench.tag}1`, cost: '3.3', weight: '0.25', price: '12.1', tracked: true },
      );
      const { id } = await bench.applied('product', bench.create('product', 'whole', values));
      const read = await bench.values('product', id);
      expect(read).toMatchObject({
        ...values,
        variants: [{ ...(values.variants as Values[])[0], id: expect.any(String) }],
      });
    });

    it('without a price cost nothing, not the 1.00 that Odoo would invent', async () => {
      const values = { title: `${bench.tag} free`, variants: [{ id: 'free' }] };
      const { id } = await bench.applied('product', bench.create('product', 'free', values));
      expect((await bench.staff.read('product.template', id, ['list_price'])).list_price).toBe(0);
    });

    it('that are drafts are not for sale, archived ones are hidden and yet found', async () => {
      const [draft, archived] = await bench.apply(
        'product',
        bench.create('product', 'draft', plain('draft', { status: 'draft' })),
        bench.create('product', 'archived', plain('archived', { status: 'archived' }, { cost: '2', weight: '3' })),
      );
      expect([draft?.status, archived?.status]).toEqual(['applied', 'applied']);
      const hits = await bench.port('product').find?.('variants.sku', [`${bench.tag}-draft`, `${bench.tag}-archived`]);
      expect(hits).toHaveLength(2);
      const status = await Promise.all((hits ?? []).map((hit) => bench.values('product', hit.parentId ?? '')));
      expect(status.map((values) => values.status).sort()).toEqual(['archived', 'draft']);
      const [variant] = (await bench.values('product', archived?.status === 'applied' ? archived.id : ''))
        .variants as Values[];
      expect(variant).toMatchObject({ sku: `${bench.tag}-archived`, price: '12.1', cost: '2', weight: '3' });
    });

    it('made again after a lost answer stay one, with the same variants, lines and prices', async () => {
      const write = bench.create('product', 'again', shirt('again'));
      const first = await bench.applied('product', write);
      const second = await bench.applied('product', write);
      expect(second).toEqual(first);
      const domain = [['product_tmpl_id', '=', Number(first.id)]];
      expect(await count('product.product', domain)).toBe(3);
      expect(await count('product.template.attribute.line', domain)).toBe(2);
      expect(await count('product.pricelist.item', domain)).toBe(1);
      const located = await bench.port('product').write?.locate([write]);
      expect(located).toEqual([{ found: true, id: first.id, children: first.children, unfinished: [] }]);
    });

    it('made twice at the same time stay one', async () => {
      const writes = ['c1', 'c2', 'c3'].map((id) => bench.create('product', id, plain(id)));
      const other = (await bench.open()).records.product?.write;
      await Promise.all([bench.apply('product', ...writes), other?.apply(writes)]);
      expect(
        await count('product.product', [['default_code', 'in', ['c1', 'c2', 'c3'].map((id) => `${bench.tag}-${id}`)]]),
      ).toBe(3);
    });

    it('have only the variants that are real, with prices of their own', async () => {
      const outcome = await bench.applied('product', bench.create('product', 'real', shirt('real')));
      const read = await bench.values('product', outcome.id);
      expect(read.options).toEqual([
        { name: `${bench.tag} colour`, values: ['Red', 'Blue'] },
        { name: `${bench.tag} size`, values: ['S', 'M'] },
      ]);
      const variants = read.variants as Values[];
      expect(variants.map((variant) => [variant.sku, variant.price, variant.cost, variant.weight])).toEqual([
        [`${bench.tag}-real-0`, '10', '3.3', '0.25'],
        [`${bench.tag}-real-1`, '10', '3.3', '0.25'],
        [`${bench.tag}-real-2`, '12.5', '3.3', '0.25'],
      ]);
      expect(variants.map((variant) => variant.id)).toEqual([0, 1, 2].map((n) => childId(outcome, `real-${n}`)));
    });

    it('with wrong or repeated option values are refused, since Odoo would take them', async () => {
      const [first, second] = shirt('wrong').variants as Values[];
      const bad = [
        { title: 'x', variants: [first, { ...second, optionValues: first?.optionValues ?? null }] },
        { title: 'x', variants: [first, { ...second, optionValues: { [`${bench.tag} colour`]: 'Red' } }] },
        { title: 'x', variants: [{ id: 'a' }, { id: 'b' }] },
      ];
      const outcomes = await bench.apply(
        'product',
        ...bad.map((values, n) => bench.create('product', `wrong${n}`, values as Values)),
      );
      for (const outcome of outcomes) {
        expect(outcome).toMatchObject({ status: 'rejected', alone: true, error: { code: 'odoo_variant_options' } });
      }
      expect(await count('product.product', [['default_code', 'like', `${bench.tag}-wrong`]])).toBe(0);
    });

    it('beside one that Odoo refuses arrive all the same', async () => {
      await bench.applied(
        'product',
        bench.create('product', 'taken', plain('taken', {}, { barcode: `${bench.tag}taken` })),
      );
      const writes = ['n1', 'n2', 'n3', 'n4'].map((id) =>
        bench.create(
          'product',
          id,
          plain(id, {}, { barcode: id === 'n3' ? `${bench.tag}taken` : `${bench.tag}${id}` }),
        ),
      );
      const outcomes = await bench.apply('product', ...writes);
      expect(outcomes[2]).toMatchObject({ status: 'rejected', error: { code: 'odoo_refused' } });
      const again = await bench.apply(
        'product',
        ...writes.filter((_, n) => outcomes[n]?.status === 'rejected' && n !== 2),
      );
      expect(again.every((outcome) => outcome.status === 'applied')).toBe(true);
      const codes = await bench.staff.find(
        'product.product',
        [['default_code', 'like', `${bench.tag}-n`]],
        ['default_code'],
      );
      expect(codes.map((row) => row.default_code).sort()).toEqual([
        `${bench.tag}-n1`,
        `${bench.tag}-n2`,
        `${bench.tag}-n4`,
      ]);
      expect(await bench.apply('product', writes[2] ?? bench.create('product', '', {}))).toMatchObject([
        { status: 'rejected', alone: true },
      ]);
    });

    it('share attributes, values, tags and categories with what is there, even after staff renamed them', async () => {
      const options = { colour: `${bench.tag} shade`, size: `${bench.tag} cut` };
      const attribute = await bench.staff.make('product.attribute', {
        name: options.colour,
        create_variant: 'dynamic',
      });
      await bench.staff.make('product.attribute.value', { name: 'Red', attribute_id: attribute });
      const tagged = { tags: [`${bench.tag} tag`], categoryPath: [`${bench.tag} cat`] };
      const first = await bench.applied(
        'product',
        bench.create('product', 'share1', { ...shirt('share1', options), ...tagged }),
      );
      const [size] = await bench.staff.find('product.attribute', [['name', '=', options.size]], ['create_variant']);
      expect(size?.create_variant).toBe('dynamic');
      await bench.staff.write('product.attribute', size?.id ?? 0, { name: `${bench.tag} renamed` });
      const fresh = (await bench.open()).records.product?.write;
      const write = bench.create('product', 'share2', { ...shirt('share2', options), ...tagged });
      const [second] = (await fresh?.apply([write])) ?? [];
      expect(second?.status).toBe('applied');
      expect(
        await count('product.attribute', [['name', 'in', [options.colour, options.size, `${bench.tag} renamed`]]]),
      ).toBe(2);
      expect(await count('product.attribute.value', [['attribute_id', '=', attribute]])).toBe(2);
      expect(await count('product.tag', [['name', 'ilike', `${bench.tag} tag`]])).toBe(1);
      expect(await count('product.category', [['name', '=', `${bench.tag} cat`]])).toBe(1);
      expect((await bench.staff.read('product.attribute', size?.id ?? 0, ['name'])).name).toBe(`${bench.tag} renamed`);
      expect(first.id).not.toBe(second?.status === 'applied' ? second.id : '');
    });

    it('of attributes that make every combination keep only their own on sale', async () => {
      const options = { colour: `${bench.tag} always 1`, size: `${bench.tag} always 2` };
      for (const name of Object.values(options))
        await bench.staff.make('product.attribute', { name, create_variant: 'always' });
      const port = (await bench.open()).records.product;
      const write = bench.create('product', 'always', shirt('always', options));
      const [outcome] = (await port?.write?.apply([write])) ?? [];
      if (outcome?.status !== 'applied') throw new Error('not applied');
      const rows = await bench.staff.find(
        'product.product',
        [['product_tmpl_id', '=', Number(outcome.id)]],
        ['active', 'default_code'],
      );
      const onSale = rows.filter((row) => row.active).map((row) => row.default_code);
      expect(onSale.sort()).toEqual([0, 1, 2].map((n) => `${bench.tag}-always-${n}`));
      expect(rows).toHaveLength(4);
      expect((await bench.values('product', outcome.id)).variants).toHaveLength(3);
      const located = await port?.write?.locate([write]);
      expect(located).toEqual([{ found: true, id: outcome.id, children: outcome.children, unfinished: [] }]);
    });

    it('never lose their variants to an attribute that makes none', async () => {
      const options = { colour: `${bench.tag} note`, size: `${bench.tag} size` };
      await bench.staff.make('product.attribute', { name: options.colour, create_variant: 'no_variant' });
      const port = (await bench.open()).records.product;
      const [outcome] = (await port?.write?.apply([bench.create('product', 'note', shirt('note', options))])) ?? [];
      if (outcome?.status !== 'applied') throw new Error('not applied');
      expect(outcome.children).toHaveLength(3);
      const rows = await bench.staff.find('product.attribute', [['name', '=', options.colour]], ['create_variant']);
      expect(rows.map((row) => row.create_variant)).toEqual(['no_variant', 'dynamic']);
    });

    it('cut off after the first step are found, with what they still lack', async () => {
      const write = bench.create('product', 'cut', shirt('cut'));
      const first = await bench.applied('product', write);
      const variants = [0, 1, 2].map((n) => Number(childId(first, `cut-${n}`)));
      await bench.staff.call('product.product', 'unlink', [variants.slice(0, 1)]);
      const rules = await bench.staff.find(
        'product.pricelist.item',
        [['product_tmpl_id', '=', Number(first.id)]],
        ['id'],
      );
      await bench.staff.call('product.pricelist.item', 'unlink', [rules.map((row) => row.id)]);
      await bench.staff.write('product.product', variants[1] ?? 0, { default_code: false, weight: 0 });
      expect(await bench.port('product').write?.locate([write])).toEqual([
        {
          found: true,
          id: first.id,
          children: first.children?.slice(1),
          unfinished: ['variants[cut-1].sku', 'variants[cut-1].weight', 'variants[cut-2].price'],
        },
      ]);
      expect(await bench.port('product').write?.locate([bench.create('product', 'never', shirt('never'))])).toEqual([
        { found: false },
      ]);
    });

    it('are written and read in the language of the connection', async () => {
      const french = (await bench.open({ language: 'fr_FR' })).records.product;
      const [outcome] = (await french?.write?.apply([bench.create('product', 'french', plain('french'))])) ?? [];
      if (outcome?.status !== 'applied') throw new Error('not applied');
      await bench.staff.call('product.template', 'write', [[Number(outcome.id)], { name: `${bench.tag} English` }], {
        context: { lang: 'en_US' },
      });
      const [item] = (await french?.read?.([outcome.id], { fields: ['title'] })) ?? [];
      expect(item).toMatchObject({ record: { values: { title: `${bench.tag} french` } } });
    });

    it('get their first picture when that is asked for, and arrive without one that is broken', async () => {
      const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
      const pictured = (id: string, url: string) =>
        bench.create('product', id, plain(id, { images: [{ id: 'i', url, alt: null }] }));
      const port = (await bench.open({ products: { images: true } })).records.product;
      const outcomes =
        (await port?.write?.apply([
          pictured('seen', `data:image/png;base64,${png}`),
          pictured('unseen', 'http://127.0.0.1:1/x.png'),
        ])) ?? [];
      expect(outcomes).toMatchObject([
        { status: 'applied' },
        { status: 'applied', warnings: [expect.stringContaining('127.0.0.1')] },
      ]);
      const images = await Promise.all(
        outcomes.map((outcome) =>
          bench.staff.read('product.template', outcome.status === 'applied' ? outcome.id : '', ['image_1920']),
        ),
      );
      expect(images.map((row) => typeof row.image_1920)).toEqual(['string', 'boolean']);
      const [left] = await bench.apply('product', pictured('left', `data:image/png;base64,${png}`));
      expect(
        (await bench.staff.read('product.template', left?.status === 'applied' ? left.id : '', ['image_1920']))
          .image_1920,
      ).toBe(false);
    });

    it('that are gone are left out, and nothing but existence is read when nothing is asked for', async () => {
      const { id } = await bench.applied('product', bench.create('product', 'gone', plain('gone')));
      const items = await bench.port('product').read?.([id, '99999999'], { fields: [] });
      expect(items).toMatchObject([{ ok: true, record: { id, values: {} } }]);
    });
  });
}
