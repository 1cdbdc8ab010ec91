import { notSimulated } from '../errors.ts';
import type { Env } from './env.ts';
import type { Model } from './model.ts';
import { search } from './search.ts';
import type { Json, Row } from './values.ts';

/** Odoo's `name_search`: records whose name matches, within a domain; some models look elsewhere first. */
export function nameSearchRows(
  env: Env,
  model: Model,
  name: Json,
  domain: readonly Json[],
  operator: string,
  limit: number | undefined,
): Row[] {
  const own = model.spec.nameSearch;
  if (own && typeof name === 'string' && name !== '') return own(env, name, domain, operator, limit);
  return usualNameSearch(env, model, name, domain, operator, limit);
}

export function usualNameSearch(
  env: Env,
  model: Model,
  name: Json,
  domain: readonly Json[],
  operator: string,
  limit: number | undefined,
): Row[] {
  return search(env, model, [['display_name', operator, name], ...domain], limit === undefined ? {} : { limit });
}

/** First the records that one field names exactly, then the usual search for the rest. */
export function codeFirst(
  field: string,
  fieldOperator: (operator: string) => string,
  applies: (name: string) => boolean,
) {
  return (
    env: Env,
    model: Model,
    name: string,
    domain: readonly Json[],
    operator: string,
    limit: number | undefined,
  ): Row[] => {
    if (operator.startsWith('not ') || operator === '!=')
      throw notSimulated(`name_search with ${operator} on ${model.name}`);
    const options = limit === undefined ? {} : { limit };
    const first = applies(name) ? search(env, model, [...domain, [field, fieldOperator(operator), name]], options) : [];
    const left = limit === undefined ? undefined : limit - first.length;
    if (left !== undefined && left <= 0) return first;
    const rest = [...domain, ['id', 'not in', first.map(({ id }) => id)]];
    return [...first, ...usualNameSearch(env, model, name, rest, operator, left)];
  };
}
