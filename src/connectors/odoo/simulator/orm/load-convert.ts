import { notSimulated, OdooError } from '../errors.ts';
import { isTruthy, parseFloatText } from './convert.ts';
import { isTimezone, parseDate, parseDatetime, zonedToUtc } from './dates.ts';
import type { Env } from './env.ts';
import { externalRow } from './external-ids.ts';
import type { Field } from './field.ts';
import type { CellRecord } from './load-extract.ts';
import type { Model } from './model.ts';
import { nameSearchRows } from './name-search.ts';
import type { Json, Vals } from './values.ts';
import { refOf } from './values.ts';

export type Converted = Json | readonly CellRecord[];

export interface RowsInfo {
  readonly rows: { readonly from: number; readonly to: number };
  readonly record: number;
}

export interface Message {
  readonly rows?: { readonly from: number; readonly to: number };
  readonly type: 'error' | 'warning';
  readonly record?: number;
  readonly field?: string;
  readonly message: string;
  readonly [extra: string]: unknown;
}

/** What the conversion of cells needs of the load that runs it. */
export interface LoadContext {
  readonly env: Env;
  readonly module: string;
  log(message: Message): void;
  needs(reference: { readonly xmlid?: string; readonly model?: string }): void;
}

/** A cell that cannot be read; `%F` in the text stands for the field's label. */
class CellError extends Error {
  readonly extra: Readonly<Record<string, Json>>;
  /** Odoo names the field only in the errors that it formats for the import screen. */
  readonly namesField: boolean;
  constructor(message: string, extra: Readonly<Record<string, Json>> = {}, namesField = true) {
    super(message);
    this.extra = extra;
    this.namesField = namesField;
  }
}

type Warn = (warning: CellError) => void;

const REFERENCES = new Set(['', 'id', '.id']);

/** Turns one record of cells into values for create or write; what cannot be read becomes messages. */
export function convertRecord(context: LoadContext, model: Model, record: CellRecord, info: RowsInfo): Vals {
  const log = (field: Field, problem: CellError, type: 'error' | 'warning'): void => {
    const label = context.env.db.label(context.env.lang, model.name, field);
    context.log({
      rows: info.rows,
      type,
      record: info.record,
      field: field.name,
      message: problem.message.replace(/%F/g, label),
      ...problem.extra,
      ...(problem.namesField ? { field_name: label } : {}),
    });
  };
  return convertCells(context, model, record, log);
}

function convertCells(
  context: LoadContext,
  model: Model,
  record: CellRecord,
  log: (field: Field, problem: CellError, type: 'error' | 'warning') => void,
): Vals {
  const vals: Vals = {};
  for (const [name, value] of record) {
    if (REFERENCES.has(name)) continue;
    const field = model.fields.get(name);
    if (!field) throw new OdooError('builtins.KeyError', name);
    if (!isTruthy(value as Json)) {
      vals[name] = false;
      continue;
    }
    try {
      vals[name] = convertCell(context, field, value, (warning) => log(field, warning, 'warning'));
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      log(field, error, 'error');
    }
  }
  return vals;
}

function convertCell(context: LoadContext, field: Field, value: Converted, warn: Warn): Json {
  switch (field.type) {
    case 'many2one':
      return toOne(context, field, value as readonly CellRecord[], warn);
    case 'many2many':
      return toMany(context, field, value as readonly CellRecord[], warn);
    case 'one2many':
      return toChildren(context, field, value as readonly CellRecord[], warn);
    default:
      return scalarCell(context.env, field, value as Json);
  }
}

function scalarCell(env: Env, field: Field, value: Json): Json {
  switch (field.type) {
    case 'boolean':
      return toBoolean(value);
    case 'integer':
    case 'many2one_reference': {
      if (typeof value === 'number') return Math.trunc(value);
      if (/^\s*[+-]?\d+\s*$/.test(String(value))) return Number(value);
      throw new CellError(`'${String(value)}' does not seem to be an integer for field '%F'`);
    }
    case 'float':
    case 'monetary': {
      if (typeof value === 'number') return value;
      const number = parseFloatText(String(value));
      if (number === undefined) throw new CellError(`'${String(value)}' does not seem to be a number for field '%F'`);
      return number;
    }
    case 'date':
      return dateCell(value, 'date', '2012-12-31', (text) => parseDate(text));
    case 'datetime':
      return dateCell(value, 'datetime', '2012-12-31 23:59:59', (text) =>
        zonedToUtc(parseDatetime(text), inputZone(env)),
      );
    case 'selection':
      return toChoice(env, field, value);
    default:
      return value;
  }
}

