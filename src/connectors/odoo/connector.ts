import type { Connector, Session } from '../../core/connector.ts';
import { checkOdoo } from '../../odoo/examine/check-odoo.ts';
import { checkSettings } from './check-settings.ts';
import { customerPort } from './customer/customer-port.ts';
import { type OdooSettings, odooManifest } from './manifest.ts';
import { openClient } from './open-client.ts';
import { orderPort } from './order/order-port.ts';
import { productPort } from './product/product-port.ts';
import { createTarget } from './target.ts';

/** Odoo 18 and 19 as a target. Nothing has to be installed in Odoo. */
export const odooConnector: Connector<OdooSettings> = {
  manifest: odooManifest,
  async open(settings, { now }): Promise<Session> {
    const client = openClient(settings);
    const target = createTarget(client, settings);
    return {
      async check(options) {
        const { items } = await checkOdoo(client, settings, { now, signal: options?.signal });
        return [...items, ...(await checkSettings(target))];
      },
      records: { product: productPort(target), customer: customerPort(target), order: orderPort(target) },
      close: () => client.close(),
    };
  },
};
