import type { Redactor } from '../http/redact.ts';
import { type HttpResponse, headerOf } from '../http/transport.ts';
import { brokenAnswer, foreignAnswer, hasMediaType } from './http-answer.ts';
import { envelopeRequest, readEnvelope } from './jsonrpc-envelope.ts';
import { OdooError } from './odoo-error.ts';
import type { WireRequest } from './protocol.ts';

export interface OdooVersion {
  /** `18.0`, or `saas~18.2` on Odoo Online between two majors. */
  readonly series: string;
  readonly major: number;
  /** As the server gave it. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** Works without a login on all versions that have JSON-RPC. */
export const versionRequest = (): WireRequest =>
  envelopeRequest('/jsonrpc', { service: 'common', method: 'version', args: [] });

/** For servers without JSON-RPC (announced for 22); 18 has no such page (pair 004). */
export const versionPageRequest: WireRequest = { method: 'GET', path: '/web/version', headers: {} };

export function readVersion(response: HttpResponse, redact: Redactor, nowMs: number): OdooVersion {
  const answer = readEnvelope(response, { kind: 'login', database: undefined }, redact, nowMs);
  return asVersion(answer as Record<string, unknown> | null, response, redact);
}

export function readVersionPage(response: HttpResponse, redact: Redactor, nowMs: number): OdooVersion {
  if (response.status !== 200 || !hasMediaType(response, 'application/json'))
    throw foreignAnswer(response, nowMs, redact);
  try {
    return asVersion(JSON.parse(response.body), response, redact);
  } catch (error) {
    throw error instanceof OdooError ? error : brokenAnswer(response, redact, error);
  }
}

/** Any page tells the time, also 18's "404 Not Found"; only what stands in for a server that is down does not. */
export function readServerTime(response: HttpResponse, redact: Redactor, nowMs: number): Date {
  const time = Date.parse(headerOf(response, 'date') ?? '');
  if (Number.isNaN(time) || response.status >= 500 || response.status === 429) {
    throw foreignAnswer(response, nowMs, redact);
  }
  return new Date(time);
}

function asVersion(raw: Record<string, unknown> | null, response: HttpResponse, redact: Redactor): OdooVersion {
  const text = raw?.server_serie ?? raw?.version ?? raw?.server_version;
  const series = typeof text === 'string' ? /^(saas~)?(\d+)(\.\d+)?/.exec(text) : null;
  if (!raw || !series) throw foreignAnswer(response, 0, redact);
  return { series: series[0], major: Number(series[2]), raw };
}
