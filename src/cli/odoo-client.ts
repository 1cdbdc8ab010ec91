import type { Connection } from '../connections/connections.ts';
import type { OdooSettings } from '../connectors/odoo/manifest.ts';
import type { OdooClient } from '../odoo/client.ts';

/** A client with the settings of a connection of connector odoo, for a person's own calls. */
export async function clientOf(connection: Connection): Promise<OdooClient> {
  const { openClient } = await import('../connectors/odoo/open-client.ts');
  // What the schema of this connector has made.
  const settings = connection.settings as OdooSettings;
  const { language, company } = settings;
  return openClient(settings, { language, companyId: typeof company === 'number' ? company : undefined });
}
