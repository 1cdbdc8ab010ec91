import { createOdooClient, type OdooClient, type OdooClientOptions, type ProtocolName } from '../../src/odoo/index.ts';

/** An Odoo to test against: a real server or the simulator. Its records made by tests are removed again. */
export interface OdooTarget {
  readonly url: string;
  readonly database: string;
  /** An administrator with the rights of sales and stock. */
  readonly login: string;
  readonly password: string;
  readonly apiKey: string;
  /** `18` or `19`. */
  readonly version: string;
  /** An internal user without the right to create products; tests of missing rights are left out without. */
  readonly limited?: { readonly login: string; readonly password: string } | undefined;
}

/** The target from ODOO_TEST_* in the environment; null, with what is missing, when it is not set. */
export function targetFromEnvironment(env: NodeJS.ProcessEnv): {
  target: Omit<OdooTarget, 'version'> | null;
  missing: string[];
} {
  const names = ['ODOO_TEST_URL', 'ODOO_TEST_DB', 'ODOO_TEST_LOGIN', 'ODOO_TEST_PASSWORD', 'ODOO_TEST_API_KEY'];
  const missing = names.filter((name) => !env[name]);
  if (missing.length > 0) return { target: null, missing };
  const [url = '', database = '', login = '', password = '', apiKey = ''] = names.map((name) => env[name] ?? '');
  const { ODOO_TEST_LIMITED_LOGIN: limitedLogin, ODOO_TEST_LIMITED_PASSWORD: limitedPassword } = env;
  const limited = limitedLogin && limitedPassword ? { login: limitedLogin, password: limitedPassword } : undefined;
  return { target: { url, database, login, password, apiKey, limited }, missing };
}

/** The ways in: every protocol of the version, with each kind of credential that it takes. */
export function waysInto(target: OdooTarget): { name: string; protocol: ProtocolName; open: OpenClient }[] {
  const way = (name: string, protocol: ProtocolName, secret: Partial<OdooClientOptions>) => ({
    name,
    protocol,
    open: (more: Partial<OdooClientOptions> = {}) =>
      createOdooClient({
        url: target.url,
        database: target.database,
        login: target.login,
        protocol,
        ...secret,
        ...more,
      }),
  });
  const key = { apiKey: target.apiKey };
  const password = { password: target.password };
  return [
    ...(Number(target.version) >= 19 ? [way('JSON-2', 'json2', key)] : []),
    way('JSON-RPC with a key', 'jsonrpc', key),
    way('JSON-RPC with a password', 'jsonrpc', password),
    way('XML-RPC with a key', 'xmlrpc', key),
    way('web session', 'web-session', password),
  ];
}

export type OpenClient = (more?: Partial<OdooClientOptions>) => OdooClient;

/** Deletes, newest first, what a test has noted. */
export interface Cleanup {
  note(model: string, ids: number | readonly number[]): void;
  run(client: OdooClient): Promise<void>;
}

export function createCleanup(): Cleanup {
  const made: { model: string; ids: readonly number[] }[] = [];
  return {
    note: (model, ids) => void made.push({ model, ids: typeof ids === 'number' ? [ids] : ids }),
    async run(client) {
      for (const { model, ids } of made.splice(0).reverse()) {
        const left = await client.search(model, [['id', 'in', ids]], { context: { active_test: false } });
        if (left.length > 0) await client.unlink(model, left);
      }
    },
  };
}
