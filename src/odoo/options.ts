import { PasserelleError } from '../errors.ts';
import type { HttpTransport } from '../http/transport.ts';
import { type Clock, type Random, systemClock } from '../resilience/clock.ts';
import type { RetryPolicy } from '../resilience/retry.ts';
import type { ProtocolName } from './protocol.ts';

export type OdooContext = Readonly<Record<string, unknown>>;

export interface OdooTimeouts {
  readonly connectMs?: number;
  /** Reads and logins; 60 s. */
  readonly readMs?: number;
  /** Everything else; 120 s. Odoo itself repeats conflicting transactions for up to 21 s: stay over 30 s. */
  readonly writeMs?: number;
}

export interface OdooClientOptions {
  /** The start page of the Odoo: `https://erp.example.com`. */
  readonly url: string;
  /** May be left out where the server has one database only. */
  readonly database?: string | undefined;
  /** Needed by all protocols but JSON-2. */
  readonly login?: string | undefined;
  readonly password?: string | undefined;
  /** Taken before the password. */
  readonly apiKey?: string | undefined;
  /** `auto`: JSON-2 with an API key on 19 and later, else JSON-RPC. */
  readonly protocol?: ProtocolName | 'auto' | undefined;
  /** Sent with every call, over language, time zone and company. */
  readonly context?: OdooContext | undefined;
  /** The company that calls are pinned to (`allowed_company_ids`). */
  readonly companyId?: number | undefined;
  /** Language of translated fields; `en_US`. */
  readonly language?: string | undefined;
  readonly timeouts?: OdooTimeouts | undefined;
  /** Most calls at a time; 4. */
  readonly concurrency?: number | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** Address of an HTTP proxy. */
  readonly proxy?: string | undefined;
  /** PEM certificates of private authorities. */
  readonly ca?: string | readonly string[] | undefined;
  /** Names of the arguments of own methods, for JSON-2: `{ 'my.model.my_method': ['ids', 'amount'] }`. */
  readonly signatures?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
  readonly transport?: HttpTransport | undefined;
}

export interface Settings {
  /** Without a final slash. */
  readonly url: string;
  readonly database: string | undefined;
  readonly login: string | undefined;
  readonly secret: string;
  readonly secretIsKey: boolean;
  readonly protocol: ProtocolName | 'auto';
  readonly context: OdooContext;
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
  readonly concurrency: number;
  readonly retry: RetryPolicy;
  readonly signatures: Readonly<Record<string, readonly string[]>>;
  readonly clock: Clock;
  readonly random: Random;
}

const RETRY: RetryPolicy = { maxAttempts: 4, baseMs: 500, capMs: 10_000, maxRetryAfterMs: 60_000 };

/** Checks the options and fills in what is not given. Throws config_invalid. */
export function readOptions(options: OdooClientOptions): Settings {
  const secret = options.apiKey ?? options.password;
  if (!secret) throw missing('apiKey', 'Neither a password nor an API key is given.');
  const protocol = options.protocol ?? 'auto';
  if (protocol === 'json2' && !options.apiKey) throw missing('apiKey', 'JSON-2 needs an API key.');
  if (protocol !== 'json2' && !options.login && !(protocol === 'auto' && options.apiKey)) {
    throw missing('login', 'No login is given.');
  }
  return {
    url: baseUrl(options.url),
    database: options.database || undefined,
    login: options.login,
    secret,
    secretIsKey: options.apiKey !== undefined,
    protocol,
    context: {
      lang: options.language ?? 'en_US',
      tz: 'UTC',
      ...(options.companyId !== undefined && { allowed_company_ids: [options.companyId] }),
      ...options.context,
    },
    readTimeoutMs: options.timeouts?.readMs ?? 60_000,
    writeTimeoutMs: options.timeouts?.writeMs ?? 120_000,
    concurrency: options.concurrency ?? 4,
    retry: { ...RETRY, ...options.retry },
    signatures: options.signatures ?? {},
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
  };
}

function baseUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch (cause) {
    throw new PasserelleError('config_invalid', 'The address of the Odoo is not a web address.', {
      field: 'url',
      remedy: 'Give it as https://erp.example.com.',
      cause,
    });
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new PasserelleError('config_invalid', 'The address of the Odoo must start with https:// or http://.', {
      field: 'url',
      value: url.protocol,
    });
  }
  if (url.username || url.password) {
    throw new PasserelleError('config_invalid', 'The address of the Odoo holds a user name or password.', {
      field: 'url',
      remedy: 'Give login and password or API key by their own options.',
    });
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function missing(field: string, message: string): PasserelleError {
  return new PasserelleError('config_invalid', message, { field, remedy: `Give \`${field}\`.` });
}
