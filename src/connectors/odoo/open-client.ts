import { readFileSync } from 'node:fs';
import { PasserelleError } from '../../errors.ts';
import { createOdooClient, type OdooClient } from '../../odoo/client.ts';
import type { OdooTimeouts } from '../../odoo/options.ts';
import type { OdooSettings } from './manifest.ts';

/** The client that a connection's settings ask for. Throws `config_invalid` when the CA file cannot be read. */
export function openClient(
  settings: OdooSettings,
  scope: { readonly language?: string | undefined; readonly companyId?: number | undefined } = {},
): OdooClient {
  const { url, database, login, password, apiKey, protocol, proxy, caFile } = settings;
  return createOdooClient({
    ...scope,
    url,
    database,
    login,
    password,
    apiKey,
    protocol,
    proxy,
    ca: caFile === undefined ? undefined : readCa(caFile),
    timeouts: definedOnly(settings.timeouts),
  });
}

function readCa(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new PasserelleError('config_invalid', `The CA file ${path} cannot be read.`, {
      field: 'caFile',
      value: path,
      remedy: 'Give the path of a PEM file with the certificate of the authority.',
      cause,
    });
  }
}

function definedOnly(timeouts: OdooSettings['timeouts']): OdooTimeouts {
  const { connectMs, readMs, writeMs } = timeouts;
  return {
    ...(connectMs !== undefined && { connectMs }),
    ...(readMs !== undefined && { readMs }),
    ...(writeMs !== undefined && { writeMs }),
  };
}
