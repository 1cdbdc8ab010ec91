import { openShopify } from '../../src/connectors/shopify/connector.ts';
import { shopifySettingsSchema } from '../../src/connectors/shopify/manifest.ts';
import { type ShopifySimulator, startShopifySimulator } from '../../src/connectors/shopify/simulator/start.ts';
import type { CanonicalRecord, RecordType } from '../../src/core/connector.ts';
import type { Value, Values } from '../../src/core/value.ts';
import { type WriterTarget, writerSuite } from './writer-suite.ts';

/** Numbers of records by the id that the connector gives them. */
const numberOf = (id: string) => Number(id.split('/').at(-1));

type Shape = Pick<WriterTarget, 'field' | 'editedField' | 'changed'> & {
  readonly type: RecordType;
  readonly values: (n: number) => Values;
  readonly bad: (n: number) => Values;
  readonly edit: (shop: ShopifySimulator, number: number) => void;
  readonly remove: (shop: ShopifySimulator, number: number) => void;
  readonly keys: (shop: ShopifySimulator) => readonly Value[];
  readonly keyOf: (values: Values) => readonly Value[];
};

/** A shop of its own for each suite; everything but the records' shape is the same for all of them. */
function shopifyTarget(name: string, shape: Shape): WriterTarget {
  let shop: ShopifySimulator | undefined;
  const running = () => {
    if (shop === undefined) throw new Error('the simulator is not started');
    return shop;
  };
  const record = (n: number, values: Values): CanonicalRecord => ({
    type: shape.type,
    id: `s${n}`,
    version: '1',
    values,
    native: { n },
  });
  return {
    name,
    async setUp() {
      // Searches see changes late, as in a real shop.
      shop = await startShopifySimulator({ port: 0, plan: 'unlimited', searchDelayMs: 2000 });
    },
    async tearDown() {
      await shop?.stop();
    },
    async open() {
      const { url, accessToken, shop: domain } = running();
      const settings = shopifySettingsSchema.parse({ shop: domain, accessToken, baseUrl: url });
      return openShopify(settings, { now: Date.now, log: { debug() {}, info() {}, warn() {} } });
    },
    sample: (n) => record(n, shape.values(n)),
    refused: (n) => record(n, shape.bad(n)),
    field: shape.field,
    changed: shape.changed,
    editedField: shape.editedField,
    async edit(id) {
      shape.edit(running(), numberOf(id));
    },
    async remove(id) {
      shape.remove(running(), numberOf(id));
    },
    async count(records) {
      const keys = new Set(records.flatMap((each) => shape.keyOf(each.values)));
      return shape.keys(running()).filter((key) => keys.has(key)).length;
    },
  };
}

const withTitle = (record: CanonicalRecord): CanonicalRecord => ({
  ...record,
  values: { ...record.values, title: `${String(record.values.title)} (new)` },
});

const products = {
  type: 'product' as const,
  field: 'title',
  changed: withTitle,
  remove: ({ state }: ShopifySimulator, number: number) => {
    const product = state.products.get(number);
    if (product !== undefined) state.removeProduct(product);
  },
  keys: ({ state }: ShopifySimulator) => [...state.products.values()].map((row) => row.title),
  keyOf: ({ title = null }: Values) => [title],
};

writerSuite(
  shopifyTarget('Shopify, products with options', {
    ...products,
    editedField: 'vendor',
    values: (n) => ({
      title: `Chair ${n}`,
      descriptionHtml: '<p>Made of oak.</p>',
      status: 'active',
      vendor: 'Maker',
      categoryPath: ['Home', 'Chairs'],
      tags: ['oak', 'new'],
      options: [{ name: 'Size', values: ['S', 'L'] }],
      images: [{ id: `i${n}`, url: `https://pictures.example.com/${n}.jpg`, alt: 'A chair' }],
      variants: [
        { id: `v${n}a`, sku: `SKU-${n}-A`, optionValues: { Size: 'S' }, price: '10.00', cost: '4.50', weight: '1.5' },
        { id: `v${n}b`, sku: `SKU-${n}-B`, optionValues: { Size: 'L' }, price: '12.50', tracked: true },
      ],
    }),
    bad: (n) => ({ title: `Bad ${n}`, variants: [{ id: `v${n}`, price: '-1' }] }),
    edit: ({ state }, number) => {
      const product = state.products.get(number);
      if (product === undefined) return;
      product.vendor = 'Edited by staff';
      state.touchProduct(product);
    },
  }),
);

