import type { Json } from './orm/values.ts';

/** An error that Odoo answers: the Python class, the text, and what hangs on it. */
export class OdooError extends Error {
  /** The dotted Python class, e.g. `odoo.exceptions.UserError`. */
  readonly className: string;
  readonly args: readonly Json[];
  /** Odoo adds context to access errors. */
  readonly context: Record<string, Json>;

  constructor(className: string, message: string, args?: readonly Json[], context: Record<string, Json> = {}) {
    super(message);
    this.className = className;
    this.args = args ?? [message];
    this.context = context;
  }
}

export function userError(message: string): OdooError {
  return new OdooError('odoo.exceptions.UserError', message);
}

export function validationError(message: string): OdooError {
  return new OdooError('odoo.exceptions.ValidationError', message);
}

export function accessError(message: string, context: Record<string, Json> = {}): OdooError {
  return new OdooError('odoo.exceptions.AccessError', message, [message], context);
}

export function accessDenied(message = 'Access Denied'): OdooError {
  return new OdooError('odoo.exceptions.AccessDenied', message);
}

export function missingError(model: string, ids: readonly number[], uid: number): OdooError {
  const tuple = ids.length === 1 ? `${ids[0]},` : ids.join(', ');
  const message = `Record does not exist or has been deleted.\n(Record: ${model}(${tuple}), User: ${uid})`;
  return new OdooError('odoo.exceptions.MissingError', message);
}

export function valueError(message: string): OdooError {
  return new OdooError('builtins.ValueError', message);
}

export function typeError(message: string): OdooError {
  return new OdooError('builtins.TypeError', message);
}

export function keyError(key: string): OdooError {
  return new OdooError('builtins.KeyError', key);
}

/** What the simulator cannot do, said aloud: it never answers wrongly instead. */
export function notSimulated(what: string): OdooError {
  return new OdooError('builtins.NotImplementedError', `not simulated: ${what}`);
}
