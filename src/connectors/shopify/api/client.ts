import type { Log } from '../../../core/connector.ts';
import { PasserelleError } from '../../../errors.ts';
import { HttpFailure } from '../../../http/failure.ts';
import type { HttpTransport } from '../../../http/transport.ts';
import { type Clock, type Random, sleep } from '../../../resilience/clock.ts';
import { createConcurrencyLimit } from '../../../resilience/concurrency-limit.ts';
import { type RetryPolicy, retryDecision } from '../../../resilience/retry.ts';
import { API_VERSION, type ShopifySettings } from '../manifest.ts';
import { createAccessToken } from './access-token.ts';
import { createCostBudget } from './cost-budget.ts';
import type { Operation, Variables } from './operation.ts';
import { readAnswer } from './read-answer.ts';

export interface ClientParts {
  readonly http: HttpTransport;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export interface ShopifyAnswer {
  readonly data: Readonly<Record<string, unknown>>;
  /** The shop's clock when it answered, in milliseconds since 1970. */
  readonly serverMs: number;
  /** Filters that the shop did not know and ignored. */
  readonly searchWarnings: readonly string[];
}

export interface ShopifyClient {
  /**
   * Runs one operation. Queries and mutations under an idempotency key are repeated after transient failures; any
   * other mutation only where it is certain that the shop never did it, else it ends with `shopify_outcome_unknown`.
   */
  run(operation: Operation, variables: Variables, signal?: AbortSignal): Promise<ShopifyAnswer>;
  /**
   * Runs a query with as many rows as `wanted`, fewer where the shop finds that too costly; `ask` gets the number. The
   * shop's limit is learnt once for each operation.
   */
  sized<T>(operation: Operation, wanted: number, ask: (rows: number) => Promise<T>): Promise<T>;
  /** The version that last answered, when it is not the one that was asked for. */
  servedVersion(): string | undefined;
}

const POLICY: RetryPolicy = { maxAttempts: 5, baseMs: 500, capMs: 15_000, maxRetryAfterMs: 60_000 };
/** Being throttled is no failure: it is waited for, so long as the shop answers at all. */
const MAX_THROTTLED = 30;
/** Until the shop has told what an operation asks for. */
const FIRST_GUESS = { query: 50, mutation: 20 };

export function createShopifyClient(
  settings: ShopifySettings,
  { http, clock, random, log }: ClientParts,
): ShopifyClient {
  const origin = settings.baseUrl === undefined ? `https://${settings.shop}` : settings.baseUrl.replace(/\/+$/, '');
  const url = `${origin}/admin/api/${settings.apiVersion}/graphql.json`;
  const token = createAccessToken(settings, origin, http, clock);
  const budget = createCostBudget(clock);
  const limit = createConcurrencyLimit(settings.concurrency);
  const costs = new Map<string, number>();
  const mostRows = new Map<string, number>();
  let served: string | undefined;

  const attempt = async (operation: Operation, variables: Variables, signal: AbortSignal | undefined) => {
    const key = costKey(operation, variables);
    const points = costs.get(key) ?? FIRST_GUESS[operation.kind];
    await budget.reserve(points, signal);
    let throttle: Parameters<typeof budget.settle>[1];
    try {
      const accessToken = await token.get(signal);
      const response = await http.send({
        method: 'POST',
        url,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'x-shopify-access-token': accessToken,
        },
        body: JSON.stringify({ query: operation.text, variables, operationName: operation.name }),
        timeoutMs:
          operation.kind === 'query' ? (settings.timeouts.readMs ?? 60_000) : (settings.timeouts.writeMs ?? 90_000),
        signal,
      });
      const answer = readAnswer(response, operation, clock.now());
      throttle = answer.throttle;
      if (answer.requestedCost !== undefined) costs.set(key, answer.requestedCost);
      noteVersion(answer.version);
      return { answer, accessToken };
    } finally {
      budget.settle(points, throttle);
    }
  };

  const noteVersion = (version: string | undefined) => {
    if (version === undefined || version === API_VERSION || version === served) return;
    served = version;
    log.warn(
      { asked: API_VERSION, served: version },
      `Shopify answers with version ${version} of its API instead of ${API_VERSION}: update Passerelle.`,
    );
  };

  const run = async (
    operation: Operation,
    variables: Variables,
    signal: AbortSignal | undefined,
  ): Promise<ShopifyAnswer> => {
    let renewed = false;
    let throttled = 0;
    for (let tries = 1; ; ) {
      let failure: PasserelleError;
      let mayBeDone: boolean;
      try {
        const { answer, accessToken } = await attempt(operation, variables, signal);
        if (answer.kind === 'data') {
          return { data: answer.data, serverMs: answer.serverMs ?? clock.now(), searchWarnings: answer.searchWarnings };
        }
        if (answer.kind === 'refused') {
          if (answer.error.code !== 'shopify_wrong_token' || renewed || !token.renew(accessToken)) throw answer.error;
          renewed = true;
          continue;
        }
        if (answer.kind === 'wait') {
          throttled += 1;
          if (throttled > MAX_THROTTLED) throw answer.error;
          await sleep(clock, Math.min(answer.waitMs, POLICY.maxRetryAfterMs), signal);
          continue;
        }
        failure = answer.error;
        mayBeDone = true;
      } catch (error) {
        if (!(error instanceof HttpFailure) || error.code === 'cancelled') throw outcomeOf(error, operation);
        failure = error;
        mayBeDone = error.reached === 'maybe';
      }
      if (mayBeDone && !operation.repeatable) throw unknownOutcome(operation, failure);
      const repeatable = failure.kind === 'transient';
      const verdict = retryDecision(tries, { repeatable }, POLICY, random);
      if (verdict.kind === 'stop') throw failure;
      log.debug({ operation: operation.name, delayMs: verdict.delayMs, code: failure.code }, 'Asks Shopify again.');
      await sleep(clock, verdict.delayMs, signal);
      tries += 1;
    }
  };

  return {
    run: (operation, variables, signal) => limit.run(() => run(operation, variables, signal), signal),
    async sized(operation, wanted, ask) {
      for (;;) {
        const rows = Math.max(1, Math.min(wanted, mostRows.get(operation.name) ?? wanted));
        try {
          return await ask(rows);
        } catch (error) {
          const tooCostly = error instanceof PasserelleError && error.code === 'shopify_query_too_costly';
          if (!tooCostly || rows === 1) throw error;
          mostRows.set(operation.name, Math.floor(rows / 2));
        }
      }
    },
    servedVersion: () => served,
  };
}

/** A cancelled mutation that was on its way may still be done. */
function outcomeOf(error: unknown, operation: Operation): unknown {
  if (operation.kind === 'query' || !(error instanceof HttpFailure) || error.reached === 'no') return error;
  return unknownOutcome(operation, error);
}

function unknownOutcome(operation: Operation, cause: PasserelleError): PasserelleError {
  return new PasserelleError('shopify_outcome_unknown', `The answer to ${operation.name} was lost: ${cause.message}`, {
    cause,
    detail: cause.detail,
  });
}

/** Cost follows the sizes among the variables, not the other values. */
function costKey(operation: Operation, variables: Variables): string {
  const sizes = Object.entries(variables).flatMap(([name, value]) =>
    typeof value === 'number'
      ? [`${name}=${value}`]
      : name === 'ids' && Array.isArray(value)
        ? [`ids=${value.length}`]
        : [],
  );
  return `${operation.name} ${sizes.join(' ')}`;
}
