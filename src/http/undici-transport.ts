import { getCACertificates } from 'node:tls';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import { PasserelleError } from '../errors.ts';
import { type Clock, systemClock } from '../resilience/clock.ts';
import { type ExchangeEnd, exchange } from './exchange.ts';
import { failureVerdict, HttpFailure } from './failure.ts';
import { createRedactor, type Redactor } from './redact.ts';
import type { HttpRequest, HttpTransport } from './transport.ts';

export interface UndiciTransportOptions {
  /** Address of an HTTP proxy, with its credentials if it asks for some. */
  readonly proxy?: string | undefined;
  /** PEM certificates to trust besides the system's own. */
  readonly ca?: string | readonly string[] | undefined;
  readonly connectTimeoutMs?: number | undefined;
  /** Most connections to one host. */
  readonly connections?: number | undefined;
  readonly maxResponseBytes?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly redact?: Redactor | undefined;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** A string of V8 holds about 512 MiB; an answer half of that is not a page of records any more. */
const MAX_RESPONSE_BYTES = 256 * 1024 * 1024;
/** Shorter than the idle time of common proxies (nginx 75 s), so that a write seldom meets a closing connection. */
const KEEP_ALIVE_MS = 15_000;

/** HTTP/1.1 over undici: keep-alive, time-outs, proxy, own certificates. Redirects are answers, not followed. */
export function createUndiciTransport(options: UndiciTransportOptions = {}): HttpTransport {
  const clock = options.clock ?? systemClock;
  const redact = options.redact ?? createRedactor([]);
  const dispatcher = createDispatcher(options);
  return {
    async send(request) {
      const end = await exchange(dispatcher, request, clock);
      if (end.kind === 'answer') return end.response;
      throw failureOf(end, request, redact);
    },
    close: () => dispatcher.destroy(),
  };
}

function createDispatcher(options: UndiciTransportOptions): Dispatcher {
  const ca = options.ca === undefined ? undefined : withSystemCertificates(options.ca);
  const pool: Agent.Options = {
    connections: options.connections ?? 8,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxResponseSize: options.maxResponseBytes ?? MAX_RESPONSE_BYTES,
    connectTimeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
  };
  if (options.proxy === undefined) return new Agent(ca ? { ...pool, connect: { ca } } : pool);
  return new ProxyAgent({
    ...pool,
    ...proxyAddress(options.proxy),
    ...(ca && { requestTls: { ca }, proxyTls: { ca } }),
  });
}

function proxyAddress(proxy: string): { uri: string; token?: string } {
  let url: URL;
  try {
    url = new URL(proxy);
  } catch (cause) {
    throw new PasserelleError('config_invalid', 'The proxy is not a web address.', {
      field: 'proxy',
      remedy: 'Give it as http://host:port.',
      cause,
    });
  }
  if (!url.username) return { uri: url.href };
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = '';
  url.password = '';
  return { uri: url.href, token: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

function failureOf(end: Exclude<ExchangeEnd, { kind: 'answer' }>, request: HttpRequest, redact: Redactor): HttpFailure {
  const { host } = new URL(request.url);
  const reached = end.started ? 'maybe' : 'no';
  if (end.kind === 'cancelled') {
    return new HttpFailure('cancelled', 'The call was cancelled.', reached, { cause: request.signal?.reason });
  }
  if (end.kind === 'expired') {
    return new HttpFailure('http_timeout', `${host} did not answer within ${request.timeoutMs / 1000} s.`, reached, {
      remedy: 'Raise the time-out, send less at once, or look at the load of the server.',
    });
  }
  const verdict = failureVerdict(end.error, end.started);
  return new HttpFailure(verdict.code, `${host}: ${verdict.reason}.`, verdict.reached, {
    remedy: REMEDIES[verdict.code],
    cause: redactedCause(end.error, redact),
  });
}

const REMEDIES = {
  cancelled: undefined,
  http_unreachable: 'Check the address, the network, the proxy, and that the server runs.',
  http_cut: 'Look for a restart or a proxy that cuts long answers.',
  http_tls: 'Check the address and the certificate; trust a private authority with NODE_EXTRA_CA_CERTS=FILE.',
  http_too_large: 'Ask for fewer records or fields at once.',
} as const;

/** The original error, as text: undici's errors carry the request's headers and socket. */
function redactedCause(original: Error, redact: Redactor): Error {
  const code = (original as { code?: unknown }).code;
  const clean = new Error(redact(typeof code === 'string' ? `${code}: ${original.message}` : original.message));
  clean.name = original.name;
  return clean;
}

/** Node replaces its own list by a given one; a user who adds a private authority still wants the public ones. */
function withSystemCertificates(ca: string | readonly string[]): string[] {
  return [...getCACertificates('default'), ...(typeof ca === 'string' ? [ca] : ca)];
}
