import { z } from 'zod';
import type {
  CallOptions,
  CanonicalRecord,
  ChangePage,
  ChangesOptions,
  ChildId,
  Connector,
  CreateWrite,
  Cursor,
  KeyMatch,
  Located,
  Outcome,
  Port,
  ReadOptions,
  RecordItem,
  RecordType,
  Session,
  UpdateWrite,
  Write,
} from '../../core/connector.ts';
import type { FieldTable } from '../../core/field.ts';
import type { Value } from '../../core/value.ts';
import { PasserelleError } from '../../errors.ts';
import type { MemorySystem, StoredRecord } from './memory-system.ts';

type Item = { readonly [field: string]: Value };

export interface MemorySettings {
  readonly system: MemorySystem;
  readonly type: RecordType;
  readonly fields: FieldTable;
  readonly keys: readonly string[];
  /** Refuses a write with a data error; null lets it pass. */
  readonly refuse?: (write: Write) => string | null;
  readonly maxBatch?: number;
  /** True: one refused write refuses its whole batch. */
  readonly atomicBatch?: boolean;
  /** Above 0 a repeated create doubles, as in systems without idempotency of their own; 0: it does not. */
  readonly settleMs?: number;
}

/**
 * A connector to a system that lives in this process: the smallest that fulfils the whole contract, for tests of
 * the engine and as an example. List items get ids of the system's own, as they do in real ones.
 */
export const memoryConnector: Connector<MemorySettings> = {
  manifest: {
    name: 'memory',
    title: 'In-memory system',
    settings: z.custom<MemorySettings>((value) => typeof value === 'object' && value !== null && 'system' in value),
    secrets: [],
    identity: () => 'memory',
  },
  async open(settings) {
    return openMemory(settings);
  },
};

export function openMemory(settings: MemorySettings): Session {
  return {
    async check() {
      return [{ name: 'memory', status: 'ok', message: `${settings.system.records.size} records.` }];
    },
    records: { [settings.type]: memoryPort(settings) },
    async close() {},
  };
}

function memoryPort(settings: MemorySettings): Port {
  const { system, type, fields, keys } = settings;
  const stored = (ids: readonly string[]) => ids.flatMap((id) => system.records.get(id) ?? []);
  return {
    type,
    async schema() {
      return { fields, keys };
    },
    async *changes(cursor: Cursor | null, options: ChangesOptions): AsyncGenerator<ChangePage> {
      const { pageSize, fields: wanted, signal } = options;
      // Places as they are now: a record that changes during the pass comes again in the next one.
      const open = system.changedSince(Number(cursor ?? 0) || 0).map((record) => ({ record, changed: record.changed }));
      const behind = system.records.size - open.length;
      for (let at = 0; at < open.length; at += pageSize) {
        signal?.throwIfAborted();
        const slice = open.slice(at, at + pageSize);
        yield {
          items: slice.map(({ record }): RecordItem => ({ ok: true, record: toCanonical(type, record, wanted) })),
          cursor: String(slice.at(-1)?.changed ?? 0),
          progress: (behind + at + slice.length) / (behind + open.length),
        };
      }
      signal?.throwIfAborted();
    },
    async read(ids: readonly string[], options?: ReadOptions) {
      options?.signal?.throwIfAborted();
      return stored(ids).map(
        (record): RecordItem => ({ ok: true, record: toCanonical(type, record, options?.fields) }),
      );
    },
    async find(field: string, values: readonly string[]) {
      const wanted = new Set(values);
      const [list, name] = field.split('.');
      const out: KeyMatch[] = [];
      for (const record of system.records.values()) {
        if (list === undefined) continue;
        if (name === undefined) {
          const value = record.values[list];
          if (typeof value === 'string' && wanted.has(value)) out.push({ value, id: record.id });
          continue;
        }
        for (const item of itemsOf(record.values[list])) {
          const value = item[name];
          if (typeof value === 'string' && wanted.has(value)) {
            out.push({ value, id: String(item.id), parentId: record.id });
          }
        }
      }
      return out;
    },
    async *sweep() {
      yield [...system.records.values()].map((r) => ({ id: r.id, version: String(r.version) }));
    },
    write: {
      maxBatch: settings.maxBatch ?? 100,
      atomicBatch: settings.atomicBatch ?? false,
      settleMs: settings.settleMs ?? 0,
      async apply(writes: readonly Write[]) {
        return applyAll(settings, writes);
      },
      async locate(creates: readonly CreateWrite[], _options?: CallOptions) {
        return creates.map((create): Located => {
          const record = system.byMark(create.key);
          if (record === undefined) return { found: false };
          return { found: true, id: record.id, children: childIds(record), unfinished: [] };
        });
      },
    },
  };
}

