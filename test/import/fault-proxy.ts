import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';

/** What happens to one request on its way. */
export type ProxyFault =
  | 'pass'
  /** Something happens to the caller before the request is passed on; it never is. */
  | 'hook_before'
  /** The request is done; something happens to the caller before the answer reaches it. */
  | 'hook_after'
  | 'answer_502_after'
  | 'answer_502_before'
  | 'answer_429'
  /** Half of the answer, then the connection is cut. */
  | 'cut_answer';

export interface FaultProxy {
  readonly url: string;
  /** Requests that `pick` chose, by their order. */
  count(): number;
  close(): Promise<void>;
}

export interface ProxyOptions {
  readonly target: string;
  /** Which requests count: the writing ones. */
  readonly pick: (body: string, path: string) => boolean;
  /** The fault for the nth picked request, from 1. */
  readonly faultFor: (n: number) => ProxyFault;
  /** Called for the hook faults; kills the caller. */
  readonly hook?: () => void;
}

/** A proxy on loopback between a caller and a server, which does to chosen requests what networks and crashes do. */
export async function startFaultProxy(options: ProxyOptions): Promise<FaultProxy> {
  let picked = 0;
  const server: Server = createServer((incoming, outgoing) => {
    void collect(incoming).then(async (body) => {
      const chosen = options.pick(body.toString('utf8'), incoming.url ?? '/');
      if (chosen) picked += 1;
      await serve(options, chosen ? options.faultFor(picked) : 'pass', incoming, outgoing, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    count: () => picked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  options: ProxyOptions,
  fault: ProxyFault,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  body: Buffer,
): Promise<void> {
  switch (fault) {
    case 'hook_before':
      options.hook?.();
      outgoing.destroy();
      return;
    case 'answer_502_before':
      outgoing.writeHead(502, { 'Content-Type': 'text/html' }).end('<html>Bad gateway</html>');
      return;
    case 'answer_429':
      outgoing.writeHead(429, { 'Retry-After': '0', 'Content-Type': 'text/plain' }).end('slow down');
      return;
    default:
  }
  const answer = await forward(options.target, incoming, body);
  switch (fault) {
    case 'hook_after':
      options.hook?.();
      outgoing.destroy();
      return;
    case 'answer_502_after':
      outgoing.writeHead(502, { 'Content-Type': 'text/html' }).end('<html>Bad gateway</html>');
      return;
    case 'cut_answer':
      outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.length) });
      outgoing.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => outgoing.destroy());
      return;
    default:
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  }
}

async function collect(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function forward(target: string, incoming: IncomingMessage, body: Buffer) {
  return new Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>((resolve, reject) => {
    const outgoing = httpRequest(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method, headers: { ...incoming.headers, connection: 'close' } },
      (response) => {
        collect(response).then((answer) => {
          const { 'transfer-encoding': _, connection: __, ...headers } = response.headers;
          resolve({ status: response.statusCode ?? 502, headers, body: answer });
        }, reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
