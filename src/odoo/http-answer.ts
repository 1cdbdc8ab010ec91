import type { ErrorCode } from '../errors.ts';
import type { Redactor } from '../http/redact.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import { type HttpResponse, headerOf } from '../http/transport.ts';
import { type Effect, OdooError } from './odoo-error.ts';

interface StatusVerdict {
  readonly code: ErrorCode;
  readonly effect: Effect;
  readonly message: string;
  readonly remedy: string;
}

const LATER = 'Try again later; look at the proxy and at the load of Odoo.';

/** What a status means when the answer is not one of Odoo's own forms: a proxy, another program, a wrong address. */
function statusVerdict(status: number, location: string | undefined): StatusVerdict {
  const refused = (code: ErrorCode, message: string, remedy: string): StatusVerdict => ({
    code,
    effect: 'not_applied',
    message,
    remedy,
  });
  if (status >= 300 && status < 400) {
    const target = location ? ` to ${location}` : '';
    return refused('odoo_not_odoo', `The address redirects${target}.`, 'Give the address that it leads to.');
  }
  if (status === 429) return refused('odoo_rate_limited', 'The server asks for fewer calls.', LATER);
  if (status === 413) {
    return refused('odoo_too_large', 'The server refuses so large a request.', 'Send fewer records at once.');
  }
  if (status === 401 || status === 403 || status === 407) {
    return refused(
      'odoo_access_denied',
      `Something before Odoo refused the request (HTTP ${status}).`,
      'Check the proxy or firewall between here and Odoo.',
    );
  }
  if (status === 502 || status === 503 || status === 504) {
    return {
      code: 'odoo_busy',
      effect: 'unknown',
      message: `Odoo cannot be reached just now (HTTP ${status}).`,
      remedy: LATER,
    };
  }
  if (status >= 500) {
    return {
      code: 'odoo_server_error',
      effect: 'unknown',
      message: `The server failed without saying why (HTTP ${status}).`,
      remedy: 'Look at the log of Odoo.',
    };
  }
  if (status >= 400) {
    return refused(
      'odoo_not_odoo',
      `No Odoo answers at this address (HTTP ${status}).`,
      'Check the address: the start page of the Odoo, without /web or /odoo.',
    );
  }
  return {
    code: 'odoo_not_odoo',
    effect: 'unknown',
    message: 'The answer does not come from an Odoo.',
    remedy: 'Check the address: the start page of the Odoo, without /web or /odoo.',
  };
}

/** The error of an answer that is not in the protocol's form. The body goes to `detail`, its first 2,000 letters. */
export function foreignAnswer(response: HttpResponse, nowMs: number, redact: Redactor): OdooError {
  const verdict = statusVerdict(response.status, headerOf(response, 'location'));
  return new OdooError(verdict.code, redact(verdict.message), {
    remedy: verdict.remedy,
    effect: verdict.effect,
    status: response.status,
    detail: redact(response.body.slice(0, 2000)),
    retryAfterMs: retryAfterMs(headerOf(response, 'retry-after'), nowMs),
  });
}

/** The error of an answer with the right content type that cannot be read: cut short or garbled on its way. */
export function brokenAnswer(response: HttpResponse, redact: Redactor, cause: unknown): OdooError {
  return new OdooError('odoo_bad_answer', 'The answer of Odoo arrived incomplete or garbled.', {
    remedy: 'Look for a proxy that cuts or changes answers.',
    effect: 'unknown',
    status: response.status,
    detail: redact(response.body.slice(0, 2000)),
    cause: cause instanceof Error ? new Error(redact(cause.message)) : undefined,
  });
}

export function hasMediaType(response: HttpResponse, type: string): boolean {
  return headerOf(response, 'content-type')?.toLowerCase().startsWith(type) ?? false;
}
