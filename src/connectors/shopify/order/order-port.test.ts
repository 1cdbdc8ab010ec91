import { afterEach, describe, expect, it } from 'vitest';
import {
  createOf,
  readFeed,
  readOne,
  startTestShop,
  type TestShop,
} from '../../../../test/conformance/shopify-shop.ts';
import type { Port } from '../../../core/connector.ts';
import { validateOrder } from '../../../core/records/order.ts';
import type { Values } from '../../../core/value.ts';
import type { OrderRow } from '../simulator/state/rows.ts';

let test: TestShop;
afterEach(() => test.stop());

const bag = (amount: string) => ({ shopMoney: { amount, currencyCode: 'EUR' } });
const VAT = { title: 'IVA', rate: '0.21', priceSet: bag('1.74') };

async function place(order: object): Promise<OrderRow> {
  const { url, accessToken, state } = test.shop;
  const query =
    'mutation O($order: OrderCreateOrderInput!) { orderCreate(order: $order) { order { id } userErrors { message } } }';
  const response = await fetch(`${url}/admin/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shopify-access-token': accessToken },
    body: JSON.stringify({ query, variables: { order } }),
  });
  expect(await response.json()).toMatchObject({ data: { orderCreate: { userErrors: [] } } });
  const placed = [...state.orders.values()].at(-1);
  if (placed === undefined) throw new Error('no order');
  return placed;
}

function orders(): Port {
  const port = test.session.records.order;
  if (port === undefined) throw new Error('no port');
  return port;
}

const idOf = (order: OrderRow) => `gid://shopify/Order/${order.id}`;
const SOLD = {
  email: 'ana@example.com',
  taxesIncluded: true,
  tags: ['web'],
  lineItems: [
    { title: 'Mug', quantity: 2, priceSet: bag('10.00'), sku: 'MUG', taxLines: [{ ...VAT, priceSet: bag('3.47') }] },
    { title: 'Tray', quantity: 1, priceSet: bag('30.00'), taxLines: [{ ...VAT, priceSet: bag('5.21') }] },
  ],
  shippingLines: [{ title: 'Standard', priceSet: bag('4.90'), taxLines: [{ ...VAT, priceSet: bag('0.85') }] }],
  transactions: [{ amountSet: bag('54.90'), gateway: 'paypal' }],
  shippingAddress: {
    firstName: 'Ana',
    lastName: 'Ruiz',
    address1: 'Calle 1',
    city: 'Madrid',
    zip: '28013',
    countryCode: 'ES',
    provinceCode: 'M',
  },
};

describe('an order of Shopify', () => {
  it('is read with lines, taxes, address, payment and totals that agree', async () => {
    test = await startTestShop();
    const order = await place(SOLD);
    const { values } = await readOne(orders(), idOf(order));
    expect(validateOrder(values)).toBe(values);
    expect(values).toMatchObject({
      number: '#1001',
      currency: 'EUR',
      customer: null,
      email: 'ana@example.com',
      taxesIncluded: true,
      lines: [
        {
          variant: null,
          sku: 'MUG',
          title: 'Mug',
          quantity: '2',
          unitPrice: '10',
          discountAmount: '0',
          taxes: [{ title: 'IVA', rate: '21', amount: '3.47' }],
        },
        { title: 'Tray', quantity: '1', unitPrice: '30' },
      ],
      shippingLines: [{ title: 'Standard', price: '4.9' }],
      tips: [],
      duties: [],
      fees: [],
      totals: { untaxed: '45.37', tax: '9.53', total: '54.9' },
      payment: {
        status: 'paid',
        gateway: 'paypal',
        transactions: [{ kind: 'sale', status: 'success', amount: '54.9' }],
      },
      fulfilment: { status: 'unfulfilled', shipments: [] },
      shippingAddress: { name: 'Ana Ruiz', street: 'Calle 1', provinceCode: 'M', countryCode: 'ES' },
      status: 'confirmed',
      tags: ['web'],
    });
  });

  it('points to its customer and variants, also when a variant was deleted since', async () => {
    test = await startTestShop({ profile: 'demo' });
    const { records } = await readFeed(orders(), null);
    expect(records).toHaveLength(3);
    const [first] = test.shop.state.orders.values();
    const variant = test.shop.state.variants.get(first?.lines[0]?.variantId ?? 0);
    if (first === undefined || variant === undefined) throw new Error('the demo shop is empty');
    expect((await readOne(orders(), idOf(first))).values).toMatchObject({
      customer: { type: 'customer', id: `gid://shopify/Customer/${first.customerId}`, email: 'ana.ruiz@example.com' },
      lines: [
        {
          variant: {
            type: 'product.variants',
            id: `gid://shopify/ProductVariant/${variant.id}`,
            sku: variant.item.sku,
          },
        },
      ],
    });
    test.shop.state.removeProduct(variant.product);
    expect((await readOne(orders(), idOf(first))).values).toMatchObject({
      lines: [{ variant: null, sku: variant.item.sku }],
    });
  });

  it('keeps what was returned in its lines and totals, and leaves out what an edit removed', async () => {
    test = await startTestShop();
    const order = await place(SOLD);
    const [mug, tray] = order.lines;
    if (mug === undefined || tray === undefined) throw new Error('no lines');
    mug.currentQuantity = 1;
    order.refunds.push({
      id: 77,
      createdMs: Date.UTC(2026, 10, 24),
      note: 'broken',
      total: '10.00',
      lines: [{ lineId: mug.id, quantity: 1, restockType: 'RETURN', subtotal: '10.00', tax: '1.74', locationId: null }],
    });
    test.shop.state.touchOrder(order);
    const { values } = await readOne(orders(), idOf(order));
    expect(values).toMatchObject({
      lines: [{ quantity: '2' }, { quantity: '1' }],
      totals: { tax: '9.53', total: '54.9' },
      refunds: [
        {
          note: 'broken',
          amount: '10',
          lines: [{ lineId: `gid://shopify/LineItem/${mug.id}`, quantity: '1', restock: 'return' }],
        },
      ],
    });
    tray.currentQuantity = 0;
    expect((await readOne(orders(), idOf(order))).values.lines).toMatchObject([{ title: 'Mug' }]);
  });

  it('is read whole, with lines, refunds and shipments beyond the first page', async () => {
    test = await startTestShop();
    const lineItems = Array.from({ length: 130 }, (_, n) => ({
      title: `Line ${n}`,
      quantity: 1,
      priceSet: bag('1.00'),
    }));
    const order = await place({ ...SOLD, lineItems });
    for (let n = 0; n < 8; n += 1) {
      const lines = order.lines.slice(n * 12, n * 12 + 12);
      order.refunds.push({
        id: 5000 + n,
        createdMs: 0,
        note: null,
        total: '12.00',
        lines: lines.map((line) => ({
          lineId: line.id,
          quantity: 1,
          restockType: 'RETURN',
          subtotal: '1.00',
          tax: '0',
          locationId: null,
        })),
      });
      order.fulfillments.push({
        id: 6000 + n,
        status: 'SUCCESS',
        createdMs: 0,
        tracking: [{ number: `T${n}`, url: null, company: 'UPS' }],
        lines: lines.map((line) => ({ id: line.id + 100_000, lineId: line.id, quantity: 1 })),
      });
    }
    test.shop.state.touchOrder(order);
    const { values } = await readOne(orders(), idOf(order));
    const whole = validateOrder(values);
    expect(whole.lines).toHaveLength(130);
    expect(whole.refunds?.map(({ lines }) => (lines as readonly unknown[]).length)).toEqual(Array(8).fill(12));
    expect(whole.fulfilment).toMatchObject({ shipments: Array(8).fill({ lines: Array(12).fill({ quantity: '1' }) }) });
  });

  it('of a test payment is counted and left out', async () => {
    test = await startTestShop();
    await place({ ...SOLD, test: true });
    await place(SOLD);
    const { pages, records } = await readFeed(orders(), null);
    expect(records.map(({ values }) => values.number)).toEqual(['#1002']);
    expect(pages[0]?.skippedRows).toBe(1);
  });

  it('that was cancelled says so', async () => {
    test = await startTestShop();
    const order = await place(SOLD);
    Object.assign(order, { cancelledMs: Date.UTC(2026, 10, 24), cancelReason: 'CUSTOMER' });
    expect((await readOne(orders(), idOf(order))).values).toMatchObject({
      status: 'cancelled',
      cancelledAt: '2026-11-24T00:00:00Z',
      cancelReason: 'customer',
    });
  });

  it('is found by its number', async () => {
    test = await startTestShop();
    const order = await place(SOLD);
    expect(await orders().find?.('number', ['#1001', '#9'])).toEqual([{ value: '#1001', id: idOf(order) }]);
  });

  it('that comes from elsewhere arrives with its totals, paid, and mails nobody', async () => {
    test = await startTestShop();
    const values = {
      number: 'SO-1',
      currency: 'EUR',
      taxesIncluded: true,
      lines: [
        {
          id: 'l',
          title: 'Mug',
          quantity: '3',
          unitPrice: '10.00',
          discountPercent: '10',
          taxes: [{ title: 'IVA', rate: '21', amount: '4.69' }],
        },
      ],
      tips: [{ id: 't', title: 'Tip', amount: '2.00' }],
      totals: { untaxed: '24.31', tax: '4.69', total: '29.00' },
      payment: { transactions: [{ id: 'p', kind: 'sale', status: 'success', amount: '29.00', gateway: 'bank' }] },
    };
    const [outcome] = (await orders().write?.apply([createOf(1, values)])) ?? [];
    if (outcome?.status !== 'applied') throw outcome?.error;
    expect(outcome.children).toMatchObject([{ list: 'lines', key: 'l' }]);
    expect((await readOne(orders(), outcome.id)).values).toMatchObject({
      number: 'SO-1',
      lines: [
        { unitPrice: '9', quantity: '3' },
        { title: 'Tip', unitPrice: '2' },
      ],
      totals: { total: '29', tax: '4.69' },
      payment: { status: 'paid' },
    });
    expect(await orders().write?.apply([createOf(1, values)])).toMatchObject([{ status: 'unknown' }]);
    expect(await orders().write?.locate([createOf(1, values), createOf(2, values)])).toMatchObject([
      { found: true, id: outcome.id, children: outcome.children },
      { found: false },
    ]);
  });

  it.each<[string, object, string]>([
    ['a total that would differ', { totals: { total: '11.00' } }, 'shopify_order_total_differs'],
    [
      'a discount that does not go into its unit price',
      { lines: [{ id: 'l', title: 'A', quantity: '3', unitPrice: '1', discountAmount: '0.10' }] },
      'shopify_order_not_representable',
    ],
    ['a discount of the whole order', { discounts: [{ amount: '1.00' }] }, 'shopify_order_not_representable'],
    ['the state of a quotation', { status: 'draft' }, 'shopify_order_not_representable'],
  ])('with %s is refused before it is made', async (_name, more, code) => {
    test = await startTestShop();
    const values = {
      number: 'SO-1',
      currency: 'EUR',
      lines: [{ id: 'l', title: 'A', quantity: '1', unitPrice: '10' }],
      ...more,
    };
    expect(await orders().write?.apply([createOf(1, values as Values)])).toMatchObject([
      { status: 'rejected', alone: true, error: { code } },
    ]);
    expect(test.shop.state.orders.size).toBe(0);
  });
});
