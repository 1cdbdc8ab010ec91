import { PasserelleError } from '../errors.ts';
import { createJson2 } from './json2.ts';
import { createJsonRpc } from './jsonrpc.ts';
import type { Settings } from './options.ts';
import type { Protocol, ProtocolName, ProtocolSettings } from './protocol.ts';
import type { OdooVersion } from './server-version.ts';
import { createWebSession } from './web-session.ts';
import { createXmlRpc } from './xmlrpc.ts';

/** JSON-2 where server and credentials allow it, else JSON-RPC. Throws config_invalid without a login for that. */
export function chooseProtocol(settings: Pick<Settings, 'secretIsKey' | 'login'>, version: OdooVersion): ProtocolName {
  if (version.major >= 19 && settings.secretIsKey) return 'json2';
  if (settings.login === undefined) {
    throw new PasserelleError('config_invalid', `Odoo ${version.series} needs a login beside the API key.`, {
      field: 'login',
      remedy: 'Give the login that the key belongs to.',
    });
  }
  return 'jsonrpc';
}

const CREATORS: Readonly<Record<ProtocolName, (settings: ProtocolSettings) => Protocol>> = {
  json2: createJson2,
  jsonrpc: createJsonRpc,
  xmlrpc: createXmlRpc,
  'web-session': createWebSession,
};

export function createProtocol(name: ProtocolName, settings: ProtocolSettings): Protocol {
  return CREATORS[name](settings);
}
