import type { Redactor } from '../http/redact.ts';
import { OdooError } from './odoo-error.ts';
import { type Asked, type ServerException, serverError } from './server-error.ts';

/** The codes of `/xmlrpc/2`: 2 covers UserError, ValidationError, MissingError and an unknown model. */
const NAME_BY_CODE: Readonly<Record<number, string>> = {
  2: 'odoo.exceptions.UserError',
  3: 'odoo.exceptions.AccessDenied',
  4: 'odoo.exceptions.AccessError',
};

/** How Python writes a record set, in any language: `res.partner(84,)`. Odoo has it in texts about missing records. */
const RECORD_SET = /\(\w+: [a-z_][\w.]*\(\d+(, ?\d+)*,?\)|\([^()]*: [a-z_][\w.]*\(\d+(, ?\d+)*,?\)/;

const NONE_ANSWERED = 'cannot marshal None unless allow_none is enabled';
const INTEGER_TOO_LARGE = 'int exceeds XML-RPC limits';

export type FaultVerdict = { readonly kind: 'none' } | { readonly kind: 'error'; readonly error: OdooError };

/**
 * What a fault means. Two of them come from writing down the answer, when the work is done and committed: None,
 * which is a success, and an integer of more than 32 bits.
 */
export function faultVerdict(fault: unknown, asked: Asked, redact: Redactor): FaultVerdict {
  const { faultCode, faultString } = (fault ?? {}) as { faultCode?: unknown; faultString?: unknown };
  const text = String(faultString ?? '');
  const exception = exceptionOf(typeof faultCode === 'number' ? faultCode : 1, text);
  if (exception.name === 'builtins.TypeError' && exception.message === NONE_ANSWERED) return { kind: 'none' };
  if (exception.name === 'builtins.OverflowError' && exception.message === INTEGER_TOO_LARGE) {
    return { kind: 'error', error: tooLarge(asked, redact(text)) };
  }
  return { kind: 'error', error: serverError(exception, asked, redact) };
}

function exceptionOf(code: number, text: string): ServerException {
  const name = NAME_BY_CODE[code];
  if (name === undefined) return fromTraceback(text);
  if (code === 2 && RECORD_SET.test(text)) return { name: 'odoo.exceptions.MissingError', message: text };
  return { name, message: text };
}

/** `psycopg2.errors.UniqueViolation: duplicate ...`, `ValueError: ...`; not PostgreSQL's `HINT: ...`. */
const EXCEPTION_LINE =
  /^((?:[A-Za-z_]\w*\.)+[A-Za-z_]\w*|[A-Z]\w*(?:Error|Exception|Warning|Interrupt|Exit|Iteration))(?:: (.*))?$/;

/** The last line that names an exception: a message of several lines follows it, a database's ends in a bare `^`. */
function fromTraceback(text: string): ServerException {
  const lines = text.trimEnd().split('\n');
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const match = EXCEPTION_LINE.exec(lines[index] ?? '');
    const name = match?.[1];
    if (name === undefined) continue;
    const message = [match?.[2] ?? '', ...lines.slice(index + 1)].join('\n').trim();
    return { name: name.includes('.') ? name : `builtins.${name}`, message, traceback: text };
  }
  return { name: '', message: '', traceback: text };
}

function tooLarge(asked: Asked, detail: string): OdooError {
  const call = asked.kind === 'call' ? asked.call : undefined;
  return new OdooError('odoo_bad_value', 'The answer holds a number that XML-RPC cannot carry; the call was done.', {
    remedy: 'Choose JSON-RPC or JSON-2.',
    effect: 'applied',
    exceptionName: 'builtins.OverflowError',
    model: call?.model,
    method: call?.method,
    detail,
  });
}
