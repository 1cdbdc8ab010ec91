import { describe, expect, it } from 'vitest';
import { PasserelleError } from '../../src/errors.ts';
import type { HttpRequest } from '../../src/http/transport.ts';
import { type Asked, ask, questionFor } from './ask.ts';
import { expectedCode } from './error-codes.ts';
import { EXCUSED, REFUSED } from './excused.ts';
import { type Pair, readPairs } from './pair.ts';
import { xmlParams } from './xml-params.ts';

const pairs = readPairs().filter((pair) => pair.protocol !== 'webhook');
const asked = pairs.filter((pair) => !(pair.number in EXCUSED) && !(pair.number in REFUSED));

/** Language and time zone go with every call; the recordings were made without. */
const ALWAYS = { lang: 'en_US', tz: 'UTC' };

describe('recorded exchanges with real servers: a difference here is a call that Odoo would read otherwise', () => {
  it.each(asked.map((pair) => [`${pair.id} ${pair.name}`, pair] as const))('%s', async (_name, pair) => {
    const outcome = await askPair(pair);
    expect(outcome.sent && comparable(outcome.sent)).toEqual(expectedRequest(pair));
    const code = expectedCode(pair.id, pair.number);
    if (code === undefined) {
      expect(outcome.error).toBeUndefined();
      expect(outcome.result).toEqual(expectedResult(pair));
    } else {
      expect(outcome.error).toBeInstanceOf(PasserelleError);
      expectReadable(outcome.error as PasserelleError, code);
    }
  });
});

describe('requests that Odoo would misread are refused before they are sent', () => {
  const refused = pairs.filter((pair) => pair.number in REFUSED);
  it.each(refused.map((pair) => [`${pair.id} ${pair.name}`, pair] as const))('%s', async (_name, pair) => {
    const outcome = await askPair(pair);
    expect(outcome.sent).toBeUndefined();
    expect(outcome.error).toMatchObject({ code: REFUSED[pair.number] });
  });
});

describe('the list of excused pairs hides nothing', () => {
  it.each(Object.keys(EXCUSED).map(Number))('%i exists and cannot be asked for', async (number) => {
    const excused = pairs.filter((pair) => pair.number === number);
    expect(excused.length).toBeGreaterThan(0);
    for (const pair of excused) {
      const question = questionFor(pair);
      if (question === null) continue;
      const { sent } = await ask(pair, question);
      expect(sent && comparable(sent), `${pair.id} needs no excuse`).not.toEqual(expectedRequest(pair));
    }
  });

  it('covers a small part of what was recorded', () => {
    expect(asked.length / pairs.length).toBeGreaterThan(0.9);
  });
});

async function askPair(pair: Pair): Promise<Asked> {
  const question = questionFor(pair);
  if (question === null) throw new Error(`${pair.id} is neither asked for nor excused`);
  return await ask(pair, question);
}

interface Comparable {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

const KEPT = ['content-type', 'cookie', 'authorization', 'x-odoo-database'];

function comparable({ method, url, headers, body }: HttpRequest): Comparable {
  const path = new URL(url).pathname;
  const kept = Object.entries(headers).filter(([name]) => KEPT.includes(name));
  return { method, path, headers: Object.fromEntries(kept), body: parsedBody(path, body ?? null) };
}

function expectedRequest(pair: Pair): Comparable {
  const { method, path, headers, body } = pair.request;
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const parsed = typeof body === 'string' ? parsedBody(path, body) : withoutId(body);
  return { method, path, headers: Object.fromEntries(lower), body: withAlwaysContext(pair, parsed) };
}

function parsedBody(path: string, body: string | null): unknown {
  if (body === null || body === '') return null;
  if (path.startsWith('/xmlrpc')) return xmlParams(body);
  return withoutId(JSON.parse(body));
}

function withoutId(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('jsonrpc' in body)) return body;
  return { ...body, id: undefined };
}

/** The recorded body as it is with the context that the client adds to calls of models. */
function withAlwaysContext(pair: Pair, body: unknown): unknown {
  const context = (kwargs: unknown) => ({
    ...(kwargs as object),
    context: { ...ALWAYS, ...(kwargs as { context?: object } | undefined)?.context },
  });
  if (pair.protocol === 'json2') return context(body);
  const { params } = (body ?? {}) as { params?: { args?: unknown[]; kwargs?: unknown; method?: string } & unknown[] };
  if (!params) return body;
  if (pair.protocol === 'xmlrpc' && pair.request.path.endsWith('/object')) {
    return { ...(body as object), params: [...params.slice(0, 6), context(params[6])] };
  }
  if (pair.request.path.startsWith('/web/dataset')) {
    return { ...(body as object), params: { ...params, kwargs: context(params.kwargs) } };
  }
  if (params.method === 'execute_kw' && params.args) {
    const args = [...params.args.slice(0, 6), context(params.args[6])];
    return { ...(body as object), params: { ...params, args } };
  }
  return body;
}

function expectedResult(pair: Pair): unknown {
  const { response, request, protocol } = pair;
  const raw =
    protocol === 'json2' || request.path === '/web/version' ? response.body : fromEnvelope(protocol, response.body);
  if (request.path === '/web/version') return { series: '19.0', major: 19, raw };
  if (request.path === '/web/session/authenticate') return (raw as { uid: number }).uid;
  // The list of databases is a step on the way to the login, which the test answers with 2.
  if (pair.name === 'db-list') return 2;
  // One id for one record, as over the other protocols.
  if (pair.name === 'json2-create-dict') return (raw as number[])[0];
  return raw;
}

function fromEnvelope(protocol: Pair['protocol'], body: unknown): unknown {
  if (protocol !== 'xmlrpc') return (body as { result?: unknown }).result ?? null;
  // The only faults that are no errors: None, written down after the commit.
  return String(body).includes('<fault>') ? null : xmlParams(String(body)).params[0];
}

function expectReadable(error: PasserelleError, code: string): void {
  expect(error.code).toBe(code);
  expect(error.message).not.toMatch(/Traceback|^\s*$/);
  expect(`${error.message} ${error.detail}`).not.toMatch(/<(wrong-)?(password|api-key)>/);
}