function dateCell(value: Json, kind: string, example: string, read: (text: string) => string): string {
  try {
    return read(String(value));
  } catch (error) {
    if (!(error instanceof OdooError)) throw error;
    throw new CellError(`'${String(value)}' does not seem to be a valid ${kind} for field '%F'`, {
      moreinfo: `Use the format '${example}'`,
    });
  }
}

/** Odoo reads and exports datetimes in the context's time zone, else the user's, else UTC. */
export function inputZone(env: Env): string {
  const { tz } = env.context;
  if (typeof tz === 'string' && tz !== '' && isTimezone(tz)) return tz;
  const own = env.db.userTimezone(env.uid);
  return own !== '' && isTimezone(own) ? own : 'UTC';
}

const TRUE_WORDS = new Set(['1', 'true', 'yes']);
const FALSE_WORDS = new Set(['', '0', 'false', 'no']);

function toBoolean(value: Json): boolean {
  if (typeof value !== 'string') {
    const kind = typeof value === 'number' ? 'int' : 'bool';
    throw new OdooError('builtins.AttributeError', `'${kind}' object has no attribute 'lower'`);
  }
  const word = value.toLowerCase();
  if (TRUE_WORDS.has(word) || word === 'vrai' || word === 'oui') return true;
  if (FALSE_WORDS.has(word) || word === 'faux' || word === 'non') return false;
  throw new CellError(`Unknown value '${value}' for boolean field '%F'`, {
    moreinfo: "Use '1' for yes and '0' for no",
  });
}

/** A reference that says no refers to nothing. */
function isNo(text: string): boolean {
  return FALSE_WORDS.has(text.toLowerCase()) || /^(faux|non)$/i.test(text);
}

function toChoice(env: Env, field: Field, value: Json): string {
  const text = String(value).toLowerCase();
  if (field.selection === '@languages') {
    const active = [...env.model('res.lang').table.rows.values()].filter((row) => row.active !== false);
    for (const row of active)
      if (String(row.code).toLowerCase() === text || String(row.name).toLowerCase() === text) return String(row.code);
    throw noChoice(
      value,
      active.map((row) => String(row.name)),
    );
  }
  if (field.selection === '@timezones' && isTimezone(String(value))) return String(value);
  for (const [key, label] of field.options) if (key.toLowerCase() === text || label.toLowerCase() === text) return key;
  throw noChoice(
    value,
    field.options.map(([, label]) => label),
  );
}

function noChoice(value: Json, labels: readonly string[]): CellError {
  return new CellError(`Value '${String(value)}' not found in selection field '%F'`, { moreinfo: labels });
}

function referenceOf(record: CellRecord): string {
  const names = [...record.keys()];
  if (names.some((name) => !REFERENCES.has(name))) {
    throw new CellError('Can not create Many-To-One records indirectly, import the field separately', {}, false);
  }
  if (names.length > 1) {
    throw new CellError(
      "Ambiguous specification for field '%F', only provide one of name, external id or database id",
      {},
      false,
    );
  }
  return names[0] ?? '';
}

function toOne(context: LoadContext, field: Field, records: readonly CellRecord[], warn: Warn): Json {
  const [record] = records;
  if (!record) return false;
  const subfield = referenceOf(record);
  return findReference(context, field, subfield, record.get(subfield) as Json, warn);
}

function toMany(context: LoadContext, field: Field, records: readonly CellRecord[], warn: Warn): Json {
  const [record] = records;
  if (!record) return [[6, 0, []]];
  const subfield = referenceOf(record);
  const cell = record.get(subfield);
  if (typeof cell !== 'string') throw new OdooError('builtins.AttributeError', "'int' object has no attribute 'split'");
  const ids = cell.split(',').map((part) => findReference(context, field, subfield, part, warn));
  return context.env.context.update_many2many ? ids.map((id) => [4, id]) : [[6, 0, ids]];
}

