import { randomBytes } from 'node:crypto';
import { accessDenied, OdooError } from './errors.ts';
import type { Database } from './orm/database.ts';
import { Env, Transaction } from './orm/env.ts';
import { type Row, refOf, textOf } from './orm/values.ts';
import { SessionStore, type WebSession } from './session-store.ts';

export interface ApiKey {
  readonly key: string;
  readonly uid: number;
  /** The row of `res.users.apikeys`. */
  readonly id: number;
}

/** What a protocol knows beside the call itself. */
export interface CallOptions {
  readonly typedFloats?: boolean;
  readonly session?: WebSession;
}

/** One simulated server: a database, who may log in, and the clock. */
export class Simulation {
  readonly db: Database;
  readonly databaseName: string;
  readonly sessions: SessionStore;
  readonly passwords = new Map<number, string>();
  readonly apiKeys = new Map<string, ApiKey>();
  readonly #nowMs: () => number;
  #lastMicros = 0;

  constructor(db: Database, databaseName: string, nowMs: () => number) {
    this.db = db;
    this.databaseName = databaseName;
    this.#nowMs = nowMs;
    this.sessions = new SessionStore(nowMs);
    db.secrets = {
      nowMs,
      isPasswordOf: (uid, text) => this.isPasswordOf(uid, text),
      issueKey: (uid, name, expires) => {
        const key = this.newKey();
        this.addKey(uid, name, key, expires);
        return key;
      },
    };
  }

  /** Microseconds since 1970, never the same twice: no two transactions begin at once. */
  now(): number {
    this.#lastMicros = Math.max(Math.floor(this.#nowMs() * 1000), this.#lastMicros + 1);
    return this.#lastMicros;
  }

  /** Runs one call as one transaction: a throw undoes all that it did. */
  transaction<T>(uid: number, run: (env: Env) => T, how: CallOptions = {}): T {
    const tx = new Transaction(this.now());
    this.db.journal = tx.journal;
    try {
      return run(new Env(this.db, tx, uid, how));
    } catch (error) {
      tx.journal.rollbackTo(0);
      throw error;
    } finally {
      this.db.journal = undefined;
    }
  }

  userByLogin(login: string): Row | undefined {
    for (const row of this.db.model('res.users').table.rows.values()) {
      if (row.login === login && row.active !== false) return row;
    }
    return undefined;
  }

  /** The user's id when login and secret (password or API key) fit, else 0. */
  login(login: string, secret: string): number {
    const user = this.userByLogin(login);
    return user && this.isSecretOf(user.id, secret) ? user.id : 0;
  }

  isPasswordOf(uid: number, secret: string): boolean {
    const password = this.passwords.get(uid);
    return password !== undefined && password !== '' && password === secret;
  }

  isSecretOf(uid: number, secret: string): boolean {
    const user = this.db.model('res.users').table.rows.get(uid);
    if (!user || user.active === false) return false;
    return this.isPasswordOf(uid, secret) || this.userOfKey(secret) === uid;
  }

  /** The user whose API key this is, 0 for none or an expired one. */
  userOfKey(key: string): number {
    const known = this.apiKeys.get(key);
    if (!known) return 0;
    const row = this.db.model('res.users.apikeys').table.rows.get(known.id);
    if (!row) return 0;
    const expires = textOf(row.expiration_date);
    if (expires !== '' && Date.parse(`${expires.replace(' ', 'T')}Z`) < this.#nowMs()) return 0;
    return refOf(row.user_id);
  }

  addKey(uid: number, name: string, key: string, expires: string | false = false): void {
    const model = this.db.model('res.users.apikeys');
    const id = model.table.nextId;
    model.table.nextId += 1;
    const created = new Date(this.#nowMs()).toISOString().slice(0, 19).replace('T', ' ');
    model.table.insert({ id, name, user_id: uid, scope: false, create_date: created, expiration_date: expires });
    this.apiKeys.set(key, { key, uid, id });
  }

  newKey(): string {
    return randomBytes(20).toString('hex');
  }

  requireSecret(uid: number, secret: string): void {
    if (!this.isSecretOf(uid, secret)) throw accessDenied();
  }

  requireDatabase(name: string): void {
    if (name === this.databaseName) return;
    const message = `connection to server at "localhost", port 5432 failed: FATAL:  database "${name}" does not exist\n`;
    throw new OdooError('psycopg2.OperationalError', message);
  }

  nowMs(): number {
    return this.#nowMs();
  }
}
