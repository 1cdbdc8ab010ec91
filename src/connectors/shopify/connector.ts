import type { Connector, ConnectorEnvironment, Session } from '../../core/connector.ts';
import { createRedactor } from '../../http/redact.ts';
import type { HttpTransport } from '../../http/transport.ts';
import { createUndiciTransport } from '../../http/undici-transport.ts';
import { type Clock, type Random, systemClock } from '../../resilience/clock.ts';
import { createShopifyClient } from './api/client.ts';
import { checkShop } from './check-shop.ts';
import { customerPort } from './customer/customer-port.ts';
import { inventoryPort } from './inventory/inventory-port.ts';
import { type ShopifySettings, shopifyManifest } from './manifest.ts';
import { createEnsureMarks } from './marks.ts';
import { orderPort } from './order/order-port.ts';
import { pricePort } from './price/price-port.ts';
import { productPort } from './product/product-port.ts';
import { createTerms } from './shop-terms.ts';

/** What tests put in the place of the network and of time. */
export interface ShopifyParts {
  readonly http?: HttpTransport;
  readonly clock?: Clock;
  readonly random?: Random;
}

/** A shop of Shopify, both ways, by its Admin GraphQL API. */
export const shopifyConnector: Connector<ShopifySettings> = {
  manifest: shopifyManifest,
  open: async (settings, environment) => openShopify(settings, environment),
};

export function openShopify(
  settings: ShopifySettings,
  environment: ConnectorEnvironment,
  parts: ShopifyParts = {},
): Session {
  const { accessToken, clientSecret, webhookSecret } = settings;
  const redact = createRedactor([accessToken, clientSecret, webhookSecret]);
  const http = parts.http ?? createUndiciTransport({ redact });
  const { clock = systemClock, random = Math.random } = parts;
  const client = createShopifyClient(settings, { http, clock, random, log: environment.log });
  const ensureMarks = createEnsureMarks(client);
  const terms = createTerms(client);
  return {
    check: (options) => checkShop(client, options?.signal),
    records: {
      product: productPort(client, ensureMarks),
      customer: customerPort(client, ensureMarks),
      order: orderPort(client, ensureMarks, terms),
      inventory: inventoryPort(client),
      price: pricePort(client, terms),
    },
    close: () => http.close(),
  };
}
