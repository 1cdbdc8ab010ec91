import { PasserelleError } from '../errors.ts';

export interface DatabaseUrl {
  readonly connectionString: string;
  /** Host and database, without user and password. */
  readonly description: string;
}

/** libpq's modes without `allow` and `prefer`: node-postgres cannot fall back from one to the other. */
const SSL_MODES = ['disable', 'require', 'verify-ca', 'verify-full'];

/**
 * Checks a `postgres://` URL. TLS is asked for as in libpq: `sslmode` (disable, require, verify-ca, verify-full) and
 * `sslrootcert`; only the verify modes check the server's certificate.
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
  const sslMode = url.searchParams.get('sslmode');
  if (sslMode !== null && !SSL_MODES.includes(sslMode)) {
    throw new PasserelleError('storage_url_invalid', `The database URL has an unknown sslmode: ${sslMode}.`, {
      remedy: `Choose one of ${SSL_MODES.join(', ')}.`,
      field: 'databaseUrl',
    });
  }
  // node-postgres has meanings of its own for sslmode unless asked for libpq's.
  if (sslMode !== null) url.searchParams.set('uselibpqcompat', 'true');
  const host = url.searchParams.get('host') ?? (url.host || 'localhost');
  return { connectionString: url.href, description: `PostgreSQL at ${host}${url.pathname}` };
}
