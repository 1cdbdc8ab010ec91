import { describe, it } from 'vitest';
import { odooProducts } from './odoo-products.ts';
import { writerSuite } from './writer-suite.ts';

const env = process.env;
const url = env.ODOO_TEST_URL;

if (url === undefined) {
  describe('conformance on a real Odoo', () => {
    it.skip('needs ODOO_TEST_URL, ODOO_TEST_DB, ODOO_TEST_LOGIN and ODOO_TEST_PASSWORD', () => undefined);
  });
} else {
  const admin = () => ({
    url,
    database: env.ODOO_TEST_DB ?? '',
    login: env.ODOO_TEST_LOGIN ?? '',
    password: env.ODOO_TEST_PASSWORD ?? '',
  });
  writerSuite(odooProducts('Odoo products, administrator', admin, admin));
  const bot = { login: env.ODOO_TEST_BOT_LOGIN, password: env.ODOO_TEST_BOT_PASSWORD };
  if (bot.login !== undefined && bot.password !== undefined) {
    const { login, password } = bot;
    writerSuite(
      odooProducts(
        'Odoo products, a user without access to external ids',
        () => ({ ...admin(), login, password }),
        admin,
      ),
    );
  }
}
