import { userError } from '../errors.ts';
import type { WebSession } from '../session-store.ts';
import type { Database } from './database.ts';
import { formatMicros } from './dates.ts';
import type { Model } from './model.ts';
import { Journal } from './store.ts';
import type { Json, JsonObject, Row } from './values.ts';

/** One call is one transaction: what it does becomes undone when it fails. */
export class Transaction {
  readonly journal = new Journal();
  /** When it began, with microseconds: this is what `write_date` becomes. */
  readonly startedAt: string;
  /** Display names by `model,id,lang`, good until something is written. */
  readonly names = new Map<string, string>();
  /** Templates that lose their last variant by the running delete, and all that lose one. */
  orphans: number[] = [];
  bereaved: number[] = [];

  constructor(startedAtMicros: number) {
    this.startedAt = formatMicros(startedAtMicros);
  }
}

/** Who asks, in which language and with which context, inside which transaction. */
export class Env {
  readonly db: Database;
  readonly tx: Transaction;
  readonly uid: number;
  /** Rights are not checked (Odoo's sudo). */
  readonly su: boolean;
  readonly context: JsonObject;
  /** True when answers go over XML-RPC, where 3.0 is not 3. */
  readonly typedFloats: boolean;
  /** The web session that the call came over; undefined over RPC. */
  readonly session: WebSession | undefined;

  constructor(db: Database, tx: Transaction, uid: number, options: EnvOptions = {}) {
    this.db = db;
    this.tx = tx;
    this.uid = uid;
    this.su = options.su ?? false;
    this.context = options.context ?? {};
    this.typedFloats = options.typedFloats ?? false;
    this.session = options.session;
  }

  get lang(): string {
    this.checkLanguage();
    const { lang } = this.context;
    return typeof lang === 'string' && lang !== '' ? lang : 'en_US';
  }

  /** Refuses a language in the context that is not installed. */
  checkLanguage(): void {
    const { lang } = this.context;
    if (typeof lang === 'string' && lang !== '' && !this.db.isLanguageInstalled(lang))
      throw userError(`Invalid language code: ${lang}`);
  }

  get version(): 18 | 19 {
    return this.db.version;
  }

  /** The time of the transaction as Odoo's `Datetime.now()` cuts it: to the second. */
  get now(): string {
    return this.tx.startedAt.slice(0, 19);
  }

  get today(): string {
    return this.tx.startedAt.slice(0, 10);
  }

  get activeTest(): boolean {
    const flag = this.context.active_test;
    return flag === undefined || flag === null ? true : Boolean(flag);
  }

  model(name: string): Model {
    return this.db.model(name);
  }

  row(model: string, id: number): Row | undefined {
    return this.db.model(model).table.rows.get(id);
  }

  /** The records of these ids that exist, in this order. */
  rows(model: string, ids: readonly number[]): Row[] {
    const { rows } = this.db.model(model).table;
    const found: Row[] = [];
    for (const id of ids) {
      const row = rows.get(id);
      if (row) found.push(row);
    }
    return found;
  }

  sudo(): Env {
    return this.su ? this : this.#copy({ su: true });
  }

  with(patch: Record<string, Json>): Env {
    return this.#copy({ context: { ...this.context, ...patch } });
  }

  #copy(change: EnvOptions): Env {
    const { su, context, typedFloats, session } = this;
    return new Env(this.db, this.tx, this.uid, { su, context, typedFloats, session, ...change });
  }
}

interface EnvOptions {
  readonly su?: boolean;
  readonly context?: JsonObject;
  readonly typedFloats?: boolean;
  readonly session?: WebSession | undefined;
}
