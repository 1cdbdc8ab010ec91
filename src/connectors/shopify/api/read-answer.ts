import { PasserelleError } from '../../../errors.ts';
import { retryAfterMs } from '../../../http/retry-after.ts';
import { type HttpResponse, headerOf } from '../../../http/transport.ts';
import type { ThrottleStatus } from './cost-budget.ts';
import type { Operation } from './operation.ts';

export interface AnswerFacts {
  /** Points that the query asked for; undefined where the answer does not tell. */
  readonly requestedCost?: number;
  readonly throttle?: ThrottleStatus;
  /** The version that answered. */
  readonly version?: string;
  /** The shop's clock, in milliseconds since 1970. */
  readonly serverMs?: number;
}

export type Answer = AnswerFacts &
  (
    | {
        readonly kind: 'data';
        readonly data: Readonly<Record<string, unknown>>;
        readonly searchWarnings: readonly string[];
      }
    /** Nothing was done: ask again, not before `waitMs`. */
    | { readonly kind: 'wait'; readonly waitMs: number; readonly error: PasserelleError }
    /** The server failed: what was asked for may have been done. */
    | { readonly kind: 'broken'; readonly error: PasserelleError }
    | { readonly kind: 'refused'; readonly error: PasserelleError }
  );

interface GraphqlError {
  readonly message?: unknown;
  readonly path?: unknown;
  readonly extensions?: { readonly code?: unknown; readonly requiredAccess?: unknown; readonly problems?: unknown };
}

interface Body {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly extensions?: {
    readonly cost?: { readonly requestedQueryCost?: unknown; readonly throttleStatus?: unknown };
    readonly search?: unknown;
  };
}

/** What an HTTP answer of the Admin API means. Pure. */
export function readAnswer(response: HttpResponse, operation: Operation, nowMs: number): Answer {
  const facts = factsOf(response);
  const { status } = response;
  const failed = httpFailure(response, operation, nowMs);
  if (failed !== undefined) return { ...facts, ...failed };
  const body = parse(response.body);
  if (body === undefined) {
    const error = new PasserelleError('shopify_bad_answer', `Shopify's answer to ${operation.name} cannot be read.`, {
      detail: excerpt(response.body),
      remedy: 'Check that the address leads to Shopify and not to a proxy or a login page.',
    });
    return { ...facts, kind: 'broken', error };
  }
  const known: AnswerFacts = { ...facts, ...costOf(body) };
  const errors = Array.isArray(body.errors) ? (body.errors as readonly GraphqlError[]) : [];
  if (errors.length > 0) return { ...known, ...graphqlFailure(errors, operation, known) };
  if (typeof body.data !== 'object' || body.data === null) {
    const error = new PasserelleError('shopify_bad_answer', `Shopify's answer to ${operation.name} holds no data.`, {
      detail: excerpt(response.body),
      value: status,
    });
    return { ...known, kind: 'broken', error };
  }
  const data = body.data as Readonly<Record<string, unknown>>;
  return { ...known, kind: 'data', data, searchWarnings: searchWarningsOf(body) };
}

function factsOf(response: HttpResponse): AnswerFacts {
  const version = headerOf(response, 'x-shopify-api-version');
  const serverMs = Date.parse(headerOf(response, 'date') ?? '');
  return { ...(version !== undefined && { version }), ...(!Number.isNaN(serverMs) && { serverMs }) };
}

type Failure =
  | { readonly kind: 'wait'; readonly waitMs: number; readonly error: PasserelleError }
  | { readonly kind: 'broken' | 'refused'; readonly error: PasserelleError };

function httpFailure(response: HttpResponse, operation: Operation, nowMs: number): Failure | undefined {
  const { status } = response;
  if (status === 200) return undefined;
  const detail = excerpt(response.body);
  const refused = (
    code: 'shopify_wrong_token' | 'shopify_access_denied' | 'shopify_wrong_shop' | 'shopify_shop_unavailable',
    message: string,
    remedy: string,
  ): Failure => ({
    kind: 'refused',
    error: new PasserelleError(code, message, { remedy, detail, value: status }),
  });
  if (status === 401) {
    return refused(
      'shopify_wrong_token',
      'Shopify refuses the access token.',
      'Copy the token again, or install the app anew and use its new token.',
    );
  }
  if (status === 402) {
    return refused(
      'shopify_shop_unavailable',
      'The shop is frozen until its bill is paid.',
      'Settle the plan in the shop’s admin.',
    );
  }
  if (status === 403) {
    return refused(
      'shopify_access_denied',
      'Shopify refuses access with this token.',
      'Check that the app is installed in this shop and not suspended.',
    );
  }
  if (status === 404) {
    return refused(
      'shopify_wrong_shop',
      'There is no shop at this address, or it does not serve this version of the API.',
      'Give the shop as name.myshopify.com, as its admin shows it.',
    );
  }
  if (status === 429 || status === 430 || status === 423) {
    const waitMs = retryAfterMs(headerOf(response, 'retry-after'), nowMs) ?? 2000;
    const error = new PasserelleError('shopify_rate_limited', `Shopify asks to wait (HTTP ${status}).`, {
      value: status,
      detail,
    });
    return { kind: 'wait', waitMs, error };
  }
  const message = `Shopify failed at ${operation.name} (HTTP ${status}).`;
  return { kind: 'broken', error: new PasserelleError('shopify_server_error', message, { value: status, detail }) };
}

