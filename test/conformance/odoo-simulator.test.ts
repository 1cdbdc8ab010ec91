import { afterAll, beforeAll } from 'vitest';
import { type OdooSimulator, startOdooSimulator } from '../../src/connectors/odoo/simulator/start.ts';
import { odooProducts } from './odoo-products.ts';
import { writerSuite } from './writer-suite.ts';

for (const version of [18, 19] as const) {
  let simulator: OdooSimulator;
  const address = () => ({ url: simulator.url, database: simulator.database, login: 'admin', password: 'admin' });

  beforeAll(async () => {
    simulator = await startOdooSimulator({ port: 0, version });
  });
  afterAll(async () => {
    await simulator?.stop();
  });

  writerSuite(odooProducts(`Odoo ${version} products, simulated`, address, address));
}
