import type { Connector, Session } from '../../core/connector.ts';
import { createOdooClient } from '../../odoo/client.ts';
import { checkOdoo } from '../../odoo/examine/check-odoo.ts';
import type { OdooTimeouts } from '../../odoo/options.ts';
import { checkSettings } from './check-settings.ts';
import { customerPort } from './customer/customer-port.ts';
import { type OdooSettings, odooManifest } from './manifest.ts';
import { orderPort } from './order/order-port.ts';
import { productPort } from './product/product-port.ts';
import { createTarget } from './target.ts';

/** Odoo 18 and 19 as a target. Nothing has to be installed in Odoo. */
export const odooConnector: Connector<OdooSettings> = {
  manifest: odooManifest,
  async open(settings, { now }): Promise<Session> {
    const client = createOdooClient({
      url: settings.url,
      database: settings.database,
      login: settings.login,
      password: settings.password,
      apiKey: settings.apiKey,
      protocol: settings.protocol,
      timeouts: definedOnly(settings.timeouts),
    });
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

function definedOnly(timeouts: OdooSettings['timeouts']): OdooTimeouts {
  const { connectMs, readMs, writeMs } = timeouts;
  return {
    ...(connectMs !== undefined && { connectMs }),
    ...(readMs !== undefined && { readMs }),
    ...(writeMs !== undefined && { writeMs }),
  };
}
