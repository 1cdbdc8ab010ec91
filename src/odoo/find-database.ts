import type { Redactor } from '../http/redact.ts';
import { envelopeRequest, readEnvelope } from './jsonrpc-envelope.ts';
import { OdooError } from './odoo-error.ts';
import type { Settings } from './options.ts';
import type { Wire } from './wire.ts';

/** The one database of a server, when none is named. Throws odoo_wrong_database if there are several or a secret. */
export async function findDatabase(wire: Wire, settings: Settings, redact: Redactor): Promise<string> {
  // Odoo Online: one database, named as the host, and the list is closed.
  const online = /^https:\/\/([\w-]+)\.odoo\.com$/.exec(settings.url)?.[1];
  if (online !== undefined) return online;
  let names: unknown;
  try {
    names = await wire.exchange({
      what: 'list of databases',
      request: envelopeRequest('/jsonrpc', { service: 'db', method: 'list', args: [] }),
      read: (response) => readEnvelope(response, { kind: 'login', database: undefined }, redact, settings.clock.now()),
      repeatable: true,
      timeoutMs: settings.readTimeoutMs,
    });
  } catch (error) {
    if (!(error instanceof OdooError) || error.exceptionName === undefined) throw error;
    throw unnamed('This Odoo does not tell the names of its databases.', error);
  }
  if (Array.isArray(names) && names.length === 1 && typeof names[0] === 'string') return names[0];
  const listed = Array.isArray(names) ? names.join(', ') : '';
  throw unnamed(`This Odoo has several databases${listed && `: ${listed}`}.`, undefined);
}

function unnamed(message: string, cause: unknown): OdooError {
  return new OdooError('odoo_wrong_database', message, {
    remedy: 'Give the name of the database as `database`.',
    field: 'database',
    cause,
  });
}
