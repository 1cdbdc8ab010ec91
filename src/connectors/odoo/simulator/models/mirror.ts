import { notSimulated } from '../errors.ts';
import type { Env } from '../orm/env.ts';
import type { ModelSpec } from '../orm/model.ts';
import { fieldOf } from '../orm/value.ts';
import type { Json, Row, Stored } from '../orm/values.ts';
import { applyCommands } from '../orm/x2many.ts';

type Hooks = Required<Pick<ModelSpec, 'compute' | 'inverse'>>;

/** The other side of a many2many that `model.field` stores: the records that hold this one. */
export function mirrorOf(name: string, modelName: string, fieldName: string): Hooks {
  const compute = (env: Env, row: Row): Stored => [...(env.model(modelName).table.lookup(fieldName, row.id) ?? [])];
  const inverse = (env: Env, row: Row, value: Json): void => {
    const model = env.model(modelName);
    const field = fieldOf(model, fieldName);
    const wanted = membersAfter(value, [...(model.table.lookup(fieldName, row.id) ?? [])]);
    for (const id of model.table.lookup(fieldName, row.id) ?? []) {
      const other = model.table.rows.get(id);
      if (other && !wanted.has(id)) applyCommands(env, model, field, [[other, [[3, row.id]]]]);
    }
    for (const other of env.rows(modelName, [...wanted])) applyCommands(env, model, field, [[other, [[4, row.id]]]]);
  };
  return { compute: { [name]: compute }, inverse: { [name]: inverse } };
}

function membersAfter(value: Json, before: readonly number[]): Set<number> {
  let members = new Set(before);
  for (const command of Array.isArray(value) ? value : []) {
    if (!Array.isArray(command)) throw notSimulated('plain ids on this side of a relation');
    const [code, id, rest] = command;
    if (code === 3 && typeof id === 'number') members.delete(id);
    else if (code === 4 && typeof id === 'number') members.add(id);
    else if (code === 5) members = new Set();
    else if (code === 6 && Array.isArray(rest)) members = new Set(rest.filter((member) => typeof member === 'number'));
    else throw notSimulated(`command ${String(code)} on this side of a relation`);
  }
  return members;
}
