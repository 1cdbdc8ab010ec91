import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer as createNetServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../test/fake-clock.ts';
import { listen } from '../../test/loopback.ts';
import type { HttpRequest, HttpTransport } from './transport.ts';
import { createUndiciTransport, type UndiciTransportOptions } from './undici-transport.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function transportOf(options: UndiciTransportOptions = {}): HttpTransport {
  const transport = createUndiciTransport(options);
  closers.push(() => transport.close());
  return transport;
}

async function serve(answer: RequestListener): Promise<string> {
  const { port, close } = await listen(createServer(answer));
  closers.push(close);
  return `http://127.0.0.1:${port}`;
}

async function serveRaw(onConnection: (socket: Socket) => void): Promise<string> {
  const server = createNetServer((socket) => {
    socket.on('error', () => {});
    onConnection(socket);
  });
  const { port, close } = await listen(server);
  closers.push(close);
  return `http://127.0.0.1:${port}`;
}

const post = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  url: `${url}/jsonrpc`,
  headers: { 'content-type': 'application/json' },
  body: '{}',
  timeoutMs: 20_000,
  ...more,
});

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const { port, close } = await listen(createNetServer());
  await close();
  return port;
}

const tls = (name: string) => readFileSync(new URL(`../../test/fixtures/tls/${name}`, import.meta.url), 'utf8');

describe('an answer', () => {
  it('arrives whole, decoded, with its headers, over one kept connection', async () => {
    const text = 'Zoë Łukasz 東京 🎽'.repeat(20_000);
    const ports = new Set<number | undefined>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.setHeader('set-cookie', ['session_id=1', 'other=2']).end(text);
    });
    const transport = transportOf({ connections: 1 });
    for (let round = 0; round < 3; round += 1) {
      const response = await transport.send(post(url));
      expect(response.status).toBe(200);
      expect(response.body).toBe(text);
      expect(response.headers['set-cookie']).toEqual(['session_id=1', 'other=2']);
    }
    expect(ports.size).toBe(1);
  });

  it.each([301, 404, 429, 500, 503])('with status %i is an answer, not an error', async (status) => {
    const url = await serve((_request, response) => response.writeHead(status, { 'retry-after': '3' }).end('x'));
    expect(await transportOf().send(post(url))).toMatchObject({ status, headers: { 'retry-after': '3' }, body: 'x' });
  });

  it('that is larger than allowed is refused before it fills the memory', async () => {
    const url = await serve((_request, response) => response.end('x'.repeat(5000)));
    const sent = transportOf({ maxResponseBytes: 1000 }).send(post(url));
    await expect(sent).rejects.toMatchObject({ code: 'http_too_large' });
  });
});

describe('a failure tells whether the server can have seen the request', () => {
  it('refused connection: it cannot', async () => {
    const sent = transportOf().send(post(`http://127.0.0.1:${await closedPort()}`));
    await expect(sent).rejects.toMatchObject({ code: 'http_unreachable', reached: 'no' });
  });

  it('unknown host: it cannot', async () => {
    const sent = transportOf().send(post('http://no-such-host.invalid'));
    await expect(sent).rejects.toMatchObject({ code: 'http_unreachable', reached: 'no' });
  });

  it('connection closed before any answer: it may have', async () => {
    const url = await serveRaw((socket) => socket.once('data', () => socket.destroy()));
    await expect(transportOf().send(post(url))).rejects.toMatchObject({ code: 'http_cut', reached: 'maybe' });
  });

  it('answer cut half-way: it may have', async () => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"result"';
    const url = await serveRaw((socket) => socket.once('data', () => socket.end(head)));
    await expect(transportOf().send(post(url))).rejects.toMatchObject({ code: 'http_cut', reached: 'maybe' });
  });

  it('time is over while it waits for the answer: it may have', async () => {
    const clock = createFakeClock();
    const url = await serve(() => clock.advance(20_000));
    const sent = transportOf({ clock }).send(post(url));
    await expect(sent).rejects.toMatchObject({ code: 'http_timeout', reached: 'maybe' });
  });

  it('time is over half-way through the answer: it may have', async () => {
    const clock = createFakeClock();
    const url = await serve((_request, response) => {
      response.write('{"result"', () => clock.advance(20_000));
    });
    const sent = transportOf({ clock }).send(post(url));
    await expect(sent).rejects.toMatchObject({ code: 'http_timeout', reached: 'maybe' });
  });

  it('cancelled while it waits for a free connection: it cannot, and it is never sent after', async () => {
    const bodies: string[] = [];
    const { promise: arrived, resolve } = Promise.withResolvers<void>();
    const pending: (() => void)[] = [];
    const url = await serve((request, response) => {
      request.on('data', (chunk) => bodies.push(String(chunk)));
      request.on('end', () => {
        pending.push(() => response.end('done'));
        resolve();
      });
    });
    const transport = transportOf({ connections: 1 });
    const first = transport.send(post(url, { body: 'first' }));
    await arrived;
    const controller = new AbortController();
    const second = transport.send(post(url, { body: 'second', signal: controller.signal }));
    controller.abort(new Error('enough'));
    await expect(second).rejects.toMatchObject({ code: 'cancelled', reached: 'no' });
    for (const answer of pending.splice(0)) answer();
    expect((await first).body).toBe('done');
    const third = transport.send(post(url, { body: 'third' }));
    while (pending.length === 0) await new Promise((next) => setImmediate(next));
    for (const answer of pending.splice(0)) answer();
    await third;
    expect(bodies).toEqual(['first', 'third']);
  });

  it('cancelled under way: it may have', async () => {
    const controller = new AbortController();
    const url = await serve(() => controller.abort());
    const sent = transportOf().send(post(url, { signal: controller.signal }));
    await expect(sent).rejects.toMatchObject({ code: 'cancelled', reached: 'maybe' });
  });

  it('closed client: the call ends', async () => {
    const transport = transportOf();
    const url = await serve(() => void transport.close());
    await expect(transport.send(post(url))).rejects.toMatchObject({ code: 'cancelled' });
    await expect(transport.send(post(url))).rejects.toMatchObject({ code: 'cancelled', reached: 'no' });
  });
});

