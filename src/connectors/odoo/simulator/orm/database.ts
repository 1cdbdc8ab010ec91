import { notSimulated, userError } from '../errors.ts';
import { compileDomain } from './domain.ts';
import type { Env } from './env.ts';
import { type Field, inheritFields, type OdooVersion, resolveFields } from './field.ts';
import type { Model, ModelSpec, Operation } from './model.ts';
import type { Rights } from './rights.ts';
import { accessRules, type RecordRule, rulesFor } from './rules.ts';
import { type Journal, Table } from './store.ts';
import { type Json, type Row, refOf, textOf } from './values.ts';

/** A field of another model that points at a model's records. */
export interface Reference {
  readonly model: Model;
  readonly field: Field;
}

export interface Secrets {
  nowMs(): number;
  isPasswordOf(uid: number, text: string): boolean;
  issueKey(uid: number, name: string, expires: string | false): string;
}

export type KnownNames = (kind: 'model' | 'field' | 'method', model: string, name: string) => boolean;

export interface DatabaseOptions {
  readonly version: OdooVersion;
  readonly specs: readonly ModelSpec[];
  readonly rights: Rights;
  readonly exists: KnownNames;
  /** A number from 0 to 1, seeded. */
  readonly random: () => number;
  /** Labels in other languages: `fr_FR` to `model.field` to text. */
  readonly labels: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** All models and rows of one simulated Odoo database. */
export class Database {
  readonly version: OdooVersion;
  readonly rights: Rights;
  readonly models = new Map<string, Model>();
  /** Stored relations by the model they point at, for foreign keys. */
  readonly references = new Map<string, Reference[]>();
  /** Codes of the active languages, kept by the `res.lang` model. */
  readonly languages = new Set<string>(['en_US']);
  /** The language that new partners get; empty: the caller's. */
  partnerLanguage = '';
  readonly rules: RecordRule[] = [];
  /** Passwords and keys are kept outside the rows; the server sets this. */
  secrets: Secrets = { nowMs: () => 0, isPasswordOf: () => false, issueKey: () => '' };
  /** The running transaction's journal; undefined while the database is being filled. */
  journal: Journal | undefined;
  readonly #options: DatabaseOptions;

  constructor(options: DatabaseOptions) {
    this.#options = options;
    this.version = options.version;
    this.rights = options.rights;
    for (const spec of options.specs) {
      if (spec.only === undefined || spec.only === options.version) this.#add(spec, options.specs);
    }
    for (const model of this.models.values()) this.#collect(model);
  }

  #add(spec: ModelSpec, specs: readonly ModelSpec[]): void {
    const { version } = this;
    const fields = resolveFields(spec.fields, version, spec.logAccess ?? true);
    if (spec.inherits) {
      const { model, through, names } = spec.inherits;
      const parent = specs.find(({ name }) => name === model);
      const inherited = inheritFields(resolveFields(parent?.fields ?? {}, version, true), through, names);
      for (const [name, field] of inherited) if (!fields.has(name)) fields.set(name, field);
    }
    for (const name of (spec.materialized ?? '').split(' ')) {
      const field = fields.get(name);
      if (field) fields.set(name, { ...field, related: [] });
    }
    const indexed = new Set(
      (spec.indexed ?? '').split(' ').filter((name) => name !== '' && (fields.get(name)?.stored ?? true)),
    );
    for (const [name, field] of fields) if (field.stored && field.type === 'many2many') indexed.add(name);
    for (const other of specs) {
      for (const child of Object.values(other.fields)) {
        if (child.relation === spec.name && child.inverse && fields.has(child.inverse)) indexed.add(child.inverse);
      }
    }
    this.models.set(spec.name, {
      name: spec.name,
      label: (version === 18 ? spec.label18 : undefined) ?? spec.label,
      spec,
      fields,
      table: new Table(spec.name, [...indexed], () => this.journal),
      order: spec.order ?? 'id',
      recName: spec.recName ?? (fields.has('name') ? 'name' : 'id'),
      hasActive: fields.get('active')?.stored ?? false,
    });
  }

  #collect(model: Model): void {
    for (const field of model.fields.values()) {
      if (!field.stored || (field.type !== 'many2one' && field.type !== 'many2many')) continue;
      if (field.related.length > 0) continue;
      const list = this.references.get(field.relation);
      if (list) list.push({ model, field });
      else this.references.set(field.relation, [{ model, field }]);
    }
  }

  model(name: string): Model {
    const model = this.models.get(name);
    if (model) return model;
    if (this.#options.exists('model', name, '')) throw notSimulated(`model ${name}`);
    throw userError(`Object ${name} doesn't exist`);
  }

  /** Refuses when Odoo has this field or method of the model and the simulator does not. */
  refuseUnsimulated(kind: 'field' | 'method', model: string, name: string): void {
    if (this.#options.exists(kind, model, name)) throw notSimulated(`${kind} ${model}.${name}`);
  }

  isLanguageInstalled(code: string): boolean {
    return this.languages.has(code);
  }

  /** A domain with the caller's record rules joined to it. */
  withRules(env: Env, model: Model, _operation: Operation, domain: Json): Json {
    const rules = rulesFor(env, model);
    if (rules.length === 0) return domain;
    const hidden = rules.map((rule) => compileDomain(env.sudo(), model, rule, false).test);
    const ids = [...model.table.rows.values()].filter((row) => hidden.every((test) => test(row))).map(({ id }) => id);
    return [['id', 'in', ids], ...(Array.isArray(domain) ? domain : [])];
  }

  checkRules(env: Env, model: Model, operation: Operation, rows: readonly Row[]): void {
    if (this.rules.length > 0) accessRules(env, model, operation, rows);
  }

  userName(uid: number): string {
    const user = this.model('res.users').table.rows.get(uid);
    const partner = this.model('res.partner').table.rows.get(refOf(user?.partner_id));
    return textOf(partner?.name);
  }

  userTimezone(uid: number): string {
    const user = this.model('res.users').table.rows.get(uid);
    const partner = this.model('res.partner').table.rows.get(refOf(user?.partner_id));
    return textOf(partner?.tz);
  }

  randomHex(length: number): string {
    let text = '';
    while (text.length < length) text += Math.floor(this.#options.random() * 16).toString(16);
    return text;
  }

  /** A message in the caller's language where the simulator knows it (19 translates, 18 mostly does not). */
  text(lang: string, english: string): string {
    return this.version === 19 ? (this.#options.labels[lang]?.[english] ?? english) : english;
  }

  label(lang: string, model: string, field: Field): string {
    return this.#options.labels[lang]?.[`${model}.${field.name}`] ?? field.string;
  }

  optionLabel(lang: string, model: string, field: Field, key: string, label: string): string {
    return this.#options.labels[lang]?.[`${model}.${field.name}=${key}`] ?? label;
  }
}
