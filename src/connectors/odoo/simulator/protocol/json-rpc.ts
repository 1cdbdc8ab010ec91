import { OdooError } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../orm/values.ts';
import type { Simulation } from '../simulation.ts';
import { HTML_TYPE, JSON_TYPE, mediaType, type Reply, type Request, wrongKind } from './reply.ts';
import { callService } from './services.ts';

const plain = (text: string): Reply => ({ status: 400, contentType: HTML_TYPE, body: text });

/** An error as the data of an envelope or of a JSON-2 answer. */
export function errorData(error: OdooError): Record<string, Json> {
  const shortName = error.className.replace(/^builtins\./, '');
  return {
    name: error.className,
    message: error.message,
    arguments: [...error.args],
    context: error.context,
    debug: `Traceback (most recent call last):\n  File "simulator"\n${shortName}: ${error.message}\n`,
  };
}

export function errorEnvelope(version: 18 | 19, id: Json, error: OdooError): string {
  const expired = error.className === 'odoo.http.SessionExpiredException';
  const code = expired ? 100 : version === 18 ? 200 : 0;
  const message = expired ? 'Odoo Session Expired' : 'Odoo Server Error';
  return JSON.stringify({ jsonrpc: '2.0', id, error: { code, message, data: errorData(error) } });
}

/** Reads the envelope and answers with what `run` gives; a None result leaves the key out. */
export function jsonRpcRoute(simulation: Simulation, request: Request, run: (params: JsonObject) => Json): Reply {
  const { version } = simulation.db;
  const type = mediaType(request);
  if (request.method === 'GET' || (type !== 'application/json' && type !== 'application/json-rpc')) {
    const kind = version === 18 ? 'json' : 'jsonrpc';
    const bodiless = request.method === 'GET' && version === 19;
    return wrongKind(version, bodiless ? '&#39;http&#39;, &#39;json2&#39;' : '&#39;http&#39;', request.path, kind);
  }
  let message: unknown;
  try {
    message = JSON.parse(request.body);
  } catch {
    return plain('Invalid JSON data');
  }
  if (!isObject(message)) return plain('Invalid JSON-RPC data');
  const id = message.id ?? null;
  try {
    const params = isObject(message.params) ? message.params : {};
    const result = run(params);
    const body =
      result === null ? JSON.stringify({ jsonrpc: '2.0', id }) : JSON.stringify({ jsonrpc: '2.0', id, result });
    return { status: 200, contentType: JSON_TYPE, body };
  } catch (error) {
    if (!(error instanceof OdooError)) throw error;
    const shown = error.className === 'odoo.http.SessionExpiredException' ? null : id; // Odoo forgets the id then
    return { status: 200, contentType: JSON_TYPE, body: errorEnvelope(version, shown, error) };
  }
}

/** `/jsonrpc`: the services over one envelope. */
export function handleJsonRpc(simulation: Simulation, request: Request): Reply {
  if (hasLoneSurrogate(request.body)) return { status: 500, contentType: HTML_TYPE, body: LONE_SURROGATE };
  return jsonRpcRoute(simulation, request, (params) => {
    const owner = simulation.db.version === 18 ? 'RPC' : 'JSONRPC';
    const missing = ['service', 'method', 'args'].filter((name) => !(name in params));
    if (missing.length > 0) throw missingParams(owner, missing);
    const args = Array.isArray(params.args) ? params.args : [];
    return callService(simulation, String(params.service), String(params.method), args);
  });
}

function missingParams(owner: string, names: readonly string[]): OdooError {
  const quoted = names.map((name) => `'${name}'`);
  const list =
    quoted.length > 1
      ? `${quoted.slice(0, -1).join(', ')}${quoted.length > 2 ? ',' : ''} and ${quoted.at(-1)}`
      : quoted.join('');
  const plural = quoted.length > 1 ? 's' : '';
  const message = `${owner}.jsonrpc() missing ${quoted.length} required positional argument${plural}: ${list}`;
  return new OdooError('builtins.TypeError', message);
}

const LONE_SURROGATE =
  '<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n<h1>Internal Server Error</h1>\n<p>The server encountered an internal error and was unable to complete your request. Either the server is overloaded or there is an error in the application.</p>\n';

/** Half a character cannot be stored: Odoo breaks over it. */
function hasLoneSurrogate(body: string): boolean {
  if (!body.includes('\\ud') && !body.includes('\\uD')) return false;
  return (
    /\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])/.test(body) ||
    /(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}/.test(body)
  );
}
