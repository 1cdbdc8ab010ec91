import { isObject } from '../orm/values.ts';
import type { Reply } from '../protocol/reply.ts';
import { route } from '../protocol/router.ts';
import { type Pair, readPairs } from './pairs.ts';
import { beforePair, PASSWORD, prepare, type ReplayState, WRONG_KEY, WRONG_PASSWORD } from './state.ts';

export interface Outcome {
  readonly pair: Pair;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Replays a version's pairs in order against one simulation and normalises both sides for comparison. */
export function replay(version: 18 | 19): Outcome[] {
  const state = prepare(version);
  const known = new Map<string, string>();
  const outcomes: Outcome[] = [];
  for (const pair of readPairs(version)) {
    const { model, id } = created(pair);
    beforePair(state, version, pair.number, id, model);
    const reply = send(state, pair, known);
    learn(pair, reply, known);
    const [expected, actual] = [normalExpected(pair), normalActual(reply)];
    outcomes.push(
      PARTIAL.has(pair.number)
        ? { pair, expected: shared(expected, actual), actual: shared(actual, expected) }
        : { pair, expected, actual },
    );
  }
  return outcomes;
}

/** Pairs of which recording and simulator each list what the other has not (all fields of a model): the rest must be equal. */
const PARTIAL = new Set([14, 19, 67, 68, 69, 70, 71, 72, 73, 74, 75, 78]);

/** The part of an answer whose names another answer has too. */
function shared(own: unknown, other: unknown): unknown {
  if (!isObject(own) || !isObject(other)) return own;
  const names = Object.keys(own).filter((name) => name in other);
  return Object.fromEntries(names.map((name) => [name, shared(own[name], other[name])]));
}

/** The model and first id that a pair's answer made, if it made one. */
function created(pair: Pair): { readonly model: string; readonly id: number | undefined } {
  const { body } = pair.request;
  let model = '';
  let method = '';
  const json2 = /^\/json\/2\/([\w.]+)\/(\w+)$/.exec(pair.request.path);
  if (json2) [, model = '', method = ''] = json2;
  else if (isObject(body) && isObject(body.params)) {
    const { args, model: direct, method: directMethod } = body.params;
    if (typeof direct === 'string') {
      model = direct;
      method = String(directMethod);
    } else if (Array.isArray(args)) {
      model = String(args[3] ?? '');
      method = String(args[4] ?? '');
    }
  } else if (typeof body === 'string') {
    const texts = [...body.matchAll(/<string>([^<]*)<\/string>/g)].map(([, text]) => text ?? '');
    model = texts[2] ?? '';
    method = texts[3] ?? '';
  }
  if (!/^(create|copy|load|name_create)$/.test(method)) return { model, id: undefined };
  const answer = pair.response.body;
  const result = isObject(answer) && 'result' in answer ? answer.result : answer;
  if (typeof result === 'number') return { model, id: result };
  if (Array.isArray(result) && typeof result[0] === 'number') return { model, id: result[0] };
  if (isObject(result) && Array.isArray(result.ids) && typeof result.ids[0] === 'number')
    return { model, id: result.ids[0] };
  const inXml = typeof answer === 'string' ? /<param>\s*<value><int>(\d+)/.exec(answer)?.[1] : undefined;
  return { model, id: inXml === undefined ? undefined : Number(inXml) };
}

function fill(state: ReplayState, pair: Pair, known: ReadonlyMap<string, string>, text: string, xml: boolean): string {
  const key = pair.number === 468 || pair.number === 469 ? state.keys.limited : state.keys.admin;
  const values: Record<string, string> = {
    '<password>': pair.number === 434 ? (state.keys.admin ?? '') : PASSWORD,
    '<wrong-password>': WRONG_PASSWORD,
    '<api-key>': key ?? '',
    '<wrong-api-key>': WRONG_KEY,
    '<session>': known.get('session') ?? '',
  };
  let filled = text;
  for (const [placeholder, value] of Object.entries(values)) {
    const written = xml ? placeholder.replace('<', '&lt;').replace('>', '&gt;') : placeholder;
    filled = filled.replaceAll(written, value);
  }
  for (const [recorded, ours] of known)
    if (recorded.startsWith('time ')) filled = filled.replaceAll(recorded.slice(5), ours);
  return filled;
}

function send(state: ReplayState, pair: Pair, known: ReadonlyMap<string, string>): Reply {
  const { method, path, headers, body } = pair.request;
  const xml = pair.protocol === 'xmlrpc';
  const text = body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const lower: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    lower[name.toLowerCase()] = fill(state, pair, known, value, false);
  return route(state.simulation, { method, path, headers: lower, body: fill(state, pair, known, text, xml) });
}

/** Remembers what later requests quote: the session, and the write_date of 357. */
function learn(pair: Pair, reply: Reply, known: Map<string, string>): void {
  if (pair.number === 14)
    known.set('session', /session_id=([^;]+)/.exec(reply.headers?.['Set-Cookie'] ?? '')?.[1] ?? '');
  if (pair.number !== 357) return;
  const find = (text: string): string => /"write_date":"([^"]+)"/.exec(text)?.[1] ?? '';
  const recorded = find(JSON.stringify(pair.response.body));
  const ours = find(reply.body);
  known.set(`time ${recorded}`, ours);
  known.set(`time ${recorded.replace(' ', 'T')}`, ours.replace(' ', 'T'));
}

const NOW = /2026-11-24[ T]\d\d:\d\d:\d\d(\.\d+)?/g;

function normalText(text: string): string {
  return text
    .replace(NOW, '<now>')
    .replaceAll('18.0+e-20241005', '18.0')
    .replace(/\nLINE \d+: [^\n]*\n *\^/g, '')
    .replace(/\b[0-9a-f]{40}\b/g, '<api-key>')
    .replace(
      /Traceback \(most recent call last\):\n(?:[^\n]*\n)*?(?=[\w.]+(?:Error|Exception|Fault)\b|\^|[^\n]*$)/g,
      'Traceback\n',
    )
    .replace(/\s+(?=<\/string>)/g, '')
    .replaceAll('<db-host>', 'localhost')
    .replaceAll('&lt;db-host&gt;', 'localhost');
}

function normalValue(value: unknown): unknown {
  if (typeof value === 'string') return normalText(value);
  if (Array.isArray(value)) return value.map(normalValue);
  if (isObject(value)) {
    const entries = Object.entries(value).filter(([name]) => name !== 'debug');
    return Object.fromEntries(entries.map(([name, item]) => [name, normalValue(item)]));
  }
  return value;
}

function cookieNames(headers: Readonly<Record<string, string>> | undefined): string {
  return (headers?.['Set-Cookie'] ?? '').split('=')[0] ?? '';
}

function normalExpected(pair: Pair): unknown {
  const { status, contentType, body, headers } = pair.response;
  return { status, type: contentType.split(';')[0], cookie: cookieNames(headers), body: normalValue(body) };
}

function normalActual(reply: Reply): unknown {
  const isJson = reply.contentType.startsWith('application/json');
  let body: unknown = reply.body;
  if (isJson) body = JSON.parse(reply.body);
  return {
    status: reply.status,
    type: reply.contentType.split(';')[0],
    cookie: cookieNames(reply.headers),
    body: normalValue(body),
  };
}
