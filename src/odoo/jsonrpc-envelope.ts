import type { Redactor } from '../http/redact.ts';
import type { HttpResponse } from '../http/transport.ts';
import { brokenAnswer, foreignAnswer, hasMediaType } from './http-answer.ts';
import { jsonBody } from './json-body.ts';
import type { WireRequest } from './protocol.ts';
import { type Asked, serverError } from './server-error.ts';

interface Envelope {
  readonly jsonrpc?: unknown;
  readonly result?: unknown;
  readonly error?: {
    readonly message?: unknown;
    readonly data?: { readonly name?: unknown; readonly message?: unknown; readonly debug?: unknown };
  };
}

let lastId = 0;

/** A JSON-RPC 2.0 request as Odoo's web client sends it. */
export function envelopeRequest(
  path: string,
  params: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): WireRequest {
  lastId += 1;
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', ...headers },
    body: jsonBody({ jsonrpc: '2.0', method: 'call', id: lastId, params }),
  };
}

/** The result; `null` when the answer has neither result nor error, which is how Odoo sends None. */
export function readEnvelope(response: HttpResponse, asked: Asked, redact: Redactor, nowMs: number): unknown {
  if (response.status !== 200 || !hasMediaType(response, 'application/json')) {
    throw foreignAnswer(response, nowMs, redact);
  }
  const envelope = parse(response, redact);
  if (envelope.error !== undefined) {
    const { data, message } = envelope.error;
    const exception = {
      name: typeof data?.name === 'string' ? data.name : '',
      message: String(data?.message ?? message ?? ''),
      traceback: typeof data?.debug === 'string' ? data.debug : undefined,
    };
    throw serverError(exception, asked, redact);
  }
  if (envelope.result !== undefined) return envelope.result;
  if (envelope.jsonrpc === undefined) throw foreignAnswer(response, nowMs, redact);
  return null;
}

function parse(response: HttpResponse, redact: Redactor): Envelope {
  let parsed: unknown;
  try {
    parsed = JSON.parse(response.body);
  } catch (error) {
    throw brokenAnswer(response, redact, error);
  }
  return typeof parsed === 'object' && parsed !== null ? parsed : {};
}
