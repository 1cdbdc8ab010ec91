import { afterEach, describe, expect, it } from 'vitest';
import { createOf, readFeed, startTestShop, type TestShop } from '../../../../test/conformance/shopify-shop.ts';
import type { Port } from '../../../core/connector.ts';
import { cutWindow, type FeedSource, feedChanges, requestFor } from './changes.ts';
import { BEGINNING, readCursor } from './feed-cursor.ts';

let test: TestShop;

const START = Date.UTC(2026, 10, 24, 10);
let nowMs = START;
const now = () => nowMs;
const pass = (minutes: number) => {
  nowMs += minutes * 60_000;
};

async function shopWith(count: number, options: Parameters<typeof startTestShop>[0] = {}): Promise<Port> {
  nowMs = START;
  test = await startTestShop({ now, ...options });
  const creates = Array.from({ length: count }, (_, n) =>
    createOf(n, { title: `P${n}`, variants: [{ id: 'v', sku: `S${n}` }] }),
  );
  for (let at = 0; at < count; at += 50) await test.products.write?.apply(creates.slice(at, at + 50));
  pass(10);
  return test.products;
}

function edit(title: string): void {
  const product = [...test.shop.state.products.values()].find((row) => row.title === title);
  if (product === undefined) throw new Error(`no ${title}`);
  product.vendor = `edited ${nowMs}`;
  test.shop.state.touchProduct(product);
}

const titles = (records: readonly { readonly values: { readonly [field: string]: unknown } }[]) =>
  records.map(({ values }) => values.title);

describe('the feed of changes', () => {
  afterEach(() => test.stop());

  it('gives everything once, then only what changed', async () => {
    const port = await shopWith(12);
    const first = await readFeed(port, null, 5);
    expect(first.pages.map((page) => page.items.length)).toEqual([5, 5, 2]);
    expect(new Set(titles(first.records)).size).toBe(12);
    pass(10);
    const quiet = await readFeed(port, first.cursor);
    expect(quiet.records).toEqual([]);
    edit('P3');
    pass(1);
    const second = await readFeed(port, quiet.cursor);
    expect(titles(second.records)).toEqual(['P3']);
  });

  it('does not give a record again and again while it is within the overlap', async () => {
    const port = await shopWith(3);
    const first = await readFeed(port, null);
    edit('P1');
    pass(1);
    const second = await readFeed(port, first.cursor);
    expect(titles(second.records)).toEqual(['P1']);
    pass(1);
    const third = await readFeed(port, second.cursor);
    expect(third.records).toEqual([]);
    edit('P1');
    pass(1);
    expect(titles((await readFeed(port, third.cursor)).records)).toEqual(['P1']);
  });

  it('loses no change that the search index shows only later, nor one made in the second of the read', async () => {
    const port = await shopWith(3, { searchDelayMs: 60_000 });
    const first = await readFeed(port, null);
    edit('P0');
    const second = await readFeed(port, first.cursor);
    expect(second.records).toEqual([]);
    pass(2);
    const third = await readFeed(port, second.cursor);
    expect(titles(third.records)).toEqual(['P0']);
    test.shop.state.searchDelayMs = 0;
    edit('P1');
    const fourth = await readFeed(port, third.cursor);
    expect(titles(fourth.records)).toContain('P1');
    edit('P1');
    pass(1);
    expect(titles((await readFeed(port, fourth.cursor)).records)).toContain('P1');
  });

  it('goes on from the middle after an interruption, without missing what changed meanwhile', async () => {
    const port = await shopWith(20);
    const pages = port.changes?.(null, { pageSize: 6 });
    const begun = await pages?.[Symbol.asyncIterator]().next();
    if (begun?.done !== false) throw new Error('no page');
    const done = begun.value.items.flatMap((item) => (item.ok ? [String(item.record.values.title)] : []));
    edit(done[2] ?? '');
    pass(1);
    const rest = await readFeed(port, begun.value.cursor, 6);
    expect(rest.records).toHaveLength(14);
    expect(new Set([...done, ...titles(rest.records)]).size).toBe(20);
    expect(titles((await readFeed(port, rest.cursor)).records)).toContain(done[2]);
  });

  it('of customers ends at the window though the shop filters by the day', async () => {
    nowMs = START;
    test = await startTestShop({ now });
    const people = Array.from({ length: 30 }, (_, n) =>
      createOf(n, { name: `Person ${n}`, email: `p${n}@example.com` }),
    );
    await test.customers.write?.apply(people);
    pass(60);
    const first = await readFeed(test.customers, null);
    expect(first.records).toHaveLength(30);
    pass(60);
    const before = test.shop.requests.get('Customers') ?? 0;
    const second = await readFeed(test.customers, first.cursor, 5);
    expect(second.records).toEqual([]);
    expect((test.shop.requests.get('Customers') ?? 0) - before).toBe(1);
  });

  it('tells all ids in a sweep', async () => {
    const port = await shopWith(300);
    const ids = new Set<string>();
    for await (const rows of port.sweep?.() ?? []) for (const { id } of rows) ids.add(id);
    expect(ids.size).toBe(300);
  });
});

