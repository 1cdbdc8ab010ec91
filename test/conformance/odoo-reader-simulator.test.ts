import { afterAll, beforeAll, describe } from 'vitest';
import { type OdooSimulator, startOdooSimulator } from '../../src/connectors/odoo/simulator/start.ts';
import { odooReaders } from './odoo-readers.ts';
import { readerSuite } from './reader-suite.ts';

describe.each([18, 19] as const)('a simulated Odoo %d', (version) => {
  let simulator: OdooSimulator;
  const address = () => ({ url: simulator.url, database: simulator.database, login: 'admin', password: 'admin' });

  beforeAll(async () => {
    simulator = await startOdooSimulator({ port: 0, version });
  });
  afterAll(async () => {
    await simulator?.stop();
  });

  const many = version === 19 ? 2500 : 1100;
  for (const target of odooReaders(`simulated ${version}`, address, many)) readerSuite(target);
});
