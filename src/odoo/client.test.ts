import { describe, expect, it } from 'vitest';
import { createInstantClock } from '../../test/fake-clock.ts';
import { HttpFailure } from '../http/failure.ts';
import type { HttpRequest, HttpResponse, HttpTransport } from '../http/transport.ts';
import { createOdooClient, type OdooClient } from './client.ts';
import type { OdooClientOptions } from './options.ts';

type Answer = HttpResponse | Error;

const respond = (status: number, contentType: string, body: string, headers = {}): HttpResponse => ({
  status,
  headers: { 'content-type': contentType, ...headers },
  body,
});
const json = (body: unknown, status = 200): HttpResponse => respond(status, 'application/json', JSON.stringify(body));
const result = (value: unknown): HttpResponse => json({ jsonrpc: '2.0', id: null, result: value });
const exception = (name: string, message = 'text'): HttpResponse =>
  json({
    jsonrpc: '2.0',
    id: null,
    error: { code: 0, message: 'Odoo Server Error', data: { name, message, debug: 'Traceback ...' } },
  });
const page = (status: number, headers = {}): HttpResponse => respond(status, 'text/html', '<html>busy</html>', headers);
const refusedConnection = () => new HttpFailure('http_unreachable', 'erp.test: refused.', 'no');
const cut = () => new HttpFailure('http_cut', 'erp.test: cut.', 'maybe');

interface Harness {
  readonly client: OdooClient;
  readonly sent: HttpRequest[];
  readonly waits: readonly number[];
  /** Bodies of the calls of models, logins left out. */
  calls(): Record<string, unknown>[];
}

/** A client whose logins succeed and whose calls get the given answers, the last one again and again. */
function harness(answers: readonly Answer[], options: Partial<OdooClientOptions> = {}): Harness {
  const queue = [...answers];
  const sent: HttpRequest[] = [];
  const clock = createInstantClock();
  const isLogin = ({ url, body }: HttpRequest) => url.endsWith('/authenticate') || body?.includes('"common"');
  const transport: HttpTransport = {
    async send(request) {
      sent.push(request);
      if (request.body?.includes('"version"')) return result({ server_serie: '18.0' });
      if (isLogin(request)) {
        const login = request.url.endsWith('/authenticate') ? result({ uid: 2 }) : result(2);
        return { ...login, headers: { ...login.headers, 'set-cookie': `session_id=s${sent.length}; Path=/` } };
      }
      const answer = queue.length > 1 ? queue.shift() : queue[0];
      if (answer === undefined || answer instanceof Error) throw answer;
      return answer;
    },
    close: async () => {},
  };
  const client = createOdooClient({
    url: 'https://erp.test/',
    database: 'db',
    login: 'bot',
    apiKey: 'very-secret-key',
    clock,
    random: () => 0.5,
    transport,
    ...options,
  });
  const calls = () => sent.filter((request) => !isLogin(request)).map(({ body }) => JSON.parse(body ?? 'null'));
  return { client, sent, waits: clock.waits, calls };
}

const kwargsOf = (body: Record<string, unknown> | undefined) =>
  (body as { params: { args: unknown[] } }).params.args[6] as Record<string, unknown>;

