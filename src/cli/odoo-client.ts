import type { Connection } from '../connections/connections.ts';
import type { OdooSettings } from '../connectors/odoo/manifest.ts';
import type { OdooClient } from '../odoo/client.ts';

/** A client with the settings of a connection of connector odoo, for a person's own calls. */
export async function clientOf(connection: Connection): Promise<OdooClient> {
  const { createOdooClient } = await import('../odoo/client.ts');
  // What the schema of this connector has made.
  const { url, database, login, password, apiKey, protocol, language, company, timeouts } =
    connection.settings as OdooSettings;
  const given = Object.entries(timeouts).filter(([, ms]) => ms !== undefined);
  return createOdooClient({
    url,
    database,
    login,
    password,
    apiKey,
    protocol,
    language,
    timeouts: Object.fromEntries(given),
    companyId: typeof company === 'number' ? company : undefined,
  });
}
