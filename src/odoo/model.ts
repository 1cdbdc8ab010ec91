import type { OdooClient } from './client.ts';
import type { Pages, PagesOptions } from './pages.ts';
import type { CallOptions, Domain, FieldsInfo, LoadResult, SearchOptions } from './types.ts';

type FieldOf<T> = Extract<keyof T, string>;
/** The chosen fields; Odoo always adds the id. */
export type Picked<T, F extends FieldOf<T>> = Pick<T, F> & { readonly id: number };
export type ModelPagesOptions<F extends string> = Omit<PagesOptions, 'fields'> & { readonly fields: readonly F[] };

/** The client's methods for one model, with its fields and their types: `client.model<Partner>('res.partner')`. */
export interface OdooModel<T extends object> {
  readonly name: string;
  call<R = unknown>(
    method: string,
    args?: readonly unknown[],
    kwargs?: Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): Promise<R>;
  search(domain: Domain, options?: SearchOptions): Promise<number[]>;
  searchCount(domain: Domain, options?: CallOptions): Promise<number>;
  read<F extends FieldOf<T>>(
    ids: readonly number[],
    fields: readonly F[],
    options?: CallOptions,
  ): Promise<Picked<T, F>[]>;
  searchRead<F extends FieldOf<T>>(
    domain: Domain,
    fields: readonly F[],
    options?: SearchOptions,
  ): Promise<Picked<T, F>[]>;
  searchReadAll<F extends FieldOf<T>>(domain: Domain, options: ModelPagesOptions<F>): Pages<Picked<T, F>>;
  create(values: ValuesOf<T>, options?: CallOptions): Promise<number>;
  createMany(values: readonly ValuesOf<T>[], options?: CallOptions): Promise<number[]>;
  write(ids: number | readonly number[], values: ValuesOf<T>, options?: CallOptions): Promise<true>;
  unlink(ids: number | readonly number[], options?: CallOptions): Promise<true>;
  fieldsGet(fields?: readonly FieldOf<T>[], options?: CallOptions): Promise<FieldsInfo>;
  load(fields: readonly string[], rows: readonly (readonly unknown[])[], options?: CallOptions): Promise<LoadResult>;
}

/** Values to write: what reads as `[id, name]` is written as an id, lists of ids also as commands. */
export type ValuesOf<T> = { readonly [F in Exclude<keyof T, 'id'>]?: Writable<T[F]> | false | null };
type Writable<V> = V extends readonly [number, string]
  ? number
  : V extends readonly number[]
    ? readonly number[] | readonly (readonly unknown[])[]
    : V;

export function odooModel<T extends object>(client: OdooClient, name: string): OdooModel<T> {
  return {
    name,
    call: (method, args, kwargs, options) => client.call(name, method, args, kwargs, options),
    search: (domain, options) => client.search(name, domain, options),
    searchCount: (domain, options) => client.searchCount(name, domain, options),
    read: (ids, fields, options) => client.read(name, ids, fields, options),
    searchRead: (domain, fields, options) => client.searchRead(name, domain, fields, options),
    searchReadAll: (domain, options) => client.searchReadAll(name, domain, options),
    create: (values, options) => client.create(name, values, options),
    createMany: (values, options) => client.create(name, values, options),
    write: (ids, values, options) => client.write(name, ids, values, options),
    unlink: (ids, options) => client.unlink(name, ids, options),
    fieldsGet: (fields, options) => client.fieldsGet(name, fields, undefined, options),
    load: (fields, rows, options) => client.load(name, fields, rows, options),
  };
}
