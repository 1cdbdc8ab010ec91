import { createOdooClient } from '../../src/odoo/client.ts';
import type { OdooAccount } from './bare-calls.ts';

export interface RealOdoo {
  readonly account: OdooAccount;
  readonly password: string | null;
  /** Major version. */
  readonly version: number;
}

/** The server that the environment names, as for the tests against a real Odoo; null when it names none. */
export async function realOdoo(environment: Readonly<Record<string, string | undefined>>): Promise<RealOdoo | null> {
  const { ODOO_TEST_URL: url, ODOO_TEST_DB: database, ODOO_TEST_LOGIN: login } = environment;
  const secret = environment.ODOO_TEST_API_KEY ?? environment.ODOO_TEST_PASSWORD;
  if (url === undefined || database === undefined || login === undefined || secret === undefined) return null;
  const client = createOdooClient({ url, database, login, apiKey: secret });
  try {
    const { major } = await client.version();
    return {
      account: { url, database, login, secret },
      password: environment.ODOO_TEST_PASSWORD ?? null,
      version: major,
    };
  } finally {
    await client.close();
  }
}
