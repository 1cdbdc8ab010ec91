import { describe } from 'vitest';
import { customerSuite } from './odoo-connector-customers-suite.ts';
import type { ConnectorTarget } from './odoo-connector-fixture.ts';
import { orderSuite } from './odoo-connector-orders-suite.ts';
import { productCreateSuite } from './odoo-connector-products-suite.ts';
import { productUpdateSuite } from './odoo-connector-updates-suite.ts';

/** What the Odoo connector promises, trap by trap; the same on the simulator and on real servers. */
export function odooConnectorSuite(name: string, target: () => ConnectorTarget): void {
  describe(`the Odoo connector on ${name}`, () => {
    productCreateSuite(target);
    productUpdateSuite(target);
    customerSuite(target);
    orderSuite(target);
  });
}
