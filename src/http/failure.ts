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
  readonly code: 'http_timeout' | 'http_unreachable' | 'http_cut' | 'http_tls' | 'http_too_large';
  readonly reached: Reached;
  /** Why, for the sentence that the person reads. */
  readonly reason: string;
}

const unreachable = (reason: string): FailureVerdict => ({ code: 'http_unreachable', reached: 'no', reason });
const cut = (reason: string): FailureVerdict => ({ code: 'http_cut', reached: 'maybe', reason });

/** Codes of Node and undici. Whatever fails before a connection stands cannot have reached the server. */
const VERDICTS: Readonly<Record<string, FailureVerdict>> = {
  ENOTFOUND: unreachable('the host name is unknown'),
  EAI_AGAIN: unreachable('the host name could not be looked up'),
  ECONNREFUSED: unreachable('the connection was refused'),
  EHOSTUNREACH: unreachable('there is no route to the host'),
  ENETUNREACH: unreachable('there is no route to the network'),
  EADDRNOTAVAIL: unreachable('the address is not available'),
  UND_ERR_CONNECT_TIMEOUT: unreachable('the connection was not accepted in time'),
  UND_ERR_HEADERS_TIMEOUT: { code: 'http_timeout', reached: 'maybe', reason: 'no answer came in time' },
  UND_ERR_BODY_TIMEOUT: { code: 'http_timeout', reached: 'maybe', reason: 'the answer stopped half-way' },
  UND_ERR_SOCKET: cut('the connection was closed before the answer was complete'),
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: cut('the answer was shorter than announced'),
  UND_ERR_RES_EXCEEDED_MAX_SIZE: { code: 'http_too_large', reached: 'maybe', reason: 'the answer is too large' },
  ECONNRESET: cut('the connection was reset'),
  EPIPE: cut('the connection was closed while sending'),
  ETIMEDOUT: cut('the connection stopped answering'),
};

const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|EPROTO|ERR_OSSL|HOSTNAME_MISMATCH)/;

/** What an error of Node or undici says about the exchange. */
export function failureVerdict(error: unknown): FailureVerdict {
  for (const candidate of withCauses(error)) {
    const code = (candidate as { code?: unknown }).code;
    if (typeof code !== 'string') continue;
    if (TLS_CODE.test(code)) return { code: 'http_tls', reached: 'no', reason: `TLS failed (${code})` };
    const verdict = VERDICTS[code];
    if (!verdict) continue;
    // A time-out of the socket counts as unreachable only while connecting.
    const syscall = (candidate as { syscall?: unknown }).syscall;
    return code === 'ETIMEDOUT' && syscall === 'connect'
      ? unreachable('the connection was not accepted in time')
      : verdict;
  }
  return cut('the connection failed');
}

/** The error, its causes, and the members of aggregates (several addresses of one host), outermost first. */
function* withCauses(error: unknown, depth = 0): Generator<object> {
  if (typeof error !== 'object' || error === null || depth > 4) return;
  yield error;
  if (error instanceof AggregateError) for (const inner of error.errors) yield* withCauses(inner, depth + 1);
  yield* withCauses((error as { cause?: unknown }).cause, depth + 1);
}
