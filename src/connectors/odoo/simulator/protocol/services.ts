import { callKw } from '../api/dispatch.ts';
import { accessDenied, notSimulated, OdooError } from '../errors.ts';
import { RecordsAnswer } from '../orm/model.ts';
import { isObject, type Json, type JsonObject } from '../orm/values.ts';
import type { CallOptions, Simulation } from '../simulation.ts';

/** The part of the version that session information holds too. */
export function serverVersion(version: 18 | 19): Record<string, Json> {
  return { server_version: `${version}.0`, server_version_info: [version, 0, 0, 'final', 0, ''] };
}

export function versionInfo(version: 18 | 19): Record<string, Json> {
  return {
    ...serverVersion(version),
    server_serie: `${version}.0`,
    protocol_version: 1,
  };
}

/** The old protocols' answer: records become ids, `create` of one becomes one id. */
export function plainAnswer(answer: Json | RecordsAnswer): Json {
  if (!(answer instanceof RecordsAnswer)) return answer;
  return answer.single ? (answer.ids[0] ?? false) : [...answer.ids];
}

function methodNotFound(method: string): OdooError {
  return new OdooError('builtins.Exception', `Method not found: ${method}`);
}

function tooFew(version: 18 | 19, expected: number, count: number): OdooError {
  if (version === 18) return new OdooError('builtins.IndexError', 'list index out of range');
  return new OdooError(
    'builtins.ValueError',
    `not enough values to unpack (expected at least ${expected}, got ${count})`,
  );
}

function common(simulation: Simulation, method: string, args: readonly Json[]): Json {
  switch (method) {
    case 'version':
      return versionInfo(simulation.db.version);
    case 'authenticate':
    case 'login': {
      const [database, login, secret] = args;
      simulation.requireDatabase(String(database));
      return simulation.login(String(login), String(secret)) || false;
    }
    case 'about':
      throw notSimulated('common.about');
    default:
      throw methodNotFound(method);
  }
}

function object(simulation: Simulation, method: string, args: readonly Json[], how: CallOptions): Json {
  const { version } = simulation.db;
  const kw = method === 'execute_kw';
  if (!kw && method !== 'execute') throw methodNotFound(method);
  const needed = version === 18 ? 3 : kw ? 5 : 5;
  if (args.length < needed) throw tooFew(version, 5, args.length);
  const [database, uid, secret, model, name, ...rest] = args;
  simulation.requireDatabase(String(database));
  if (typeof uid !== 'number' || typeof secret !== 'string') throw accessDenied();
  simulation.requireSecret(uid, secret);
  const positional = kw ? (Array.isArray(rest[0]) ? rest[0] : []) : rest;
  const kwargs: JsonObject = kw && isObject(rest[1]) ? rest[1] : {};
  return callModel(simulation, uid, String(model), String(name), positional, kwargs, how);
}

/** One call of a model's method as a user, in a transaction of its own. */
export function callModel(
  simulation: Simulation,
  uid: number,
  model: string,
  method: string,
  args: readonly Json[],
  kwargs: JsonObject,
  how: CallOptions = {},
): Json {
  return simulation.transaction(uid, (env) => plainAnswer(callKw(env, env.model(model), method, args, kwargs)), how);
}

function db(simulation: Simulation, method: string): Json {
  if (method === 'list') return [simulation.databaseName];
  if (method === 'server_version') return versionInfo(simulation.db.version).server_version ?? false;
  if (method === 'db_exist') throw notSimulated('db.db_exist');
  throw notSimulated(`db.${method}`);
}

/** The services behind `/jsonrpc` and `/xmlrpc`: common, object, db. */
export function callService(
  simulation: Simulation,
  service: string,
  method: string,
  args: readonly Json[],
  how: CallOptions = {},
): Json {
  switch (service) {
    case 'common':
      return common(simulation, method, args);
    case 'object':
      return object(simulation, method, args, how);
    case 'db':
      return db(simulation, method);
    default:
      throw new OdooError('builtins.KeyError', service);
  }
}
