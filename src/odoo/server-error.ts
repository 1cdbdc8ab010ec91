import type { ErrorCode } from '../errors.ts';
import type { Redactor } from '../http/redact.ts';
import { CODE_BY_EXCEPTION } from './exception-codes.ts';
import { OdooError } from './odoo-error.ts';
import type { WireCall } from './protocol.ts';

/** An exception as Odoo reports it, whatever the protocol. */
export interface ServerException {
  /** With module, `builtins.` for Python's own; empty if the protocol does not tell. */
  readonly name: string;
  readonly message: string;
  readonly traceback?: string | undefined;
  readonly status?: number | undefined;
}

export type Asked =
  | { readonly kind: 'login'; readonly database: string | undefined }
  | { readonly kind: 'call'; readonly call: WireCall; readonly database: string | undefined };

const REMEDIES: Partial<Record<ErrorCode, string>> = {
  odoo_wrong_password:
    'Check login and password or API key; after several failures Odoo refuses right ones too, for a minute.',
  odoo_wrong_database: 'Check the name of the database (Odoo Online: the first part of the address).',
  odoo_access_denied: 'Check that the password or API key is still valid.',
  odoo_access_error: 'Give the user the right that Odoo names.',
  odoo_missing_record: 'The record was deleted; read again what exists.',
  odoo_unknown_model: 'Check the name of the model and that its module is installed.',
  odoo_unknown_field: 'Check the name of the field; ask fields_get what this Odoo has.',
  odoo_unknown_method: 'Check the name of the method; methods differ between versions of Odoo.',
  odoo_private_method: 'Odoo lets no one call this method from outside.',
  odoo_bad_arguments: 'Check the arguments of the call.',
  odoo_session_expired: 'Log in again.',
  odoo_busy: 'Try again later.',
};

/** The typed error of an exception. The class decides; see `refine` for what else is looked at. */
export function serverError(exception: ServerException, asked: Asked, redact: Redactor): OdooError {
  const code = refine(CODE_BY_EXCEPTION[exception.name] ?? 'odoo_server_error', exception, asked);
  const text = redact(exception.message.trim());
  return new OdooError(code, sentence(code, text, exception.name, asked), {
    remedy: REMEDIES[code],
    field: code === 'odoo_unknown_field' ? fieldOf(exception.message) : undefined,
    detail: exception.traceback === undefined ? undefined : redact(exception.traceback),
    exceptionName: exception.name || undefined,
    model: asked.kind === 'call' ? asked.call.model : undefined,
    method: asked.kind === 'call' ? asked.call.method : undefined,
    status: exception.status,
    effect: 'not_applied',
  });
}

/**
 * Narrows a class by what was asked. Odoo's translated texts are never read: what is looked for is either a name
 * that this client itself sent, or a text of Python, PostgreSQL or Odoo's developers that has no translation.
 */
function refine(code: ErrorCode, { name, message }: ServerException, asked: Asked): ErrorCode {
  if (name === 'psycopg2.OperationalError') return namesMissingDatabase(message, asked) ? 'odoo_wrong_database' : code;
  if (asked.kind === 'login') {
    if (code === 'odoo_access_denied') return 'odoo_wrong_password';
    // The web session's answer for a database that is not there.
    if (code === 'odoo_access_error') return 'odoo_wrong_database';
    return code;
  }
  const { model, method, args, kwargs } = asked.call;
  switch (name) {
    case 'odoo.exceptions.AccessError':
      return method.startsWith('_') || message.includes(`'${model}.${method}'`) ? 'odoo_private_method' : code;
    case 'odoo.exceptions.UserError':
      // Raised before a user's language is known, so always in English (18 and 19).
      return message === `Object ${model} doesn't exist` ? 'odoo_unknown_model' : code;
    case 'werkzeug.exceptions.NotFound':
      return message.includes(`'${model}.${method}'`) ? 'odoo_unknown_method' : code;
    case 'builtins.AttributeError':
      return message.includes(`'${method}'`) || message.includes(`'${model}.${method}'`) ? 'odoo_unknown_method' : code;
    case 'builtins.ValueError':
      return /^Invalid field\b/.test(message) ? 'odoo_unknown_field' : code;
    case 'builtins.TypeError':
      return /\w\(\) (got|missing|takes|invalid)/.test(message) ? 'odoo_bad_arguments' : code;
    case 'builtins.KeyError': {
      const key = message.replace(/^'|'$/g, '');
      if (key === model) return 'odoo_unknown_model';
      // 19's `write` with a field that is not there (pair 135).
      return JSON.stringify([args, kwargs], plain).includes(JSON.stringify(key)) ? 'odoo_unknown_field' : code;
    }
    default:
      return code;
  }
}

const plain = (_key: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);

/** PostgreSQL names the database that it was asked for also when it merely has no connection left for it. */
function namesMissingDatabase(message: string, { database }: Asked): boolean {
  return (
    database !== undefined &&
    ['"', '«', '»', '„', '“', "'"].some((quote) => message.includes(`${quote}${database}`)) === true &&
    !/too many (connections|clients)|starting up|shutting down|not currently accepting/.test(message)
  );
}

function fieldOf(message: string): string | undefined {
  const quoted = /'([\w.]+)'/.exec(message)?.[1];
  return (
    quoted ?? /^Invalid field (?:[\w.]+\.)?(\w+)/.exec(message)?.[1] ?? (/^\w+$/.test(message) ? message : undefined)
  );
}

function sentence(code: ErrorCode, text: string, name: string, asked: Asked): string {
  if (code === 'odoo_wrong_password') return 'Odoo does not accept the login with this password or API key.';
  if (code === 'odoo_wrong_database') return `Odoo has no database "${asked.database ?? ''}".`;
  if (asked.kind === 'login') return text || `Odoo refused the login (${name}).`;
  const what = `${asked.call.model}.${asked.call.method}`;
  if (text === '' && name === '') return `Odoo failed during ${what} without saying why.`;
  switch (code) {
    case 'odoo_user_error':
    case 'odoo_validation_error':
    case 'odoo_access_error':
    case 'odoo_missing_record':
      return text || `Odoo refused ${what} (${name}).`;
    case 'odoo_unknown_model':
      return `This Odoo has no model ${asked.call.model}.`;
    case 'odoo_unknown_method':
      return `This Odoo has no method ${what}.`;
    case 'odoo_private_method':
      return `${what} cannot be called from outside Odoo.`;
    case 'odoo_access_denied':
      return `Odoo refused the credentials during ${what}.`;
    default:
      return text ? `Odoo refused ${what}: ${text}` : `Odoo refused ${what} (${name}).`;
  }
}
