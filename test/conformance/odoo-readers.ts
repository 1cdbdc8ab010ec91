import { randomBytes } from 'node:crypto';
import { odooConnector } from '../../src/connectors/odoo/connector.ts';
import { type OdooAddress, plainCall } from './odoo-products.ts';
import type { KnownKey, KnownRecord, ReaderTarget } from './reader-suite.ts';

/** A word in small letters, none the beginning or end of another one. */
type Word = string;

interface Made {
  readonly id: number;
  readonly keys: readonly KnownKey[];
}

interface OdooModel {
  readonly name: string;
  readonly type: ReaderTarget['type'];
  readonly model: string;
  readonly fields: readonly string[];
  readonly caseless: readonly string[];
  /** `twinOf`: the word of a record whose keys the new one shares where Odoo lets it. */
  make(words: readonly Word[], twinOf?: Word): Promise<readonly Made[]>;
  makeKeyless(): Promise<unknown>;
  archive(id: number): Promise<unknown>;
}

type Call = (model: string, method: string, args: readonly unknown[], kwargs?: object) => Promise<unknown>;
type Rows = readonly { readonly [field: string]: unknown }[];

const MODULE = 'reader_suite';
const ALL = { context: { active_test: false } };

function odooReader(address: () => OdooAddress, create: (call: Call) => OdooModel): ReaderTarget {
  const tag = randomBytes(4).toString('hex');
  const call: Call = (model, method, args, kwargs) => plainCall(address(), model, method, args, kwargs);
  const { make, makeKeyless, archive, model, ...odoo } = create(call);
  /** Of every record that was made, by id. */
  const words = new Map<string, Word>();
  let next = 0;
  const makeAll = async (count: number, twinOf?: Word): Promise<readonly KnownRecord[]> => {
    const own = Array.from({ length: count }, () => `k${tag}${String(next++).padStart(5, '0')}z`);
    const made = await make(own, twinOf);
    const records = made.map(({ id, keys }) => ({ id: String(id), keys }));
    for (const [at, { id }] of records.entries()) words.set(id, own[at] ?? '');
    return records;
  };
  return {
    ...odoo,
    open: () =>
      odooConnector.open(odooConnector.manifest.settings.parse({ ...address() }), {
        now: Date.now,
        log: { debug() {}, info() {}, warn() {} },
      }),
    make: (count) => makeAll(count),
    async makeTwin({ id }) {
      const [twin] = await makeAll(1, words.get(id));
      if (twin === undefined) throw new Error('no twin was made');
      return twin;
    },
    makeKeyless: async () => {
      const ids = (await makeKeyless()) as readonly number[];
      for (const id of ids) words.set(String(id), '');
    },
    archive: async (id) => {
      await archive(Number(id));
    },
    remove: async (id) => {
      await call(model, 'unlink', [[Number(id)]]);
    },
    unusedId: '999999999',
    async tearDown() {
      const ids = [...words.keys()].map(Number);
      const left = (await call(model, 'search', [[['id', 'in', ids]]], ALL)) as readonly number[];
      for (let at = 0; at < left.length; at += 500) await call(model, 'unlink', [left.slice(at, at + 500)]);
    },
  };
}

async function addExternalIds(call: Call, model: string, ids: readonly number[], names: readonly string[]) {
  const rows = ids.map((id, at) => ({ module: MODULE, name: names[at], model, res_id: id }));
  await call('ir.model.data', 'create', [rows]);
}

const externalId = (word: Word): string => `${MODULE}.${word}`;

