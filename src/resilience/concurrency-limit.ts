import { PasserelleError } from '../errors.ts';

interface Waiter {
  readonly start: () => void;
}

/** At most `limit` tasks at a time, in the order of their arrival. */
export interface ConcurrencyLimit {
  /** Rejects with the signal's reason when it aborts while the task still waits; `internal` when the queue is full. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  readonly active: number;
  readonly waiting: number;
}

/** A first-in first-out limit whose queue holds at most `maxWaiting` tasks. */
export function createConcurrencyLimit(limit: number, maxWaiting = 10_000): ConcurrencyLimit {
  const queue: Waiter[] = [];
  let active = 0;

  const release = () => {
    const next = queue.shift();
    if (next) next.start();
    else active -= 1;
  };

  const enter = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      if (queue.length >= maxWaiting) {
        reject(new PasserelleError('internal', `More than ${maxWaiting} calls wait for a free connection.`));
        return;
      }
      const waiter: Waiter = {
        start: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      const onAbort = () => {
        queue.splice(queue.indexOf(waiter), 1);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      queue.push(waiter);
    });

  return {
    async run(task, signal) {
      signal?.throwIfAborted();
      if (active < limit) active += 1;
      else await enter(signal);
      try {
        return await task();
      } finally {
        release();
      }
    },
    get active() {
      return active;
    },
    get waiting() {
      return queue.length;
    },
  };
}
