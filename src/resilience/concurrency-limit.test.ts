import { describe, expect, it } from 'vitest';
import { createConcurrencyLimit } from './concurrency-limit.ts';

/** A task that ends when told. */
function gate(): { task: () => Promise<string>; open: (value: string) => void; started: () => boolean } {
  const { promise, resolve } = Promise.withResolvers<string>();
  let started = false;
  return {
    task: () => {
      started = true;
      return promise;
    },
    open: resolve,
    started: () => started,
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('createConcurrencyLimit', () => {
  it('runs no more than the limit, and the rest in the order they came', async () => {
    const limit = createConcurrencyLimit(2);
    const gates = [gate(), gate(), gate(), gate()] as const;
    const runs = gates.map(({ task }) => limit.run(task));
    await settled();
    expect(gates.map(({ started }) => started())).toEqual([true, true, false, false]);
    gates[1].open('second');
    await settled();
    expect(gates.map(({ started }) => started())).toEqual([true, true, true, false]);
    for (const { open } of gates) open('done');
    await Promise.all(runs);
    expect([limit.active, limit.waiting]).toEqual([0, 0]);
  });

  it('a failed task frees its place', async () => {
    const limit = createConcurrencyLimit(1);
    await expect(limit.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await limit.run(async () => 'next')).toBe('next');
  });

  it('a cancelled caller leaves the queue at once and is never run', async () => {
    const limit = createConcurrencyLimit(1);
    const first = gate();
    const running = limit.run(first.task);
    const controller = new AbortController();
    const second = gate();
    const waiting = limit.run(second.task, controller.signal);
    controller.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    expect(limit.waiting).toBe(0);
    first.open('done');
    await running;
    expect(second.started()).toBe(false);
    expect(limit.active).toBe(0);
  });

  it('refuses more than the queue holds', async () => {
    const limit = createConcurrencyLimit(1, 1);
    const first = gate();
    const running = [limit.run(first.task), limit.run(async () => 'queued')];
    await expect(limit.run(async () => 'too many')).rejects.toMatchObject({ code: 'internal' });
    first.open('done');
    expect(await Promise.all(running)).toEqual(['done', 'queued']);
  });
});
