import pg from 'pg';

/** Where a PostgreSQL answers: the fields that node-postgres takes. */
export interface Address {
  /** A host name, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string;
  readonly database: string;
}

const INT8 = 20;

/** `bigint` as a number: ids and counts here stay far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8 && format !== 'binary') return Number;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  },
};

export interface PoolOptions {
  readonly maxConnections?: number;
  readonly connectTimeoutMs?: number;
  /** A pooled connection broke while nobody used it; the pool has dropped it already. */
  readonly onIdleError?: (error: Error) => void;
}

/** A pool on an address or on a URL. Connects when it is first used. */
export function createPool(where: Address | { readonly connectionString: string }, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    ...where,
    types,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 10_000,
    application_name: 'passerelle',
  });
  // Without a listener a broken idle connection would end the process.
  pool.on('error', (error) => options.onIdleError?.(error));
  return pool;
}
