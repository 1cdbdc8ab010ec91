import { describe, it } from 'vitest';
import { odooConnectorSuite } from './odoo-connector-suite.ts';

const { ODOO_TEST_URL: url, ODOO_TEST_DB: database, ODOO_TEST_LOGIN: login, ODOO_TEST_API_KEY: apiKey } = process.env;
const { ODOO_TEST_BOT_LOGIN: botLogin, ODOO_TEST_BOT_API_KEY: botKey } = process.env;

if (!url || !database || !login || !apiKey) {
  describe('the Odoo connector on a real Odoo', () => {
    it.skip('needs ODOO_TEST_URL, ODOO_TEST_DB, ODOO_TEST_LOGIN and ODOO_TEST_API_KEY', () => undefined);
  });
} else {
  const admin = { login, apiKey };
  odooConnectorSuite('a real Odoo, as its administrator', () => ({ url, database, user: admin, admin }));
  if (botLogin && botKey) {
    const user = { login: botLogin, apiKey: botKey };
    odooConnectorSuite('a real Odoo, as a user who may not see external ids', () => ({ url, database, user, admin }));
  }
}
