import { afterEach, describe, expect, it } from 'vitest';
import { createOf, readFeed, startTestShop, type TestShop } from '../../../../test/conformance/shopify-shop.ts';
import { createInstantClock } from '../../../../test/fake-clock.ts';
import type { FaultKind } from '../simulator/faults.ts';

let test: TestShop;
afterEach(() => test?.stop());

const MUG = { title: 'Mug', variants: [{ id: 'v', sku: 'MUG', price: '9.00' }] };

describe('a call to Shopify', () => {
  it.each<FaultKind>(['bad-gateway-before', 'unavailable', 'internal-error', 'cut', 'too-many-requests', 'throttled'])(
    'that only reads is repeated after %s',
    async (fault) => {
      test = await startTestShop({ profile: 'demo', faults: { next: [fault, fault] } });
      expect((await readFeed(test.products, null)).records).toHaveLength(6);
    },
  );

  it.each<FaultKind>(['lost-answer', 'cut', 'bad-gateway-after', 'bad-gateway-before', 'internal-error'])(
    'that creates is never repeated after %s: its outcome is unknown',
    async (fault) => {
      test = await startTestShop({ faults: { next: [fault], match: 'ProductCreateWhole' } });
      const [outcome] = (await test.products.write?.apply([createOf(1, MUG)])) ?? [];
      expect(outcome).toMatchObject({ status: 'unknown', error: { code: 'shopify_outcome_unknown' } });
      expect(test.shop.requests.get('ProductCreateWhole') ?? 0).toBeLessThanOrEqual(1);
    },
  );

  it.each<FaultKind>(['throttled', 'too-many-requests'])(
    'that creates is repeated after %s, which did nothing',
    async (fault) => {
      test = await startTestShop({ faults: { next: [fault, fault], match: 'ProductCreateWhole' } });
      const [outcome] = (await test.products.write?.apply([createOf(1, MUG)])) ?? [];
      expect(outcome?.status).toBe('applied');
      expect(test.shop.state.products.size).toBe(1);
    },
  );

  it('that never gets an answer ends by its time-out', async () => {
    const settings = { timeouts: { writeMs: 60 } };
    test = await startTestShop({ faults: { next: ['no-answer-after'], match: 'ProductCreateWhole' } }, settings);
    const [outcome] = (await test.products.write?.apply([createOf(1, MUG)])) ?? [];
    expect(outcome).toMatchObject({ status: 'unknown', error: { cause: { code: 'http_timeout' } } });
    expect(await test.products.write?.locate([createOf(1, MUG)])).toMatchObject([{ found: true }]);
  });

  it('asks for smaller pages when the shop finds its query too costly, and stays with them', async () => {
    test = await startTestShop({ costModel: 'documented' });
    await test.products.write?.apply(Array.from({ length: 40 }, (_, n) => createOf(n, { ...MUG, title: `Mug ${n}` })));
    const { pages, records } = await readFeed(test.products, null);
    expect(records).toHaveLength(40);
    expect(pages.length).toBeGreaterThan(3);
    expect(test.shop.requests.get('Products')).toBeLessThan(pages.length + 6);
  });

  it('stays within the rate of a small plan without being throttled twice in a row', async () => {
    let nowMs = Date.UTC(2026, 10, 24);
    const clock = { ...createInstantClock(), now: () => nowMs };
    const timer: typeof clock.timer = (delayMs, fire) => {
      let cancelled = false;
      // Time-outs of requests never fire; waits pass at once and move the shop's clock.
      if (delayMs < 30_000) {
        setImmediate(() => {
          nowMs += cancelled ? 0 : delayMs;
          if (!cancelled) fire();
        });
      }
      return () => {
        cancelled = true;
      };
    };
    test = await startTestShop(
      { plan: 'standard', now: () => nowMs },
      {},
      { clock: { ...clock, timer }, random: () => 0.5 },
    );
    for (let at = 0; at < 600; at += 50) {
      const creates = Array.from({ length: 50 }, (_, n) => createOf(at + n, { ...MUG, title: `Mug ${at + n}` }));
      const outcomes = await test.products.write?.apply(creates);
      expect(outcomes?.every(({ status }) => status === 'applied')).toBe(true);
    }
    const seconds = (nowMs - Date.UTC(2026, 10, 24)) / 1000;
    const { spent, refusals } = test.shop.throttle.totals();
    expect(refusals).toBeLessThan(5);
    // The bucket of 2,000 points is there from the start, the rest comes at 100 a second.
    expect((spent - 2000) / (seconds * 100)).toBeGreaterThan(0.9);
  });

  it('uses client credentials, and asks for a new token when the old one is refused', async () => {
    test = await startTestShop();
    const { clientId, clientSecret } = test.shop;
    await test.stop();
    test = await startTestShop({ profile: 'demo' }, { clientId, clientSecret });
    expect((await readFeed(test.products, null)).records).toHaveLength(6);
    test.shop.tokens.revokeGiven();
    expect((await readFeed(test.products, null)).records).toHaveLength(6);
  });

  it('says that a token or credentials are wrong', async () => {
    test = await startTestShop({}, { accessToken: 'shpat_wrong' });
    await expect(readFeed(test.products, null)).rejects.toMatchObject({ code: 'shopify_wrong_token', exitCode: 1 });
    await test.stop();
    test = await startTestShop({}, { clientId: 'a', clientSecret: 'wrong-secret' });
    await expect(readFeed(test.products, null)).rejects.toMatchObject({
      code: 'shopify_wrong_token',
      field: 'clientSecret',
    });
    expect(await test.session.check()).toMatchObject([{ name: 'shop', status: 'failed' }]);
  });

  it('names the access scope that is missing', async () => {
    test = await startTestShop({ scopes: ['read_products'] });
    await expect(readFeed(test.customers, null)).rejects.toMatchObject({
      code: 'shopify_missing_scope',
      field: 'read_customers',
    });
    const items = await test.session.check();
    expect(items.filter(({ status }) => status === 'warning').map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringContaining('read_all_orders'), expect.stringContaining('write_products')]),
    );
  });

  it('tells in a check which shop it is', async () => {
    test = await startTestShop();
    expect(await test.session.check()).toMatchObject([
      { name: 'shop', status: 'ok', message: expect.stringContaining('Passerelle Demo') },
      { name: 'version', status: 'ok' },
      { name: 'scopes', status: 'ok' },
    ]);
  });

  it('warns once when the shop answers with another version of its API', async () => {
    test = await startTestShop({ versions: ['2027-01', '2027-04', '2027-07', '2027-10'] });
    await readFeed(test.products, null);
    await readFeed(test.customers, null);
    expect(test.warnings).toEqual([expect.stringContaining('2027-01')]);
    expect(await test.session.check()).toMatchObject([{}, { name: 'version', status: 'warning' }, {}]);
  });
});
