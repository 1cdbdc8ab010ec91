import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CreateWrite, IntentKey, Outcome, Write, WritePort } from '../core/connector.ts';
import { PasserelleError } from '../errors.ts';
import { applyWrites } from './apply.ts';

const create = (id: string): CreateWrite => ({ op: 'create', key: id as IntentKey, sourceId: id, values: {} });

/** A system that refuses a whole batch because of one bad record, without saying which. */
function atomicPort(bad: ReadonlySet<string>, maxBatch: number) {
  const done: string[] = [];
  let calls = 0;
  const port: WritePort = {
    maxBatch,
    atomicBatch: true,
    settleMs: 0,
    async apply(writes: readonly Write[]) {
      calls += 1;
      const alone = writes.length === 1;
      if (writes.some((w) => bad.has(w.sourceId))) {
        return writes.map(
          (): Outcome => ({ status: 'rejected', alone, error: new PasserelleError('record_invalid', 'No.') }),
        );
      }
      done.push(...writes.map((w) => w.sourceId));
      return writes.map((w): Outcome => ({ status: 'applied', id: w.sourceId }));
    },
    async locate() {
      return [];
    },
  };
  return { port, done, calls: () => calls };
}

const signal = new AbortController().signal;

describe('applying a batch', () => {
  it('writes every good record once and refuses exactly the bad ones, wherever they stand', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        async (badness, maxBatch) => {
          const writes = badness.map((_, i) => create(String(i)));
          const bad = new Set(badness.flatMap((isBad, i) => (isBad ? [String(i)] : [])));
          const { port, done } = atomicPort(bad, maxBatch);
          const outcomes = await applyWrites(port, writes, signal);
          expect(outcomes.map((o) => o.status)).toEqual(badness.map((isBad) => (isBad ? 'rejected' : 'applied')));
          expect([...done].sort()).toEqual(
            writes
              .map((w) => w.sourceId)
              .filter((id) => !bad.has(id))
              .sort(),
          );
        },
      ),
    );
  });

  it('finds one bad record among 500 in about twenty calls', async () => {
    const { port, calls } = atomicPort(new Set(['137']), 500);
    await applyWrites(
      port,
      Array.from({ length: 500 }, (_, i) => create(String(i))),
      signal,
    );
    expect(calls()).toBeLessThan(22);
  });

  it('a wrong password or a missing right stops the run: it is not the fault of a record', async () => {
    const { port } = atomicPort(new Set(), 10);
    const denied: WritePort = {
      ...port,
      apply: async (writes) =>
        writes.map(
          (): Outcome => ({
            status: 'rejected',
            alone: true,
            error: new PasserelleError('odoo_access_error', 'No right.'),
          }),
        ),
    };
    await expect(applyWrites(denied, [create('1')], signal)).rejects.toMatchObject({ code: 'odoo_access_error' });
  });

  it('a system that cannot be reached is an unknown outcome, not a refusal', async () => {
    const { port } = atomicPort(new Set(), 10);
    const away: WritePort = {
      ...port,
      apply: async () => {
        throw new PasserelleError('http_unreachable', 'Nobody there.');
      },
    };
    expect(await applyWrites(away, [create('1'), create('2')], signal)).toMatchObject([
      { status: 'unknown' },
      { status: 'unknown' },
    ]);
  });
});
