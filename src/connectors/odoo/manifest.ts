import { z } from 'zod';
import type { ConnectorManifest } from '../../core/connector.ts';

/** A record of Odoo by its database id, or by a name that only one record has. */
const recordChoice = z.union([z.int().positive(), z.string().min(1)]);

const timeoutMs = z.int().positive().max(3_600_000);

export const odooSettingsSchema = z
  .strictObject({
    url: z.url({ protocol: /^https?$/, error: 'a web address such as https://erp.example.com' }),
    database: z.string().min(1),
    login: z.string().min(1).optional(),
    password: z.string().min(1).optional(),
    /** Taken before the password. */
    apiKey: z.string().min(1).optional(),
    /** Chosen from the server's version and the credentials unless given. */
    protocol: z.enum(['json2', 'jsonrpc', 'xmlrpc', 'web-session']).optional(),
    /** Address of an HTTP proxy. */
    proxy: z.url({ protocol: /^https?$/, error: 'a web address such as http://proxy.example.com:3128' }).optional(),
    /** PEM file of a certificate authority to trust beside those of the system. */
    caFile: z.string().min(1).optional(),
    /** The language that translated fields are read and written in: `fr_FR`. The user's own unless given. */
    language: z.string().min(2).optional(),
    /** The company that everything is pinned to, by id or name. The user's own unless given. */
    company: recordChoice.optional(),
    /** Where orders are delivered from, by id, short code or name. Odoo chooses unless given. */
    warehouse: recordChoice.optional(),
    /** For prices of variants and for orders, by id or name. The company's first unless given. */
    pricelist: recordChoice.optional(),
    orders: z
      .strictObject({
        /** `never` leaves every order a quotation; `confirmed` confirms those whose status says so. */
        confirm: z.enum(['never', 'confirmed']).default('never'),
        /** Product (id, SKU or external id) of lines without one: tips, fees, deleted products. */
        fallbackProduct: recordChoice.optional(),
        /** Product (id, SKU or external id) of shipping lines; Odoo's own delivery product unless given. */
        shippingProduct: recordChoice.optional(),
        /** Customer (id, e-mail or external id) of orders that name none. */
        fallbackCustomer: recordChoice.optional(),
        /** Salesperson (id or login). None unless given. */
        salesperson: recordChoice.optional(),
      })
      .prefault({}),
    products: z
      .strictObject({
        /** Fetch pictures from their addresses and store the first one in Odoo. */
        images: z.boolean().default(false),
        /**
         * How prices are written where variants of one product differ. `auto`: rules in the pricelist, one a
         * variant; where the company has no pricelist, extra prices of the option values, if the prices fit them.
         */
        priceMode: z.enum(['auto']).default('auto'),
      })
      .prefault({}),
    timeouts: z
      .strictObject({ connectMs: timeoutMs.optional(), readMs: timeoutMs.optional(), writeMs: timeoutMs.optional() })
      .prefault({}),
  })
  .refine((settings) => settings.apiKey !== undefined || settings.password !== undefined, {
    path: ['apiKey'],
    message: 'an API key or a password',
  })
  .refine(
    (settings) => settings.login !== undefined || (settings.apiKey !== undefined && settings.protocol === 'json2'),
    {
      path: ['login'],
      message: 'a login (only protocol json2 goes without)',
    },
  );

export type OdooSettings = z.output<typeof odooSettingsSchema>;

export const odooManifest: ConnectorManifest<OdooSettings> = {
  name: 'odoo',
  title: 'Odoo',
  settings: odooSettingsSchema,
  secrets: ['password', 'apiKey'],
  identity: ({ url, database }) => {
    const { origin, pathname } = new URL(url);
    return `${origin}${pathname.replace(/\/+$/, '')} ${database}`;
  },
};
