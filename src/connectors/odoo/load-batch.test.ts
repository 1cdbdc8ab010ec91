import { expect, it } from 'vitest';
import { type LoadJob, loadBatch } from './load-batch.ts';
import type { Target } from './target.ts';

function jobs(count: number): readonly LoadJob<number>[] {
  return Array.from({ length: count }, (_, at) => ({ item: at, cells: { id: `passerelle.p_${at}`, name: `P${at}` } }));
}

/** Answers each call with the numbers in its ids, after all calls that come before it have begun. */
function fakeTarget(refuse: (first: string) => boolean = () => false) {
  const calls: number[] = [];
  let open = 0;
  let mostOpen = 0;
  const load: Target['load'] = async (_model, _columns, rows) => {
    calls.push(rows.length);
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    await Promise.resolve();
    open -= 1;
    const names = rows.map(([id]) => String(id));
    if (refuse(names[0] ?? '')) return { ids: false, messages: [{ type: 'error', message: 'No.' }] };
    return { ids: names.map((name) => Number(name.replace('passerelle.p_', '')) + 1000), messages: [] };
  };
  return { target: { load } as unknown as Target, calls, mostOpen: () => mostOpen };
}

it('an import keeps both workers of a small Odoo busy, and no more of them', async () => {
  const { target, calls, mostOpen } = fakeTarget();
  const loaded = await loadBatch(target, 'product.product', jobs(1100), { size: 200, atOnce: 2 });
  expect(mostOpen()).toBe(2);
  expect(calls).toEqual([200, 200, 200, 200, 200, 100]);
  expect(loaded.map((one) => one.status === 'done' && one.id === one.item + 1000)).not.toContain(false);
  expect(loaded.map(({ item }) => item)).toEqual(jobs(1100).map(({ item }) => item));
});

it('one full batch is shared out, a small one is not', async () => {
  const full = fakeTarget();
  await loadBatch(full.target, 'product.product', jobs(500), { size: 500, atOnce: 2 });
  expect(full.calls).toEqual([250, 250]);
  const small = fakeTarget();
  await loadBatch(small.target, 'product.product', jobs(90), { size: 500, atOnce: 2 });
  expect(small.calls).toEqual([90]);
});

it('records that may need each other go one call after the other', async () => {
  const { target, mostOpen } = fakeTarget();
  await loadBatch(target, 'res.partner', jobs(300), { size: 100 });
  expect(mostOpen()).toBe(1);
});

it('a refused call says nothing about the one beside it', async () => {
  const { target } = fakeTarget((first) => first === 'passerelle.p_0');
  const loaded = await loadBatch(target, 'product.product', jobs(200), { size: 500, atOnce: 2 });
  expect(loaded.slice(0, 100).map(({ status }) => status)).not.toContain('done');
  expect(loaded.slice(100).every(({ status }) => status === 'done')).toBe(true);
});
