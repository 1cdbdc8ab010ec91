import { describe, expect, it } from 'vitest';
import { createInstantClock } from '../../test/fake-clock.ts';
import type { HttpRequest, HttpResponse } from '../http/transport.ts';
import { createOdooClient, type OdooClient } from './client.ts';
import type { OdooClientOptions } from './options.ts';

const respond = (status: number, contentType: string, body: string, headers = {}): HttpResponse => ({
  status,
  headers: { 'content-type': contentType, ...headers },
  body,
});
const json = (body: unknown): HttpResponse => respond(200, 'application/json', JSON.stringify(body));
const result = (value: unknown): HttpResponse => json({ jsonrpc: '2.0', result: value });
const notFound = respond(404, 'text/html; charset=utf-8', '<h1>Not Found</h1>');
const version = (series: string) => ({
  server_version: series,
  server_serie: series,
  server_version_info: [Number.parseInt(series, 10), 0],
});

type Routes = Record<string, HttpResponse | ((request: HttpRequest) => HttpResponse)>;

function clientOf(routes: Routes, options: Partial<OdooClientOptions> = {}): { client: OdooClient; paths: string[] } {
  const paths: string[] = [];
  const client = createOdooClient({
    url: 'https://erp.test',
    database: 'db',
    login: 'bot',
    apiKey: 'key-key',
    clock: createInstantClock(),
    ...options,
    transport: {
      async send(request) {
        const { pathname } = new URL(request.url);
        const { service, method } = (JSON.parse(request.body || '{}').params ?? {}) as Record<string, string>;
        const key = pathname === '/jsonrpc' ? `${service}.${method}` : pathname;
        paths.push(key);
        const route = routes[key] ?? notFound;
        return typeof route === 'function' ? route(request) : route;
      },
      close: async () => {},
    },
  });
  return { client, paths };
}

describe('the protocol follows from version and credentials', () => {
  const password = { apiKey: undefined, password: 'secret' };
  it.each([
    ['19.0', {}, 'json2'],
    ['saas~19.2', {}, 'json2'],
    ['19.0', password, 'jsonrpc'],
    ['18.0', {}, 'jsonrpc'],
    ['18.0', password, 'jsonrpc'],
    ['18.0', { protocol: 'xmlrpc' as const }, 'xmlrpc'],
  ])('%s %j: %s', async (series, options, protocol) => {
    const { client } = clientOf({ 'common.version': result(version(series)) }, options);
    expect(await client.protocol()).toBe(protocol);
  });

  it('18 with a key but no login says that the login is missing', async () => {
    const { client } = clientOf({ 'common.version': result(version('18.0')) }, { login: undefined });
    await expect(client.protocol()).rejects.toMatchObject({ code: 'config_invalid', field: 'login' });
  });

  it('by hand, no version is asked', async () => {
    const { client, paths } = clientOf(
      { '/json/2/res.partner/search': json([1]) },
      { protocol: 'json2', database: undefined },
    );
    expect(await client.search('res.partner', [])).toEqual([1]);
    expect(paths).toEqual(['/json/2/res.partner/search']);
  });
});

describe('version', () => {
  it('is read with its parts', async () => {
    const { client } = clientOf({ 'common.version': result(version('saas~18.2')) });
    expect(await client.version()).toMatchObject({ series: 'saas~18.2', major: 18 });
  });

  it('is asked once', async () => {
    const { client, paths } = clientOf({ 'common.version': result(version('18.0')) });
    await Promise.all([client.version(), client.version(), client.protocol()]);
    expect(paths).toEqual(['common.version']);
  });

  it('is found where JSON-RPC is gone', async () => {
    const { client } = clientOf({ '/web/version': json({ version: '22.0', version_info: [22, 0] }) });
    expect(await client.version()).toMatchObject({ series: '22.0', major: 22 });
    expect(await client.protocol()).toBe('json2');
  });

  it.each([
    ['nothing there', notFound],
    ['another program', respond(200, 'text/html', '<html>Welcome to nginx</html>')],
    ['another JSON service', json({ hello: 'world' })],
    ['a redirect', respond(301, 'text/html', '', { location: 'https://www.erp.test/' })],
  ])('%s is not an Odoo', async (_what, answer) => {
    const { client } = clientOf({ 'common.version': answer });
    await expect(client.authenticate()).rejects.toMatchObject({ code: 'odoo_not_odoo', kind: 'configuration' });
  });
});

describe('a JSON-2 page that is missing', () => {
  it('on 19 is a wrong database', async () => {
    const { client } = clientOf({ 'common.version': result(version('19.0')) });
    await expect(client.search('res.partner', [])).rejects.toMatchObject({ code: 'odoo_wrong_database' });
    await expect(client.authenticate()).rejects.toMatchObject({ code: 'odoo_wrong_database' });
  });

  it('on 18 is a version without JSON-2', async () => {
    const { client } = clientOf({ 'common.version': result(version('18.0')) }, { protocol: 'json2' });
    await expect(client.search('res.partner', [])).rejects.toMatchObject({ code: 'odoo_unsupported_version' });
  });

  it('elsewhere is not an Odoo', async () => {
    const { client } = clientOf({}, { protocol: 'json2' });
    await expect(client.search('res.partner', [])).rejects.toMatchObject({ code: 'odoo_not_odoo' });
  });
});

describe('without a database', () => {
  const options = { protocol: 'jsonrpc' as const, database: undefined };
  const login = {
    'common.authenticate': (request: HttpRequest) => result(request.body?.includes('"only"') ? 2 : false),
  };

  it('the only one is taken', async () => {
    const { client } = clientOf({ 'db.list': result(['only']), ...login }, options);
    expect(await client.authenticate()).toBe(2);
  });

  it('several are listed for the person to choose', async () => {
    const { client } = clientOf({ 'db.list': result(['live', 'test']), ...login }, options);
    const refused = { code: 'odoo_wrong_database', field: 'database', message: expect.stringContaining('live, test') };
    await expect(client.authenticate()).rejects.toMatchObject(refused);
  });

  it('a server that keeps the list to itself needs a name', async () => {
    const denied = json({
      jsonrpc: '2.0',
      error: { data: { name: 'odoo.exceptions.AccessDenied', message: 'Access Denied' } },
    });
    const { client } = clientOf({ 'db.list': denied }, options);
    await expect(client.authenticate()).rejects.toMatchObject({ code: 'odoo_wrong_database', field: 'database' });
  });

  it('Odoo Online names it as the host', async () => {
    const { client } = clientOf(
      { 'common.authenticate': (request) => result(request.body?.includes('"only"') ? 2 : false) },
      { ...options, url: 'https://only.odoo.com' },
    );
    expect(await client.authenticate()).toBe(2);
  });
});

it('the server tells its time on any page', async () => {
  const at = { date: 'Tue, 24 Nov 2026 18:34:28 GMT' };
  const { client } = clientOf({ '/web/version': { ...notFound, headers: { ...notFound.headers, ...at } } });
  expect(await client.serverTime()).toEqual(new Date('2026-11-24T18:34:28Z'));
});
