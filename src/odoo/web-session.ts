import type { HttpResponse } from '../http/transport.ts';
import { uidOrRefusal } from './jsonrpc.ts';
import { envelopeRequest, readEnvelope } from './jsonrpc-envelope.ts';
import type { Protocol, ProtocolSettings } from './protocol.ts';

/** The web client's way: one login, then a cookie. The password is checked once, not with every call. */
export function createWebSession({ credentials, redact, nowMs }: ProtocolSettings): Protocol {
  const { database, login, secret } = credentials;
  return {
    name: 'web-session',
    needsLogin: true,
    loginRequest: () => envelopeRequest('/web/session/authenticate', { db: database, login, password: secret }),
    readLogin(response) {
      const info = readEnvelope(response, { kind: 'login', database }, redact, nowMs());
      // A user with a second factor gets `uid: null` and no session (read in the source of 18 and 19).
      const uid = uidOrRefusal((info as { uid?: unknown } | null)?.uid);
      const cookie = sessionCookie(response);
      return cookie === undefined ? { uid } : { uid, cookie };
    },
    callRequest: ({ model, method, args, kwargs }, session) =>
      envelopeRequest(
        `/web/dataset/call_kw/${encodeURIComponent(model)}/${encodeURIComponent(method)}`,
        { model, method, args, kwargs },
        session?.cookie === undefined ? {} : { cookie: session.cookie },
      ),
    readAnswer: (response, call) => readEnvelope(response, { kind: 'call', call, database }, redact, nowMs()),
  };
}

function sessionCookie(response: HttpResponse): string | undefined {
  const header = response.headers['set-cookie'];
  const cookies = header === undefined ? [] : Array.isArray(header) ? header : [header];
  return cookies.find((cookie) => cookie.startsWith('session_id='))?.split(';', 1)[0];
}
