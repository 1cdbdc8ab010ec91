import type { Clock } from './clock.ts';

/** A signal that aborts at the caller's wish or after `timeoutMs`, whichever is first. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** True once the time, not the caller, ended it. */
  readonly expired: boolean;
  /** Must be called when the work is over: frees the timer and the listener. */
  clear(): void;
}

/** Starts the time now. */
export function startDeadline(clock: Clock, timeoutMs: number, caller?: AbortSignal): Deadline {
  const controller = new AbortController();
  let expired = false;
  const onAbort = () => controller.abort(caller?.reason);
  const cancel = clock.timer(timeoutMs, () => {
    expired = true;
    controller.abort(new Error(`No answer within ${timeoutMs} ms.`));
  });
  if (caller?.aborted) onAbort();
  else caller?.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    get expired() {
      return expired;
    },
    clear() {
      cancel();
      caller?.removeEventListener('abort', onAbort);
    },
  };
}
