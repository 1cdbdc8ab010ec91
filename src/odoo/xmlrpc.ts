import type { HttpResponse } from '../http/transport.ts';
import { brokenAnswer, foreignAnswer, hasMediaType } from './http-answer.ts';
import { uidOrRefusal } from './jsonrpc.ts';
import type { Protocol, ProtocolSettings, WireRequest } from './protocol.ts';
import type { Asked } from './server-error.ts';
import { decodeMethodResponse, type MethodResponse } from './xml-decode.ts';
import { encodeMethodCall } from './xml-encode.ts';
import { faultVerdict } from './xmlrpc-fault.ts';

const HEADERS = { 'content-type': 'text/xml' };

/** XML-RPC on `/xmlrpc/2` (all versions up to 21 at least), for servers that have nothing else open. */
export function createXmlRpc({ credentials, redact, nowMs }: ProtocolSettings): Protocol {
  const { database, login, secret } = credentials;

  const request = (service: string, method: string, params: readonly unknown[]): WireRequest => ({
    method: 'POST',
    path: `/xmlrpc/2/${service}`,
    headers: HEADERS,
    body: encodeMethodCall(method, params),
  });

  const read = (response: HttpResponse, asked: Asked): unknown => {
    if (response.status !== 200 || !(hasMediaType(response, 'text/xml') || hasMediaType(response, 'application/xml'))) {
      throw foreignAnswer(response, nowMs(), redact);
    }
    let answer: MethodResponse;
    try {
      answer = decodeMethodResponse(response.body);
    } catch (error) {
      throw brokenAnswer(response, redact, error);
    }
    if (answer.kind === 'result') return answer.value;
    const verdict = faultVerdict(answer.value, asked, redact);
    if (verdict.kind === 'none') return null;
    throw verdict.error;
  };

  return {
    name: 'xmlrpc',
    needsLogin: true,
    loginRequest: () => request('common', 'authenticate', [database, login, secret, {}]),
    readLogin: (response) => ({ uid: uidOrRefusal(read(response, { kind: 'login', database })) }),
    callRequest: ({ model, method, args, kwargs }, session) =>
      request('object', 'execute_kw', [database, session?.uid, secret, model, method, args, kwargs]),
    readAnswer: (response, call) => read(response, { kind: 'call', call, database }),
  };
}
