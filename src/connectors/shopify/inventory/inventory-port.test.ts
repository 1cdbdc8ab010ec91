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

function stock(): Port {
  const port = test.session.records.inventory;
  if (port === undefined) throw new Error('no port');
  return port;
}

const at = (records: readonly CanonicalRecord[], sku: string, location: string): CanonicalRecord => {
  const found = records.find(
    ({ values }) => (values.variant as { sku: string }).sku === sku && values.location === location,
  );
  if (found === undefined) throw new Error(`no stock of ${sku} at ${location}`);
  return found;
};

const setTo = (current: CanonicalRecord, available: string): UpdateWrite => ({
  op: 'update',
  key: createOf(1, {}).key,
  sourceId: current.id,
  id: current.id,
  values: { available },
  current,
  children: {},
  changes: [
    { op: 'set', path: 'available', field: 'available', before: current.values.available ?? null, after: available },
  ],
});

async function all(): Promise<readonly CanonicalRecord[]> {
  return (await readFeed(stock(), null)).records;
}

describe('stock in Shopify', () => {
  it('is told for every variant at every location, zero where it is not stocked', async () => {
    test = await startTestShop({ profile: 'demo' });
    const records = await all();
    expect(records).toHaveLength(12 * 2);
    const mug = at(records, 'MUG-01', 'Main street');
    expect(mug.values).toMatchObject({
      available: expect.stringMatching(/^\d+$/),
      onHand: mug.values.available,
      tracked: true,
    });
    expect(at(records, 'MUG-01', 'Warehouse').values.available).toBe('0');
    expect(await readOne(stock(), mug.id)).toEqual(mug);
    const found = await stock().find?.('sku', ['MUG-01', 'NONE']);
    expect(found?.map(({ id }) => id)).toContain(mug.id);
  });

  it('is set in one call for many, and a location gets what it had not', async () => {
    test = await startTestShop({ profile: 'demo' });
    const records = await all();
    const outcomes = await stock().write?.apply(records.map((record, n) => setTo(record, String(100 + n))));
    expect(outcomes?.every(({ status }) => status === 'applied')).toBe(true);
    expect(test.shop.requests.get('StockSet')).toBe(1);
    expect((await all()).map(({ values }) => values.available)).toEqual(records.map((_, n) => String(100 + n)));
  });

  it('that was sold since it was read is not overwritten, and the others of its call arrive', async () => {
    test = await startTestShop({ profile: 'demo' });
    const records = await all();
    const sold = at(records, 'MUG-01', 'Main street');
    const other = at(records, 'TRAY-01', 'Main street');
    const [itemId = 0, locationId = 0] = sold.id.split('@').map(Number);
    test.shop.state.stock(itemId, locationId).quantities.set('available', 3);
    const [first, second] = (await stock().write?.apply([setTo(sold, '50'), setTo(other, '51')])) ?? [];
    expect(first).toMatchObject({ status: 'unknown', error: { code: 'shopify_quantity_stale' } });
    expect(second).toMatchObject({ status: 'applied' });
    const now = await all();
    expect(at(now, 'MUG-01', 'Main street').values.available).toBe('3');
    expect(at(now, 'TRAY-01', 'Main street').values.available).toBe('51');
  });

  it('is set once though the answer is lost, and again to the same number later', async () => {
    test = await startTestShop({ profile: 'demo', faults: { next: ['lost-answer'], match: 'StockSet' } });
    const write = async (available: string) => {
      const [outcome] =
        (await stock().write?.apply([setTo(at(await all(), 'MUG-01', 'Main street'), available)])) ?? [];
      expect(outcome?.status).toBe('applied');
      expect(at(await all(), 'MUG-01', 'Main street').values.available).toBe(available);
    };
    await write('77');
    expect(test.shop.requests.get('StockSet')).toBe(2);
    await write('5');
    await write('77');
  });

  it('of a variant that is not counted, at an unknown place, or of an unknown variant is refused', async () => {
    test = await startTestShop({ profile: 'demo' });
    const [variant] = test.shop.state.variants.values();
    if (variant === undefined) throw new Error('the demo shop is empty');
    variant.item.tracked = false;
    const create = (id: string, location: string) =>
      createOf(1, { variant: { type: 'product.variants', id }, location, available: '4' });
    const known = `gid://shopify/ProductVariant/${variant.id}`;
    expect(await stock().write?.apply([create(known, 'Main street')])).toMatchObject([
      { error: { code: 'shopify_item_untracked' } },
    ]);
    expect(await stock().write?.apply([create('gid://shopify/ProductVariant/9', 'Main street')])).toMatchObject([
      { error: { code: 'reference_missing' } },
    ]);
    await expect(stock().write?.apply([create(known, 'Moon')])).rejects.toMatchObject({
      code: 'shopify_location_unknown',
    });
    variant.item.tracked = true;
    expect(await stock().write?.apply([create(known, 'Warehouse')])).toMatchObject([{ status: 'applied' }]);
    expect(at(await all(), variant.item.sku ?? '', 'Warehouse').values.available).toBe('4');
  });
});
