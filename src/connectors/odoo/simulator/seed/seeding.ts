import { createRecords } from '../orm/create.ts';
import type { Env } from '../orm/env.ts';
import { assignExternalId } from '../orm/external-ids.ts';
import type { Row, Vals } from '../orm/values.ts';

/** Puts a record with an id of its choice (the next one when 0) and an external id. */
export function put(env: Env, modelName: string, vals: Vals, xmlid = '', id = 0): Row {
  const model = env.model(modelName);
  if (id !== 0) model.table.nextId = id;
  const [row] = createRecords(env, model, [vals]);
  if (!row) throw new Error(`no ${modelName} was made`);
  if (xmlid !== '') assignExternalId(env, xmlid, modelName, row.id, true);
  return row;
}

/** Puts many records at once, without external ids. */
export function putAll(env: Env, modelName: string, list: readonly Vals[]): Row[] {
  return createRecords(env, env.model(modelName), list);
}
