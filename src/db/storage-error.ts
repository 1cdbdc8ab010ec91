import { type ErrorCode, type ErrorOptions, PasserelleError } from '../errors.ts';

/** The code of a system or PostgreSQL error (`ENOSPC`, `53100`), if it has one. */
export function codeOf(error: unknown): string | undefined {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

const FREE_SPACE = 'Free some space on that disk and start again; nothing is half written.';

/** An error of the file system, at a path below the data folder, as a storage error. */
export function folderError(error: unknown, path: string): PasserelleError {
  if (error instanceof PasserelleError) return error;
  const options = { field: 'dataDir', value: path, cause: error };
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new PasserelleError('storage_full', `The disk of ${path} is full.`, { ...options, remedy: FREE_SPACE });
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new PasserelleError('storage_read_only', `${path} cannot be written.`, {
        ...options,
        remedy: 'Give this user the right to write there, or choose another folder with --data-dir.',
      });
    case 'ENOTDIR':
    case 'EEXIST':
      return new PasserelleError('storage_folder_invalid', `${path} is not a folder.`, {
        ...options,
        remedy: 'Choose a folder with --data-dir.',
      });
    default:
      return new PasserelleError('storage_unavailable', `The data folder ${path} cannot be used.`, options);
  }
}

interface OutputRule {
  readonly pattern: RegExp;
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string;
}

/** What PostgreSQL's programs print when they give up. They run with C messages. */
const OUTPUT_RULES: readonly OutputRule[] = [
  {
    pattern: /No space left on device|Disk quota exceeded/,
    code: 'storage_full',
    message: 'The disk of the data folder is full.',
    remedy: FREE_SPACE,
  },
  {
    pattern: /Read-only file system|Permission denied/,
    code: 'storage_read_only',
    message: 'PostgreSQL cannot write in the data folder.',
    remedy: 'Give this user the right to write there, or choose another folder with --data-dir.',
  },
  {
    pattern: /pre-existing shared memory block|lock file .* already exists/,
    code: 'storage_locked',
    message: 'Another PostgreSQL still uses the data folder.',
    remedy: 'Wait until it has ended, or stop it.',
  },
  {
    pattern: /database files are incompatible with server|initialized by PostgreSQL version/,
    code: 'storage_version_too_new',
    message: 'The data folder was written by another PostgreSQL version.',
    remedy: 'Use the Passerelle version that wrote it.',
  },
  {
    pattern: /could not look up (?:effective|local) user ID/,
    code: 'storage_unsupported_platform',
    message: 'The user that runs Passerelle has no name on this machine, and PostgreSQL needs one.',
    remedy: 'Run as a user listed in /etc/passwd, or give an own PostgreSQL with --database-url.',
  },
  {
    pattern: /error while loading shared libraries|Library not loaded|GLIBC/,
    code: 'storage_unsupported_platform',
    message: 'The PostgreSQL that comes with Passerelle does not run on this system.',
    remedy: 'Give a PostgreSQL 15 or newer with --database-url.',
  },
];

/** What `initdb` or `postgres` printed before it ended by itself, as a storage error. */
export function outputError(output: string, cause?: unknown): PasserelleError {
  const options: ErrorOptions = { detail: output.slice(-4000), cause };
  const rule = OUTPUT_RULES.find((each) => each.pattern.test(output));
  if (rule !== undefined) return new PasserelleError(rule.code, rule.message, { ...options, remedy: rule.remedy });
  const last = output.trimEnd().split('\n').at(-1) ?? '';
  return new PasserelleError('storage_unavailable', `PostgreSQL did not start: ${last}`, options);
}

/** An error of a query or of connecting, as a storage error; undefined if the storage is not at fault. */
export function storageError(error: unknown): PasserelleError | undefined {
  if (error instanceof PasserelleError) return error;
  const code = codeOf(error) ?? '';
  const text = error instanceof Error ? error.message : String(error);
  if (code === '53100') {
    return new PasserelleError('storage_full', 'The disk of the database is full.', {
      remedy: FREE_SPACE,
      cause: error,
    });
  }
  if (code === '25006') {
    return new PasserelleError('storage_read_only', 'The database takes no writes: it is a read-only copy.', {
      remedy: 'Point --database-url at the primary server.',
      cause: error,
    });
  }
  if (code === '55P03') {
    return new PasserelleError('storage_locked', 'The database is locked by another process.', { cause: error });
  }
  if (code === '42501' || code.startsWith('28')) {
    return new PasserelleError('storage_denied', `The database refuses this user: ${text}.`, {
      remedy: 'Check user, password and rights in --database-url; the user must be allowed to create tables.',
      field: 'databaseUrl',
      cause: error,
    });
  }
  if (code === '3D000') {
    return new PasserelleError('storage_denied', `The database server answers: ${text}.`, {
      remedy: 'Create the database, or name another in --database-url.',
      field: 'databaseUrl',
      cause: error,
    });
  }
  if (code === 'ENOENT' && text.includes('open')) {
    return new PasserelleError('storage_url_invalid', 'A certificate file named in the database URL is not there.', {
      remedy: 'Check sslrootcert, sslcert and sslkey in --database-url.',
      field: 'databaseUrl',
      cause: error,
    });
  }
  const isStatement = /^[0-9A-Z]{5}$/.test(code);
  if (!isStatement && /certificate|altnames/i.test(text)) {
    return new PasserelleError('storage_denied', `The certificate of the database server is refused: ${text}.`, {
      remedy: 'Give the authority that signed it with sslrootcert=FILE in --database-url.',
      field: 'databaseUrl',
      cause: error,
    });
  }
  if (isConnectionLoss(code, text)) {
    return new PasserelleError('storage_unavailable', `The database cannot be reached: ${text || code}.`, {
      remedy: 'Check that PostgreSQL runs and that its address is right.',
      cause: error,
    });
  }
  return undefined;
}

const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Whether the server is not there, is starting or stopping, or went away: trying again may help. */
export function isConnectionLoss(code: string, text: string): boolean {
  return (
    SOCKET_CODES.has(code) ||
    code.startsWith('08') ||
    code.startsWith('57P') ||
    code === '53300' ||
    // node-postgres gives these without a code.
    /Connection terminated|is not queryable|timeout exceeded when trying to connect|server does not support SSL/i.test(
      text,
    )
  );
}
