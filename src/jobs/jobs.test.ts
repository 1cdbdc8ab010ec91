import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Jobs, openJobs } from './jobs.ts';

const WORKER = fileURLToPath(new URL('../../test/processes/jobs-worker.ts', import.meta.url));

describe('jobs', () => {
  let database: TestDatabase;
  let jobs: Jobs | undefined;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await jobs?.stop(1_000);
    jobs = undefined;
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await database.close();
  });

  const countJobs = async () => {
    const { rows } = await database.pool.query<{ count: number }>(
      "SELECT count(*) FROM jobs.job WHERE name = 'sync_run'",
    );
    return rows[0]?.count;
  };

  /** Works until as many jobs have come as asked for. */
  const receive = (from: Jobs, count: number, batchSize = 10) =>
    new Promise<{ batches: number; syncIds: number[]; retryCounts: number[] }>((resolve, reject) => {
      const seen = { batches: 0, syncIds: [] as number[], retryCounts: [] as number[] };
      from
        .work('sync_run', { batchSize, pollSeconds: 0.5 }, async (batch) => {
          seen.batches += 1;
          seen.syncIds.push(...batch.map((job) => job.data.syncId));
          seen.retryCounts.push(...batch.map((job) => job.retryCount));
          if (seen.syncIds.length >= count) resolve(seen);
        })
        .catch(reject);
    });

  it('leaves no job of a transaction that was rolled back', async () => {
    const opened = await openJobs(database, { supervise: false });
    jobs = opened;
    const attempt = database.kysely.transaction().execute(async (trx) => {
      await opened.enqueue(trx, 'sync_run', { syncId: 1, trigger: 'test' });
      throw new Error('the change itself failed');
    });
    await expect(attempt).rejects.toThrow('the change itself failed');
    expect(await countJobs()).toBe(0);
  });

  it('hands committed jobs over in batches', async () => {
    const opened = await openJobs(database, { supervise: false });
    jobs = opened;
    await database.kysely.transaction().execute(async (trx) => {
      for (const syncId of [1, 2, 3, 4]) await opened.enqueue(trx, 'sync_run', { syncId, trigger: 'test' });
    });
    const seen = await receive(opened, 4, 2);
    expect(seen.batches).toBe(2);
    // Jobs of one transaction are of the same instant: in no order.
    expect(seen.syncIds.toSorted()).toEqual([1, 2, 3, 4]);
  });

  it('lets one run of a sync wait, so that a schedule that fires often does not pile up', async () => {
    const opened = await openJobs(database, { supervise: false });
    jobs = opened;
    const enqueue = (syncId: number) => opened.enqueue(database.kysely, 'sync_run', { syncId, trigger: 'test' });
    expect([await enqueue(1), await enqueue(1), await enqueue(2)]).toEqual([true, false, true]);
  });

  it('waits at a stop for the job at work', async () => {
    const opened = await openJobs(database, { supervise: false });
    await opened.enqueue(database.kysely, 'sync_run', { syncId: 7, trigger: 'test' });
    const started = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    let isDone = false;
    await opened.work('sync_run', { batchSize: 1, pollSeconds: 0.5 }, async () => {
      started.resolve();
      await release.promise;
      isDone = true;
    });
    await started.promise;
    const stopping = opened.stop(20_000);
    release.resolve();
    await stopping;
    expect(isDone).toBe(true);
    const { rows } = await database.pool.query("SELECT state FROM jobs.job WHERE name = 'sync_run'");
    expect(rows).toEqual([{ state: 'completed' }]);
  });

  it('gives a job to another worker after a kill -9 of the one that had it', async () => {
    const first = await openJobs(database, { supervise: false });
    await first.enqueue(database.kysely, 'sync_run', { syncId: 42, trigger: 'test' });
    await first.stop(1_000);
    const worker = spawn(process.execPath, [WORKER, JSON.stringify(database.address)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(worker);
    await once(worker.stdout, 'data');
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    // Instead of waiting for the heartbeat to be missed and for the retry's delay.
    await database.pool.query("UPDATE jobs.job SET heartbeat_on = now() - interval '1 hour', retry_delay = 0");
    jobs = await openJobs(database, { supervise: true });
    await database.pool.query("UPDATE jobs.job SET start_after = now() WHERE state = 'retry'");
    expect(await receive(jobs, 1)).toMatchObject({ syncIds: [42], retryCounts: [1] });
  });
});
