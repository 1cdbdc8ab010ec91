// An Odoo that answers every search_read with the same records, as fast as it can: what is measured is the client.
import { createServer } from 'node:http';
import { listen } from '../../test/loopback.ts';
import { endWithParent, tellParent } from '../harness/parent.ts';
import { cannedAnswers, cannedRecords, methodResponse, xmlValue } from '../odoo/canned-pages.ts';

const sizes = process.argv.slice(2).map(Number);
const pages = sizes.map((size) => ({ size, answers: asBuffers(cannedAnswers(cannedRecords(size))) }));
const login = {
  jsonrpc: Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: null, result: 2 })),
  xmlrpc: Buffer.from(methodResponse(xmlValue(2))),
};

function asBuffers<Name extends string>(texts: Readonly<Record<Name, string>>): Readonly<Record<Name, Buffer>> {
  const entries = Object.entries<string>(texts).map(([name, text]) => [name, Buffer.from(text)]);
  return Object.fromEntries(entries) as Record<Name, Buffer>;
}

/** By the limit that the request names; the login, which names none, gets the user's id. */
function answerTo(path: string, body: string): Buffer | undefined {
  const page = pages.find(({ size }) => body.includes(`"limit":${size}`) || body.includes(`<int>${size}</int>`));
  if (path === '/jsonrpc') return page?.answers.jsonrpc ?? login.jsonrpc;
  if (path.startsWith('/xmlrpc/2/')) return page?.answers.xmlrpc ?? login.xmlrpc;
  return page?.answers.json2;
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const path = request.url ?? '';
    const answer = answerTo(path, Buffer.concat(chunks).toString());
    const type = path.startsWith('/xmlrpc/') ? 'text/xml' : 'application/json';
    response.writeHead(answer === undefined ? 404 : 200, {
      'content-type': type,
      'content-length': answer?.length ?? 0,
    });
    response.end(answer);
  });
});

const { port, close } = await listen(server);
endWithParent(() => void close());
tellParent({ port });