describe('TLS', () => {
  async function serveTls(): Promise<string> {
    const server = createTlsServer({ key: tls('server.key'), cert: tls('server.pem') }, (_request, response) =>
      response.end('safe'),
    );
    const { port, close } = await listen(server);
    closers.push(close);
    return `https://localhost:${port}`;
  }

  it('trusts a private authority that is given', async () => {
    const url = await serveTls();
    expect((await transportOf({ ca: tls('ca.pem') }).send(post(url))).body).toBe('safe');
  });

  it('refuses an unknown authority before anything is sent', async () => {
    const url = await serveTls();
    await expect(transportOf().send(post(url))).rejects.toMatchObject({ code: 'http_tls', reached: 'no' });
  });
});

describe('proxy', () => {
  /** Tunnels CONNECT requests and notes what it saw. */
  async function serveProxy(status = 200): Promise<{ url: string; seen: string[] }> {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(`${request.method} ${request.headers['proxy-authorization'] ?? ''}`);
      if (status !== 200) response.writeHead(status).end();
      else response.end('through the proxy');
    });
    server.on('connect', (request, socket) => {
      seen.push(`CONNECT ${request.headers['proxy-authorization'] ?? ''}`);
      socket.on('error', () => {});
      if (status !== 200) {
        socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
        return;
      }
      const [host = '', port] = (request.url ?? '').split(':');
      const target = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        target.pipe(socket).pipe(target);
      });
      target.on('error', () => socket.destroy());
    });
    const { port, close } = await listen(server);
    closers.push(close);
    return { url: `http://user:p%40ss@127.0.0.1:${port}`, seen };
  }

  it('is used, with its credentials', async () => {
    const proxy = await serveProxy();
    const url = await serve((_request, response) => response.end('through the proxy'));
    expect((await transportOf({ proxy: proxy.url }).send(post(url))).body).toBe('through the proxy');
    expect(proxy.seen[0]).toContain(`Basic ${Buffer.from('user:p@ss').toString('base64')}`);
  });

  it('carries TLS through a tunnel, with a private authority', async () => {
    const proxy = await serveProxy();
    const server = createTlsServer({ key: tls('server.key'), cert: tls('server.pem') }, (_request, response) =>
      response.end('safe'),
    );
    const { port, close } = await listen(server);
    closers.push(close);
    const transport = transportOf({ proxy: proxy.url, ca: tls('ca.pem') });
    expect((await transport.send(post(`https://localhost:${port}`))).body).toBe('safe');
    expect(proxy.seen).toEqual([expect.stringContaining('CONNECT')]);
  });

  it.each(['http', 'https'])('that refuses is told apart from a server that fails (%s)', async (scheme) => {
    const proxy = await serveProxy(407);
    const sent = transportOf({ proxy: proxy.url }).send(post(`${scheme}://127.0.0.1:9`));
    await expect(sent).rejects.toMatchObject({ code: 'http_unreachable', reached: 'no' });
    await expect(sent).rejects.toThrow('the proxy refused (HTTP 407)');
  });

  it('with an address that is none is refused without showing it', () => {
    expect(() => createUndiciTransport({ proxy: 'not a url:secret' })).toThrow(
      expect.objectContaining({ code: 'config_invalid', field: 'proxy' }),
    );
  });
});
