import { notSimulated } from '../errors.ts';
import type { Env } from './env.ts';
import type { Model } from './model.ts';
import { readRecords } from './read.ts';
import { fieldOf, nameOf } from './value.ts';
import { isObject, type Json, type JsonObject, type Row } from './values.ts';

/** Odoo's `web_read`: fields by specification, relations as nested objects. */
export function webRead(env: Env, model: Model, rows: readonly Row[], specification: JsonObject): Json[] {
  const names = Object.keys(specification).filter((name) => name !== 'id');
  const plain = readRecords(env, model, rows, names.length > 0 ? names : ['id'], false);
  return plain.map((record) => {
    const answer: Record<string, Json> = isObject(record) ? { ...record } : {};
    for (const name of names) {
      const spec = specification[name];
      const field = fieldOf(model, name);
      if (!isObject(spec) || Object.keys(spec).length === 0) continue;
      if (field.type !== 'many2one') {
        if (field.type === 'one2many' || field.type === 'many2many')
          throw notSimulated(`specification of ${model.name}.${name}`);
        continue;
      }
      const id = answer[name];
      if (typeof id !== 'number') continue;
      const nested = isObject(spec.fields) ? spec.fields : {};
      const comodel = env.model(field.relation);
      const [inner] = webRead(
        env,
        comodel,
        env.rows(comodel.name, [id]),
        Object.fromEntries(Object.entries(nested).filter(([key]) => key !== 'display_name')),
      );
      answer[name] = {
        ...(isObject(inner) ? inner : { id }),
        ...('display_name' in nested ? { display_name: nameOf(env, comodel.name, id) } : {}),
      };
    }
    return answer;
  });
}
