import type { Dispatcher } from 'undici';
import type { Clock } from '../resilience/clock.ts';
import type { HttpRequest, HttpResponse } from './transport.ts';

export type ExchangeEnd =
  | { readonly kind: 'answer'; readonly response: HttpResponse }
  | { readonly kind: 'expired'; readonly started: boolean }
  | { readonly kind: 'cancelled'; readonly started: boolean }
  | { readonly kind: 'failed'; readonly started: boolean; readonly error: Error };

/**
 * One request over undici's dispatcher, without the stream that `undici.request` puts around a body: pages of
 * records are read whole anyway, and only here one learns whether a request was begun to be sent.
 */
export function exchange(dispatcher: Dispatcher, request: HttpRequest, clock: Clock): Promise<ExchangeEnd> {
  return new Promise((resolve) => {
    const { signal } = request;
    const url = new URL(request.url);
    const chunks: Buffer[] = [];
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    let headers: HttpResponse['headers'] = {};
    let over = false;

    const end = (outcome: ExchangeEnd) => {
      if (over) return;
      over = true;
      cancelTimer();
      signal?.removeEventListener('abort', onAbort);
      resolve(outcome);
    };
    const giveUp = (kind: 'expired' | 'cancelled') => {
      end({ kind, started: controller !== undefined });
      controller?.abort(new Error(kind));
    };
    const onAbort = () => giveUp('cancelled');
    const cancelTimer = clock.timer(request.timeoutMs, () => giveUp('expired'));
    if (signal?.aborted) return onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });

    dispatcher.dispatch(
      {
        origin: url.origin,
        path: url.pathname + url.search,
        method: request.method,
        headers: request.headers,
        body: request.body ?? null,
        // The timer bounds the whole exchange.
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      {
        onRequestStart(started) {
          // Given up while it waited for a connection: nothing of it may leave now.
          if (over) started.abort(new Error('given up'));
          else controller = started;
        },
        onResponseStart(_controller, statusCode, responseHeaders) {
          status = statusCode;
          headers = responseHeaders;
          chunks.length = 0;
        },
        onResponseData(_controller, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          end({ kind: 'answer', response: { status, headers, body: Buffer.concat(chunks).toString('utf8') } });
        },
        onResponseError(_controller, error) {
          end({ kind: 'failed', started: controller !== undefined, error });
        },
      },
    );
  });
}
