import { afterAll, beforeAll, describe } from 'vitest';
import { type OdooSimulator, startOdooSimulator } from '../../src/connectors/odoo/simulator/start.ts';
import { odooConnectorSuite } from './odoo-connector-suite.ts';

describe.for([18, 19] as const)('simulated Odoo %s', (version) => {
  let simulator: OdooSimulator;

  beforeAll(async () => {
    simulator = await startOdooSimulator({ port: 0, version });
  });
  afterAll(async () => {
    await simulator?.stop();
  });

  odooConnectorSuite(`a simulated Odoo ${version}`, () => {
    const admin = { login: 'admin', apiKey: simulator.apiKey };
    return { url: simulator.url, database: simulator.database, user: admin, admin };
  });
});
