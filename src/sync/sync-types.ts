import type { CanonicalRecord, Port, RecordItem, RecordType } from '../core/connector.ts';
import type { FieldTable } from '../core/field.ts';
import type { Value, Values } from '../core/value.ts';
import type { PasserelleError } from '../errors.ts';
import type { Difference, ResolvePolicy } from './resolve.ts';
import type { SyncStore } from './store.ts';

/** One side of a sync as the engine sees it. */
export interface SyncSide {
  /** Row of the connection. */
  readonly id: number;
  readonly name: string;
}

export interface SyncPolicy extends ResolvePolicy {
  /** What happens to a record that was deleted in the target: a person decides, or it is made anew. */
  readonly onDeleted: 'ask' | 'recreate';
}

/** Maps a source record to target values. Throws a data error that names the field. */
export type MapRecord = (record: CanonicalRecord) => Values | Promise<Values>;

export interface SyncDefinition {
  /** Row of the sync. */
  readonly id: number;
  readonly name: string;
  readonly type: RecordType;
  readonly source: SyncSide;
  readonly target: SyncSide;
  readonly policy: SyncPolicy;
}

/** Records by what happened to them; they add up to `records`. Rows are those of the input. */
export interface Counts {
  rows: number;
  /** Rows left out by a rule of the user. */
  skippedRows: number;
  records: number;
  created: number;
  updated: number;
  unchanged: number;
  /** Matched with a record that was there already, and left as it is. */
  linked: number;
  rejected: number;
  warnings: number;
}

export const NO_COUNTS: Counts = {
  rows: 0,
  skippedRows: 0,
  records: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  linked: 0,
  rejected: 0,
  warnings: 0,
};

/** What happened, or would happen, to one record. */
export interface RecordReport {
  readonly action: 'create' | 'update' | 'unchanged' | 'link' | 'reject';
  readonly sourceId: string;
  readonly targetId: string | null;
  /** A name for people: title, name or number. */
  readonly title: string;
  readonly location: string | null;
  readonly changes: readonly { readonly path: string; readonly before: Value; readonly after: Value }[];
  readonly differences: readonly Difference[];
  readonly warnings: readonly string[];
  readonly error: PasserelleError | null;
}

export type SyncEvent =
  | { readonly kind: 'started'; readonly runId: number; readonly resumed: boolean }
  | { readonly kind: 'record'; readonly report: RecordReport }
  | { readonly kind: 'page'; readonly counts: Counts; readonly progress: number | null }
  /** Something that concerns the whole run. */
  | { readonly kind: 'notice'; readonly message: string }
  | { readonly kind: 'waiting'; readonly reason: string; readonly waitMs: number };

/** Everything a page of reconciliation needs; built once a run. */
export interface SyncContext {
  readonly sync: SyncDefinition;
  readonly store: SyncStore;
  readonly target: Port;
  /** Ports of the target by record type, for references. */
  readonly targetPorts: { readonly [type: string]: Port | undefined };
  readonly fields: FieldTable;
  readonly keys: readonly string[];
  readonly map: MapRecord;
  /** True: nothing is written, anywhere. */
  readonly preview: boolean;
  readonly now: () => number;
  /** Waits; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly report: (event: SyncEvent) => void;
}

/** A source item on its way through a page. */
export type SourceItem = RecordItem;
