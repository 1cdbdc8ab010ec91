import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createOdooClient, createRecordDecoder, type OdooClient, toOdooBinary, x2many } from '../../src/odoo/index.ts';
import { odooErrorsSuite } from './odoo-client-errors-suite.ts';
import { odooLoginSuite } from './odoo-client-login-suite.ts';
import { createCleanup, type OdooTarget, waysInto } from './odoo-target.ts';

/** What the Odoo client promises, on every protocol of the target. Runs alike on a real server and on the simulator. */
export function odooClientSuite(target: OdooTarget): void {
  const tag = `pc${Date.now().toString(36)}`;

  odooLoginSuite(target);
  odooErrorsSuite(target, tag);

  describe.each(waysInto(target))('$name', ({ name, protocol, open }) => {
    let client: OdooClient;
    const cleanup = createCleanup();
    beforeAll(() => {
      client = open();
    });
    afterEach(() => cleanup.run(client));
    afterAll(() => client.close());

    const partner = async (values: object = {}): Promise<number> => {
      const id = await client.create('res.partner', { name: `${tag} ${name}`, ...values });
      cleanup.note('res.partner', id);
      return id;
    };
    const readOne = async (model: string, id: number, fields: readonly string[], context = {}) =>
      (await client.read(model, [id], fields, { context }))[0] ?? { id };

    it('creates one or many, writes, counts, and deletes', async () => {
      const first = await partner();
      const more = await client.create('res.partner', [{ name: `${tag} a` }, { name: `${tag} b` }]);
      cleanup.note('res.partner', more);
      expect(more).toHaveLength(2);
      expect(await client.write('res.partner', [first, ...more], { ref: tag })).toBe(true);
      expect(await client.searchCount('res.partner', [['ref', '=', tag]])).toBe(3);
      expect(await client.unlink('res.partner', more)).toBe(true);
      expect(await client.search('res.partner', [['ref', '=', tag]])).toEqual([first]);
      expect(await client.read('res.partner', more, ['name'])).toEqual([]);
    });

    it('texts come back letter for letter', async () => {
      const texts = [
        'Zoë Łukasz 東京 🎽👩‍🚀',
        `<b>&amp; "quoted" 'single'</b>`,
        'two\nlines\ttab',
        'back\\slash \\u00e9',
        ']]>',
      ];
      for (const text of texts) {
        const id = await partner({ name: `${tag} ${text}`, street: text });
        expect(await readOne('res.partner', id, ['name', 'street'])).toEqual({
          id,
          name: `${tag} ${text}`,
          street: text,
        });
      }
    });

    it('empty values mean what their field type says', async () => {
      const fields = [
        'active',
        'ref',
        'color',
        'partner_latitude',
        'parent_id',
        'category_id',
        'child_ids',
        'create_date',
      ];
      const id = await partner();
      const record = await readOne('res.partner', id, fields);
      expect(record).toMatchObject({
        active: true,
        ref: false,
        color: 0,
        parent_id: false,
        category_id: [],
        child_ids: [],
      });
      const decode = createRecordDecoder(await client.fieldsGet('res.partner', fields));
      expect(decode(record)).toMatchObject({
        active: true,
        ref: null,
        color: 0,
        partner_latitude: 0,
        parent_id: null,
        category_id: [],
      });
      expect(decode(record).create_date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    });

    it('null and false both clear a field', async () => {
      for (const empty of [null, false]) {
        const id = await partner({ ref: 'x', email: 'x@example.test' });
        await client.write('res.partner', id, { ref: empty });
        expect(await readOne('res.partner', id, ['ref', 'email'])).toEqual({ id, ref: false, email: 'x@example.test' });
      }
    });

    it('relations read as id and name, and are written as ids and commands', async () => {
      const parent = await partner({ is_company: true });
      const labels = await client.create('res.partner.category', [{ name: `${tag} A` }, { name: `${tag} B` }]);
      cleanup.note('res.partner.category', labels);
      const [a = 0, b = 0] = labels;
      const id = await partner({ parent_id: parent, category_id: [x2many.set([a])] });
      const read = () => readOne('res.partner', id, ['parent_id', 'category_id']);
      expect(await read()).toEqual({ id, parent_id: [parent, `${tag} ${name}`], category_id: [a] });
      await client.write('res.partner', id, { category_id: [x2many.link(b), x2many.unlink(a)] });
      expect((await read()).category_id).toEqual([b]);
      await client.write('res.partner', id, { category_id: [x2many.clear()], parent_id: false });
      expect(await read()).toEqual({ id, parent_id: false, category_id: [] });
      await client.write('res.partner', parent, {
        child_ids: [x2many.create({ name: `${tag} child`, type: 'other' })],
      });
      const [child = 0] = await client.search('res.partner', [['parent_id', '=', parent]]);
      await client.write('res.partner', parent, { child_ids: [x2many.update(child, { city: 'Lyon' })] });
      expect((await readOne('res.partner', child, ['city'])).city).toBe('Lyon');
      await client.write('res.partner', parent, { child_ids: [x2many.delete(child)] });
      expect(await client.searchCount('res.partner', [['parent_id', '=', parent]])).toBe(0);
    });

    it('numbers keep their value', async () => {
      const id = await client.create('product.template', { name: `${tag} numbers`, list_price: 1234.56, weight: 0.25 });
      cleanup.note('product.template', id);
      expect(await readOne('product.template', id, ['list_price', 'weight'])).toEqual({
        id,
        list_price: 1234.56,
        weight: 0.25,
      });
    });

    it('an image comes back as the bytes that were sent', async () => {
      const id = await client.create('product.template', { name: `${tag} image`, image_1920: toOdooBinary(PIXEL) });
      cleanup.note('product.template', id);
      const image = (await readOne('product.template', id, ['image_1920'])).image_1920;
      expect(String(image).replace(/\s/g, '')).toMatch(/^iVBORw0KGgo/);
      expect(Buffer.from(String(image), 'base64').subarray(0, 8)).toEqual(Buffer.from(PIXEL.subarray(0, 8)));
    });

    it('datetimes are UTC, written and loaded, unless the call names another time zone', async () => {
      const at = '2026-01-02 08:26:00';
      const customer = await partner();
      const order = await client.create('sale.order', { partner_id: customer, date_order: at });
      cleanup.note('sale.order', order);
      expect((await readOne('sale.order', order, ['date_order'])).date_order).toBe(at);
      const row = (id: string) => [[id, String(customer), at]];
      const columns = ['id', 'partner_id/.id', 'date_order'];
      const id = `__import__.${tag}_${protocol.replace('-', '')}_${name.length}`;
      for (const [context, expected] of [
        [{}, at],
        [{ tz: 'Europe/Paris' }, '2026-01-02 07:26:00'],
      ] as const) {
        const { ids } = await client.load('sale.order', columns, row(`${id}_${expected.slice(12, 13)}`), { context });
        cleanup.note('sale.order', ids || []);
        expect(await client.read('sale.order', ids || [], ['date_order'])).toMatchObject([{ date_order: expected }]);
      }
    });

    it('a method that answers nothing has succeeded', async () => {
      const id = await partner({ active: false });
      expect(await client.call('res.partner', 'action_unarchive', [[id]])).not.toBe(false);
      expect((await readOne('res.partner', id, ['active'])).active).toBe(true);
    });

    it('archived records are seen when asked for', async () => {
      const id = await partner({ active: false });
      expect(await client.search('res.partner', [['id', '=', id]])).toEqual([]);
      expect(await client.search('res.partner', [['id', '=', id]], { context: { active_test: false } })).toEqual([id]);
    });

    it('load makes records once, however often it is repeated', async () => {
      const fields = ['id', 'name', 'is_company', 'color'];
      const suffix = `${protocol.replace('-', '')}_${name.length}`;
      const rows = [
        [`__import__.${tag}_${suffix}_1`, `${tag} one`, true, 3],
        [`__import__.${tag}_${suffix}_2`, `${tag} two`, 'False', 0],
      ];
      const first = await client.load('res.partner', fields, rows);
      cleanup.note('res.partner', first.ids || []);
      expect(first).toMatchObject({ ids: [expect.any(Number), expect.any(Number)], messages: [] });
      expect(await client.load('res.partner', fields, rows, { repeatable: true })).toMatchObject({ ids: first.ids });
      expect(await client.read('res.partner', first.ids || [], ['is_company', 'color'])).toMatchObject([
        { is_company: true, color: 3 },
        { is_company: false, color: 0 },
      ]);
      const metadata = await client.getMetadata('res.partner', first.ids || []);
      expect(metadata.map(({ xmlid }) => xmlid)).toEqual(rows.map(([id]) => id));
    });

    it('load names a bad row and makes nothing', async () => {
      const rows = [
        ['', `${tag} good`, '1'],
        ['', `${tag} bad`, 'abc'],
      ];
      const refused = await client.load('product.template', ['id', 'name', 'list_price'], rows);
      expect(refused.ids).toBe(false);
      expect(refused.messages).toMatchObject([{ type: 'error', record: 1, field: 'list_price' }]);
      expect(await client.searchCount('product.template', [['name', 'like', tag]])).toBe(0);
    });

    it('reads everything, in pages of any size, also in a window of changes', async () => {
      const names = Array.from({ length: 11 }, (_, index) => ({ name: `${tag} page`, ref: `${index}` }));
      const ids = await client.create('res.partner', names);
      cleanup.note('res.partner', ids);
      const domain = [['name', '=', `${tag} page`]] as const;
      const since = String((await readOne('res.partner', ids[0] ?? 0, ['write_date'])).write_date);
      for (const pageSize of [1, 4, 11, 100]) {
        const seen: number[] = [];
        const pages = client.searchReadAll('res.partner', domain, {
          fields: ['ref'],
          pageSize,
          window: { from: since },
        });
        for await (const { id } of pages) seen.push(id);
        expect(seen).toEqual(ids);
      }
      const later = client.searchReadAll('res.partner', domain, {
        fields: ['ref'],
        window: { from: '2100-01-01 00:00:00' },
      });
      for await (const page of later.pages()) expect(page).toEqual([]);
    });

    it('many calls at a time all get their own answer', async () => {
      const ids = await client.create(
        'res.partner',
        Array.from({ length: 8 }, () => ({ name: `${tag} many` })),
      );
      cleanup.note('res.partner', ids);
      const reads = await Promise.all(ids.map((id) => client.read('res.partner', [id], ['name'])));
      expect(reads.map(([record]) => record?.id)).toEqual(ids);
    });

    it('a model with types reads and writes its fields', async () => {
      interface Partner {
        readonly name: string;
        readonly ref: string | false;
        readonly parent_id: readonly [number, string] | false;
      }
      const partners = client.model<Partner>('res.partner');
      const id = await partners.create({ name: `${tag} typed`, ref: 'R1' });
      cleanup.note('res.partner', id);
      const [record] = await partners.searchRead([['id', '=', id]], ['name', 'parent_id']);
      expect(record).toEqual({ id, name: `${tag} typed`, parent_id: false });
      expect(
        await partners.searchCount([
          ['ref', '=', 'R1'],
          ['id', '=', id],
        ]),
      ).toBe(1);
    });

    it('describes the fields of a model', async () => {
      const some = await client.fieldsGet('res.partner', ['name', 'country_id']);
      expect(some.name).toMatchObject({ type: 'char' });
      expect(some.country_id).toMatchObject({ type: 'many2one', relation: 'res.country' });
      expect(Object.keys(await client.fieldsGet('res.partner')).length).toBeGreaterThan(20);
    });

    it('positional arguments mean the same as named ones', async () => {
      const ids = await client.create(
        'res.partner',
        ['c', 'a', 'b'].map((letter) => ({ name: `${tag} pos`, ref: letter })),
      );
      cleanup.note('res.partner', ids);
      const domain = [['name', '=', `${tag} pos`]];
      const [c, , b] = ids;
      expect(await client.call('res.partner', 'search', [domain, 1, 2, 'ref'])).toEqual([b, c]);
      expect(await client.call('res.partner', 'search', [], { domain, offset: 1, limit: 2, order: 'ref' })).toEqual([
        b,
        c,
      ]);
      const named = await client.call('res.partner', 'name_search', [`${tag} pos`], { limit: 1 });
      expect(named).toHaveLength(1);
    });

    it('a translated field is written and read in the language of the client', async (context) => {
      const languages = await client.call<string[]>('res.lang', 'get_installed').catch(() => []);
      if (!JSON.stringify(languages).includes('fr_FR')) context.skip('the server has no fr_FR');
      const id = await client.create('product.template', { name: `${tag} mug` });
      cleanup.note('product.template', id);
      await client.write('product.template', id, { name: `${tag} tasse` }, { context: { lang: 'fr_FR' } });
      expect((await readOne('product.template', id, ['name'])).name).toBe(`${tag} mug`);
      expect((await readOne('product.template', id, ['name'], { lang: 'fr_FR' })).name).toBe(`${tag} tasse`);
      const french = open({ language: 'fr_FR' });
      expect((await french.read('product.template', [id], ['name']))[0]?.name).toBe(`${tag} tasse`);
      await french.close();
    });
  });

  describe('chosen by itself', () => {
    it('the protocol fits version and credentials', async () => {
      const { url, database, login, apiKey, password, version } = target;
      const expected = Number(version) >= 19 ? 'json2' : 'jsonrpc';
      for (const [options, protocol] of [
        [{ apiKey }, expected],
        [{ password }, 'jsonrpc'],
      ] as const) {
        const client = createOdooClient({ url, database, login, ...options });
        expect(await client.protocol()).toBe(protocol);
        expect(await client.searchCount('res.users', [['login', '=', login]])).toBe(1);
        await client.close();
      }
    });
  });
}

/** A PNG of one pixel. */
const PIXEL = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);
