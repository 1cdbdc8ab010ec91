import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PagesOptions, readPages } from './pages.ts';
import type { Domain, SearchOptions } from './types.ts';

interface Call {
  readonly domain: Domain;
  readonly options: SearchOptions;
}

/** A table of ids that understands `id > n`, and what it was asked. */
function table(ids: readonly number[]): {
  calls: Call[];
  read: (domain: Domain, options: SearchOptions) => Promise<{ id: number }[]>;
} {
  const calls: Call[] = [];
  return {
    calls,
    async read(domain, options) {
      calls.push({ domain, options });
      const last = domain.at(-1);
      const after = Array.isArray(last) && last[0] === 'id' ? Number(last[2]) : Number.NEGATIVE_INFINITY;
      return ids
        .filter((id) => id > after)
        .slice(0, options.limit)
        .map((id) => ({ id }));
    },
  };
}

const options = (more: Partial<PagesOptions> = {}): PagesOptions => ({ fields: ['name'], ...more });

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('reading everything in pages', () => {
  it('gives each record once, in order, whatever the page size', async () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(ids, fc.integer({ min: 1, max: 20 }), fc.boolean(), async (unsorted, pageSize, untilEmpty) => {
        const sorted = unsorted.toSorted((a, b) => a - b);
        const { read, calls } = table(sorted);
        const read_ = await collect(readPages(read, [], options({ pageSize, untilEmpty })));
        expect(read_.map(({ id }) => id)).toEqual(sorted);
        expect(calls.every((call) => call.options.limit === pageSize && call.options.order === 'id')).toBe(true);
      }),
    );
  });

  it('keeps the window and the domain on every page', async () => {
    const { read, calls } = table([1, 2, 3]);
    const domain: Domain = ['|', ['a', '=', 1], ['b', '=', 2]];
    await collect(readPages(read, domain, options({ pageSize: 2, window: { from: '2026-11-24 12:00:00' } })));
    const since = ['write_date', '>=', '2026-11-24 12:00:00'];
    expect(calls.map((call) => call.domain)).toEqual([
      [...domain, since],
      [...domain, since, ['id', '>', 2]],
    ]);
  });

  it('goes on behind an id', async () => {
    const { read } = table([1, 2, 3, 4]);
    expect(await collect(readPages(read, [], options({ afterId: 2 })))).toEqual([{ id: 3 }, { id: 4 }]);
  });

  it('reads one page ahead and no more, so that memory stays bounded', async () => {
    const { read, calls } = table([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const iterator = readPages(read, [], options({ pageSize: 2 }))
      .pages()
      [Symbol.asyncIterator]();
    await iterator.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(calls).toHaveLength(2);
    await iterator.next();
    expect(calls).toHaveLength(3);
    await iterator.return?.();
  });

  it('a reader that stops early ends the page under way', async () => {
    const { read, calls } = table([1, 2, 3, 4, 5]);
    for await (const _page of readPages(read, [], options({ pageSize: 2 })).pages()) break;
    expect(calls[1]?.options.signal?.aborted).toBe(true);
  });

  it('an error of the page ahead is not lost, and comes after the records before it', async () => {
    let calls = 0;
    const read = async () => {
      calls += 1;
      if (calls === 2) throw new Error('cut');
      return [{ id: 1 }, { id: 2 }];
    };
    const seen: number[] = [];
    const walk = async () => {
      for await (const { id } of readPages(read, [], options({ pageSize: 2 }))) {
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(id);
      }
    };
    await expect(walk()).rejects.toThrow('cut');
    expect(seen).toEqual([1, 2]);
  });

  it('a server that answers the same page again is an error, not an endless import', async () => {
    const read = async () => [{ id: 1 }, { id: 2 }];
    await expect(collect(readPages(read, [], options({ pageSize: 2 })))).rejects.toMatchObject({
      code: 'odoo_bad_answer',
    });
  });

  it('a page that rights have thinned out does not end a read that asked to go on until an empty one', async () => {
    const pages = [[{ id: 1 }], [{ id: 5 }, { id: 6 }], []];
    const read = async () => pages.shift() ?? [];
    const all = await collect(readPages(read, [], options({ pageSize: 2, untilEmpty: true })));
    expect(all.map(({ id }) => id)).toEqual([1, 5, 6]);
  });
});
