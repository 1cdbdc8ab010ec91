import { createRedactor } from '../http/redact.ts';
import { createUndiciTransport } from '../http/undici-transport.ts';
import { createConnection } from './connection.ts';
import { withContext } from './context.ts';
import { isRead } from './methods.ts';
import { type OdooModel, odooModel } from './model.ts';
import { type OdooClientOptions, readOptions } from './options.ts';
import { checkOutgoing } from './outgoing-values.ts';
import { type Pages, type PagesOptions, readPages } from './pages.ts';
import type { ProtocolName } from './protocol.ts';
import type { OdooVersion } from './server-version.ts';
import type {
  CallOptions,
  Domain,
  FieldsInfo,
  LoadResult,
  OdooRecord,
  RecordMetadata,
  SearchOptions,
} from './types.ts';

/** An Odoo, over whichever protocol. Every method throws PasserelleError with a code of its own (see errors.ts). */
export interface OdooClient {
  version(options?: Pick<CallOptions, 'signal'>): Promise<OdooVersion>;
  /**
   * The server's clock, in whole seconds (its Date header; a proxy may put its own there). Ask at the start of a
   * window of changes.
   */
  serverTime(options?: Pick<CallOptions, 'signal'>): Promise<Date>;
  /** The protocol in use, once it is chosen. */
  protocol(): Promise<ProtocolName>;
  /** The user's id. Not needed before other calls. */
  authenticate(options?: Pick<CallOptions, 'signal'>): Promise<number>;
  /** Any public method. `kwargs.context` goes over the client's context and over `options.context`. */
  call<T = unknown>(
    model: string,
    method: string,
    args?: readonly unknown[],
    kwargs?: Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): Promise<T>;
  search(model: string, domain: Domain, options?: SearchOptions): Promise<number[]>;
  searchCount(model: string, domain: Domain, options?: CallOptions): Promise<number>;
  /** Deleted records are left out. */
  read<T extends object = OdooRecord>(
    model: string,
    ids: readonly number[],
    fields: readonly string[],
    options?: CallOptions,
  ): Promise<T[]>;
  searchRead<T extends object = OdooRecord>(
    model: string,
    domain: Domain,
    fields: readonly string[],
    options?: SearchOptions,
  ): Promise<T[]>;
  /** All records that match, by id, a page at a time with one read ahead. */
  searchReadAll<T extends { readonly id: number } = OdooRecord>(
    model: string,
    domain: Domain,
    options: PagesOptions,
  ): Pages<T>;
  create(model: string, values: readonly object[], options?: CallOptions): Promise<number[]>;
  create(model: string, values: object, options?: CallOptions): Promise<number>;
  write(model: string, ids: number | readonly number[], values: object, options?: CallOptions): Promise<true>;
  unlink(model: string, ids: number | readonly number[], options?: CallOptions): Promise<true>;
  fieldsGet(
    model: string,
    fields?: readonly string[],
    attributes?: readonly string[],
    options?: CallOptions,
  ): Promise<FieldsInfo>;
  /** Batch upsert by external ids. Refused rows are no error: see `ids` and `messages`. */
  load(
    model: string,
    fields: readonly string[],
    rows: readonly (readonly unknown[])[],
    options?: CallOptions,
  ): Promise<LoadResult>;
  getMetadata(model: string, ids: readonly number[], options?: CallOptions): Promise<RecordMetadata[]>;
  /** The same methods for one model whose fields and types are given. */
  model<T extends object>(name: string): OdooModel<T>;
  /** Ends all connections; calls under way fail. */
  close(): Promise<void>;
}

/** A client of one Odoo. Connects when first used. Throws config_invalid when the options do not fit together. */
export function createOdooClient(options: OdooClientOptions): OdooClient {
  const settings = readOptions(options);
  const redact = createRedactor([settings.secret, proxyPassword(options.proxy)]);
  const transport =
    options.transport ??
    createUndiciTransport({
      proxy: options.proxy,
      ca: options.ca,
      connectTimeoutMs: options.timeouts?.connectMs,
      connections: settings.concurrency,
      clock: settings.clock,
      redact,
    });
  const connection = createConnection(settings, transport, redact);

  const call: OdooClient['call'] = async <T>(
    model: string,
    method: string,
    args: readonly unknown[] = [],
    kwargs: Readonly<Record<string, unknown>> = {},
    callOptions: CallOptions = {},
  ): Promise<T> => {
    checkOutgoing(method, args, kwargs);
    const reads = isRead(method);
    const wireCall = { model, method, args, kwargs: withContext(kwargs, settings.context, callOptions.context) };
    return (await connection.send(wireCall, {
      repeatable: reads || callOptions.repeatable === true,
      timeoutMs: callOptions.timeoutMs ?? (reads ? settings.readTimeoutMs : settings.writeTimeoutMs),
      signal: callOptions.signal,
    })) as T;
  };

  const client: OdooClient = {
    version: (versionOptions) => connection.version(versionOptions?.signal),
    serverTime: (timeOptions) => connection.serverTime(timeOptions?.signal),
    protocol: async () => (await connection.protocol()).name,
    authenticate: async (loginOptions) => (await connection.login(loginOptions?.signal)).uid,
    call,
    search: (model, domain, search = {}) => call(model, 'search', [domain], paging(search), search),
    searchCount: (model, domain, count) => call(model, 'search_count', [domain], {}, count),
    read: (model, ids, fields, read) => call(model, 'read', [ids, fields], {}, read),
    searchRead: (model, domain, fields, search = {}) =>
      call(model, 'search_read', [domain, fields], paging(search), search),
    searchReadAll: <T extends { readonly id: number }>(model: string, domain: Domain, pages: PagesOptions) =>
      readPages<T>(
        (pageDomain, pageOptions) => client.searchRead<T>(model, pageDomain, pages.fields, pageOptions),
        domain,
        pages,
      ),
    create: ((model: string, values: object, create?: CallOptions) =>
      call(model, 'create', [values], {}, create)) as OdooClient['create'],
    write: (model, ids, values, write) => call(model, 'write', [asIds(ids), values], {}, write),
    unlink: (model, ids, unlink) => call(model, 'unlink', [asIds(ids)], {}, unlink),
    fieldsGet: (model, fields = [], attributes = FIELD_ATTRIBUTES, get = {}) =>
      call(model, 'fields_get', [fields, attributes], {}, get),
    load: (model, fields, rows, load) => call(model, 'load', [fields, rows.map(loadRow)], {}, load),
    getMetadata: (model, ids, get) => call(model, 'get_metadata', [ids], {}, get),
    model: (name) => odooModel(client, name),
    close: () => transport.close(),
  };
  return client;
}

const FIELD_ATTRIBUTES = ['type', 'string', 'required', 'readonly', 'store', 'relation', 'selection'];

function paging({ offset, limit, order }: SearchOptions): Record<string, unknown> {
  return {
    ...(offset !== undefined && { offset }),
    ...(limit !== undefined && { limit }),
    ...(order !== undefined && { order }),
  };
}

function asIds(ids: number | readonly number[]): readonly number[] {
  return typeof ids === 'number' ? [ids] : ids;
}

/** `load` reads texts: a true boolean makes Odoo fail; false, like an empty cell, clears the field. */
function loadRow(row: readonly unknown[]): readonly unknown[] {
  return row.includes(true) ? row.map((cell) => (cell === true ? 'True' : cell)) : row;
}

function proxyPassword(proxy: string | undefined): string | undefined {
  return proxy === undefined ? undefined : URL.parse(proxy)?.password || undefined;
}