describe('a page of the feed', () => {
  const since = { ...BEGINNING, mode: 'since' as const, sinceMs: START };
  it('asks with an overlap, a day more where times count by the day', () => {
    expect(requestFor(since, false, 50).query).toBe("updated_at:>='2026-11-24T09:55:00Z'");
    expect(requestFor(since, true, 50).query).toBe("updated_at:>='2026-11-23'");
  });

  it('ends at the first row that is too old, even if the shop ignored the filter', () => {
    const rows = ['2026-11-24T10:00:00Z', '2026-11-24T09:56:00Z', '2026-11-01T00:00:00Z'].map((updatedAt) => ({
      updatedAt,
    }));
    expect(cutWindow(rows, since)).toEqual({ fresh: rows.slice(0, 2), over: true });
  });

  it('begins anew behind the last id where the list is too deep to page', () => {
    const request = requestFor({ ...BEGINNING, beyond: '8001' }, false, 50);
    expect(request).toMatchObject({ query: 'id:>8001', sortKey: 'ID', after: null });
  });

  it('goes on behind the last id where a list is too deep to page, and with everything where a window is', async () => {
    const rows = Array.from({ length: 20 }, (_, n) => ({
      id: `gid://shopify/Product/${n}`,
      updatedAt: '2026-11-24T10:00:00Z',
    }));
    const asked: (string | null)[] = [];
    const source: FeedSource = {
      wholeDays: false,
      async page({ first, after, query }) {
        asked.push(query);
        const beyond = Number(/id:>(\d+)/.exec(query ?? '')?.[1] ?? -1);
        const begin = Math.max(after === null ? 0 : Number(after) + 1, beyond + 1);
        const nodes = rows.slice(begin, begin + first);
        const hasNextPage = begin + first < rows.length;
        return { connection: { nodes, page: { hasNextPage, endCursor: String(begin + first - 1) } }, serverMs: START };
      },
      toItems: async (node) => [
        { ok: true, record: { type: 'product', id: String(node.id), version: '', values: {}, native: null } },
      ],
    };
    const read = async (cursor: string | null) => {
      const ids: string[] = [];
      let last = cursor;
      for await (const page of feedChanges(source, cursor, 4, 8)) {
        for (const item of page.items) if (item.ok) ids.push(item.record.id);
        last = page.cursor;
      }
      return { ids, cursor: last };
    };
    const first = await read(null);
    expect(first.ids).toEqual(rows.map(({ id }) => id));
    expect(new Set(asked)).toEqual(new Set([null, 'id:>7', 'id:>15']));
    const second = await read(first.cursor);
    expect(new Set(second.ids)).toEqual(new Set(rows.map(({ id }) => id)));
  });

  it('refuses a position that it cannot read', () => {
    expect(() => readCursor('{"mode":"x"}')).toThrow(expect.objectContaining({ code: 'shopify_cursor_invalid' }));
  });
});
