import type { Redactor } from '../http/redact.ts';
import type { HttpResponse } from '../http/transport.ts';

export type ProtocolName = 'json2' | 'jsonrpc' | 'xmlrpc' | 'web-session';

/** One call of a model's method, the context already in `kwargs`. */
export interface WireCall {
  readonly model: string;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
}

export interface WireRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a login gave. */
export interface Session {
  readonly uid: number;
  /** Web sessions only. */
  readonly cookie?: string;
}

export interface Credentials {
  readonly database: string | undefined;
  readonly login: string | undefined;
  /** Password or API key. */
  readonly secret: string;
}

export interface ProtocolSettings {
  readonly credentials: Credentials;
  /** Language and the like, for the login of protocols that log in by a call. */
  readonly redact: Redactor;
  readonly nowMs: () => number;
  /** More methods for JSON-2's table of argument names, `model.method` or `method`. */
  readonly signatures: Readonly<Record<string, readonly string[]>>;
}

/** A way to speak to Odoo: encodes requests and reads answers, sends nothing itself. */
export interface Protocol {
  readonly name: ProtocolName;
  /** False where each request carries its own proof, so that no login is needed before a call. */
  readonly needsLogin: boolean;
  loginRequest(): WireRequest;
  /** Throws OdooError (odoo_wrong_password, odoo_wrong_database, odoo_not_odoo ...). */
  readLogin(response: HttpResponse): Session;
  callRequest(call: WireCall, session: Session | null): WireRequest;
  /** The method's result; `null` for Python's None. Throws OdooError. */
  readAnswer(response: HttpResponse, call: WireCall): unknown;
}
