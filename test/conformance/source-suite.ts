import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  CanonicalRecord,
  ChangePage,
  ChangesOptions,
  Cursor,
  Port,
  RecordItem,
  RecordType,
  Session,
} from '../../src/core/connector.ts';
import { PasserelleError } from '../../src/errors.ts';
import { expectJson, validateValuesOf } from './canonical.ts';

/** What the suite needs to know of a connector that has a feed, and of the system behind it. */
export interface SourceTarget {
  readonly name: string;
  readonly type: RecordType;
  /** A session on the same system, as a new process would open it. */
  open(): Promise<Session>;
  /** What the system holds: the ids of all good records, and how many pieces of it can be none. */
  readonly ids: readonly string[];
  readonly bad: number;
  /** Input rows, those left out by a rule included; null for a system that has none. */
  readonly rows: number | null;
  /** A top-level field that every record has. */
  readonly field: string;
  /** Changes a value of one record in the system, each time to another one; returns the record's id. */
  change(): Promise<string>;
  /** What sessions left behind on this machine: temporary files, open handles. */
  leftovers?(): Promise<readonly string[]>;
  setUp?(): Promise<void>;
  tearDown?(): Promise<void>;
}

const PAGE_SIZES = [1, 2, 3, 7, 1000];

/** The promises of a feed: nothing lost and nothing twice, wherever it is broken off and gone on with. */
export function sourceSuite(target: SourceTarget): void {
  describe(`${target.name}: a feed`, () => {
    beforeAll(async () => target.setUp?.());
    afterAll(async () => target.tearDown?.());

    async function onPort<T>(use: (port: Port) => Promise<T>): Promise<T> {
      const session = await target.open();
      try {
        const port = session.records[target.type];
        if (port?.changes === undefined) throw new Error(`${target.name} has no feed of ${target.type} records`);
        return await use(port);
      } finally {
        await session.close();
      }
    }

    /** All pages from a cursor, by a session of its own; at most `limit` of them. */
    const pagesFrom = (cursor: Cursor | null, pageSize: number, options: Partial<ChangesOptions> = {}, limit = 1e9) =>
      onPort(async (port) => {
        const pages: ChangePage[] = [];
        for await (const page of feed(port, cursor, { pageSize, ...options })) {
          pages.push(page);
          if (pages.length >= limit) break;
        }
        return pages;
      });

    const all = async (options: Partial<ChangesOptions> = {}) => itemsOf(await pagesFrom(null, 1000, options));

    it.each(PAGE_SIZES)(
      'with at most %d items a page gives every record once, and every bad piece',
      async (pageSize) => {
        const pages = await pagesFrom(null, pageSize);
        for (const { items } of pages) expect(items.length).toBeLessThanOrEqual(pageSize);
        const items = itemsOf(pages);
        expect(
          recordsOf(items)
            .map(({ id }) => id)
            .sort(),
        ).toEqual([...target.ids].sort());
        expect(items.filter(({ ok }) => !ok)).toHaveLength(target.bad);
        expect(items.map(signature)).toEqual((await all()).map(signature));
      },
    );

    it('can be gone on with from the cursor of any page by a new process: the rest follows, and nothing else', async () => {
      for (const pageSize of [1, 3]) {
        const pages = await pagesFrom(null, pageSize);
        for (const [at, { cursor }] of pages.entries()) {
          const rest = itemsOf(await pagesFrom(cursor, at % 2 === 0 ? 1 : 5));
          expect(rest.map(signature)).toEqual(itemsOf(pages.slice(at + 1)).map(signature));
        }
      }
    });

    it('broken off and gone on with again and again, with pages of any size, loses and repeats nothing', async () => {
      const whole = (await all()).map(signature);
      const piece = fc.record({ pageSize: fc.integer({ min: 1, max: 9 }), pages: fc.integer({ min: 1, max: 4 }) });
      await fc.assert(
        fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 6 }), async (pieces) => {
          const got: string[] = [];
          let cursor: Cursor | null = null;
          let rows = 0;
          for (let turn = 0, ended = false; !ended; turn += 1) {
            const { pageSize, pages: limit } = pieces[turn % pieces.length] ?? { pageSize: 1, pages: 1 };
            const pages: readonly ChangePage[] = await pagesFrom(cursor, pageSize, {}, limit);
            got.push(...itemsOf(pages).map(signature));
            rows += rowsOf(pages);
            cursor = pages.at(-1)?.cursor ?? cursor;
            ended = pages.length < limit;
          }
          expect(got).toEqual(whole);
          if (target.rows !== null) expect(rows).toBe(target.rows);
        }),
        { numRuns: 12 },
      );
    });

    it('that was read to its end has nothing more to give', async () => {
      const cursor = (await pagesFrom(null, 4)).at(-1)?.cursor ?? null;
      expect(cursor).not.toBeNull();
      expect(itemsOf(await pagesFrom(cursor, 4))).toEqual([]);
    });

    it('that is read ahead of does not move the cursors of the pages before', async () => {
      await onPort(async (port) => {
        const iterator = feed(port, null, { pageSize: 2 })[Symbol.asyncIterator]();
        const first = await iterator.next();
        const second = await iterator.next();
        if (first.done === true || second.done === true) throw new Error('the source is too small for this suite');
        await iterator.return?.();
        const [next] = await pagesFrom(first.value.cursor, 2, {}, 1);
        expect(next?.items.map(signature)).toEqual(second.value.items.map(signature));
        expect(second.value.cursor).not.toBe(first.value.cursor);
      });
    });

    it('read twice at once gives everything to both', async () => {
      await onPort(async (port) => {
        const iterators = [1, 2].map((size) => feed(port, null, { pageSize: size })[Symbol.asyncIterator]());
        const got: string[][] = iterators.map(() => []);
        for (let open = iterators.length; open > 0; ) {
          open = 0;
          for (const [at, iterator] of iterators.entries()) {
            const next = await iterator.next();
            if (next.done === true) continue;
            open += 1;
            got[at]?.push(...next.value.items.map(signature));
          }
        }
        const whole = (await all()).map(signature);
        expect(got).toEqual([whole, whole]);
      });
    });

    it('tells its progress without going back, and 1 at the end, also when it was broken off', async () => {
      const check = (pages: readonly ChangePage[], from: number) => {
        const told = pages.flatMap(({ progress }) => progress ?? []);
        expect(told.length === 0 || told.length === pages.length).toBe(true);
        for (const [at, progress] of told.entries()) {
          expect(progress).toBeGreaterThanOrEqual(at === 0 ? from : (told[at - 1] ?? 0));
          expect(progress).toBeLessThanOrEqual(1);
        }
        if (told.length > 0) expect(told.at(-1)).toBe(1);
      };
      const pages = await pagesFrom(null, 2);
      check(pages, 0);
      for (const { cursor, progress } of pages.slice(0, -1)) check(await pagesFrom(cursor, 3), progress ?? 0);
    });

    it('accounts for every input row, by whatever pages', async () => {
      if (target.rows === null) return;
      for (const pageSize of PAGE_SIZES) expect(rowsOf(await pagesFrom(null, pageSize))).toBe(target.rows);
    });

    it('gives records with ids, versions and canonical values', async () => {
      const schema = await onPort((port) => port.schema());
      const known = new Set(schema.fields.map(({ path }) => path));
      for (const record of recordsOf(await all())) {
        expect(record.type).toBe(target.type);
        expect(record.id).toMatch(/\S/);
        expect(record.version).toMatch(/\S/);
        expect(() => validateValuesOf(target.type, record.values), record.id).not.toThrow();
        expectJson(record.values);
        expectJson(record.native);
        for (const field of Object.keys(record.values)) {
          if (!field.startsWith('native.')) expect(known, field).toContain(field);
        }
      }
    });

    it('gives what can be no record with its reason and as it stands in the source, and goes on', async () => {
      const faults = (await all()).filter((item) => !item.ok);
      for (const item of faults) {
        expect(item.error).toBeInstanceOf(PasserelleError);
        expect(item.error.message).toMatch(/\S/);
        expect(item.id).not.toBe('');
        expectJson(item.native);
      }
    });

    it('gives only the fields that are asked for, of the same records in the same versions', async () => {
      const whole = recordsOf(await all());
      const some = recordsOf(await all({ fields: [target.field] }));
      expect(some.map(({ id, version }) => [id, version])).toEqual(whole.map(({ id, version }) => [id, version]));
      for (const { values } of some) expect(Object.keys(values)).toEqual([target.field]);
      expect(some.map(({ values }) => values[target.field])).toEqual(whole.map(({ values }) => values[target.field]));
    });

    it('that is told to stop beforehand gives nothing and leaves nothing', async () => {
      const reason = new Error('stopped beforehand');
      await expect(pagesFrom(null, 2, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      await expectNothingLeft();
    });

    it('that is told to stop between pages or while one is made stops there, and can be gone on with', async () => {
      const whole = (await all()).map(signature);
      for (const isWaiting of [false, true]) {
        const reason = new Error('stopped on the way');
        const controller = new AbortController();
        const got: ChangePage[] = [];
        await onPort(async (port) => {
          const iterator = feed(port, null, { pageSize: 1, signal: controller.signal })[Symbol.asyncIterator]();
          const next = async () => {
            const { done, value } = await iterator.next();
            if (done === true) throw new Error('the feed ended as if it was complete');
            got.push(value);
          };
          await next();
          const pending = isWaiting ? next().catch((error: unknown) => error) : undefined;
          controller.abort(reason);
          // A page that was ready when the stop came may still arrive.
          if ((await pending) === undefined) await expect(next()).rejects.toBe(reason);
        });
        expect(got.length).toBeLessThanOrEqual(2);
        await expectNothingLeft();
        const rest = await pagesFrom(got.at(-1)?.cursor ?? null, 3);
        expect([...itemsOf(got), ...itemsOf(rest)].map(signature)).toEqual(whole);
      }
    });

    it('that nobody reads on with leaves nothing', async () => {
      await pagesFrom(null, 1, {}, 1);
      await expectNothingLeft();
      await pagesFrom(null, 1);
      await expectNothingLeft();
    });

    it('that is left in the middle ends with its session', async () => {
      await onPort(async (port) => {
        await feed(port, null, { pageSize: 1 })[Symbol.asyncIterator]().next();
      });
      await expectNothingLeft();
    });

    it('tells ids and versions in a sweep as in its pages', async () => {
      const swept = await onPort(async (port) => {
        if (port.sweep === undefined) return null;
        const found: { readonly id: string; readonly version: string }[] = [];
        for await (const page of port.sweep()) found.push(...page);
        return found;
      });
      if (swept === null) return;
      const records = recordsOf(await all()).map(({ id, version }) => ({ id, version }));
      expect(byId(swept)).toEqual(byId(records));
    });

    it('broken off gives what changed before it is gone on with, also where it had passed by', async () => {
      const [first] = await pagesFrom(null, 7, {}, 1);
      const id = await target.change();
      const items = itemsOf([...(first === undefined ? [] : [first]), ...(await pagesFrom(first?.cursor ?? null, 7))]);
      expect(versionsOf(items)).toEqual(versionsOf(await all()));
      expect(versionsOf(items).has(id)).toBe(true);
    });

    it('gives a record that changed after its end, in another version than before; the others keep theirs', async () => {
      const pages = await pagesFrom(null, 1000);
      const before = versionsOf(itemsOf(pages));
      const id = await target.change();
      const since = versionsOf(itemsOf(await pagesFrom(pages.at(-1)?.cursor ?? null, 3)));
      expect(since.has(id)).toBe(true);
      const after = versionsOf(await all());
      expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
      const changed = [...after].filter(([key, version]) => before.get(key) !== version).map(([key]) => key);
      expect(changed).toEqual([id]);
      expect(since.get(id)).toBe(after.get(id));
    });

    async function expectNothingLeft(): Promise<void> {
      expect((await target.leftovers?.()) ?? []).toEqual([]);
    }
  });
}

