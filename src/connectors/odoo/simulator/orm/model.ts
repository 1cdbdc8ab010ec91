import type { Env } from './env.ts';
import type { Field, FieldTable, OdooVersion } from './field.ts';
import type { Table } from './store.ts';
import type { Json, Row, Stored, Vals } from './values.ts';

export type Operation = 'read' | 'write' | 'create' | 'unlink';

/** What a method of a model gets: the records it is called on (empty for model methods) and its bound arguments. */
export interface Call {
  readonly env: Env;
  readonly model: Model;
  readonly ids: readonly number[];
  readonly args: Readonly<Record<string, Json>>;
  /** True for the arguments that the caller gave. */
  readonly given: ReadonlySet<string>;
}

/** What a method answers when it answers records: ids on JSON-2, as Odoo turns them elsewhere. */
export class RecordsAnswer {
  readonly ids: readonly number[];
  /** `create` of one dict answers one id over the old protocols. */
  readonly single: boolean;

  constructor(ids: readonly number[], single = false) {
    this.ids = ids;
    this.single = single;
  }
}

export type Answer = Json | RecordsAnswer;

export interface Method {
  /** `record` methods take ids first. */
  readonly on: 'record' | 'model';
  /** Python-like: `domain offset=0 limit=None`. */
  readonly params: string;
  /** The class that Odoo's TypeErrors name. */
  readonly owner?: string;
  readonly only?: OdooVersion;
  readonly run: (call: Call) => Answer;
}

export interface Unique {
  readonly fields: readonly string[];
  /** The constraint's message, or the whole error where Odoo has no words of its own. */
  readonly message: (version: OdooVersion, values: readonly Stored[]) => string | Error;
}

export interface Check {
  readonly fields: readonly string[];
  readonly run: (env: Env, rows: readonly Row[]) => void;
}

/** A model as data, with functions only where Odoo's behaviour is not in the fields. */
export interface ModelSpec {
  readonly name: string;
  readonly label: string;
  readonly label18?: string;
  readonly fields: FieldTable;
  readonly only?: OdooVersion;
  readonly inherits?: { readonly model: string; readonly through: string; readonly names: string };
  readonly order?: string;
  readonly recName?: string;
  /** Fields that name_search looks into. */
  readonly searchNames?: string;
  /** Replaces or widens the domain by which a name is sought. */
  readonly nameDomain?: (env: Env, operator: string, value: Json, usual: Json) => Json;
  /** A search of its own for a given name. */
  readonly nameSearch?: (
    env: Env,
    name: string,
    domain: readonly Json[],
    operator: string,
    limit: number | undefined,
  ) => Row[];
  readonly transient?: boolean;
  readonly logAccess?: boolean;
  /** Fields with an index besides the ones that one2many fields need. */
  readonly indexed?: string;
  readonly noCopy?: string;
  /** one2many fields whose children are copied along. */
  readonly copyChildren?: string;
  readonly copyName?: (env: Env, row: Row) => string;
  /** The many2one to the parent, for child_of and against loops. */
  readonly hierarchy?: string;
  readonly loopMessage?: string;
  /** Words `field:cascade` or `field:restrict` where Odoo does not do the usual (required: restrict, else set null). */
  readonly onDelete?: string;
  readonly defaults?: Readonly<Record<string, Json | ((env: Env, vals: Vals) => Json)>>;
  /** What `default_get` gives where a create takes something else. */
  readonly shownDefaults?: Readonly<Record<string, Json>>;
  /** Related fields that the hooks store themselves, so that an index can find by them. */
  readonly materialized?: string;
  /** Defaults that Odoo computes on create: `default_get` does not give them. */
  readonly lateDefaults?: string;
  readonly compute?: Readonly<Record<string, (env: Env, row: Row) => Stored>>;
  readonly inverse?: Readonly<Record<string, (env: Env, row: Row, value: Json) => void>>;
  /** Turns a condition on a computed field into a domain. */
  readonly search?: Readonly<Record<string, (env: Env, operator: string, value: Json) => Json>>;
  readonly displayName?: (env: Env, row: Row) => string;
  readonly unique?: readonly Unique[];
  readonly checks?: readonly Check[];
  /** Refusals that come before the defaults are even computed. */
  readonly beforeDefaults?: (env: Env, vals: Vals) => void;
  /** Adds to or changes the values of one record before it is stored; defaults are in. */
  readonly beforeCreate?: (env: Env, vals: Vals) => void;
  readonly afterCreate?: (env: Env, rows: readonly Row[], given: readonly Vals[]) => void;
  readonly beforeWrite?: (env: Env, rows: readonly Row[], vals: Vals) => void;
  /** `before` holds copies of the rows as they were, for models that ask with `needsBefore`. */
  readonly afterWrite?: (env: Env, rows: readonly Row[], vals: Vals, before: readonly Row[]) => void;
  readonly needsBefore?: boolean;
  /** Before the rights to delete are even used: refusals. */
  readonly beforeUnlink?: (env: Env, rows: readonly Row[]) => void;
  /** Instead of failing when a record cannot be deleted; records are then deleted one by one. */
  readonly keepInstead?: (env: Env, row: Row) => void;
  readonly afterUnlink?: (env: Env, rows: readonly Row[]) => void;
  readonly methods?: Readonly<Record<string, Method>>;
}

/** A model of one database: its resolved fields and its rows. */
export interface Model {
  readonly name: string;
  readonly label: string;
  readonly spec: ModelSpec;
  readonly fields: ReadonlyMap<string, Field>;
  readonly table: Table;
  readonly order: string;
  readonly recName: string;
  readonly hasActive: boolean;
}
