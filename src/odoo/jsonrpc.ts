import { envelopeRequest, readEnvelope } from './jsonrpc-envelope.ts';
import { OdooError } from './odoo-error.ts';
import type { Protocol, ProtocolSettings } from './protocol.ts';
import type { Asked } from './server-error.ts';

/** JSON-RPC on `/jsonrpc` (all versions up to 21 at least): database, user id and secret go with every call. */
export function createJsonRpc({ credentials, redact, nowMs }: ProtocolSettings): Protocol {
  const { database, login, secret } = credentials;
  return {
    name: 'jsonrpc',
    needsLogin: true,
    loginRequest: () =>
      envelopeRequest('/jsonrpc', { service: 'common', method: 'authenticate', args: [database, login, secret, {}] }),
    readLogin(response) {
      const asked: Asked = { kind: 'login', database };
      return { uid: uidOrRefusal(readEnvelope(response, asked, redact, nowMs())) };
    },
    callRequest: ({ model, method, args, kwargs }, session) =>
      envelopeRequest('/jsonrpc', {
        service: 'object',
        method: 'execute_kw',
        args: [database, session?.uid, secret, model, method, args, kwargs],
      }),
    readAnswer: (response, call) => readEnvelope(response, { kind: 'call', call, database }, redact, nowMs()),
  };
}

/** A wrong password is the answer `false`, not an error (pair 006). */
export function uidOrRefusal(answer: unknown): number {
  if (typeof answer === 'number') return answer;
  throw new OdooError('odoo_wrong_password', 'Odoo does not accept the login with this password or API key.', {
    remedy: 'Check login and password or API key; after several failures Odoo refuses right ones too, for a minute.',
  });
}