describe('what every call carries', () => {
  it('language, UTC and company, which a call can override', async () => {
    const { client, calls } = harness([result([])], {
      language: 'fr_FR',
      companyId: 3,
      context: { tracking_disable: true },
    });
    await client.search('res.partner', []);
    await client.search('res.partner', [], { context: { active_test: false, lang: 'en_US' } });
    await client.call('res.partner', 'search', [[]], { context: { lang: 'de_DE' }, limit: 1 });
    const base = { lang: 'fr_FR', tz: 'UTC', allowed_company_ids: [3], tracking_disable: true };
    expect(calls().map(kwargsOf)).toEqual([
      { context: base },
      { context: { ...base, active_test: false, lang: 'en_US' } },
      { context: { ...base, lang: 'de_DE' }, limit: 1 },
    ]);
  });

  it('writes have longer time-outs than reads, and a call can set its own', async () => {
    const { client, sent } = harness([result(true)]);
    await client.search('res.partner', []);
    await client.write('res.partner', 1, { name: 'x' });
    await client.write('res.partner', 1, { name: 'x' }, { timeoutMs: 5000 });
    expect(sent.slice(-3).map(({ timeoutMs }) => timeoutMs)).toEqual([60_000, 120_000, 5000]);
  });

  it('load writes booleans as the texts that Odoo reads', async () => {
    const { client, calls } = harness([result({ ids: [1], messages: [] })]);
    await client.load(
      'product.template',
      ['id', 'is_storable', 'name'],
      [
        ['a.b', true, 'x'],
        ['a.c', false, 'y'],
      ],
    );
    const args = (calls()[0] as { params: { args: unknown[] } }).params.args[5];
    expect(args).toEqual([
      ['id', 'is_storable', 'name'],
      [
        ['a.b', 'True', 'x'],
        ['a.c', false, 'y'],
      ],
    ]);
  });
});

describe('reads are repeated', () => {
  it.each([
    ['connection refused', refusedConnection()],
    ['answer cut', cut()],
    ['time-out', new HttpFailure('http_timeout', 'erp.test: late.', 'maybe')],
    ['502', page(502)],
    ['503', page(503)],
    ['504', page(504)],
    ['429', page(429)],
    ['bare 500', page(500)],
    ['cut JSON', respond(200, 'application/json', '{"jsonrpc": "2.0", "resu')],
    ['a transaction in the way', exception('psycopg2.errors.SerializationFailure')],
  ])('after %s', async (_what, failure) => {
    const { client, calls } = harness([failure, result([7])]);
    expect(await client.search('res.partner', [])).toEqual([7]);
    expect(calls()).toHaveLength(2);
  });

  it('with backoff, at most four times, and no earlier than the server asked', async () => {
    const { client, calls, waits } = harness([page(503, { 'retry-after': '7' })]);
    await expect(client.search('res.partner', [])).rejects.toMatchObject({ code: 'odoo_busy', retryAfterMs: 7000 });
    expect(calls()).toHaveLength(4);
    expect(waits).toEqual([7250, 7500, 8000]);
  });

  it.each([
    ['an error of Odoo itself', exception('builtins.ValueError')],
    ['a missing right', exception('odoo.exceptions.AccessError')],
    ['a page that is not an Odoo', page(200)],
    ['an untrusted certificate', new HttpFailure('http_tls', 'erp.test: TLS failed.', 'no')],
  ])('but not after %s', async (_what, failure) => {
    const { client, calls } = harness([failure, result([7])]);
    await expect(client.search('res.partner', [])).rejects.toThrow();
    expect(calls()).toHaveLength(1);
  });
});

