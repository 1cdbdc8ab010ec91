import { HttpFailure } from '../http/failure.ts';
import type { FailureAssessment } from '../resilience/retry.ts';
import { OdooError } from './odoo-error.ts';

/** Whether the call can have been carried out although it ended with this error. */
export function mayBeApplied(error: unknown): boolean {
  if (error instanceof HttpFailure) return error.reached === 'maybe';
  return error instanceof OdooError && error.effect === 'unknown';
}

/**
 * Whether a call that ended with this error is to be sent again. `repeatable` says that doing the call twice is the
 * same as doing it once; other calls are repeated only if they were provably not carried out.
 */
export function assessCall(error: unknown, repeatable: boolean): FailureAssessment {
  if (error instanceof HttpFailure) {
    const passing = error.code === 'http_unreachable' || error.code === 'http_timeout' || error.code === 'http_cut';
    return { repeatable: passing && (repeatable || error.reached === 'no') };
  }
  if (!(error instanceof OdooError)) return { repeatable: false };
  const { retryAfterMs } = error;
  switch (error.code) {
    case 'odoo_rate_limited':
      return { repeatable: true, retryAfterMs };
    case 'odoo_busy':
      return { repeatable: repeatable || error.effect === 'not_applied', retryAfterMs };
    case 'odoo_bad_answer':
    case 'odoo_server_error':
      // An exception in Odoo comes again with the same call; a bare error page may not.
      return { repeatable: repeatable && error.effect === 'unknown', retryAfterMs };
    default:
      return { repeatable: false };
  }
}
