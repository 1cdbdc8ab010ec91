import { OdooError, validationError, valueError } from '../errors.ts';
import { createRecords } from './create.ts';
import { pythonString } from './dates.ts';
import type { Env } from './env.ts';
import { assignExternalId, externalRow } from './external-ids.ts';
import { type Converted, convertRecord, type LoadContext, type Message, type RowsInfo } from './load-convert.ts';
import { extractRecords } from './load-extract.ts';
import type { Model } from './model.ts';
import { search } from './search.ts';
import { loadMessageOf, SqlError } from './sql-errors.ts';
import { type Json, type Row, refOf, type Vals } from './values.ts';
import { writeRecords } from './write.ts';

interface Entry {
  readonly xmlid: string;
  readonly vals: Vals;
  readonly info: RowsInfo;
}

/** Odoo's `load`: a batch upsert by external id, all or nothing, with messages by row. */
export function load(given: Env, model: Model, columns: readonly string[], data: readonly Json[]): Json {
  const module = typeof given.context.module === 'string' ? given.context.module : '__import__';
  const env = given.with({ _import_current_module: module });
  const paths = columns.map((column) => {
    const fixed = column.replace(/([^/])\.id$/, '$1/.id').replace(/([^/]):id$/, '$1/id');
    return fixed.split('/');
  });
  checkColumns(env, model, paths);
  const { journal } = env.tx;
  const start = journal.mark;
  const run = new Loading(env, model, module);
  const limit = typeof env.context._import_limit === 'number' ? env.context._import_limit : Number.POSITIVE_INFINITY;
  let last = -1;
  const records = extractRecords(env, model, paths, data as readonly (readonly Json[])[], limit);
  for (const [index, { record, rows }] of records.entries()) {
    const info: RowsInfo = { rows, record: index };
    const id = databaseId(env, model, record.get('.id'), info, run.messages);
    const vals = convertRecord(run, model, record, info);
    const xmlid = String(record.get('id') ?? '');
    if (xmlid !== '') run.add(xmlid.includes('.') ? xmlid : `${module}.${xmlid}`, vals, info);
    else run.add('', id ? { ...vals, id } : vals, info);
    last = rows.to;
  }
  run.flush();
  const failed = run.messages.some(({ type }) => type === 'error');
  if (failed) journal.rollbackTo(start);
  const next = last + 1;
  return { ids: failed ? false : run.ids, messages: run.messages as unknown as Json, nextrow: next < limit ? 0 : next };
}

function checkColumns(env: Env, model: Model, paths: readonly (readonly string[])[]): void {
  for (const [name = ''] of paths) {
    if (name === '' || name === 'id' || name === '.id' || model.fields.has(name)) continue;
    env.db.refuseUnsimulated('field', model.name, name);
    throw valueError(`Invalid field name ${pythonString(name)}`);
  }
}

function databaseId(env: Env, model: Model, cell: Converted | undefined, info: RowsInfo, messages: Message[]): number {
  if (cell === undefined || cell === '' || cell === false || cell === null) return 0;
  if (typeof cell === 'string' && !/^\s*-?\d+\s*$/.test(cell)) {
    throw new OdooError(
      'psycopg2.errors.InvalidTextRepresentation',
      `invalid input syntax for type integer: "${cell}"\n`,
    );
  }
  const id = Number(cell);
  if (Number.isInteger(id) && search(env, model, [['id', '=', id]]).length > 0) return id;
  const message = `Unknown database identifier '${String(cell)}'`;
  messages.push({ rows: info.rows, type: 'error', record: info.record, field: '.id', message });
  return 0;
}

class Loading implements LoadContext {
  readonly env: Env;
  readonly ids: number[] = [];
  readonly messages: Message[] = [];
  readonly module: string;
  readonly #model: Model;
  #batch: Entry[] = [];
  #pending = new Set<string>();

  constructor(env: Env, model: Model, module: string) {
    this.env = env;
    this.#model = model;
    this.module = module;
  }

  log(message: Message): void {
    this.messages.push(message);
  }

  add(xmlid: string, vals: Vals, info: RowsInfo): void {
    this.#batch.push({ xmlid, vals, info });
    if (xmlid !== '') this.#pending.add(xmlid);
  }