function applyAll(settings: MemorySettings, writes: readonly Write[]): readonly Outcome[] {
  const refused = writes.map((write) => settings.refuse?.(write) ?? null);
  if (settings.atomicBatch === true && writes.length > 1 && refused.some((reason) => reason !== null)) {
    return writes.map(() => rejected('The batch was refused.', false));
  }
  return writes.map((write, i) => {
    const reason = refused[i];
    return typeof reason === 'string' ? rejected(reason, true) : applyOne(settings, write);
  });
}

function rejected(message: string, alone: boolean): Outcome {
  return { status: 'rejected', alone, error: new PasserelleError('record_invalid', message) };
}

function applyOne({ system, fields, settleMs }: MemorySettings, write: Write): Outcome {
  if (write.op === 'create') {
    const known = (settleMs ?? 0) > 0 ? undefined : system.byMark(write.key);
    if (known !== undefined) return applied(known, childIds(known));
    return applied(...insert(system, fields, write));
  }
  const record = system.records.get(write.id);
  if (record === undefined) {
    return {
      status: 'rejected',
      alone: true,
      error: new PasserelleError('target_deleted', `Record ${write.id} is gone.`),
    };
  }
  if (write.op === 'update') return applied(record, update(system, record, write));
  if (write.op === 'delete') system.remove(record.id);
  else if (!record.archived) {
    record.archived = true;
    system.touch(record);
  }
  return applied(record, []);
}

function applied(record: StoredRecord, children: readonly ChildId[]): Outcome {
  return { status: 'applied', id: record.id, version: String(record.version), children };
}

function insert(system: MemorySystem, fields: FieldTable, write: CreateWrite): [StoredRecord, readonly ChildId[]] {
  const values: { [field: string]: Value } = { ...write.values };
  const children: StoredRecord['children'] = {};
  for (const spec of fields) {
    const list = values[spec.path];
    if (spec.list === undefined || !Array.isArray(list)) continue;
    const ids: { [id: string]: string } = {};
    values[spec.path] = itemsOf(list).map((item) => {
      const id = system.newId();
      ids[id] = String(item.id);
      return { ...item, id };
    });
    children[spec.path] = ids;
  }
  const record = system.add({ id: system.newId(), values, mark: write.key, children });
  return [record, childIds(record)];
}

function update(system: MemorySystem, record: StoredRecord, write: UpdateWrite): readonly ChildId[] {
  const added: ChildId[] = [];
  for (const change of write.changes) {
    if (change.key === undefined) {
      record.values[change.field] = change.after;
      continue;
    }
    const items = itemsOf(record.values[change.field]);
    const id = write.children[change.field]?.[change.key];
    if (change.op === 'add') {
      const made = system.newId();
      added.push({ list: change.field, key: change.key, id: made });
      record.children[change.field] = { ...record.children[change.field], [made]: change.key };
      record.values[change.field] = [...items, { ...(change.after as Item), id: made }];
    } else if (change.op === 'remove') {
      record.values[change.field] = items.filter((item) => item.id !== id);
    } else {
      const { itemField, after } = change;
      if (itemField === undefined) continue;
      record.values[change.field] = items.map((item) => (item.id === id ? { ...item, [itemField]: after } : item));
    }
  }
  system.touch(record);
  return added;
}

function childIds(record: StoredRecord): readonly ChildId[] {
  return Object.entries(record.children).flatMap(([list, ids]) =>
    Object.entries(ids).map(([id, key]) => ({ list, key, id })),
  );
}

function toCanonical(type: RecordType, record: StoredRecord, fields: readonly string[] | undefined): CanonicalRecord {
  const entries = Object.entries(record.values).filter(([name]) => fields === undefined || fields.includes(name));
  return {
    type,
    id: record.id,
    version: String(record.version),
    values: Object.fromEntries(entries),
    native: record.values,
  };
}

function itemsOf(value: Value | undefined): readonly Item[] {
  return Array.isArray(value) ? (value as readonly Item[]) : [];
}
