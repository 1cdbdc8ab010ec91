import { OdooError } from '../errors.ts';
import { checkAccess } from './access.ts';
import { compileDomain } from './domain.ts';
import type { Env } from './env.ts';
import type { Model } from './model.ts';
import { sortRows } from './order.ts';
import type { Json, Row } from './values.ts';

export interface SearchOptions {
  readonly offset?: number;
  readonly limit?: number;
  readonly order?: string;
}

function matching(env: Env, model: Model, domain: Json, limit = Number.POSITIVE_INFINITY): Row[] {
  const { test, candidates } = compileDomain(env, model, domain);
  const found: Row[] = [];
  if (candidates === undefined) {
    for (const row of model.table.rows.values()) {
      if (!test(row)) continue;
      found.push(row);
      if (found.length >= limit) break;
    }
    return found;
  }
  for (const id of candidates) {
    const row = model.table.rows.get(id);
    if (row && test(row)) found.push(row);
  }
  return found;
}

function negativeWindow(limit: boolean): OdooError {
  return limit
    ? new OdooError('psycopg2.errors.InvalidRowCountInLimitClause', 'LIMIT must not be negative\n')
    : new OdooError('psycopg2.errors.InvalidRowCountInResultOffsetClause', 'OFFSET must not be negative\n');
}

/** The matching records in order, as Odoo's `search`. */
export function search(env: Env, model: Model, domain: Json, options: SearchOptions = {}): Row[] {
  checkAccess(env, model, 'read');
  if ((options.limit ?? 0) < 0 || (options.offset ?? 0) < 0) throw negativeWindow((options.limit ?? 0) < 0);
  const found = matching(env, model, env.db.withRules(env, model, 'read', domain));
  const sorted = sortRows(env, model, found, options.order ?? model.order);
  const offset = options.offset ?? 0;
  if (options.limit === undefined && offset === 0) return sorted;
  return sorted.slice(offset, options.limit === undefined ? undefined : offset + options.limit);
}

export function searchCount(env: Env, model: Model, domain: Json, limit?: number): number {
  checkAccess(env, model, 'read');
  const found = matching(env, model, env.db.withRules(env, model, 'read', domain)).length;
  return limit === undefined ? found : Math.min(found, limit);
}

/** Records of a model that match, for the simulator's own use: no rights, archived ones included. */
export function findRows(env: Env, modelName: string, domain: Json): Row[] {
  const model = env.model(modelName);
  return matching(env.with({ active_test: false }), model, domain);
}
