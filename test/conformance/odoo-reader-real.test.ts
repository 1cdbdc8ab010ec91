import { describe, it } from 'vitest';
import { odooReaders } from './odoo-readers.ts';
import { readerSuite } from './reader-suite.ts';

const env = process.env;
const url = env.ODOO_TEST_URL;

if (url === undefined) {
  describe('reading from a real Odoo', () => {
    it.skip('needs ODOO_TEST_URL, ODOO_TEST_DB, ODOO_TEST_LOGIN and ODOO_TEST_PASSWORD', () => undefined);
  });
} else {
  const address = () => ({
    url,
    database: env.ODOO_TEST_DB ?? '',
    login: env.ODOO_TEST_LOGIN ?? '',
    password: env.ODOO_TEST_PASSWORD ?? '',
  });
  for (const target of odooReaders('real', address)) readerSuite(target);
}
