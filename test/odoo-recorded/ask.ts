import type { HttpRequest, HttpResponse, HttpTransport } from '../../src/http/transport.ts';
import { createOdooClient, type OdooClient } from '../../src/odoo/client.ts';
import type { OdooClientOptions } from '../../src/odoo/options.ts';
import type { Pair } from './pair.ts';
import { xmlParams } from './xml-params.ts';

/** How the client is asked for what a pair shows. */
export interface Question {
  readonly options: Partial<OdooClientOptions>;
  readonly uid?: number;
  readonly ask: (client: OdooClient) => Promise<unknown>;
}

export interface Asked {
  readonly sent: HttpRequest | undefined;
  readonly result?: unknown;
  readonly error?: unknown;
}

type Args = readonly unknown[];
type Named = Readonly<Record<string, unknown>>;

/** The question that leads to the pair's request; null when the client has none. */
export function questionFor(pair: Pair): Question | null {
  const { path, body } = pair.request;
  if (path === '/web/version') return { options: {}, ask: (client) => client.version() };
  if (pair.protocol === 'jsonrpc' && path === '/jsonrpc' && isObject(body)) {
    const params = (body as { params?: { service?: string; method?: string; args?: Args } }).params;
    return params?.args ? serviceQuestion('jsonrpc', `${params.service}.${params.method}`, params.args) : null;
  }
  if (pair.protocol === 'xmlrpc' && path.startsWith('/xmlrpc/2/') && typeof body === 'string') {
    const { method, params } = xmlParams(body);
    const question = serviceQuestion('xmlrpc', `${path.slice('/xmlrpc/2/'.length)}.${method}`, params);
    // The version is always asked over JSON-RPC.
    return method === 'version' ? null : question;
  }
  if (pair.protocol === 'session') return sessionQuestion(path, body);
  if (pair.protocol === 'json2' && isObject(body)) return json2Question(pair, body);
  return null;
}

function serviceQuestion(protocol: 'jsonrpc' | 'xmlrpc', name: string, args: Args): Question | null {
  const [database, user, secret, model, method, callArgs, kwargs] = args as [string, never, string, ...unknown[]];
  const options = { protocol, database, password: secret, login: 'admin' };
  switch (name) {
    case 'common.version':
      return { options: {}, ask: (client) => client.version().then((version) => version.raw) };
    case 'common.authenticate':
      return { options: { ...options, login: user }, ask: (client) => client.authenticate() };
    case 'db.list':
      return { options: { protocol: 'jsonrpc', database: undefined }, ask: (client) => client.authenticate() };
    case 'object.execute_kw':
      if (args.length < 6) return null;
      return {
        options,
        uid: user,
        ask: (client) => client.call(model as string, method as string, callArgs as Args, (kwargs ?? {}) as Named),
      };
    default:
      return null;
  }
}

function sessionQuestion(path: string, body: unknown): Question | null {
  const params = (body as { params?: Record<string, unknown> } | null)?.params;
  if (path === '/web/session/authenticate' && params) {
    const options = {
      database: params.db as string,
      login: params.login as string,
      password: params.password as string,
    };
    return { options: { ...options, protocol: 'web-session' }, ask: (client) => client.authenticate() };
  }
  if (path.startsWith('/web/dataset/call_kw') && params) {
    return {
      options: { protocol: 'web-session', database: 'odoo' },
      uid: 2,
      ask: (client) =>
        client.call(params.model as string, params.method as string, params.args as Args, params.kwargs as Named),
    };
  }
  return null;
}

function json2Question({ request: { path, headers } }: Pair, body: object): Question | null {
  const [, model, method] = /^\/json\/2\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  if (model === undefined || method === undefined) return null;
  const apiKey = (headers.Authorization ?? '').replace(/^\w+ /, '') || '<api-key>';
  return {
    options: { protocol: 'json2', database: headers['X-Odoo-Database'], apiKey, password: undefined },
    ask: (client) => client.call(model, method, [], body as Named),
  };
}

/** Asks, answers logins by itself and the pair's own request by what was recorded. */
export async function ask(pair: Pair, { options, uid, ask }: Question): Promise<Asked> {
  let sent: HttpRequest | undefined;
  const transport: HttpTransport = {
    async send(request) {
      const login = uid === undefined ? undefined : loginAnswer(request, uid);
      if (login) return login;
      if (sent === undefined || !isLaterStep(pair, request)) sent = request;
      if (pair.request.path === '/web/version' && request.method === 'POST') return page(404, 'text/html', '');
      // The step after the list of databases.
      if (pair.name === 'db-list' && request !== sent) return json({ jsonrpc: '2.0', result: 2 });
      // To tell a wrong database from a server without JSON-2.
      if (pair.protocol === 'json2' && request.url.endsWith('/jsonrpc')) {
        return json({ jsonrpc: '2.0', result: { server_serie: '19.0' } });
      }
      return recorded(pair);
    },
    close: async () => {},
  };
  const defaults = { url: 'http://odoo.test', login: 'admin', password: '<password>', retry: { maxAttempts: 1 } };
  const client = createOdooClient({ ...defaults, ...options, transport });
  try {
    const outcome = await settle(ask(client));
    return { ...outcome, sent };
  } finally {
    await client.close();
  }
}

const settle = (promise: Promise<unknown>): Promise<{ result: unknown } | { error: unknown }> =>
  promise.then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );

function isLaterStep(pair: Pair, request: HttpRequest): boolean {
  return pair.name === 'db-list' || (pair.protocol === 'json2' && request.url.endsWith('/jsonrpc'));
}

function loginAnswer(request: HttpRequest, uid: number): HttpResponse | undefined {
  if (request.url.endsWith('/web/session/authenticate')) {
    return {
      ...json({ jsonrpc: '2.0', result: { uid } }),
      headers: { 'content-type': 'application/json', 'set-cookie': 'session_id=<session>; Path=/' },
    };
  }
  if (request.url.endsWith('/xmlrpc/2/common')) {
    return page(
      200,
      'text/xml',
      `<methodResponse><params><param><value><int>${uid}</int></value></param></params></methodResponse>`,
    );
  }
  return request.body?.includes('"authenticate"') ? json({ jsonrpc: '2.0', result: uid }) : undefined;
}

function recorded({ response }: Pair): HttpResponse {
  const isJson = response.contentType.startsWith('application/json');
  const body = isJson ? JSON.stringify(response.body) : String(response.body ?? '');
  const cookie = response.headers?.['Set-Cookie'];
  return {
    ...page(response.status, response.contentType, body),
    headers: { 'content-type': response.contentType, 'set-cookie': cookie },
  };
}

const page = (status: number, contentType: string, body: string): HttpResponse => ({
  status,
  headers: { 'content-type': contentType },
  body,
});

const json = (body: unknown): HttpResponse => page(200, 'application/json', JSON.stringify(body));

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
