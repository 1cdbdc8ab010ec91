import { z } from 'zod';
import type { ConnectorManifest } from '../../core/connector.ts';

/** The version that every operation here was checked against. */
export const API_VERSION = '2026-10';

const timeoutMs = z.int().positive().max(600_000);

export const shopifySettingsSchema = z
  .strictObject({
    /** `acme.myshopify.com`, or only `acme`: not the shop's own domain. */
    shop: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*(\.myshopify\.com)?$/i, 'the shop\'s own address such as "acme.myshopify.com"')
      .transform((shop) => (shop.includes('.') ? shop : `${shop}.myshopify.com`).toLowerCase()),
    /** Of an app made in the shop's admin: `shpat_…`. */
    accessToken: z.string().min(1).optional(),
    /** Of an app made in the Dev Dashboard, together with its secret. */
    clientId: z.string().min(1).optional(),
    clientSecret: z.string().min(1).optional(),
    /** Signs webhooks; the client secret unless given. */
    webhookSecret: z.string().min(1).optional(),
    /** Points at a simulator instead of the shop. */
    baseUrl: z.url({ protocol: /^https?$/, error: 'a web address such as http://127.0.0.1:4000' }).optional(),
    apiVersion: z.literal(API_VERSION).default(API_VERSION),
    /** Most requests at once. */
    concurrency: z.int().min(1).max(20).default(4),
    timeouts: z.strictObject({ readMs: timeoutMs.optional(), writeMs: timeoutMs.optional() }).prefault({}),
  })
  .refine(
    ({ accessToken, clientId, clientSecret }) =>
      accessToken !== undefined || (clientId !== undefined && clientSecret !== undefined),
    { path: ['accessToken'], message: 'an access token, or a client id and a client secret' },
  );

export type ShopifySettings = z.output<typeof shopifySettingsSchema>;

export const shopifyManifest: ConnectorManifest<ShopifySettings> = {
  name: 'shopify',
  title: 'Shopify',
  settings: shopifySettingsSchema,
  secrets: ['accessToken', 'clientSecret', 'webhookSecret'],
  identity: ({ shop, baseUrl }) => (baseUrl === undefined ? shop : `${new URL(baseUrl).origin} ${shop}`),
};