writerSuite(
  shopifyTarget('Shopify, plain products', {
    ...products,
    editedField: 'variants',
    values: (n) => ({
      title: `Lamp ${n}`,
      variants: [{ id: `v${n}`, sku: `LAMP-${n}`, barcode: `40${n}`, price: '19.90', taxable: true }],
    }),
    bad: (n) => ({ title: `Bad ${n}`, variants: [{ id: `a${n}` }, { id: `b${n}` }] }),
    edit: ({ state }, number) => {
      const [variant] = state.products.get(number)?.variants ?? [];
      if (variant === undefined) return;
      variant.barcode = 'edited by staff';
      state.touchVariant(variant);
      state.touchProduct(variant.product);
    },
  }),
);

writerSuite(
  shopifyTarget('Shopify, customers', {
    type: 'customer',
    field: 'lastName',
    changed: (record) => ({ ...record, values: { ...record.values, lastName: 'Newname' } }),
    editedField: 'note',
    values: (n) => ({
      firstName: 'Ana',
      lastName: 'Ruiz',
      email: `ana.${n}@shop.example.com`,
      phone: `+3460000${String(n).padStart(4, '0')}`,
      language: 'es',
      note: 'Rings twice.',
      tags: ['vip'],
      addresses: [
        {
          id: `a${n}`,
          kind: 'default',
          name: 'Ana Ruiz',
          street: `Calle ${n}`,
          city: 'Madrid',
          zip: '28013',
          countryCode: 'ES',
        },
        {
          id: `b${n}`,
          kind: 'shipping',
          name: 'Ana Ruiz',
          street: `Avenida ${n}`,
          city: 'Lugo',
          zip: '27001',
          countryCode: 'ES',
        },
      ],
    }),
    bad: (n) => ({ firstName: 'Bad', email: `no address ${n}` }),
    edit: ({ state }, number) => {
      const customer = state.customers.get(number);
      if (customer === undefined) return;
      customer.note = 'Edited by staff';
      state.touchCustomer(customer);
    },
    remove: ({ state }, number) => {
      const customer = state.customers.get(number);
      if (customer !== undefined) state.removeCustomer(customer);
    },
    keys: ({ state }) => [...state.customers.values()].map((row) => row.email),
    keyOf: ({ email = null }) => [email],
  }),
);

writerSuite(
  shopifyTarget('Shopify, orders', {
    type: 'order',
    field: 'note',
    changed: (record) => ({ ...record, values: { ...record.values, note: 'Ring the bell.' } }),
    editedField: 'tags',
    values: (n) => ({
      number: `SO-${n}`,
      placedAt: '2026-11-20T09:30:00Z',
      currency: 'EUR',
      email: `buyer.${n}@shop.example.com`,
      status: 'confirmed',
      note: 'Fragile.',
      tags: ['wholesale'],
      taxesIncluded: false,
      lines: [
        {
          id: `l${n}a`,
          title: 'Chair',
          sku: `C-${n}`,
          quantity: '2',
          unitPrice: '10.00',
          discountAmount: '1.00',
          taxes: [{ title: 'IVA', rate: '21', amount: '3.99' }],
        },
        {
          id: `l${n}b`,
          title: 'Table',
          quantity: '1',
          unitPrice: '30.00',
          taxes: [{ title: 'IVA', rate: '21', amount: '6.30' }],
        },
      ],
      shippingLines: [{ id: `s${n}`, title: 'Standard', price: '5.00', taxes: [] }],
      totals: { untaxed: '54.00', tax: '10.29', total: '64.29' },
      payment: { status: 'paid', transactions: [{ id: 't1', kind: 'sale', status: 'success', amount: '64.29' }] },
    }),
    bad: (n) => ({ number: `BAD-${n}`, lines: [{ id: 'l', title: 'Half', quantity: '0.5', unitPrice: '1' }] }),
    edit: ({ state }, number) => {
      const order = state.orders.get(number);
      if (order === undefined) return;
      order.tags = ['edited by staff'];
      state.touchOrder(order);
    },
    remove: ({ state }, number) => {
      const order = state.orders.get(number);
      if (order !== undefined) state.removeOrder(order);
    },
    keys: ({ state }) => [...state.orders.values()].map((row) => row.name),
    keyOf: ({ number = null }) => [number],
  }),
);
