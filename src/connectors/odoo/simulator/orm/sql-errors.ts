import { OdooError } from '../errors.ts';
import type { Env } from './env.ts';
import type { Field } from './field.ts';
import type { Model } from './model.ts';
import type { Json } from './values.ts';

const HEAD = 'The operation cannot be completed:';

/** A constraint of the database. `load` reports these in words of its own, with the field at fault. */
export class SqlError extends OdooError {
  readonly loadMessage: string;
  readonly fields: readonly string[];
  readonly kind: 'unique' | 'check' | 'other';

  constructor(
    message: string,
    loadMessage: string,
    fields: readonly string[],
    kind: 'unique' | 'check' | 'other' = 'other',
  ) {
    super('odoo.exceptions.ValidationError', message);
    this.loadMessage = loadMessage;
    this.fields = fields;
    this.kind = kind;
  }
}

/** What `load` says of it. */
export function loadMessageOf(
  env: Env,
  model: Model,
  error: SqlError,
): { readonly message: string; readonly field?: string } {
  const { fields } = error;
  const [first = ''] = fields;
  if (env.version === 18 && error.kind === 'check') return { message: `'${error.loadMessage}'` };
  if (env.version === 18 && error.kind === 'unique') {
    const labels = fields.map((name) => model.fields.get(name)?.string ?? name);
    const known = (names: readonly string[]): string => listWords(names);
    const message =
      fields.length === 1
        ? `The value for the field '${first}' already exists (this is probably '${labels[0]}' in the current model).`
        : `The values for the fields '${known(fields)}' already exist (they are probably '${known(labels)}' in the current model).`;
    return fields.length === 1 ? { message, field: first } : { message };
  }
  return fields.length === 1 ? { message: error.loadMessage, field: first } : { message: error.loadMessage };
}

function listWords(words: readonly string[]): string {
  if (words.length < 3) return words.join(' and ');
  return `${words.slice(0, -1).join(', ')}, and ${words.at(-1)}`;
}

export function missingRequired(env: Env, model: Model, field: Field): SqlError {
  const named = `'${field.string}' (${field.name})`;
  if (env.version === 18) {
    const hints =
      '- Create/update: a mandatory field is not set.\n- Delete: another model requires the record being deleted. If possible, archive it instead.';
    const where = `Model: ${model.label} (${model.name})\nField: ${field.string} (${field.name})`;
    return new SqlError(`${HEAD}\n${hints}\n\n${where}\n`, `Missing required value for the field ${named}`, [
      field.name,
    ]);
  }
  const hints =
    '- create/update: a mandatory field is not set\n- delete: another model requires the record being deleted, you can archive it instead';
  const text = `Missing required value for the field ${named}.\nModel: '${model.label}' (${model.name})\n${hints}\n`;
  return new SqlError(`${HEAD} ${text}`, text, [field.name]);
}

/** A foreign key that points nowhere, or a delete of what something points at: Odoo answers the same. */
export function foreignKey(env: Env, model: Model, field: Field): SqlError {
  const constraint = constraintName(env, model, field);
  if (env.version === 18) {
    const what = 'another model requires the record being deleted. If possible, archive it instead.';
    const where = field.type === 'many2many' ? 'Unknown (unknown)' : `${model.label} (${model.name})`;
    const text = `${HEAD} ${what}\n\nModel: ${where}\nConstraint: ${constraint}\n`;
    return new SqlError(text, text, [field.name]);
  }
  const who = field.type === 'many2many' ? 'Unknown' : `'${model.label}' (${model.name})`;
  const which = field.type === 'many2many' ? constraint : `'${field.string}' (${field.name})`;
  const text =
    `Another model is using the record you are trying to delete.\n\nThe troublemaker is: ${who}\n` +
    `Thanks to the following constraint: ${which}\nHow about archiving the record instead?`;
  return new SqlError(`${HEAD} ${text}`, text, [field.name]);
}

function constraintName(env: Env, model: Model, field: Field): string {
  const table = model.name.replace(/\./g, '_');
  if (field.type !== 'many2many') return `${table}_${field.name}_fkey`;
  const other = env.model(field.relation).name.replace(/\./g, '_');
  const [first, second] = [table, other].sort();
  return `${first}_${second}_rel_${field.name === 'category_id' ? 'category_id' : `${other}_id`}_fkey`;
}

export function uniqueViolation(message: string, fields: readonly string[]): SqlError {
  return new SqlError(`${HEAD} ${message}`, message, fields, 'unique');
}

export function checkViolation(message: string): SqlError {
  return new SqlError(`${HEAD} ${message}`, message, [], 'check');
}

/** PostgreSQL's own words where Odoo has none for the constraint. */
export function rawUnique(constraint: string, columns: readonly string[], values: readonly Json[]): SqlError {
  const detail = `Key (${columns.join(', ')})=(${values.join(', ')}) already exists.`;
  const text = `duplicate key value violates unique constraint "${constraint}"\nDETAIL:  ${detail}\n`;
  return new SqlError(`${HEAD} ${text}`, text, []);
}
