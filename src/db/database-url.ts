import { PasserelleError } from '../errors.ts';

export interface DatabaseUrl {
  readonly connectionString: string;
  /** Host and database, without user and password. */
  readonly description: string;
}

/**
 * Checks a `postgres://` URL. TLS is asked for as in libpq: `sslmode` (disable, prefer, require, verify-ca,
 * verify-full) and `sslrootcert`; only the verify modes check the server's certificate.
 *
 * Throws `storage_url_invalid`; the URL is not in the error, since it may hold a password.
 */
export function parseDatabaseUrl(text: string): DatabaseUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    throw new PasserelleError('storage_url_invalid', 'The database URL is not a postgres:// URL.', {
      remedy: 'Write it as postgres://user:password@host:5432/database, special characters percent-encoded.',
      field: 'databaseUrl',
    });
  }
  // node-postgres has meanings of its own for sslmode unless asked for libpq's.
  if (url.searchParams.has('sslmode')) url.searchParams.set('uselibpqcompat', 'true');
  const host = url.searchParams.get('host') ?? (url.host || 'localhost');
  return { connectionString: url.href, description: `PostgreSQL at ${host}${url.pathname}` };
}
