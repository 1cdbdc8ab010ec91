import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createInstantClock } from '../../test/fake-clock.ts';
import { listen } from '../../test/loopback.ts';
import { createOdooClient, type OdooClient } from './client.ts';
import type { OdooClientOptions } from './options.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const json =
  (value: unknown): Answer =>
  (response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ jsonrpc: '2.0', result: value }));

/** A client and a server whose calls of models get the answers in turn, over real connections. */
async function between(
  answers: readonly Answer[],
  options: Partial<OdooClientOptions> = {},
): Promise<{ client: OdooClient; calls: () => number }> {
  let calls = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      if (body.includes('"authenticate"')) return json(2)(response, request);
      const answer = answers[Math.min(calls, answers.length - 1)];
      calls += 1;
      return answer?.(response, request);
    });
  });
  const { port, close } = await listen(server);
  closers.push(close);
  const client = createOdooClient({
    url: `http://127.0.0.1:${port}`,
    database: 'db',
    login: 'bot',
    password: 'secret',
    protocol: 'jsonrpc',
    retry: { baseMs: 1, capMs: 1 },
    ...options,
  });
  closers.push(() => client.close());
  return { client, calls: () => calls };
}

const hangUp: Answer = (response) => response.destroy();
const cutHalfWay: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"jsonrpc": "2.0", "result"', () => response.destroy());
};
const badGateway: Answer = (response) =>
  response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
const slowDown: Answer = (response) => response.writeHead(429, { 'retry-after': '0' }).end();

describe('over a real connection', () => {
  it.each([
    ['hangs up', hangUp],
    ['cuts its answer', cutHalfWay],
    ['has a bad gateway before it', badGateway],
    ['asks to slow down', slowDown],
  ])('a read goes on when the server %s', async (_what, failure) => {
    const { client, calls } = await between([failure, failure, json([7])]);
    expect(await client.search('res.partner', [])).toEqual([7]);
    expect(calls()).toBe(3);
  });

  it.each([
    ['hangs up', hangUp],
    ['cuts its answer', cutHalfWay],
    ['has a bad gateway before it', badGateway],
  ])('a create is not done twice when the server %s', async (_what, failure) => {
    const { client, calls } = await between([failure, json(7)]);
    await expect(client.create('res.partner', { name: 'x' })).rejects.toMatchObject({ code: 'odoo_outcome_unknown' });
    expect(calls()).toBe(1);
  });

  it('a create that the server refused for its rate is done', async () => {
    const { client, calls } = await between([slowDown, json(7)]);
    expect(await client.create('res.partner', { name: 'x' })).toBe(7);
    expect(calls()).toBe(2);
  });

  it('a create is done when the server was down at first', async () => {
    const { port, close } = await listen(createServer());
    await close();
    const { client } = await between([json(7)], { url: `http://127.0.0.1:${port}`, clock: createInstantClock() });
    await expect(client.create('res.partner', { name: 'x' })).rejects.toMatchObject({ code: 'http_unreachable' });
  });

  it('a silent server ends a read after its time', async () => {
    const { client } = await between([() => {}], { retry: { maxAttempts: 1 } });
    await expect(client.search('res.partner', [], { timeoutMs: 20 })).rejects.toMatchObject({ code: 'http_timeout' });
  });

  it('no more calls run at a time than allowed', async () => {
    let running = 0;
    let most = 0;
    const busy: Answer = (response, request) => {
      running += 1;
      most = Math.max(most, running);
      setImmediate(() => {
        running -= 1;
        json([])(response, request);
      });
    };
    const { client } = await between([busy], { concurrency: 2 });
    await Promise.all(Array.from({ length: 10 }, () => client.search('res.partner', [])));
    expect(most).toBeLessThanOrEqual(2);
  });

  it('closing ends what is under way', async () => {
    const { client } = await between([() => void client.close()], { retry: { maxAttempts: 1 } });
    await expect(client.search('res.partner', [])).rejects.toMatchObject({ code: 'cancelled' });
  });
});