function graphqlFailure(errors: readonly GraphqlError[], operation: Operation, facts: AnswerFacts): Failure {
  const codes = errors.map((error) => String(error.extensions?.code ?? ''));
  const [first] = errors;
  const message = String(first?.message ?? 'unknown error');
  if (codes.includes('THROTTLED')) {
    const { throttle, requestedCost = 0 } = facts;
    const missing = throttle === undefined ? 0 : requestedCost - throttle.currentlyAvailable;
    const waitMs = throttle === undefined ? 1000 : Math.max(50, Math.ceil((missing / throttle.restoreRate) * 1000));
    return {
      kind: 'wait',
      waitMs,
      error: new PasserelleError('shopify_rate_limited', 'Shopify is throttling this app.'),
    };
  }
  if (codes.includes('MAX_COST_EXCEEDED')) {
    return { kind: 'refused', error: new PasserelleError('shopify_query_too_costly', `${operation.name}: ${message}`) };
  }
  const denied = errors.find((error) => error.extensions?.code === 'ACCESS_DENIED');
  if (denied !== undefined) return { kind: 'refused', error: deniedError(denied) };
  if (codes.some((code) => code === 'INTERNAL_SERVER_ERROR' || code === 'TIMEOUT')) {
    return {
      kind: 'broken',
      error: new PasserelleError('shopify_server_error', `Shopify failed at ${operation.name}: ${message}`),
    };
  }
  const invalid = errors.find((error) => INVALID_VARIABLE.test(String(error.message)));
  if (invalid !== undefined && operation.kind === 'mutation') return { kind: 'refused', error: invalidValue(invalid) };
  if (codes.includes('SHOP_INACTIVE')) {
    return { kind: 'refused', error: new PasserelleError('shopify_shop_unavailable', 'The shop is not active.') };
  }
  return {
    kind: 'refused',
    error: new PasserelleError('shopify_query_refused', `Shopify refuses ${operation.name}: ${message}`, {
      detail: excerpt(JSON.stringify(errors)),
      remedy: 'Please report this: Shopify may have changed its API.',
    }),
  };
}

const INVALID_VARIABLE = /^Variable \$(\w+) of type .* was provided invalid value(?: for ([\w.]+))?/;

/** A value that does not fit its type, such as an unknown country code: the fault of one record, not of the run. */
function invalidValue(error: GraphqlError): PasserelleError {
  const message = String(error.message);
  const [, variable = '', rest] = INVALID_VARIABLE.exec(message) ?? [];
  const problems = Array.isArray(error.extensions?.problems) ? (error.extensions.problems as readonly unknown[]) : [];
  const { explanation } = (problems[0] ?? {}) as { readonly explanation?: unknown };
  const reason = typeof explanation === 'string' ? explanation : message;
  return new PasserelleError('shopify_user_error', `Shopify takes no such value: ${reason}`, {
    field: rest === undefined ? variable : `${variable}.${rest}`,
    detail: message,
    remedy: 'Mend the value in the source, or the mapping that makes it.',
  });
}

/** Names the access scope that is missing, which Shopify only tells in words. */
function deniedError(error: GraphqlError): PasserelleError {
  const message = String(error.message ?? '');
  const text = `${message} ${String(error.extensions?.requiredAccess ?? '')}`;
  const scopes = [...new Set([...text.matchAll(/\b(?:read|write)_[a-z_]+\b/g)].map(([scope]) => scope))];
  const [scope] = scopes;
  if (scope !== undefined) {
    return new PasserelleError('shopify_missing_scope', `The app lacks the access scope ${scopes.join(' or ')}.`, {
      field: scope,
      remedy: `Add ${scope} to the app's scopes and install the app anew.`,
      detail: message,
    });
  }
  return new PasserelleError('shopify_access_denied', `Shopify denies access: ${message}`, {
    remedy:
      'Allow the app this data; customers and orders need "protected customer data access" in the app\'s settings.',
  });
}

function costOf(body: Body): AnswerFacts {
  const { requestedQueryCost, throttleStatus } = body.extensions?.cost ?? {};
  const status = (throttleStatus ?? {}) as Record<string, unknown>;
  const { maximumAvailable, currentlyAvailable, restoreRate } = status;
  const known = [maximumAvailable, currentlyAvailable, restoreRate].every((each) => typeof each === 'number');
  return {
    ...(typeof requestedQueryCost === 'number' && { requestedCost: requestedQueryCost }),
    ...(known && {
      throttle: {
        maximumAvailable: Number(maximumAvailable),
        currentlyAvailable: Number(currentlyAvailable),
        restoreRate: Number(restoreRate),
      },
    }),
  };
}

function searchWarningsOf(body: Body): readonly string[] {
  const list = body.extensions?.search;
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: { readonly warnings?: unknown }) =>
    Array.isArray(entry?.warnings) ? entry.warnings.map((warning: unknown) => JSON.stringify(warning)) : [],
  );
}

function parse(text: string): Body | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as Body) : undefined;
  } catch {
    return undefined;
  }
}

const excerpt = (text: string): string => (text.length > 500 ? `${text.slice(0, 500)}…` : text);
