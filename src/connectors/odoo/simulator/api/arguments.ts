import { OdooError, typeError } from '../errors.ts';
import { isTruthy } from '../orm/convert.ts';
import type { Method, Model } from '../orm/model.ts';
import { isObject, type Json, type JsonObject } from '../orm/values.ts';

interface Param {
  readonly name: string;
  readonly required: boolean;
  readonly default: Json;
}

const parsed = new Map<string, Param[]>();

/** Reads `domain offset=0 limit=None` into parameters. */
export function parametersOf(method: Method): readonly Param[] {
  const known = parsed.get(method.params);
  if (known) return known;
  const params = method.params
    .split(' ')
    .filter(Boolean)
    .map((word): Param => {
      const [name = '', text] = word.split('=');
      if (text === undefined) return { name, required: true, default: null };
      return { name, required: false, default: text === 'None' ? null : (JSON.parse(text.replace(/'/g, '"')) as Json) };
    });
  parsed.set(method.params, params);
  return params;
}

export interface Bound {
  readonly args: Record<string, Json>;
  readonly given: Set<string>;
}

/** Binds positional and named arguments as Python does; `complain` words the refusal. */
export function bindArguments(
  method: Method,
  positional: readonly Json[],
  named: JsonObject,
  complain: (problem: ArgumentProblem) => OdooError,
  missingFirst = false,
): Bound {
  const params = parametersOf(method);
  const args: Record<string, Json> = {};
  const given = new Set<string>();
  if (positional.length > params.length)
    throw complain({ kind: 'too-many', most: params.length, count: positional.length });
  for (const [index, value] of positional.entries()) {
    const name = params[index]?.name ?? '';
    args[name] = value;
    given.add(name);
  }
  const refuseMissing = (): void => {
    const has = (name: string): boolean => given.has(name) || name in named;
    const names = params.filter(({ name, required }) => required && !has(name)).map(({ name }) => name);
    if (names.length > 0) throw complain({ kind: 'missing', names });
  };
  if (missingFirst) refuseMissing();
  for (const [name, value] of Object.entries(named)) {
    if (given.has(name)) throw complain({ kind: 'twice', name });
    if (!params.some((param) => param.name === name)) throw complain({ kind: 'unexpected', name });
    args[name] = value;
    given.add(name);
  }
  if (!missingFirst) refuseMissing();
  for (const param of params) if (!given.has(param.name)) args[param.name] = param.default;
  return { args, given };
}

export type ArgumentProblem =
  | { readonly kind: 'too-many'; readonly most: number; readonly count: number }
  | { readonly kind: 'twice'; readonly name: string }
  | { readonly kind: 'unexpected'; readonly name: string }
  | { readonly kind: 'missing'; readonly names: readonly string[] };

/** Python's own TypeError, as the older protocols answer it. */
export function pythonComplaint(owner: string, method: string, problem: ArgumentProblem): OdooError {
  const head = `${owner}.${method}()`;
  switch (problem.kind) {
    case 'too-many':
      return typeError(`${head} takes ${problem.most + 1} positional arguments but ${problem.count + 1} were given`);
    case 'twice':
      return typeError(`${head} got multiple values for argument '${problem.name}'`);
    case 'unexpected':
      return typeError(`${head} got an unexpected keyword argument '${problem.name}'`);
    default: {
      const quoted = problem.names.map((name) => `'${name}'`);
      const list =
        quoted.length > 1
          ? `${quoted.slice(0, -1).join(', ')}${quoted.length > 2 ? ',' : ''} and ${quoted.at(-1)}`
          : quoted[0];
      return typeError(
        `${head} missing ${quoted.length} required positional argument${quoted.length > 1 ? 's' : ''}: ${list}`,
      );
    }
  }
}

/** Ids as a record method's first argument gives them: a list, or one id. */
export function idsFrom(value: Json | undefined): number[] {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'number');
  if (!isTruthy(value)) return [];
  throw new OdooError('builtins.TypeError', 'not simulated: ids that are not a list of numbers');
}

/** The call's context, from the keyword arguments. */
export function contextFrom(value: Json | undefined): JsonObject {
  if (value === undefined || !isTruthy(value)) return {};
  if (isObject(value)) return value;
  if (typeof value === 'string') {
    throw new OdooError('builtins.ValueError', 'dictionary update sequence element #0 has length 1; 2 is required');
  }
  throw typeError('cannot convert dictionary update sequence element #0 to a sequence');
}

/** For errors about a model's method. */
export function ownerOf(model: Model, method: Method): string {
  return method.owner ?? (model.name === '' ? '' : 'BaseModel');
}
