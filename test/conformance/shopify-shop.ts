import { openShopify, type ShopifyParts } from '../../src/connectors/shopify/connector.ts';
import { shopifySettingsSchema } from '../../src/connectors/shopify/manifest.ts';
import {
  type ShopifySimulator,
  type ShopifySimulatorOptions,
  startShopifySimulator,
} from '../../src/connectors/shopify/simulator/start.ts';
import type { CanonicalRecord, ChangePage, CreateWrite, IntentKey, Port, Session } from '../../src/core/connector.ts';
import type { Values } from '../../src/core/value.ts';
import { createInstantClock } from '../fake-clock.ts';

export interface TestShop {
  readonly shop: ShopifySimulator;
  readonly session: Session;
  readonly products: Port;
  readonly customers: Port;
  readonly warnings: string[];
  stop(): Promise<void>;
}

/** A simulated shop and a session on it whose waits cost no time. */
export async function startTestShop(
  options: Partial<ShopifySimulatorOptions> = {},
  settings: Readonly<Record<string, unknown>> = {},
  parts: ShopifyParts = { clock: createInstantClock(), random: () => 0.5 },
): Promise<TestShop> {
  const shop = await startShopifySimulator({ port: 0, profile: 'empty', plan: 'unlimited', ...options });
  const credentials = settings.clientId === undefined ? { accessToken: shop.accessToken } : {};
  const parsed = shopifySettingsSchema.parse({ shop: shop.shop, baseUrl: shop.url, ...credentials, ...settings });
  const warnings: string[] = [];
  const log = { debug() {}, info() {}, warn: (_fields: object, message: string) => void warnings.push(message) };
  const session = openShopify(parsed, { now: Date.now, log }, parts);
  const { product, customer } = session.records;
  if (product === undefined || customer === undefined) throw new Error('a port is missing');
  return {
    shop,
    session,
    products: product,
    customers: customer,
    warnings,
    async stop() {
      await session.close();
      await shop.stop();
    },
  };
}

export function createOf(n: number, values: Values): CreateWrite {
  return { op: 'create', key: String(n).padStart(32, '0') as IntentKey, sourceId: `s${n}`, values };
}

/** The pages of a feed, with the records of all of them. */
export async function readFeed(port: Port, cursor: string | null, pageSize = 50) {
  const pages: ChangePage[] = [];
  for await (const page of port.changes?.(cursor, { pageSize }) ?? []) pages.push(page);
  const records = pages.flatMap((page) => page.items.flatMap((item) => (item.ok ? [item.record] : [])));
  return { pages, records, cursor: pages.at(-1)?.cursor ?? null };
}

export async function readOne(port: Port, id: string): Promise<CanonicalRecord> {
  const [item] = (await port.read?.([id])) ?? [];
  if (item?.ok !== true) throw new Error(`${id} cannot be read`);
  return item.record;
}