function feed(port: Port, cursor: Cursor | null, options: ChangesOptions): AsyncIterable<ChangePage> {
  if (port.changes === undefined) throw new Error('the port has no feed');
  return port.changes(cursor, options);
}

const itemsOf = (pages: readonly ChangePage[]): readonly RecordItem[] => pages.flatMap(({ items }) => items);

const recordsOf = (items: readonly RecordItem[]): readonly CanonicalRecord[] =>
  items.flatMap((item) => (item.ok ? [item.record] : []));

const versionsOf = (items: readonly RecordItem[]): ReadonlyMap<string, string> =>
  new Map(recordsOf(items).map(({ id, version }) => [id, version]));

/** What two readings of one item must agree in. */
const signature = (item: RecordItem): string =>
  item.ok
    ? JSON.stringify([item.record.id, item.record.version, item.record.values, item.record.native, item.record.rows])
    : JSON.stringify([item.id, item.error.code, item.error.message, item.native, item.rows]);

const rowsOf = (pages: readonly ChangePage[]): number =>
  itemsOf(pages).reduce((sum, item) => sum + ((item.ok ? item.record.rows : item.rows) ?? 1), 0) +
  pages.reduce((sum, { skippedRows }) => sum + (skippedRows ?? 0), 0);

const byId = (found: readonly { readonly id: string; readonly version: string }[]) =>
  [...found].sort((a, b) => (a.id < b.id ? -1 : 1));
