import { join } from 'node:path';
import type { OdooSimulator } from '../../src/connectors/odoo/simulator/start.ts';

/** The environment of a command that works with a simulated Odoo, as the pages of docs/ set it. */
export function accessTo(odoo: OdooSimulator, folder: string): Readonly<Record<string, string>> {
  return {
    PASSERELLE_DATA_DIR: join(folder, 'data'),
    PASSERELLE_ODOO_URL: odoo.url,
    PASSERELLE_ODOO_DATABASE: odoo.database,
    PASSERELLE_ODOO_LOGIN: 'admin',
    PASSERELLE_ODOO_API_KEY: odoo.apiKey,
  };
}
