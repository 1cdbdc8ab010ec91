import { type ErrorCode, type ErrorOptions, PasserelleError } from '../errors.ts';

/**
 * What an error says about the work that was asked for. Odoo runs a call in one transaction: an error that Odoo
 * itself answers means `not_applied`; an answer from something in between, or none, means `unknown`.
 */
export type Effect = 'not_applied' | 'unknown' | 'applied';

export interface OdooErrorOptions extends ErrorOptions {
  readonly effect?: Effect | undefined;
  /** Odoo's class: `odoo.exceptions.UserError`. */
  readonly exceptionName?: string | undefined;
  readonly model?: string | undefined;
  readonly method?: string | undefined;
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** An error that an Odoo, or something that stands before it, answered. `detail` holds the server's traceback. */
export class OdooError extends PasserelleError {
  override readonly name: string = 'OdooError';
  readonly effect: Effect;
  readonly exceptionName: string | undefined;
  readonly model: string | undefined;
  readonly method: string | undefined;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: OdooErrorOptions = {}) {
    super(code, message, options);
    this.effect = options.effect ?? 'not_applied';
    this.exceptionName = options.exceptionName;
    this.model = options.model;
    this.method = options.method;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
  }
}
