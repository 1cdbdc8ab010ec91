import { randomBytes } from 'node:crypto';
import { odooConnector } from '../../src/connectors/odoo/connector.ts';
import type {
  ChildId,
  CreateWrite,
  FieldChange,
  Outcome,
  Port,
  RecordType,
  Session,
  UpdateWrite,
  Write,
} from '../../src/core/connector.ts';
import { createIntentKey } from '../../src/core/intent-key.ts';
import type { Value, Values } from '../../src/core/value.ts';

/** An Odoo to test the connector against, as one of its users. */
export interface ConnectorTarget {
  readonly url: string;
  readonly database: string;
  readonly user: OdooUser;
  /** Who looks at what arrived, and plays the staff. */
  readonly admin: OdooUser;
}

export interface OdooUser {
  readonly login: string;
  /** A password is checked anew after nearly every write, which takes Odoo a third of a second. */
  readonly apiKey: string;
}

type Row = Readonly<Record<string, unknown>> & { readonly id: number };

/** Odoo as the administrator sees it, by plain JSON-RPC: what the product is checked with is not the product. */
export interface Staff {
  call(model: string, method: string, args: readonly unknown[], kwargs?: object): Promise<unknown>;
  /** Archived records count. */
  find(model: string, domain: readonly unknown[], fields: readonly string[]): Promise<readonly Row[]>;
  read(model: string, id: number | string, fields: readonly string[]): Promise<Row>;
  make(model: string, vals: object): Promise<number>;
  write(model: string, id: number | string, vals: object): Promise<void>;
}

export function createStaff({ url, database, admin }: ConnectorTarget): Staff {
  const rpc = async (service: string, method: string, args: readonly unknown[]) => {
    const response = await fetch(`${url}/jsonrpc`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'call', params: { service, method, args } }),
    });
    const answer = (await response.json()) as { result?: unknown; error?: { data?: { message?: string } } };
    if (answer.error !== undefined) throw new Error(answer.error.data?.message ?? JSON.stringify(answer.error));
    return answer.result;
  };
  let uid: Promise<unknown> | undefined;
  const call: Staff['call'] = async (model, method, args, kwargs = {}) => {
    uid ??= rpc('common', 'login', [database, admin.login, admin.apiKey]);
    return await rpc('object', 'execute_kw', [database, await uid, admin.apiKey, model, method, args, kwargs]);
  };
  const all = { active_test: false };
  return {
    call,
    find: async (model, domain, fields) =>
      (await call(model, 'search_read', [domain], { fields, context: all, order: 'id' })) as Row[],
    read: async (model, id, fields) => ((await call(model, 'read', [[Number(id)], fields])) as Row[])[0] ?? { id: 0 },
    make: async (model, vals) => ((await call(model, 'create', [[vals]])) as number[])[0] ?? 0,
    write: async (model, id, vals) => void (await call(model, 'write', [[Number(id)], vals])),
  };
}

export interface Bench {
  /** Stands in every name, so that runs and users do not meet. */
  readonly tag: string;
  readonly staff: Staff;
  session(): Session;
  port(type: RecordType): Port;
  open(settings?: object): Promise<Session>;
  create(type: RecordType, id: string, values: Values): CreateWrite;
  /** An update whose `current` nobody looks at. */
  update(create: CreateWrite, outcome: Outcome, values: Values, changes: readonly FieldChange[]): UpdateWrite;
  apply(type: RecordType, ...writes: readonly Write[]): Promise<readonly Outcome[]>;
  /** The only outcome of one write, which must have been applied. */
  applied(type: RecordType, write: Write): Promise<Extract<Outcome, { status: 'applied' }>>;
  values(type: RecordType, id: string): Promise<Values>;
  close(): Promise<void>;
}

export async function createBench(target: ConnectorTarget, settings: object = {}): Promise<Bench> {
  const tag = `T${randomBytes(4).toString('hex')}`;
  const opened: Session[] = [];
  const open: Bench['open'] = async (more = {}) => {
    const { url, database, user } = target;
    const parsed = odooConnector.manifest.settings.parse({ url, database, ...user, ...more });
    const session = await odooConnector.open(parsed, { now: Date.now, log: { debug() {}, info() {}, warn() {} } });
    opened.push(session);
    return session;
  };
  const main = await open(settings);
  const port = (type: RecordType, session = main): Port => {
    const found = session.records[type];
    if (found === undefined) throw new Error(`no port for ${type}`);
    return found;
  };
  const apply: Bench['apply'] = async (type, ...writes) => (await port(type).write?.apply(writes)) ?? [];
  return {
    tag,
    staff: createStaff(target),
    session: () => main,
    port,
    open,
    create: (type, id, values) => ({
      op: 'create',
      key: createIntentKey({ sync: tag, source: 'test', type, sourceId: id, generation: 0 }),
      sourceId: id,
      values,
    }),
    update: (create, outcome, values, changes) => ({
      op: 'update',
      key: create.key,
      sourceId: create.sourceId,
      id: outcome.status === 'applied' ? outcome.id : '',
      changes,
      values,
      current: { type: 'product', id: '', version: '', values: {}, native: null },
      children: childMap(outcome.status === 'applied' ? (outcome.children ?? []) : []),
    }),
    apply,
    async applied(type, write) {
      const [outcome] = await apply(type, write);
      if (outcome?.status === 'applied') return outcome;
      throw outcome?.error ?? new Error('no outcome');
    },
    async values(type, id) {
      const [item] = (await port(type).read?.([id])) ?? [];
      if (item?.ok !== true) throw new Error(`${type} ${id} cannot be read`);
      return item.record.values;
    },
    async close() {
      await Promise.all(opened.map((session) => session.close()));
    },
  };
}

export function childMap(children: readonly ChildId[]): UpdateWrite['children'] {
  const map: Record<string, Record<string, string>> = {};
  for (const { list, key, id } of children) {
    map[list] ??= {};
    map[list][key] = id;
  }
  return map;
}

export function childId(outcome: Outcome, key: string): string {
  const found = outcome.status === 'applied' ? outcome.children?.find((child) => child.key === key) : undefined;
  if (found === undefined) throw new Error(`no child ${key}`);
  return found.id;
}

/** A changed field of a record, or of one of its list items. */
export function change(path: string, after: Value, before: Value = null): FieldChange {
  const item = /^(\w+)\[(.*)\]\.(\w+)$/.exec(path);
  if (item === null) return { op: 'set', path, field: path, before, after };
  const [, field = '', key = '', itemField = ''] = item;
  return { op: 'set', path, field, key, itemField, before, after };
}

export function addItem(list: string, item: { readonly [field: string]: Value }): FieldChange {
  const key = String(item.id);
  return { op: 'add', path: `${list}[${key}]`, field: list, key, before: null, after: item };
}

export function removeItem(list: string, key: string): FieldChange {
  return { op: 'remove', path: `${list}[${key}]`, field: list, key, before: {}, after: null };
}
