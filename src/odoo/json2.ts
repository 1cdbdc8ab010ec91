import type { HttpResponse } from '../http/transport.ts';
import { nameArguments } from './argument-names.ts';
import { brokenAnswer, foreignAnswer, hasMediaType } from './http-answer.ts';
import { jsonBody } from './json-body.ts';
import { OdooError } from './odoo-error.ts';
import type { Protocol, ProtocolSettings, WireCall, WireRequest } from './protocol.ts';
import { type Asked, serverError } from './server-error.ts';

const LOGIN: WireCall = { model: 'res.users', method: 'context_get', args: [], kwargs: {} };

/** JSON-2 (19 and later): one path per method, named arguments, an API key as bearer token, no login. */
export function createJson2({ credentials, redact, nowMs, signatures }: ProtocolSettings): Protocol {
  const headers = {
    'content-type': 'application/json',
    authorization: `bearer ${credentials.secret}`,
    ...(credentials.database !== undefined && { 'x-odoo-database': credentials.database }),
  };
  const { database } = credentials;

  const callRequest = (call: WireCall): WireRequest => ({
    method: 'POST',
    path: `/json/2/${encodeURIComponent(call.model)}/${encodeURIComponent(call.method)}`,
    headers,
    body: jsonBody(nameArguments(call, signatures)),
  });

  const read = (response: HttpResponse, asked: Asked): unknown => {
    if (!hasMediaType(response, 'application/json')) {
      // Odoo's own page for a database that it does not have; a server that is no Odoo is told by its version.
      if (response.status === 404) throw wrongDatabase(response, database, redact(response.body.slice(0, 2000)));
      throw foreignAnswer(response, nowMs(), redact);
    }
    let parsed: unknown;
    try {
      parsed = JSON.parse(response.body);
    } catch (error) {
      throw brokenAnswer(response, redact, error);
    }
    if (response.status === 200) return parsed;
    const { name, message, debug } = (parsed ?? {}) as { name?: unknown; message?: unknown; debug?: unknown };
    if (typeof name !== 'string') throw foreignAnswer(response, nowMs(), redact);
    const traceback = typeof debug === 'string' ? debug : undefined;
    throw serverError({ name, message: String(message ?? ''), traceback, status: response.status }, asked, redact);
  };

  return {
    name: 'json2',
    needsLogin: false,
    loginRequest: () => callRequest(LOGIN),
    readLogin(response) {
      const context = read(response, { kind: 'login', database });
      const uid = (context as { uid?: unknown } | null)?.uid;
      if (typeof uid === 'number') return { uid };
      throw brokenAnswer(response, redact, new Error('no user id in the answer of res.users.context_get'));
    },
    callRequest,
    readAnswer(response, call) {
      const answer = read(response, { kind: 'call', call, database });
      // `create` answers a list also for one record (pair 439); the other protocols answer the one id.
      if (call.method === 'create' && Array.isArray(answer) && !Array.isArray(call.args[0] ?? call.kwargs.vals_list)) {
        return answer[0];
      }
      return answer;
    },
  };
}

function wrongDatabase(response: HttpResponse, database: string | undefined, detail: string): OdooError {
  const named =
    database === undefined ? 'Odoo cannot tell which database is meant' : `Odoo has no database "${database}"`;
  return new OdooError('odoo_wrong_database', `${named}.`, {
    remedy: 'Check the name of the database (Odoo Online: the first part of the address).',
    status: response.status,
    detail,
  });
}
