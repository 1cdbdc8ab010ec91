import { afterEach, describe, expect, it } from 'vitest';
import {
  createOf,
  readFeed,
  readOne,
  startTestShop,
  type TestShop,
} from '../../../../test/conformance/shopify-shop.ts';
import type { CanonicalRecord, Port, UpdateWrite } from '../../../core/connector.ts';

let test: TestShop;
afterEach(() => test.stop());

function prices(): Port {
  const port = test.session.records.price;
  if (port === undefined) throw new Error('no port');
  return port;
}

const setTo = (current: CanonicalRecord, amount: string): UpdateWrite => ({
  op: 'update',
  key: createOf(1, {}).key,
  sourceId: current.id,
  id: current.id,
  values: { amount },
  current,
  children: {},
  changes: [{ op: 'set', path: 'amount', field: 'amount', before: null, after: amount }],
});

const all = async () => (await readFeed(prices(), null)).records;

describe('prices in Shopify', () => {
  it('are told for every variant, with their currency', async () => {
    test = await startTestShop({ profile: 'demo' });
    const records = await all();
    expect(records).toHaveLength(12);
    expect(records[0]?.values).toMatchObject({
      amount: '49.00',
      compareAt: null,
      currency: 'EUR',
      taxesIncluded: true,
    });
    expect(await readOne(prices(), records[0]?.id ?? '')).toEqual(records[0]);
  });

  it('are set by one call a product, and a former price is left alone', async () => {
    test = await startTestShop({ profile: 'demo' });
    const records = await all();
    for (const variant of test.shop.state.variants.values()) variant.compareAtPrice = '200.00';
    const outcomes = await prices().write?.apply(records.map((record, n) => setTo(record, `${n + 1}.50`)));
    expect(outcomes?.map((outcome) => outcome.status)).toEqual(Array(12).fill('applied'));
    expect(test.shop.requests.get('VariantsUpdate')).toBe(6);
    const now = await all();
    expect(now.map(({ values }) => values.amount)).toEqual(records.map((_, n) => `${n + 1}.50`));
    expect(new Set(now.map(({ values }) => values.compareAt))).toEqual(new Set(['200.00']));
  });

  it('that are refused refuse their product only, and not for good', async () => {
    test = await startTestShop({ profile: 'demo' });
    const records = await all();
    const writes = records.map((record, n) => setTo(record, n === 1 ? '-1' : '5.00'));
    const outcomes = (await prices().write?.apply(writes)) ?? [];
    expect(outcomes.slice(0, 3)).toMatchObject(Array(3).fill({ status: 'rejected', alone: false }));
    expect(outcomes.slice(3).every(({ status }) => status === 'applied')).toBe(true);
  });

  it('of a variant that is not there say so', async () => {
    test = await startTestShop({ profile: 'demo' });
    const create = createOf(1, {
      variant: { type: 'product.variants', id: 'gid://shopify/ProductVariant/9' },
      amount: '1',
    });
    expect(await prices().write?.apply([create])).toMatchObject([{ error: { code: 'reference_missing' } }]);
  });
});
