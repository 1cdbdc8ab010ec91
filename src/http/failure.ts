import { type ErrorCode, type ErrorOptions, PasserelleError } from '../errors.ts';

/** Whether the server can have seen the request: 'no' is proof, 'maybe' is everything else. */
export type Reached = 'no' | 'maybe';

/** An exchange that ended without an answer. */
export class HttpFailure extends PasserelleError {
  override readonly name: string = 'HttpFailure';
  readonly reached: Reached;

  constructor(code: ErrorCode, message: string, reached: Reached, options: ErrorOptions = {}) {
    super(code, message, options);
    this.reached = reached;
  }
}

export interface FailureVerdict {
  readonly code: 'http_unreachable' | 'http_cut' | 'http_tls' | 'http_too_large' | 'cancelled';
  readonly reached: Reached;
  /** Why, for the sentence that the person reads. */
  readonly reason: string;
}

/** Codes of Node and undici. */
const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  UND_ERR_CONNECT_TIMEOUT: 'the connection was not accepted in time',
  UND_ERR_SOCKET: 'the connection was closed before the answer was complete',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer was shorter than announced',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed while sending',
  ETIMEDOUT: 'the connection stopped answering',
};

const TLS_CODE =
  /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|EPROTO|ERR_OSSL|HOSTNAME_MISMATCH|UND_ERR_PRX_TLS)/;

/**
 * What an error of Node or undici says about the exchange. `started` tells whether a byte of the request can have
 * left: until then every failure is one of the connection.
 */
export function failureVerdict(error: unknown, started: boolean): FailureVerdict {
  const reached = started ? 'maybe' : 'no';
  const proxyStatus = proxyRefusal(error);
  if (proxyStatus !== undefined) {
    return { code: 'http_unreachable', reached: 'no', reason: `the proxy refused (HTTP ${proxyStatus})` };
  }
  const codes = [...codesOf(error)];
  if (codes.includes('UND_ERR_DESTROYED') || codes.includes('UND_ERR_CLOSED')) {
    return { code: 'cancelled', reached, reason: 'the client was closed' };
  }
  const tls = codes.find((code) => TLS_CODE.test(code));
  if (tls !== undefined) return { code: 'http_tls', reached, reason: `TLS failed (${tls})` };
  if (codes.includes('UND_ERR_RES_EXCEEDED_MAX_SIZE')) {
    return { code: 'http_too_large', reached, reason: 'the answer is too large' };
  }
  const known = codes.map((code) => REASONS[code]).find((reason) => reason !== undefined);
  return { code: started ? 'http_cut' : 'http_unreachable', reached, reason: known ?? 'the connection failed' };
}

/** undici has no code of its own for a proxy that answers a tunnel with another status than 200. */
function proxyRefusal(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return /^Proxy response \((\d+)\)|^Proxy Authentication Required \((407)\)/
    .exec(error.message)
    ?.slice(1)
    .find(Boolean);
}

/** Codes of the error, its causes, and the members of aggregates (several addresses of one host), outermost first. */
function* codesOf(error: unknown, depth = 0): Generator<string> {
  if (typeof error !== 'object' || error === null || depth > 4) return;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') yield code;
  if (error instanceof AggregateError) for (const inner of error.errors) yield* codesOf(inner, depth + 1);
  yield* codesOf((error as { cause?: unknown }).cause, depth + 1);
}
