import { PasserelleError } from '../errors.ts';
import { HttpFailure } from '../http/failure.ts';
import type { HttpResponse, HttpTransport } from '../http/transport.ts';
import { createConcurrencyLimit } from '../resilience/concurrency-limit.ts';
import { runWithRetry } from '../resilience/retry.ts';
import { OdooError } from './odoo-error.ts';
import type { Settings } from './options.ts';
import type { WireRequest } from './protocol.ts';
import { assessCall, mayBeApplied } from './retry-rules.ts';

export interface Exchange<T> {
  /** For messages: `res.partner.create`, `login`. */
  readonly what: string;
  readonly request: WireRequest;
  /** Runs within the attempt, so that what it throws can lead to another one. */
  readonly read: (response: HttpResponse) => T;
  readonly repeatable: boolean;
  /** Of one attempt. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Sends requests to one Odoo: limited in number, repeated where that is safe. */
export interface Wire {
  /** Throws what `read` throws, HttpFailure, or odoo_outcome_unknown when a write may have been carried out. */
  exchange<T>(exchange: Exchange<T>): Promise<T>;
}

export function createWire(settings: Settings, transport: HttpTransport): Wire {
  const { url, clock, random, retry: policy } = settings;
  const limit = createConcurrencyLimit(settings.concurrency);

  const attempt = async <T>({ request, read, timeoutMs, signal }: Exchange<T>): Promise<T> =>
    read(
      await transport.send({
        method: request.method,
        url: url + request.path,
        headers: request.headers,
        body: request.body,
        timeoutMs,
        signal,
      }),
    );

  return {
    async exchange(exchange) {
      const { repeatable, signal } = exchange;
      try {
        return await limit.run(
          () =>
            runWithRetry(() => attempt(exchange), {
              policy,
              assess: (error) => assessCall(error, repeatable),
              clock,
              random,
              signal,
            }),
          signal,
        );
      } catch (error) {
        if (!repeatable && mayBeApplied(error)) throw outcomeUnknown(exchange.what, error);
        if (signal?.aborted && !(error instanceof PasserelleError)) {
          throw new HttpFailure('cancelled', `${exchange.what} was cancelled.`, 'no', { cause: error });
        }
        throw error;
      }
    },
  };
}

function outcomeUnknown(what: string, cause: unknown): OdooError {
  const reason = cause instanceof Error ? ` ${cause.message}` : '';
  return new OdooError('odoo_outcome_unknown', `${what} may or may not have been carried out.${reason}`, {
    remedy: 'Look in Odoo whether it was before doing it again.',
    effect: 'unknown',
    detail: cause instanceof PasserelleError ? cause.detail : undefined,
    cause,
  });
}
