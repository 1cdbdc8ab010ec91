import { describe, it } from 'vitest';
import { createOdooClient } from '../../src/odoo/index.ts';
import { odooClientSuite } from './odoo-client-suite.ts';
import { targetFromEnvironment } from './odoo-target.ts';

const { target, missing } = targetFromEnvironment(process.env);

if (target) {
  const client = createOdooClient(target);
  const { major, series } = await client.version();
  await client.close();
  describe(`Odoo ${series} at ${target.url}`, () => odooClientSuite({ ...target, version: String(major) }));
} else {
  describe('a real Odoo', () => {
    it.skip(`not tested: ${missing.join(', ')} not set`, () => {});
  });
}
