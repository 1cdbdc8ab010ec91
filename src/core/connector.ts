/**
 * The connector contract.
 *
 * Glossary
 * - connector: code that speaks one system · connection: one configured account of it · session: an open connection
 * - port: what a session can do with one record type · record: one canonical record beside its `native` form
 * - cursor: how far a feed has safely come; opaque to all but its connector
 * - intent key: names one create for ever; made in one place (`createIntentKey`), searched for when an answer is lost
 * - mark: what a create leaves in the target so that its intent key can be found (an Odoo external id, a metafield)
 * - key field: a field by which records of two systems are recognised as the same (SKU, barcode, e-mail, number)
 *
 * Directions follow from what is present: a port with `changes` can be a source, one with `write` a target.
 * Nothing outside a connector's folder switches on its name or on a record type.
 */
import type { z } from 'zod';
import type { PasserelleError } from '../errors.ts';
import type { FieldTable } from './field.ts';
import type { Value, Values } from './value.ts';

export const RECORD_TYPES = ['product', 'customer', 'order', 'inventory', 'price'] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

/** Where a feed has safely come to; only the connector that made it can read it. */
export type Cursor = string;

/** Names one create for ever. A connector's create cannot be called without it; only `createIntentKey` makes one. */
export type IntentKey = string & { readonly __brand: 'IntentKey' };

export interface CanonicalRecord {
  readonly type: RecordType;
  /** The record's id in its own system. */
  readonly id: string;
  /** Changes when the record does: a timestamp, a hash. Compared for equality only. */
  readonly version: string;
  readonly updatedAt?: string;
  readonly deleted?: boolean;
  /** Canonical fields (see the record schemas). A field that the system does not hold is absent. */
  readonly values: Values;
  /** The whole source record as the system gave it. */
  readonly native: Value;
  /** Where a person finds it in its source, when an id does not tell: "line 12". */
  readonly location?: string;
  /** Input rows that this record was made of; 1 when absent. */
  readonly rows?: number;
  /** What a person should know though the record is good: a repeated image, a cut text. */
  readonly warnings?: readonly string[];
}

/** A record, or why a piece of the source could not become one. */
export type RecordItem =
  | { readonly ok: true; readonly record: CanonicalRecord }
  | {
      readonly ok: false;
      /** The record's id if it could be told. */
      readonly id: string | null;
      readonly error: PasserelleError;
      readonly native: Value;
      readonly location?: string;
      readonly rows?: number;
    };

export interface CallOptions {
  readonly signal?: AbortSignal;
}

export interface ChangesOptions extends CallOptions {
  /** Most records a page. */
  readonly pageSize: number;
  /** Only these top-level fields are wanted; all when absent. */
  readonly fields?: readonly string[];
}

export interface ChangePage {
  readonly items: readonly RecordItem[];
  /** Safe to continue from once every item of this page and of those before it is dealt with. */
  readonly cursor: Cursor;
  /** Input rows left out by a rule of the user (a filter), not by an error. */
  readonly skippedRows?: number;
  /** Share of the whole feed that lies behind this page, 0 to 1, where the connector can tell. */
  readonly progress?: number;
}

export interface ReadOptions extends CallOptions {
  /** Only these top-level fields; all when absent; an empty list only tells which ids exist. */
  readonly fields?: readonly string[];
}

/** One hit of `find`. For a child's key (`variants.sku`), `id` is the child's and `parentId` the record's. */
export interface KeyMatch {
  /** The value as it was asked for. */
  readonly value: string;
  readonly id: string;
  readonly parentId?: string;
}

export interface PortSchema {
  readonly fields: FieldTable;
  /** Key fields in order of trust: `variants.sku`, `variants.barcode`, `email`, `number`. */
  readonly keys: readonly string[];
}

/** What a session can do with one record type. */
export interface Port {
  readonly type: RecordType;
  schema(options?: CallOptions): Promise<PortSchema>;
  /** Everything that changed since the cursor (all when null), in pages, ending when there is no more for now. */
  changes?(cursor: Cursor | null, options: ChangesOptions): AsyncIterable<ChangePage>;
  /** The records with these ids; ids that are gone are left out. */
  read?(ids: readonly string[], options?: ReadOptions): Promise<readonly RecordItem[]>;
  /** All records whose key field has one of the values. Archived records count. */
  find?(field: string, values: readonly string[], options?: CallOptions): Promise<readonly KeyMatch[]>;
  /** All ids and versions, for deletes and verification. Ends normally only when it was complete. */
  sweep?(options?: CallOptions): AsyncIterable<readonly { readonly id: string; readonly version: string }[]>;
  readonly write?: WritePort;
}

