/** What a job of each queue carries. */
export interface JobData {
  /** One run of a sync. */
  sync_run: { readonly syncId: number; readonly trigger: string };
}

export type QueueName = keyof JobData;

export interface QueueSpec<Data> {
  /** At most one job with this key waits; another one is dropped. One more may be at work meanwhile. */
  key(data: Data): string;
  /** A worker that shows no sign of life for so long is dead, and its job goes to another; at least 10. */
  readonly heartbeatSeconds: number;
  /** The longest that a job may take, alive or not. */
  readonly expireInSeconds: number;
  /** Also after being left by a dead worker. */
  readonly retryLimit: number;
  /** Seconds; it doubles with jitter at each try, up to `retryDelayMax`. */
  readonly retryDelay: number;
  readonly retryDelayMax: number;
}

/** Every queue: a new one is a row here and a line in `JobData`. */
export const QUEUES: { readonly [N in QueueName]: QueueSpec<JobData[N]> } = {
  sync_run: {
    key: ({ syncId }) => String(syncId),
    heartbeatSeconds: 30,
    expireInSeconds: 23 * 60 * 60,
    retryLimit: 20,
    retryDelay: 5,
    retryDelayMax: 600,
  },
};
