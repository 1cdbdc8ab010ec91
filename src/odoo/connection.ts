import type { Redactor } from '../http/redact.ts';
import type { HttpTransport } from '../http/transport.ts';
import { chooseProtocol, createProtocol } from './choose-protocol.ts';
import { findDatabase } from './find-database.ts';
import { OdooError } from './odoo-error.ts';
import type { Settings } from './options.ts';
import type { Protocol, Session, WireCall } from './protocol.ts';
import {
  type OdooVersion,
  readServerTime,
  readVersion,
  readVersionPage,
  versionPageRequest,
  versionRequest,
} from './server-version.ts';
import { createWire, type Exchange } from './wire.ts';

export interface SendOptions {
  readonly repeatable: boolean;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** One Odoo, spoken to over one protocol, logged in when needed. */
export interface Connection {
  version(signal?: AbortSignal): Promise<OdooVersion>;
  serverTime(signal?: AbortSignal): Promise<Date>;
  protocol(): Promise<Protocol>;
  login(signal?: AbortSignal): Promise<Session>;
  send(call: WireCall, options: SendOptions): Promise<unknown>;
}

export function createConnection(settings: Settings, transport: HttpTransport, redact: Redactor): Connection {
  const wire = createWire(settings, transport);
  const nowMs = () => settings.clock.now();
  const reading = { repeatable: true, timeoutMs: settings.readTimeoutMs };

  const askVersion = async (): Promise<OdooVersion> => {
    try {
      return await wire.exchange({
        ...reading,
        what: 'version',
        request: versionRequest(),
        read: (response) => readVersion(response, redact, nowMs()),
      });
    } catch (error) {
      if (!(error instanceof OdooError) || error.status === undefined || error.status < 400) throw error;
      if (error.code !== 'odoo_not_odoo') throw error;
      return await wire.exchange({
        ...reading,
        what: 'version',
        request: versionPageRequest,
        read: (response) => readVersionPage(response, redact, nowMs()),
      });
    }
  };
  const version = once(askVersion);

  const protocol = once(async () => {
    const name = settings.protocol === 'auto' ? chooseProtocol(settings, await version.get()) : settings.protocol;
    const database = settings.database ?? (name === 'json2' ? undefined : await findDatabase(wire, settings, redact));
    return createProtocol(name, {
      credentials: { database, login: settings.login, secret: settings.secret },
      redact,
      nowMs,
      signatures: settings.signatures,
    });
  });

  const session = once(async () => {
    const spoken = await protocol.get();
    try {
      return await wire.exchange({
        ...reading,
        what: 'login',
        request: spoken.loginRequest(),
        read: (response) => spoken.readLogin(response),
      });
    } catch (error) {
      if (spoken.name === 'json2') await explainMissingJson2(error);
      throw error;
    }
  });

  /** A missing page means a wrong database only where there is an Odoo with JSON-2. */
  const explainMissingJson2 = async (error: unknown): Promise<void> => {
    if (!(error instanceof OdooError) || error.code !== 'odoo_wrong_database') return;
    const { major, series } = await version.get();
    if (major >= 19) return;
    throw new OdooError('odoo_unsupported_version', `Odoo ${series} has no JSON-2.`, {
      remedy: 'Choose another protocol, or let the client choose.',
      cause: error,
    });
  };

  const sendOnce = async (spoken: Protocol, call: WireCall, options: SendOptions): Promise<unknown> => {
    const own = spoken.needsLogin ? await withSignal(session.get(), options.signal) : null;
    const exchange: Exchange<unknown> = {
      what: `${call.model}.${call.method}`,
      request: spoken.callRequest(call, own),
      read: (response) => spoken.readAnswer(response, call),
      repeatable: options.repeatable,
      timeoutMs: options.timeoutMs,
      signal: options.signal,
    };
    try {
      return await wire.exchange(exchange);
    } catch (error) {
      if (spoken.name === 'json2') await explainMissingJson2(error);
      if (own && error instanceof OdooError && error.code === 'odoo_session_expired') session.forget(own);
      throw error;
    }
  };

  return {
    version: (signal) => withSignal(version.get(), signal),
    serverTime: (signal) =>
      wire.exchange({
        ...reading,
        what: 'server time',
        request: versionPageRequest,
        read: (response) => readServerTime(response, redact, nowMs()),
        signal,
      }),
    protocol: () => protocol.get(),
    login: (signal) => withSignal(session.get(), signal),
    async send(call, options) {
      const spoken = await withSignal(protocol.get(), options.signal);
      try {
        return await sendOnce(spoken, call, options);
      } catch (error) {
        // Odoo looks at the session before it does anything: the call was not begun.
        if (!(error instanceof OdooError) || error.code !== 'odoo_session_expired' || !spoken.needsLogin) throw error;
        return await sendOnce(spoken, call, options);
      }
    },
  };
}

/** A value fetched once by whoever comes first; a failure is not kept. */
function once<T>(fetch: () => Promise<T>): { get(): Promise<T>; forget(value: T): void } {
  let pending: Promise<T> | undefined;
  let current: T | undefined;
  return {
    get() {
      pending ??= fetch().then(
        (value) => {
          current = value;
          return value;
        },
        (error) => {
          pending = undefined;
          throw error;
        },
      );
      return pending;
    },
    forget(value) {
      // Another caller may have fetched a new one meanwhile.
      if (value === current) pending = undefined;
    },
  };
}

/** Lets one caller give up without ending the shared work of the others. */
function withSignal<T>(shared: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return shared;
  return new Promise((resolve, reject) => {
    const onAbort = () =>
      reject(new OdooError('cancelled', 'The call was cancelled.', { effect: 'not_applied', cause: signal.reason }));
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