export interface FieldChange {
  readonly op: 'set' | 'add' | 'remove';
  /** For people and audit: `title`, `variants[123].price`. */
  readonly path: string;
  /** The top-level field: `title`, `variants`, `native.x_season`. */
  readonly field: string;
  /** The list item's key in the source's terms, for a change within a list field. */
  readonly key?: string;
  /** The changed field of that list item; absent when the whole item is added or removed. */
  readonly itemField?: string;
  readonly before: Value;
  readonly after: Value;
}

export interface CreateWrite {
  readonly op: 'create';
  readonly key: IntentKey;
  /** The record's id in its source, for messages. */
  readonly sourceId: string;
  /** Whole desired record; references are resolved to ids of the target. List items carry the source's keys. */
  readonly values: Values;
}

export interface UpdateWrite {
  readonly op: 'update';
  readonly key: IntentKey;
  readonly sourceId: string;
  /** The record's id in the target. */
  readonly id: string;
  /** Only these are to be written. */
  readonly changes: readonly FieldChange[];
  /** Whole desired record, for connectors whose calls need more than the changed fields. */
  readonly values: Values;
  /** The target's record as it was read just before, in its own keys. */
  readonly current: CanonicalRecord;
  /** Ids in the target of known list items: list field -> source's key -> id. */
  readonly children: { readonly [list: string]: { readonly [key: string]: string } };
}

export interface RemoveWrite {
  readonly op: 'archive' | 'delete';
  readonly sourceId: string;
  readonly id: string;
}

export type Write = CreateWrite | UpdateWrite | RemoveWrite;

/** A list item's id in the target under its key in the source. */
export interface ChildId {
  /** The list field: `variants`. */
  readonly list: string;
  readonly key: string;
  readonly id: string;
}

export type Outcome =
  | {
      readonly status: 'applied';
      readonly id: string;
      readonly version?: string;
      readonly children?: readonly ChildId[];
      /** What a person should know though the write was done. */
      readonly warnings?: readonly string[];
    }
  | {
      readonly status: 'rejected';
      readonly error: PasserelleError;
      /** False when the system refused a whole batch, so that the verdict may belong to another record of it. */
      readonly alone: boolean;
    }
  /** The call may or may not have been done: a time-out, a cut answer, a 502. */
  | { readonly status: 'unknown'; readonly error: PasserelleError };

/** What a search for the mark of a create found. */
export type Located =
  | { readonly found: false }
  | {
      readonly found: true;
      readonly id: string;
      readonly children: readonly ChildId[];
      /**
       * Paths (as in `FieldChange.path`) that a create of several calls had not reached: what stands there now is
       * the system's default, not a person's choice. Missing list items need not be named.
       */
      readonly unfinished: readonly string[];
    };

export interface WritePort {
  /** Most writes in one `apply`. */
  readonly maxBatch: number;
  /** True when one bad write makes the system refuse the whole batch. */
  readonly atomicBatch: boolean;
  /**
   * How long after the start of a lost call it may still take effect, in milliseconds. A search for its mark
   * before that proves nothing. 0 when a repeat with the same key can never double.
   */
  readonly settleMs: number;
  /** One outcome a write, in order. Throws only when nothing was sent. */
  apply(writes: readonly Write[], options?: CallOptions): Promise<readonly Outcome[]>;
  /** Searches the marks of creates whose outcome is unknown; one answer a create, in order. */
  locate(creates: readonly CreateWrite[], options?: CallOptions): Promise<readonly Located[]>;
}

export interface CheckItem {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly message: string;
  readonly remedy?: string;
}

export interface Session {
  /** Whether the connection works, and what a person should mend. */
  check(options?: CallOptions): Promise<readonly CheckItem[]>;
  readonly records: { readonly [T in RecordType]?: Port };
  close(): Promise<void>;
}

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** What a connector gets from its surroundings. */
export interface ConnectorEnvironment {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
}

export interface ConnectorManifest<Settings> {
  /** As in configuration: `connector: odoo`. */
  readonly name: string;
  readonly title: string;
  readonly settings: z.ZodType<Settings>;
  /** Names of the settings that are secrets: encrypted at rest, never shown. */
  readonly secrets: readonly string[];
  /** Names the account behind the settings, so that the same one is recognised under another name. No secrets. */
  identity(settings: Settings): string;
}

export interface Connector<Settings = unknown> {
  readonly manifest: ConnectorManifest<Settings>;
  /** Opens a session. Makes no promise that the system answers: `check` tells. */
  open(settings: Settings, environment: ConnectorEnvironment): Promise<Session>;
}
