import { missingError, notSimulated, valueError } from '../errors.ts';
import { repr } from './convert.ts';
import { createRecords } from './create.ts';
import type { Env } from './env.ts';
import type { Field } from './field.ts';
import type { Model } from './model.ts';
import { foreignKey } from './sql-errors.ts';
import { unlinkRecords } from './unlink.ts';
import { childRows } from './value.ts';
import { idsOf, isObject, type Json, type Row, type Vals } from './values.ts';
import { setStored, writeRecords } from './write.ts';

type Command =
  | { readonly kind: 'create'; readonly vals: Vals }
  | { readonly kind: 'update'; readonly id: number; readonly vals: Vals }
  | { readonly kind: 'delete' | 'unlink' | 'link'; readonly id: number }
  | { readonly kind: 'clear' }
  | { readonly kind: 'set'; readonly ids: readonly number[] };

const asVals = (value: Json | undefined): Vals => (isObject(value) ? { ...value } : {});

/** Reads x2many commands 0 to 6; a plain list of ids sets them; an unknown command does nothing, as in Odoo. */
function parseCommands(model: Model, field: Field, value: Json): Command[] {
  if (value === false || value === null) return [{ kind: 'clear' }];
  if (!Array.isArray(value)) {
    throw valueError(`Wrong value for ${model.name}.${field.name}: ${typeof value === 'string' ? value : repr(value)}`);
  }
  const commands: Command[] = [];
  const plain: number[] = [];
  for (const item of value) {
    if (typeof item === 'number') plain.push(item);
    else if (isObject(item)) commands.push({ kind: 'create', vals: { ...item } });
    else if (Array.isArray(item)) {
      const command = parseCommand(item);
      if (command) commands.push(command);
    } else throw notSimulated(`command ${repr(item)} of ${field.name}`);
  }
  if (plain.length > 0) commands.unshift({ kind: 'set', ids: plain });
  return commands;
}

function parseCommand(item: readonly Json[]): Command | undefined {
  const [code, id, rest] = item;
  const target = typeof id === 'number' ? id : 0;
  switch (code) {
    case 0:
      return { kind: 'create', vals: asVals(rest) };
    case 1:
      return { kind: 'update', id: target, vals: asVals(rest) };
    case 2:
      return { kind: 'delete', id: target };
    case 3:
      return { kind: 'unlink', id: target };
    case 4:
      return { kind: 'link', id: target };
    case 5:
      return { kind: 'clear' };
    case 6:
      return { kind: 'set', ids: Array.isArray(rest) ? rest.filter((member) => typeof member === 'number') : [] };
    default:
      return undefined;
  }
}

/** Applies commands to a relation to many of one or more records; new children are created together. */
export function applyCommands(env: Env, model: Model, field: Field, given: readonly (readonly [Row, Json])[]): void {
  const parsed = given.map(([row, value]) => [row, parseCommands(model, field, value)] as const);
  if (field.type === 'many2many')
    for (const [row, commands] of parsed) applyMany2many(env, model, field, row, commands);
  else applyOne2many(env, field, parsed);
}

function existing(env: Env, modelName: string, id: number): Row {
  const row = env.row(modelName, id);
  if (!row) throw missingError(modelName, [id], env.uid);
  return row;
}

function applyMany2many(env: Env, model: Model, field: Field, row: Row, commands: readonly Command[]): void {
  const comodel = env.model(field.relation);
  let ids = new Set(idsOf(row[field.name]));
  for (const command of commands) {
    switch (command.kind) {
      case 'create': {
        const [made] = createRecords(env, comodel, [command.vals]);
        if (made) ids.add(made.id);
        break;
      }
      case 'update':
        writeRecords(env, comodel, [existing(env, comodel.name, command.id)], command.vals);
        break;
      case 'delete':
        ids.delete(command.id);
        setStored(env, model, row, field.name, [...ids]);
        unlinkRecords(env, comodel, [existing(env, comodel.name, command.id)]);
        break;
      case 'unlink':
        ids.delete(command.id);
        break;
      case 'link':
        if (!comodel.table.rows.has(command.id)) throw foreignKey(env, model, field);
        ids.add(command.id);
        break;
      case 'clear':
        ids = new Set();
        break;
      default:
        for (const id of command.ids) if (!comodel.table.rows.has(id)) throw foreignKey(env, model, field);
        ids = new Set(command.ids);
    }
  }
  const before = idsOf(row[field.name]);
  if (before.length === ids.size && before.every((id) => ids.has(id))) return;
  setStored(env, model, row, field.name, [...ids]);
}

function applyOne2many(env: Env, field: Field, given: readonly (readonly [Row, readonly Command[]])[]): void {
  const comodel = env.model(field.relation);
  const created: Vals[] = [];
  for (const [row, commands] of given) {
    for (const command of commands) {
      switch (command.kind) {
        case 'create':
          created.push({ ...command.vals, [field.inverse]: row.id });
          break;
        case 'update':
          writeRecords(env, comodel, [existing(env, comodel.name, command.id)], command.vals);
          break;
        case 'delete': {
          const child = env.row(comodel.name, command.id);
          if (child) unlinkRecords(env, comodel, [child]);
          break;
        }
        case 'link': {
          const child = existing(env, comodel.name, command.id);
          if (child[field.inverse] !== row.id) writeRecords(env, comodel, [child], { [field.inverse]: row.id });
          break;
        }
        case 'unlink':
          release(env, comodel, field, [existing(env, comodel.name, command.id)]);
          break;
        case 'clear':
          release(env, comodel, field, childRows(env, row.id, field));
          break;
        default: {
          const keep = new Set(command.ids);
          release(
            env,
            comodel,
            field,
            visible(env, comodel, childRows(env, row.id, field)).filter(({ id }) => !keep.has(id)),
          );
          for (const id of keep) {
            const child = existing(env, comodel.name, id);
            if (child[field.inverse] !== row.id) writeRecords(env, comodel, [child], { [field.inverse]: row.id });
          }
        }
      }
    }
  }
  if (created.length > 0) createRecords(env, comodel, created);
}

function visible(env: Env, model: Model, rows: readonly Row[]): readonly Row[] {
  return model.hasActive && env.activeTest ? rows.filter((row) => row.active !== false) : rows;
}

/** A child taken off its parent: deleted when it cannot live without one, else left alone in the world. */
function release(env: Env, comodel: Model, field: Field, rows: readonly Row[]): void {
  if (rows.length === 0) return;
  const inverse = comodel.fields.get(field.inverse);
  const cascades = (comodel.spec.onDelete ?? '').split(' ').includes(`${field.inverse}:cascade`);
  if (inverse?.required || cascades) unlinkRecords(env, comodel, rows);
  else writeRecords(env, comodel, rows, { [field.inverse]: false });
}
