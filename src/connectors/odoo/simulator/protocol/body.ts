import type { IncomingMessage } from 'node:http';
import type { Request } from './reply.ts';

/** The request with its whole body; undefined when the caller went away while sending. */
export function readBody(incoming: IncomingMessage): Promise<Request | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('error', () => resolve(undefined));
    incoming.on('end', () => {
      const path = (incoming.url ?? '/').split('?')[0] ?? '/';
      const body = Buffer.concat(chunks).toString('utf8');
      resolve({ method: incoming.method ?? 'GET', path, headers: incoming.headers, body });
    });
  });
}