  /** A cell refers to a record that may still wait in the batch. */
  needs(reference: { readonly xmlid?: string; readonly model?: string }): void {
    if (reference.xmlid !== undefined && !this.#pending.has(reference.xmlid)) return;
    if (reference.model !== undefined && reference.model !== this.#model.name) return;
    this.flush();
  }

  flush(): void {
    const batch = this.#batch;
    if (batch.length === 0) return;
    this.#batch = [];
    this.#pending = new Set();
    const { journal } = this.env.tx;
    const mark = journal.mark;
    let whole: Message | undefined;
    try {
      this.ids.push(...this.#store(batch));
      return;
    } catch (error) {
      if (!(error instanceof OdooError)) throw error;
      if (isUnsimulated(error)) throw error;
      journal.rollbackTo(mark);
      // Odoo blames the first record of the batch for what it cannot place
      if (isUserError(error)) whole = { ...firstInfo(batch), type: 'error', message: error.message };
    }
    this.#oneByOne(batch, whole);
  }

  #oneByOne(batch: readonly Entry[], whole: Message | undefined): void {
    let errors = 0;
    for (const [index, entry] of batch.entries()) {
      const mark = this.env.tx.journal.mark;
      try {
        this.ids.push(...this.#store([entry]));
      } catch (error) {
        if (!(error instanceof OdooError) || isUnsimulated(error)) throw error;
        this.env.tx.journal.rollbackTo(mark);
        this.messages.push(rowMessage(this.env, this.#model, entry, error));
        errors += 1;
      }
      if (errors >= 10 && errors >= (index + 1) / 10) {
        const message =
          'Found more than 10 errors and more than one error per 10 records, interrupted to avoid showing too many errors.';
        this.messages.push({ type: 'warning', message });
        break;
      }
    }
    if (errors > 0 && whole && !this.messages.some((message) => sameMessage(message, whole)))
      this.messages.unshift(whole);
  }

  /** Writes what is known, creates the rest in one go, and gives all their external ids. */
  #store(batch: readonly Entry[]): number[] {
    const model = this.#model;
    const env = this.env.with({ install_mode: true });
    const found: (Row | undefined)[] = batch.map((entry) => this.#find(entry));
    for (const [index, row] of found.entries()) {
      const entry = batch[index];
      if (row && entry) writeRecords(env, model, [row], without(entry.vals, 'id'));
    }
    const fresh = batch.filter((_entry, index) => !found[index]);
    const made =
      fresh.length > 0
        ? createRecords(
            env,
            model,
            fresh.map(({ vals }) => without(vals, 'id')),
          )
        : [];
    for (const [index, entry] of fresh.entries()) {
      const row = made[index];
      if (!row || entry.xmlid === '') continue;
      const { inherits } = model.spec;
      if (inherits && !entry.vals[inherits.through]) {
        const suffix = inherits.model.replace(/\./g, '_');
        assignExternalId(env, `${entry.xmlid}_${suffix}`, inherits.model, refOf(row[inherits.through]));
      }
      assignExternalId(env, entry.xmlid, model.name, row.id);
    }
    let next = 0;
    return found.map((row) => {
      if (row) return row.id;
      next += 1;
      return made[next - 1]?.id ?? 0;
    });
  }

  #find(entry: Entry): Row | undefined {
    const model = this.#model;
    if (entry.xmlid === '') {
      const id = entry.vals.id;
      return typeof id === 'number' ? model.table.rows.get(id) : undefined;
    }
    const known = externalRow(this.env, entry.xmlid);
    if (!known) return undefined;
    if (known.model !== model.name) {
      throw validationError(
        `For external id ${entry.xmlid} when trying to create/update a record of model ${model.name} ` +
          `found record of different model ${String(known.model)} (${known.id})`,
      );
    }
    const row = model.table.rows.get(refOf(known.res_id));
    if (!row) this.env.model('ir.model.data').table.delete(known);
    return row;
  }
}

function without(vals: Vals, name: string): Vals {
  const { [name]: _dropped, ...rest } = vals;
  return rest;
}

const USER_ERRORS = /^odoo\.exceptions\.(UserError|ValidationError|AccessError|MissingError)$/;

function isUserError(error: OdooError): boolean {
  return USER_ERRORS.test(error.className) && !(error instanceof SqlError);
}

function isUnsimulated(error: OdooError): boolean {
  return error.className === 'builtins.NotImplementedError';
}

function firstInfo(batch: readonly Entry[]): Pick<Message, 'rows' | 'record'> {
  const info = batch[0]?.info;
  return info ? { rows: info.rows, record: info.record } : {};
}

function rowMessage(env: Env, model: Model, entry: Entry, error: OdooError): Message {
  const { rows, record } = entry.info;
  if (error instanceof SqlError) return { rows, record, type: 'error', ...loadMessageOf(env, model, error) };
  if (isUserError(error)) return { rows, record, type: 'error', message: error.message };
  const [, kind = error.className] = /^builtins\.(.*)$/.exec(error.className) ?? [];
  const message = `Unknown error during import: <class '${kind}'>: ${error.message}`;
  return { rows, record, type: 'error', message, moreinfo: 'Resolve other errors first' };
}

function sameMessage(a: Message, b: Message): boolean {
  return a.record === b.record && a.message === b.message && a.type === b.type;
}
