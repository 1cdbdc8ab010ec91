import type { Pool } from 'pg';
import type { Job as BossJob, KyselyTransactionLike } from 'pg-boss';
import { type JobData, QUEUES, type QueueName } from './queues.ts';

interface Job<N extends QueueName> {
  readonly id: string;
  readonly data: JobData[N];
  /** 0 at the first try. */
  readonly retryCount: number;
  /** Aborted when the job has expired or the worker gives up waiting for it. */
  readonly signal: AbortSignal;
}

export interface JobsOptions {
  /**
   * This process looks after the queues: it gives the jobs of dead workers to others and clears old ones away.
   * Workers do; a command that only enqueues does not.
   */
  readonly supervise: boolean;
  /** An error of a background task of the queue, which will be tried again. */
  readonly onTrouble?: (error: unknown) => void;
}

interface WorkOptions {
  /** Jobs handed over at once, at most. */
  readonly batchSize: number;
  /** How often an idle worker looks, at least 0.5. */
  readonly pollSeconds?: number;
}

export interface Jobs {
  /** Adds a job within the caller's transaction: it is there when that commits. False if one like it waits already. */
  enqueue<N extends QueueName>(trx: KyselyTransactionLike, queue: N, data: JobData[N]): Promise<boolean>;
  /** Hands batches to the handler; if it rejects, the whole batch is tried again later. */
  work<N extends QueueName>(
    queue: N,
    options: WorkOptions,
    handler: (jobs: readonly Job<N>[]) => Promise<void>,
  ): Promise<void>;
  /** Takes no more jobs, and waits for those at work; those not done in time go back to their queue. */
  stop(timeoutMs: number): Promise<void>;
}

const SCHEMA = 'jobs';
/** How soon after its last heartbeat a dead worker's job is given away. */
const SUPERVISE_SECONDS = 15;

/** Jobs on the same database, in a schema of their own. pg-boss costs 120 ms to load: only now. */
export async function openJobs({ pool }: { readonly pool: Pool }, options: JobsOptions): Promise<Jobs> {
  const { fromKysely, PgBoss } = await import('pg-boss');
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: SCHEMA,
    supervise: options.supervise,
    schedule: false,
    registerInstance: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
  });
  boss.on('error', (error) => options.onTrouble?.(error));
  await boss.start();
  for (const [name, { key: _, ...spec }] of Object.entries(QUEUES)) {
    await boss.createQueue(name, { ...spec, policy: 'short', retryBackoff: true });
    if (options.supervise) await boss.updateQueue(name, { ...spec, retryBackoff: true });
  }
  if (options.supervise) await boss.supervise();

  return {
    async enqueue(trx, queue, data) {
      const singletonKey = QUEUES[queue].key(data);
      return (await boss.send(queue, data, { singletonKey, db: fromKysely(trx) })) !== null;
    },
    async work<N extends QueueName>(
      queue: N,
      { batchSize, pollSeconds = 2 }: WorkOptions,
      handler: (jobs: readonly Job<N>[]) => Promise<void>,
    ) {
      await boss.work(
        queue,
        { batchSize, pollingIntervalSeconds: pollSeconds, burstWhenBatchFull: true },
        async (jobs: BossJob<JobData[N]>[]) => handler(jobs),
      );
    },
    async stop(timeoutMs) {
      await boss.stop({ graceful: true, timeout: timeoutMs, close: false });
    },
  };
}
