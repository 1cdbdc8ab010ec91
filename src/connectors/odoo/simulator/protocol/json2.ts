import { type ArgumentProblem, bindArguments, contextFrom, idsFrom } from '../api/arguments.ts';
import { findMethod, run } from '../api/dispatch.ts';
import { OdooError } from '../errors.ts';
import { RecordsAnswer } from '../orm/model.ts';
import { isObject, type Json } from '../orm/values.ts';
import type { Simulation } from '../simulation.ts';
import { errorData } from './json-rpc.ts';
import { HTML_TYPE, header, JSON_TYPE, mediaType, type Reply, type Request, wrongKind } from './reply.ts';

const STATUS: Readonly<Record<string, number>> = {
  'odoo.exceptions.AccessDenied': 403,
  'odoo.exceptions.AccessError': 403,
  'odoo.exceptions.MissingError': 404,
  'odoo.exceptions.UserError': 422,
  'odoo.exceptions.ValidationError': 422,
};

const HTTP_NAMES: Readonly<Record<number, readonly [string, string]>> = {
  400: ['BadRequest', 'Bad Request'],
  401: ['Unauthorized', 'Unauthorized'],
  404: ['NotFound', 'Not Found'],
  422: ['UnprocessableEntity', 'Unprocessable Entity'],
};

/** An HTTP exception of werkzeug, which JSON-2 answers as data. */
class HttpError extends OdooError {
  readonly status: number;
  constructor(status: number, message: string) {
    const [name = 'InternalServerError'] = HTTP_NAMES[status] ?? [];
    super(`werkzeug.exceptions.${name}`, message, [message, status]);
    this.status = status;
  }
}

const NO_DATABASE =
  '<!DOCTYPE html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>No database is selected and the requested URL was not found in the server-wide controllers.</p>\n<p>Please verify the hostname, <a href=/web/login>login</a> and try again.</p>\n\n<!-- Alternatively, use the X-Odoo-Database header. -->\n';

/** `/json/2/<model>/<method>` (19 only). */
export function handleJson2(simulation: Simulation, request: Request): Reply {
  const database = header(request, 'x-odoo-database');
  if (database !== '' && database !== simulation.databaseName)
    return { status: 404, contentType: HTML_TYPE, body: NO_DATABASE };
  const [, , , model = '', method = '', ...rest] = request.path.split('/');
  try {
    if (request.method !== 'POST' || model === '' || method === '' || rest.length > 0) {
      throw new HttpError(404, 'Did you mean POST /json/2/<model>/<method>?');
    }
    if (mediaType(request) !== 'application/json' && request.body !== '') {
      return wrongKind(19, '&#39;http&#39;', '/json/2/&lt;__model__&gt;/&lt;__method__&gt;', 'json2');
    }
    return { status: 200, contentType: JSON_TYPE, body: JSON.stringify(answer(simulation, request, model, method)) };
  } catch (error) {
    if (!(error instanceof OdooError)) throw error;
    return failure(error);
  }
}

function failure(error: OdooError): Reply {
  const status = error instanceof HttpError ? error.status : (STATUS[error.className] ?? 500);
  const headers: Record<string, string> = status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {};
  return { status, contentType: JSON_TYPE, body: JSON.stringify(errorData(error)), headers };
}

function authenticate(simulation: Simulation, request: Request): number {
  const [scheme = '', token = ''] = header(request, 'authorization').split(/\s+/);
  if (scheme.toLowerCase() !== 'bearer' || token === '') {
    throw new HttpError(401, 'User not authenticated, use an API Key with a Bearer Authorization header.');
  }
  const uid = simulation.userOfKey(token);
  if (uid === 0) throw new HttpError(401, 'Invalid apikey');
  return uid;
}

function parseBody(body: string): Record<string, Json> {
  if (body === '') return {};
  try {
    const parsed: unknown = JSON.parse(body);
    return isObject(parsed) ? { ...parsed } : {};
  } catch {
    throw new HttpError(400, `could not parse the body as json: ${pythonJsonProblem(body)}`);
  }
}

/** Python's words for text that ends where a value should stand; other breaks are told in our own. */
function pythonJsonProblem(body: string): string {
  const at = body.trimEnd().length + (/[:,[{]\s+$/.test(body) ? body.length - body.trimEnd().length : 0);
  return `Expecting value: line 1 column ${at + 1} (char ${at})`;
}

function complaint(problem: ArgumentProblem): OdooError {
  switch (problem.kind) {
    case 'unexpected':
      return new HttpError(422, `got an unexpected keyword argument '${problem.name}'`);
    case 'missing':
      return new HttpError(422, `missing a required argument: '${problem.names[0] ?? ''}'`);
    default:
      return new HttpError(422, 'too many positional arguments');
  }
}

function answer(simulation: Simulation, request: Request, modelName: string, methodName: string): Json {
  const uid = authenticate(simulation, request);
  const { ids, context, ...named } = parseBody(request.body);
  return simulation.transaction(uid, (env) => {
    if (!env.db.models.has(modelName)) {
      try {
        env.model(modelName);
      } catch (error) {
        if (error instanceof OdooError && error.message.startsWith('not simulated')) throw error;
        throw new HttpError(404, `the model '${modelName}' does not exist`);
      }
    }
    const model = env.model(modelName);
    const method = found(() => findMethod(env, model, methodName));
    if (method.on === 'model' && ids !== undefined)
      throw new HttpError(422, `cannot call ${modelName}.${methodName} with ids`);
    const inContext = env.with(contextFrom(context));
    const withoutArgs =
      'args' in named && method.on === 'model'
        ? Object.fromEntries(Object.entries(named).filter(([key]) => key !== 'args'))
        : named;
    const bound = bindArguments(method, [], withoutArgs, complaint, true);
    const result = run(inContext, model, method, idsFrom(ids ?? null), bound.args, bound.given);
    return result instanceof RecordsAnswer ? [...result.ids] : result;
  });
}

function found<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (error instanceof OdooError && error.className === 'builtins.AttributeError')
      throw new HttpError(404, error.message);
    throw error;
  }
}
