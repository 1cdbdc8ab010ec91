import { expect, it } from 'vitest';
import type { OdooCalls } from './calls.ts';
import { checkSettings } from './check-settings.ts';
import { odooSettingsSchema } from './manifest.ts';
import { createTarget } from './target.ts';

const answers: Readonly<Record<string, unknown>> = {
  'res.users context_get': { uid: 2, lang: 'en_US' },
  'res.users read': [{ id: 2, company_id: 1, company_ids: [1], email: false }],
  'res.company search_read': [{ id: 1, name: 'Acme', currency_id: 3 }],
  'res.lang search_read': [{ id: 1, code: 'en_US' }],
  'res.currency read': [{ id: 3, name: 'EUR' }],
  'stock.warehouse search_read': [{ id: 4, code: 'WH', name: 'Main' }],
  'product.pricelist search_read': [{ id: 5, name: 'Dollars', currency_id: 9 }],
};
const odoo: OdooCalls = { call: async (model, method) => answers[`${model} ${method}`] ?? [] };
const check = (more: object) => {
  const settings = odooSettingsSchema.parse({
    url: 'https://x.example',
    database: 'd',
    login: 'l',
    apiKey: 'k',
    ...more,
  });
  return checkSettings(createTarget(odoo, settings));
};

it('a check names each setting that Odoo has nothing for, before an import meets it', async () => {
  expect(await check({})).toEqual([]);
  const items = await check({
    warehouse: 'WH',
    pricelist: 'Dollars',
    orders: { confirm: 'confirmed', fallbackProduct: 'NONE', salesperson: 'nobody' },
  });
  expect(items).toMatchObject([
    { name: 'warehouse', status: 'ok' },
    { name: 'pricelist', status: 'failed', message: expect.stringContaining('EUR') },
    { name: 'orders.fallbackProduct', status: 'failed', message: 'Odoo has no product NONE.' },
    { name: 'orders.salesperson', status: 'failed' },
    { name: 'sender', status: 'warning' },
  ]);
  expect(await check({ language: 'de_DE' })).toMatchObject([{ name: 'language', status: 'failed' }]);
});