function products(call: Call): OdooModel {
  return {
    name: 'Odoo products',
    type: 'product',
    model: 'product.template',
    fields: ['title', 'status', 'kind', 'variants'],
    caseless: [],
    async make(words, twinOf) {
      const rows = words.map((word) => ({
        name: `Chair ${word}`,
        type: 'consu',
        default_code: `sku-${twinOf ?? word}`,
        // No two products of an Odoo have the same.
        barcode: `bar-${word}`,
        list_price: 12.5,
      }));
      const ids = (await call('product.template', 'create', [rows])) as readonly number[];
      const variants = (await call('product.product', 'search_read', [[['product_tmpl_id', 'in', ids]]], {
        fields: ['product_tmpl_id'],
        load: '',
      })) as Rows;
      const variantIds = new Map(variants.map((row) => [Number(row.product_tmpl_id), Number(row.id)]));
      const own = ids.map((id) => variantIds.get(id) ?? 0);
      await addExternalIds(call, 'product.template', ids, words);
      await addExternalIds(
        call,
        'product.product',
        own,
        words.map((word) => `variant_${word}`),
      );
      return words.map((word, at) => {
        const id = ids[at] ?? 0;
        const child = { id: String(own[at]), parentId: String(id) };
        return {
          id,
          keys: [
            { field: 'externalId', value: externalId(word), id: String(id) },
            { field: 'variants.externalId', value: `${MODULE}.variant_${word}`, ...child },
            { field: 'variants.sku', value: `sku-${twinOf ?? word}`, ...child },
            { field: 'variants.barcode', value: `bar-${word}`, ...child },
          ],
        };
      });
    },
    makeKeyless: () => call('product.template', 'create', [[{ name: 'Without a key' }]]),
    archive: (id) => call('product.template', 'write', [[id], { active: false }]),
  };
}

function customers(call: Call): OdooModel {
  return {
    name: 'Odoo customers',
    type: 'customer',
    model: 'res.partner',
    fields: ['name', 'email', 'isCompany', 'addresses'],
    caseless: ['email'],
    async make(words, twinOf) {
      const email = (word: Word) => `${twinOf ?? word}@x.test`;
      const rows = words.map((word) => ({ name: `Ann ${word}`, email: email(word), street: '1 Way', city: 'Lyon' }));
      const ids = (await call('res.partner', 'create', [rows])) as readonly number[];
      await addExternalIds(call, 'res.partner', ids, words);
      return words.map((word, at) => {
        const id = ids[at] ?? 0;
        return {
          id,
          keys: [
            { field: 'externalId', value: externalId(word), id: String(id) },
            { field: 'email', value: email(word), id: String(id) },
          ],
        };
      });
    },
    makeKeyless: () => call('res.partner', 'create', [[{ name: 'Without a key' }]]),
    archive: (id) => call('res.partner', 'write', [[id], { active: false }]),
  };
}

function orders(call: Call): OdooModel {
  let ends: Promise<{ readonly partner: number; readonly product: number }> | undefined;
  const makeEnds = async () => {
    const [partner = 0] = (await call('res.partner', 'create', [[{ name: 'Buyer of the suite' }]])) as number[];
    const [template = 0] = (await call('product.template', 'create', [[{ name: 'Chair', type: 'consu' }]])) as number[];
    const [product = 0] = (await call('product.product', 'search', [[['product_tmpl_id', '=', template]]])) as number[];
    return { partner, product };
  };
  const endsOnce = () => {
    ends ??= makeEnds();
    return ends;
  };
  return {
    name: 'Odoo orders',
    type: 'order',
    model: 'sale.order',
    fields: ['number', 'status', 'customer', 'lines'],
    caseless: [],
    async make(words, twinOf) {
      const { partner, product } = await endsOnce();
      const number = (word: Word) => `web-${twinOf ?? word}`;
      const rows = words.map((word) => ({
        partner_id: partner,
        client_order_ref: number(word),
        order_line: [[0, 0, { product_id: product, product_uom_qty: 2, price_unit: 12.5 }]],
      }));
      const ids = (await call('sale.order', 'create', [rows])) as readonly number[];
      await addExternalIds(call, 'sale.order', ids, words);
      return words.map((word, at) => {
        const id = ids[at] ?? 0;
        return {
          id,
          keys: [
            { field: 'externalId', value: externalId(word), id: String(id) },
            { field: 'number', value: number(word), id: String(id) },
          ],
        };
      });
    },
    async makeKeyless() {
      const { partner } = await endsOnce();
      return await call('sale.order', 'create', [[{ partner_id: partner }]]);
    },
    // Odoo archives no orders; cancelled ones are what is put away.
    archive: (id) => call('sale.order', 'action_cancel', [[id]]),
  };
}

/** Products, customers and orders of an Odoo; what they made is taken away again. */
export function odooReaders(name: string, address: () => OdooAddress, many = 2500): readonly ReaderTarget[] {
  return [products, customers, orders].map((create) => {
    const target = odooReader(address, create);
    return { ...target, name: `${target.name}, ${name}`, many };
  });
}
