/**
 * The tables as Kysely sees them; `migrations/*.sql` makes them.
 *
 * `bigint` arrives as a number (see `connect.ts`), `timestamptz` as a Date, `jsonb` parsed. JSON is written by `toJsonText`.
 */
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { JsonText } from './json.ts';

type Id = GeneratedAlways<number>;
/** A column with a default that may be given: `now()`, a first status, a first generation. */
type Defaulted<T> = Generated<T>;
type Json<T = unknown> = ColumnType<T, JsonText, JsonText>;
type DefaultedJson<T = unknown> = ColumnType<T, JsonText | undefined, JsonText>;
type NullableJson<T = unknown> = ColumnType<T | null, JsonText | null | undefined, JsonText | null>;
type JsonObject = Record<string, unknown>;

type SyncMode = 'full' | 'incremental' | 'bidirectional';
export type RunStatus = 'running' | 'success' | 'partial' | 'failed' | 'cancelled';
type ChangeOp = 'create' | 'update' | 'archive' | 'delete';
type ChangeStatus = 'planned' | 'applied' | 'rejected' | 'unknown' | 'void';
type InboxStatus = 'new' | 'retrying' | 'resolved' | 'ignored';

interface MetaTable {
  key: string;
  value: Json;
}

interface ConnectionsTable {
  id: Id;
  name: string;
  connector: string;
  identity: string | null;
  settings: DefaultedJson<JsonObject>;
  secrets: Uint8Array | null;
  created_at: Defaulted<Date>;
  updated_at: Defaulted<Date>;
}

interface SyncsTable {
  id: Id;
  name: string;
  source_id: number;
  target_id: number;
  type: string;
  mode: SyncMode;
  options: DefaultedJson<JsonObject>;
  created_at: Defaulted<Date>;
}

interface RunsTable {
  id: Id;
  sync_id: number;
  status: Defaulted<RunStatus>;
  trigger: string;
  options: DefaultedJson<JsonObject>;
  cursor: NullableJson;
  counts: DefaultedJson<Record<string, number>>;
  fence: Defaulted<number>;
  owner: string;
  heartbeat_at: Defaulted<Date>;
  started_at: Defaulted<Date>;
  ended_at: Date | null;
  error: NullableJson<JsonObject>;
}

interface LinksTable {
  id: Id;
  source_id: number;
  target_id: number;
  /** `product`, `product.variants`. */
  type: string;
  source_key: string;
  target_key: string;
  parent_id: number | null;
  generation: Defaulted<number>;
  created_at: Defaulted<Date>;
}

interface BasesTable {
  sync_id: number;
  link_id: number;
  source: Json<JsonObject>;
  target: Json<JsonObject>;
  source_hash: string;
  updated_at: Defaulted<Date>;
}

interface ChangesTable {
  id: Id;
  run_id: number;
  sync_id: number;
  type: string;
  source_key: string;
  link_id: number | null;
  target_key: string | null;
  op: ChangeOp;
  /** Never null for a create. */
  intent_key: string | null;
  status: Defaulted<ChangeStatus>;
  before: NullableJson<JsonObject>;
  after: NullableJson<JsonObject>;
  source_values: NullableJson<JsonObject>;
  error: NullableJson<JsonObject>;
  fence: number;
  planned_at: Defaulted<Date>;
  /** Null while `planned` or `unknown`, set otherwise. */
  closed_at: Date | null;
}

interface InboxTable {
  id: Id;
  sync_id: number;
  run_id: number | null;
  type: string;
  record_type: string;
  source_key: string;
  operation: string;
  code: string;
  message: string;
  detail: NullableJson;
  native: NullableJson;
  status: Defaulted<InboxStatus>;
  attempts: Defaulted<number>;
  next_retry_at: Date | null;
  created_at: Defaulted<Date>;
  updated_at: Defaulted<Date>;
}

export interface Database {
  meta: MetaTable;
  connections: ConnectionsTable;
  syncs: SyncsTable;
  runs: RunsTable;
  links: LinksTable;
  bases: BasesTable;
  changes: ChangesTable;
  inbox: InboxTable;
}