describe('writes are repeated only where that cannot do them twice', () => {
  it.each([
    ['connection refused', refusedConnection()],
    ['429', page(429)],
    ['a transaction that was rolled back', exception('psycopg2.errors.SerializationFailure')],
  ])('%s: it was not carried out, so it is repeated', async (_what, failure) => {
    const { client, calls } = harness([failure, result(5)]);
    expect(await client.create('res.partner', { name: 'x' })).toBe(5);
    expect(calls()).toHaveLength(2);
  });

  it.each([
    ['answer cut', cut()],
    ['time-out', new HttpFailure('http_timeout', 'erp.test: late.', 'maybe')],
    ['502', page(502)],
    ['504', page(504)],
    ['bare 500', page(500)],
    ['cut JSON', respond(200, 'application/json', '{"jsonrpc": "2.0", "resu')],
    ['a page of something else', page(200)],
    ['cancelled under way', new HttpFailure('cancelled', 'Cancelled.', 'maybe')],
  ])('%s: it may have been, so the caller must look', async (_what, failure) => {
    const { client, calls } = harness([failure, result(5)]);
    const created = client.create('res.partner', { name: 'x' });
    await expect(created).rejects.toMatchObject({
      code: 'odoo_outcome_unknown',
      kind: 'transient',
      cause: expect.anything(),
    });
    expect(calls()).toHaveLength(1);
  });

  it('a repeat that is lost makes the outcome unknown, even after a first try that did not arrive', async () => {
    const { client, calls } = harness([refusedConnection(), cut(), result(5)]);
    await expect(client.create('res.partner', { name: 'x' })).rejects.toMatchObject({ code: 'odoo_outcome_unknown' });
    expect(calls()).toHaveLength(2);
  });

  it('a call that says it is repeatable is repeated like a read', async () => {
    const { client, calls } = harness([cut(), page(502), result({ ids: [1], messages: [] })]);
    await client.load('res.partner', ['id', 'name'], [['a.b', 'x']], { repeatable: true });
    expect(calls()).toHaveLength(3);
  });

  it.each([
    ['odoo.exceptions.ValidationError', 'odoo_validation_error'],
    ['psycopg2.errors.UniqueViolation', 'odoo_constraint'],
    ['builtins.RuntimeError', 'odoo_server_error'],
  ])('%s is an answer: known not to be carried out', async (name, code) => {
    const { client } = harness([exception(name)]);
    await expect(client.create('res.partner', { name: 'x' })).rejects.toMatchObject({
      code,
      effect: 'not_applied',
      detail: 'Traceback ...',
    });
  });

  it('a refused request is known not to be carried out', async () => {
    const { client } = harness([page(413)]);
    await expect(client.create('res.partner', { name: 'x' })).rejects.toMatchObject({ code: 'odoo_too_large' });
  });
});

describe('cancelling', () => {
  it('before anything was sent is no unknown outcome', async () => {
    const { client, calls } = harness([result(5)]);
    const created = client.create('res.partner', { name: 'x' }, { signal: AbortSignal.abort() });
    await expect(created).rejects.toMatchObject({ code: 'cancelled' });
    expect(calls()).toHaveLength(0);
  });
});

describe('logging in', () => {
  it('happens once for many calls at a time', async () => {
    const { client, sent } = harness([result([])]);
    await Promise.all([1, 2, 3, 4, 5].map(() => client.search('res.partner', [])));
    expect(sent.filter(({ body }) => body?.includes('authenticate'))).toHaveLength(1);
  });

  it('happens again when a session has expired, and the call is done once', async () => {
    const expired = exception('odoo.http.SessionExpiredException');
    const { client, sent } = harness([expired, result(5)], { protocol: 'web-session' });
    expect(await client.create('res.partner', { name: 'x' })).toBe(5);
    expect(sent.map(({ url, headers }) => [new URL(url).pathname, headers.cookie])).toEqual([
      ['/web/session/authenticate', undefined],
      ['/web/dataset/call_kw/res.partner/create', 'session_id=s1'],
      ['/web/session/authenticate', undefined],
      ['/web/dataset/call_kw/res.partner/create', 'session_id=s3'],
    ]);
  });

  it('gives up when a fresh session has expired too', async () => {
    const { client } = harness([exception('odoo.http.SessionExpiredException')], { protocol: 'web-session' });
    await expect(client.search('res.partner', [])).rejects.toMatchObject({ code: 'odoo_session_expired' });
  });
});

it('no secret stands in an error, nor in its cause or detail', async () => {
  const { client } = harness([exception('builtins.ValueError', 'args: db, 2, very-secret-key')]);
  const error = await client.search('res.partner', []).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(JSON.stringify([error, (error as Error).message, (error as Error).cause])).not.toContain('very-secret-key');
});

describe('options', () => {
  const good = { url: 'https://erp.test', database: 'db', login: 'bot', password: 'secret' };
  it.each([
    ['url', { url: 'erp.test' }],
    ['url', { url: 'ftp://erp.test' }],
    ['url', { url: 'https://bot:secret@erp.test' }],
    ['apiKey', { password: undefined }],
    ['apiKey', { protocol: 'json2' as const }],
    ['login', { login: undefined }],
  ])('a wrong %s is named', (field, wrong) => {
    expect(() => createOdooClient({ ...good, ...wrong })).toThrow(
      expect.objectContaining({ code: 'config_invalid', field }),
    );
  });
});
