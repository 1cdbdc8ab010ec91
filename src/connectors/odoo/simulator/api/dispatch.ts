import { accessError, notSimulated, OdooError } from '../errors.ts';
import { checkAccess } from '../orm/access.ts';
import type { Env } from '../orm/env.ts';
import type { Answer, Method, Model } from '../orm/model.ts';
import type { Json, JsonObject } from '../orm/values.ts';
import { type ArgumentProblem, bindArguments, contextFrom, idsFrom, ownerOf, pythonComplaint } from './arguments.ts';
import { commonMethods } from './common-methods.ts';

/** Public-looking names that 18 marks private too. */
const PRIVATE_18 = new Set(
  'filtered filtered_domain mapped sorted grouped sudo with_user with_company with_context with_env with_prefetch ensure_one flush_model flush_recordset invalidate_model invalidate_recordset new concat union init'.split(
    ' ',
  ),
);

/** Public-looking names that 19 marks private. */
const PRIVATE_19 = new Set(
  'browse exists filtered filtered_domain mapped sorted grouped sudo with_user with_company with_context with_env with_prefetch ensure_one flush_model flush_recordset invalidate_model invalidate_recordset modified search_fetch fetch new concat union get_base_url update_field_translations_private init is_transient lock_for_update try_lock_for_update check_field_access_rights'.split(
    ' ',
  ),
);

export function privateMethod(env: Env, model: string, method: string): OdooError {
  const name = env.version === 18 ? method : `'${model}.${method}'`;
  return accessError(`Private methods (such as ${name}) cannot be called remotely.`);
}

/** The method by name, or Odoo's refusal. */
export function findMethod(env: Env, model: Model, name: string): Method {
  if (name.startsWith('_')) throw privateMethod(env, model.name, name);
  const own = model.spec.methods?.[name];
  if (own && (own.only === undefined || own.only === env.version)) return own;
  if ((env.version === 18 ? PRIVATE_18 : PRIVATE_19).has(name))
    throw accessError(`Private methods (such as '${model.name}.${name}') cannot be called remotely.`);
  const common = (env.version === 19 ? commonMethods[`${name}@19`] : undefined) ?? commonMethods[name];
  const exists = common && (common.only === undefined || common.only === env.version);
  const newOn19 = name === 'formatted_read_group' && env.version === 18;
  if (common && exists && !newOn19) return common;
  if (!newOn19) env.db.refuseUnsimulated('method', model.name, name);
  throw noMethod(env, model.name, name);
}

export function noMethod(env: Env, model: string, name: string): OdooError {
  return new OdooError(
    'builtins.AttributeError',
    env.version === 18
      ? `The method '${name}' does not exist on the model '${model}'`
      : `The method '${model}.${name}' does not exist`,
  );
}

/** `execute_kw` and `call_kw`: positional arguments, ids first for record methods, context among the named ones. */
export function callKw(env: Env, model: Model, name: string, args: readonly Json[], kwargs: JsonObject): Answer {
  const method = findMethod(env, model, name);
  const { context, ...named } = kwargs;
  const inContext = env.with(contextFrom(context));
  const positional = [...args];
  let ids: number[] = [];
  if (method.on === 'record') ids = idsFrom(positional.shift() ?? null);
  const complain = (problem: ArgumentProblem): OdooError => pythonComplaint(ownerOf(model, method), name, problem);
  const bound = bindArguments(method, positional, named, complain);
  return run(inContext, model, method, ids, bound.args, bound.given);
}

export function run(
  env: Env,
  model: Model,
  method: Method,
  ids: readonly number[],
  args: Record<string, Json>,
  given: ReadonlySet<string>,
): Answer {
  env.checkLanguage();
  // a model's own methods begin with reading its records
  if (method.on === 'record' && ids.length > 0 && Object.values(model.spec.methods ?? {}).includes(method))
    checkAccess(env, model, 'read');
  if (env.context.allowed_company_ids !== undefined) checkCompanies(env);
  return method.run({ env, model, ids, args, given });
}

function checkCompanies(env: Env): void {
  const { allowed_company_ids: ids } = env.context;
  if (!Array.isArray(ids)) throw notSimulated('allowed_company_ids that is not a list');
  const known = env.model('res.company').table.rows;
  for (const id of ids) {
    if (typeof id !== 'number' || !known.has(id)) throw accessError('Access to unauthorized or invalid companies.');
  }
}
