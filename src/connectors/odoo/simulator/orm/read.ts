import { accessError, valueError } from '../errors.ts';
import { checkAccess } from './access.ts';
import { pythonString } from './dates.ts';
import type { Env } from './env.ts';
import type { Field } from './field.ts';
import type { Model } from './model.ts';
import { fieldValue, nameOf } from './value.ts';
import type { Json, Row, Stored } from './values.ts';

/** A float that XML-RPC must write as a double; JSON writes it as the number it is. */
export class PyFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
  toJSON(): number {
    return this.value;
  }
}

/** The fields to read: those named, or all that the simulator has. */
export function fieldsToRead(env: Env, model: Model, names: readonly string[] | undefined): Field[] {
  const wanted =
    names && names.length > 0 ? names : [...model.fields.keys()].filter((name) => mayRead(env, model, name));
  return wanted.map((name) => {
    const field = model.fields.get(name);
    if (!field) {
      env.db.refuseUnsimulated('field', model.name, name);
      throw valueError(
        `Invalid field ${pythonString(name)} on '${model.name}'`.replace(
          / on '/,
          env.version === 18 ? " on model '" : " on '",
        ),
      );
    }
    checkFieldAccess(env, model, field);
    return field;
  });
}

function mayRead(env: Env, model: Model, name: string): boolean {
  const groups = model.fields.get(name)?.groups ?? '';
  return groups === '' || env.su || groups.split(',').some((group) => env.db.rights.hasGroup(env.uid, group));
}

function checkFieldAccess(env: Env, model: Model, field: Field): void {
  if (mayRead(env, model, field.name)) return;
  const order = env.db.rights.groupKeys();
  const groups = field.groups
    .split(',')
    .sort((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((group) => `'${env.db.rights.groupName(group)}'`)
    .join(', ');
  const contact = 'Please contact your system administrator.';
  const on = `on ${model.label} (${model.name})`;
  throw accessError(
    env.version === 18
      ? `You do not have enough rights to access the fields "${field.name}" ${on}. ${contact}\n\nOperation: read\nUser: ${env.uid}\nFields:\n- ${field.name} (allowed for groups ${groups})`
      : `You do not have enough rights to access the field "${field.name}" ${on}. ${contact}\n\nOperation: read\nUser: ${env.uid}\nGroups: allowed for groups ${groups}`,
  );
}

/** Odoo's `read`: records as objects, many2one as `[id, name]` unless `pairs` is off. */
export function readRecords(
  env: Env,
  model: Model,
  rows: readonly Row[],
  names: readonly string[] | undefined,
  pairs = true,
): Json[] {
  checkAccess(env, model, 'read');
  const fields = fieldsToRead(env, model, names).filter(({ name }) => name !== 'id');
  env.db.checkRules(env, model, 'read', rows);
  const readers = fields.map((field) => fieldReader(env, model, field, pairs));
  const keys = fields.map(({ name }) => name);
  return rows.map((row) => {
    const record: Record<string, Json> = { id: row.id };
    for (let index = 0; index < keys.length; index += 1) {
      record[keys[index] ?? ''] = readers[index]?.(row) ?? false;
    }
    return record;
  });
}

/** How one field of a row goes over the wire. */
export function fieldReader(env: Env, model: Model, field: Field, pairs: boolean): (row: Row) => Json {
  const own = rawReader(env, model, field);
  switch (field.type) {
    case 'many2one':
      if (!pairs) return (row) => own(row) as Json;
      return (row) => {
        const id = own(row);
        return typeof id === 'number' && id !== 0 ? [id, nameOf(env.sudo(), field.relation, id)] : false;
      };
    case 'datetime':
      return (row) => {
        const value = own(row);
        return typeof value === 'string' ? value.slice(0, 19) : false;
      };
    case 'float':
    case 'monetary':
      if (env.typedFloats) return (row) => new PyFloat(Number(own(row))) as unknown as Json;
      return (row) => own(row) as Json;
    case 'binary':
      return (row) => sized(env, field, own(row));
    default:
      return (row) => own(row) as Json;
  }
}

function rawReader(env: Env, model: Model, field: Field): (row: Row) => Stored {
  const { name } = field;
  const plain =
    field.stored &&
    field.related.length === 0 &&
    !field.translate &&
    !model.spec.compute?.[name] &&
    !field.type.endsWith('2many');
  return plain ? (row) => row[name] ?? false : (row) => fieldValue(env, model, row, field);
}

/** With `bin_size` in the context Odoo answers the size of a file, not the file. */
function sized(env: Env, field: Field, value: Stored): Json {
  if (typeof value !== 'string') return false;
  if (!env.context.bin_size && !env.context[`bin_size_${field.name}`]) return value;
  const bytes = Buffer.from(value, 'base64').length;
  let size = bytes;
  for (const unit of ['bytes', 'Kb', 'Mb']) {
    if (size < 1024) return `${size.toFixed(2)} ${unit}`;
    size /= 1024;
  }
  return `${size.toFixed(2)} Gb`;
}
