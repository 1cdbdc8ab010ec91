import type {
  CanonicalRecord,
  ChildId,
  KeyMatch,
  Located,
  Outcome,
  Port,
  RecordType,
  Session,
  Write,
} from '../../src/core/connector.ts';
import type { FieldTable } from '../../src/core/field.ts';
import type { Value, Values } from '../../src/core/value.ts';

export interface EchoOptions {
  readonly type: RecordType;
  readonly fields: FieldTable;
  readonly keys: readonly string[];
  /** What the target holds of the record that the source knows by this id, under the source's own keys. */
  readonly valuesOf?: (sourceId: string) => Values;
}

const PREFIX = 't';

export function targetIdOf(sourceId: string): string {
  return PREFIX + sourceId;
}

/**
 * A target that stores nothing and yet holds every record: ids are the source's with a letter before them, and values
 * are worked out when they are read. So the memory that a run takes is the engine's own, however many records.
 */
export function openEchoTarget({ type, fields, keys, valuesOf }: EchoOptions): Session {
  const lists = fields.filter((field) => field.list !== undefined && field.list.embedded !== true);
  const listNames = lists.map((field) => field.path);
  const recordOf = (id: string, wanted: readonly string[] | undefined): CanonicalRecord => {
    const all = wanted?.length === 0 || valuesOf === undefined ? {} : valuesOf(id.slice(PREFIX.length));
    const values: Record<string, Value> = {};
    for (const [name, value] of Object.entries(all)) {
      if (wanted !== undefined && !wanted.includes(name)) continue;
      values[name] = listNames.includes(name) ? withOwnIds(value) : value;
    }
    return { type, id, version: '1', values, native: null };
  };
  const port: Port = {
    type,
    schema: async () => ({ fields, keys }),
    read: async (ids, options) => ids.map((id) => ({ ok: true, record: recordOf(id, options?.fields) })),
    // Without values of its own it holds what was written to it only.
    find: async (_field, values) =>
      valuesOf === undefined ? [] : values.map((value): KeyMatch => ({ value, id: targetIdOf(value) })),
    write: {
      maxBatch: 500,
      atomicBatch: false,
      settleMs: 0,
      apply: async (writes) => writes.map((write) => outcomeOf(write, listNames)),
      locate: async (creates) => creates.map((): Located => ({ found: false })),
    },
  };
  return { check: async () => [], records: { [type]: port }, close: async () => undefined };
}

function outcomeOf(write: Write, lists: readonly string[]): Outcome {
  if (write.op !== 'create') throw new Error(`The bench expects no ${write.op} (${write.sourceId}).`);
  const children = lists.flatMap((list) =>
    itemsOf(write.values[list]).map(
      (item): ChildId => ({ list, key: String(item.id), id: targetIdOf(String(item.id)) }),
    ),
  );
  return { status: 'applied', id: targetIdOf(write.sourceId), children };
}

type Item = { readonly [field: string]: Value };

function withOwnIds(value: Value): Value {
  return itemsOf(value).map((item) => ({ ...item, id: targetIdOf(String(item.id)) }));
}

function itemsOf(value: Value | undefined): readonly Item[] {
  return Array.isArray(value) ? (value as readonly Item[]) : [];
}
