import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { AccessTokens } from './access-tokens.ts';
import type { CostModel } from './api/cost.ts';
import { executeRequest } from './api/execute.ts';
import { simulatorSchema } from './api/schema.ts';
import { type Plan, Throttle } from './api/throttle.ts';
import { type FaultKind, type FaultSettings, Faults } from './faults.ts';
import type { Context } from './resolve/context.ts';
import { API_VERSIONS } from './resolve/shop.ts';
import { fillDemoShop } from './seed/demo-shop.ts';
import { IdempotencyStore } from './state/idempotency-store.ts';
import { Shop } from './state/shop.ts';

export interface ShopifySimulatorOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly host?: string;
  /** Makes ids, tokens and faults the same on every start. */
  readonly seed?: number;
  readonly profile?: 'demo' | 'empty';
  readonly shop?: string;
  readonly plan?: Plan;
  readonly costModel?: CostModel;
  /** How long a change cannot be searched yet, in milliseconds. */
  readonly searchDelayMs?: number;
  readonly scopes?: readonly string[];
  /** Versions of the API that are served, oldest first. */
  readonly versions?: readonly string[];
  readonly faults?: FaultSettings;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface ShopifySimulator {
  readonly url: string;
  readonly port: number;
  /** `passerelle-demo.myshopify.com`. */
  readonly shop: string;
  readonly accessToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Inspection and direct changes for tests. */
  readonly state: Shop;
  readonly faults: Faults;
  readonly throttle: Throttle;
  readonly tokens: AccessTokens;
  /** Requests answered, by operation name. */
  readonly requests: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

const SCOPES = [
  ...['write_products', 'write_inventory', 'read_locations', 'write_customers', 'write_orders', 'read_all_orders'],
  ...['write_draft_orders', 'write_merchant_managed_fulfillment_orders', 'write_publications'],
];
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** Starts a simulated shop on this machine, with state of its own. Loopback unless another host is given. */
export async function startShopifySimulator(options: ShopifySimulatorOptions): Promise<ShopifySimulator> {
  const { host = '127.0.0.1', seed = 1, now = Date.now, scopes = SCOPES, versions = API_VERSIONS } = options;
  const domain = options.shop ?? 'passerelle-demo.myshopify.com';
  const state = new Shop(
    { domain, name: 'Passerelle Demo', currency: 'EUR', taxesIncluded: true, timezone: 'Europe/Madrid' },
    now,
    options.searchDelayMs ?? 0,
  );
  fillDemoShop(state, options.profile ?? 'demo', seed);
  const tokens = new AccessTokens(seed, now);
  const throttle = new Throttle(options.plan ?? 'standard', now);
  const faults = new Faults(options.faults ?? {}, seed);
  const idempotency = new IdempotencyStore();
  const schema = simulatorSchema();
  const requests = new Map<string, number>();

  const graphql = async (version: string, token: string | undefined, body: string): Promise<Reply> => {
    if (!tokens.accepts(token)) {
      const message = '[API] Invalid API key or access token (unrecognized login or wrong password)';
      return json(401, { errors: message });
    }
    const served = servedVersion(version, versions);
    if (served === null) return json(404, { errors: 'Not Found' });
    const request = parseBody(body);
    if (request === null) return json(400, { errors: { query: 'Required parameter missing or invalid' } });
    const name = /\b(?:query|mutation)\s+(\w+)/.exec(request.query)?.[1] ?? 'unnamed';
    requests.set(name, (requests.get(name) ?? 0) + 1);
    const context: Context = { shop: state, scopes, versions, idempotency, searchWarnings: [] };
    const answer = await executeRequest(request, {
      schema,
      context,
      throttle,
      costModel: options.costModel ?? 'measured',
    });
    return json(200, answer, { 'X-Shopify-API-Version': served });
  };

  const answer = async (incoming: IncomingMessage, body: string): Promise<Reply> => {
    const path = (incoming.url ?? '').split('?')[0] ?? '';
    const [, version] = /^\/admin\/api\/([^/]+)\/graphql\.json$/.exec(path) ?? [];
    if (incoming.method === 'POST' && version !== undefined) {
      const token = incoming.headers['x-shopify-access-token'];
      return await graphql(version, typeof token === 'string' ? token : undefined, body);
    }
    if (incoming.method === 'POST' && path === '/admin/oauth/access_token') {
      const given = tokens.grant(new URLSearchParams(body));
      if (given === null)
        return json(400, { error: 'invalid_client', error_description: 'The client credentials are invalid' });
      return json(200, { access_token: given.token, scope: scopes.join(','), expires_in: given.expiresIn });
    }
    return json(404, { errors: `Not Found (or not simulated): ${incoming.method} ${path}` });
  };

  const server = createServer((incoming, outgoing) => {
    void readBody(incoming).then(async (body) => {
      if (body === null) return void outgoing.destroy();
      const run = async () => {
        try {
          return await answer(incoming, body);
        } catch (error) {
          // A fault of the simulator is said aloud, never a wrong answer.
          return json(500, { errors: error instanceof Error ? (error.stack ?? error.message) : String(error) });
        }
      };
      await respond(outgoing, faults.choose(body), run, { faults, throttle, nowMs: now });
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    shop: domain,
    accessToken: tokens.permanent,
    clientId: tokens.clientId,
    clientSecret: tokens.clientSecret,
    state,
    faults,
    throttle,
    tokens,
    requests,
    stop: () =>
      new Promise<void>((resolve, reject) => {
        faults.releaseAll();
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
});

const html = (status: number, title: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  body: `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
  headers: { 'Content-Type': 'text/html', ...headers },
});

/** A version that is no longer served falls forward to the oldest one that is. */
function servedVersion(asked: string, versions: readonly string[]): string | null {
  if (!/^\d{4}-\d\d$/.test(asked)) return asked === 'unstable' ? 'unstable' : null;
  if (versions.includes(asked)) return asked;
  const [oldest] = versions;
  return oldest !== undefined && asked < oldest ? oldest : null;
}

function parseBody(body: string) {
  try {
    const parsed = JSON.parse(body) as { query?: unknown; variables?: unknown; operationName?: unknown };
    if (typeof parsed.query !== 'string') return null;
    return {
      query: parsed.query,
      variables: (parsed.variables ?? {}) as Readonly<Record<string, unknown>>,
      operationName: typeof parsed.operationName === 'string' ? parsed.operationName : undefined,
    };
  } catch {
    return null;
  }
}

/** null when the client went away or sent too much. */
async function readBody(incoming: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming) {
      size += (chunk as Buffer).length;
      if (size > MAX_BODY_BYTES) return null;
      chunks.push(chunk as Buffer);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString('utf8');
}

interface Around {
  readonly faults: Faults;
  readonly throttle: Throttle;
  readonly nowMs: () => number;
}

async function respond(
  outgoing: ServerResponse,
  fault: FaultKind | null,
  run: () => Promise<Reply>,
  around: Around,
): Promise<void> {
  const cut = () => outgoing.socket?.destroy();
  switch (fault) {
    case 'lost-answer':
      await run();
      return void cut();
    case 'cut':
      return void cut();
    case 'no-answer-after':
      await run();
      return around.faults.hold(cut);
    case 'no-answer-before':
      return around.faults.hold(cut);
    case 'bad-gateway-after':
      await run();
      return send(outgoing, html(502, '502 Bad Gateway'), around);
    case 'bad-gateway-before':
      return send(outgoing, html(502, '502 Bad Gateway'), around);
    case 'unavailable':
      return send(outgoing, html(503, '503 Service Unavailable'), around);
    case 'too-many-requests':
      return send(outgoing, json(429, { errors: 'Too many requests' }, { 'Retry-After': '1' }), around);
    case 'internal-error':
      return send(outgoing, json(200, { errors: [internalError()] }), around);
    case 'throttled':
      return send(outgoing, json(200, throttled(around.throttle)), around);
    default:
      return send(outgoing, await run(), around);
  }
}

const internalError = () => ({
  message: 'Internal error. Looks like something went wrong on our end.',
  extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: '00000000-0000-0000-0000-000000000000' },
});

const throttled = (throttle: Throttle) => ({
  errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
  extensions: { cost: { requestedQueryCost: 10, actualQueryCost: null, throttleStatus: throttle.status() } },
});

function send(outgoing: ServerResponse, reply: Reply, { nowMs }: Around): void {
  if (outgoing.destroyed) return;
  outgoing.writeHead(reply.status, {
    ...reply.headers,
    Date: new Date(nowMs()).toUTCString(),
    'Content-Length': Buffer.byteLength(reply.body),
  });
  outgoing.end(reply.body);
}
