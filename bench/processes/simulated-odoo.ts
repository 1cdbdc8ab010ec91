// The Odoo simulator, and a proxy in front of it that answers as slowly as a real Odoo with two workers.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { startOdooSimulator } from '../../src/connectors/odoo/simulator/start.ts';
import { listen } from '../../test/loopback.ts';
import { endWithParent, tellParent } from '../harness/parent.ts';
import { type PacedCall, serviceTimeMs } from '../odoo/service-times.ts';

const WORKERS = 2;
const PASSWORD = 'admin';
const simulator = await startOdooSimulator({ port: 0, version: 19, seed: 1, password: PASSWORD });
const agent = new Agent({ connections: WORKERS, pipelining: 1 });

let free = WORKERS;
const queue: (() => void)[] = [];

async function takeWorker(): Promise<void> {
  if (free > 0) free -= 1;
  else await new Promise<void>((resolve) => queue.push(resolve));
}

function giveBack(): void {
  const next = queue.shift();
  if (next === undefined) free += 1;
  else next();
}

/** What is asked for, in JSON-RPC or JSON-2; null for logins and questions about the version. */
function callOf(path: string, body: string, answer: string): PacedCall | null {
  const parsed = JSON.parse(body || '{}') as Record<string, unknown>;
  const answered = (answer.match(/"id":/g) ?? []).length;
  const json2 = /^\/json\/2\/([^/]+)\/([^/]+)$/.exec(path);
  if (json2 !== null) {
    const [, model = '', method = ''] = json2;
    return { model, method, named: parsed, args: [], answered, withPassword: false };
  }
  const { service, args = [] } = (parsed.params ?? {}) as { service?: string; args?: readonly unknown[] };
  if (service !== 'object') return null;
  const [, , secret, model, method, positional, named] = args;
  return {
    model: String(model),
    method: String(method),
    args: (positional ?? []) as readonly unknown[],
    named: (named ?? {}) as Record<string, unknown>,
    answered,
    withPassword: secret === PASSWORD,
  };
}

function forwarded(headers: IncomingHttpHeaders): Record<string, string> {
  const names = ['content-type', 'authorization', 'x-odoo-database'];
  return Object.fromEntries(
    names.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
  );
}

const server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', async () => {
    await takeWorker();
    const start = performance.now();
    try {
      const body = Buffer.concat(chunks);
      const path = incoming.url ?? '/';
      const isPost = incoming.method === 'POST';
      const answer = await request(`${simulator.url}${path}`, {
        dispatcher: agent,
        method: isPost ? 'POST' : 'GET',
        headers: forwarded(incoming.headers),
        body: isPost ? body.toString() : null,
      });
      const text = await answer.body.text();
      const call = isPost ? callOf(path, body.toString(), text) : null;
      await delay(Math.max(0, (call === null ? 8 : serviceTimeMs(call)) - (performance.now() - start)));
      const type = String(answer.headers['content-type'] ?? 'application/json');
      outgoing.writeHead(answer.statusCode, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
      outgoing.end(text);
    } catch (error) {
      outgoing.writeHead(500, { 'content-type': 'text/plain' });
      outgoing.end(String(error));
    } finally {
      giveBack();
    }
  });
});

const { port, close } = await listen(server);
endWithParent(() => {
  void Promise.all([close(), agent.destroy(), simulator.stop()]);
});
tellParent({
  url: simulator.url,
  pacedUrl: `http://127.0.0.1:${port}`,
  database: simulator.database,
  login: 'admin',
  password: PASSWORD,
  apiKey: simulator.apiKey,
});