function toChildren(context: LoadContext, field: Field, records: readonly CellRecord[], warn: Warn): Json {
  const comodel = context.env.model(field.relation);
  const [only] = records;
  let list: readonly CellRecord[] = records;
  if (records.length === 1 && only && [...only.keys()].every((name) => REFERENCES.has(name))) {
    const subfield = referenceOf(only);
    list = String(only.get(subfield))
      .split(',')
      .map((part): CellRecord => new Map([[subfield, part]]));
  }
  const commands: Json[] = [];
  for (const record of list) {
    const vals = convertCells(context, comodel, record, (child, problem, type) => {
      if (type === 'warning') return warn(problem);
      const label = context.env.db.label(context.env.lang, comodel.name, child);
      throw new CellError(problem.message.replace(/%F/g, `%F/${label}`), problem.extra, problem.namesField);
    });
    const references = new Map([...record].filter(([name]) => REFERENCES.has(name)));
    let id: Json = false;
    if (references.size > 0) {
      const subfield = referenceOf(references);
      const cell = record.get(subfield) as Json;
      try {
        id = isTruthy(cell) || subfield !== '' ? findReference(context, field, subfield, cell ?? '', warn) : false;
      } catch (error) {
        if (!(error instanceof CellError) || subfield !== 'id') throw error;
        vals.id = cell;
      }
    }
    if (id) commands.push([4, id, 0], [1, id, vals]);
    else commands.push([0, 0, vals]);
  }
  return commands;
}

/** The record that a cell means: by database id, external id or name. */
function findReference(context: LoadContext, field: Field, subfield: string, value: Json, warn: Warn): number | false {
  const { env } = context;
  const comodel = env.model(field.relation);
  const text = String(value ?? '');
  const moreinfo: Record<string, Json> = {
    name: 'Possible Values',
    type: 'ir.actions.act_window',
    target: 'new',
    view_mode: 'list,form',
    views: [
      [false, 'list'],
      [false, 'form'],
    ],
    context: { create: false },
    help: 'See all possible values',
  };
  if (subfield === '') moreinfo.res_model = comodel.name;
  else Object.assign(moreinfo, { res_model: 'ir.model.data', domain: [['model', '=', comodel.name]] });
  if (subfield === '.id') {
    if (typeof value === 'string' && isNo(value)) return false;
    if (!/^\s*\d+\s*$/.test(text))
      throw new CellError(`Invalid database id '${text}' for the field '%F'`, { moreinfo });
    if (comodel.table.rows.has(Number(text))) return Number(text);
    throw notFound('database id', text, moreinfo);
  }
  if (subfield === 'id') {
    if (isNo(text)) return false;
    const xmlid = text.includes('.') ? text : `${context.module}.${text}`;
    context.needs({ xmlid });
    const row = externalRow(env, xmlid);
    const id = row ? refOf(row.res_id) : 0;
    if (row && row.model !== comodel.name && comodel.table.rows.has(id)) {
      throw new CellError(
        `Invalid external ID ${xmlid}: expected model '${comodel.name}', found '${String(row.model)}'`,
        {},
        false,
      );
    }
    if (row && comodel.table.rows.has(id)) return id;
    throw notFound('external id', text, moreinfo);
  }
  if (subfield !== '') throw notSimulated(`sub-field ${subfield} of ${field.name}`);
  if (text === '') return false;
  context.needs({ model: comodel.name });
  const found = nameSearchRows(env, comodel, text, [], '=', 100);
  const [first] = found;
  if (!first) throw notFound('name', text, moreinfo);
  if (found.length > 1)
    warn(
      new CellError(`Found multiple matches for value "${text}" in field "%F" (${found.length} matches)`, {}, false),
    );
  return first.id;
}

function notFound(kind: string, value: string, moreinfo: Record<string, Json>): CellError {
  return new CellError(`No matching record found for ${kind} '${value}' in field '%F'`, { moreinfo });
}
