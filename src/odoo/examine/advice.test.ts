import { describe, expect, it } from 'vitest';
import { PasserelleError } from '../../errors.ts';
import { adviseOn } from './advice.ts';
import type { Examination } from './examination.ts';
import { NEEDS } from './needed.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const ok = <T>(value: T) => ({ ok: true, value }) as const;

const RIGHTS = NEEDS.flatMap(({ models }) =>
  models.flatMap(({ model, operations }) => operations.map((operation) => ({ model, operation, allowed: true }))),
);

const COMPANY = { id: 1, name: 'Acme', currency: 'EUR', taxRounding: 'per line', pricesIncludeTax: false } as const;

const GOOD: Examination = {
  url: 'https://erp.example.com',
  database: 'prod',
  usesPassword: false,
  series: '19.0',
  major: 19,
  protocol: 'json2',
  userId: 7,
  latencyMs: 40,
  clockDifferenceMs: ok(300),
  user: ok({ id: 7, login: 'bot', language: 'en_US', timeZone: null, companyId: 1, companyIds: [1] }),
  rights: ok(RIGHTS),
  modules: ok(['account', 'delivery', 'product', 'sale', 'stock']),
  languages: ok(['en_US']),
  companies: ok([COMPANY]),
  currencies: ok(['EUR']),
  pricelists: ok([{ id: 1, name: 'Default', currency: 'EUR', companyId: null }]),
  saleTaxes: ok([{ name: '21%', amount: 21, priceInclude: false, companyId: 1 }]),
  apiKeys: ok([{ name: 'hub', expiresAt: null }]),
};

const advise = (change: Partial<Examination>, company?: string | number) =>
  adviseOn({ ...GOOD, ...change }, { nowMs: NOW, company }).filter(({ status }) => status !== 'ok');

it('a good Odoo gives nothing to mend', () => {
  expect(advise({})).toEqual([]);
});

describe('a person hears of', () => {
  const cases: readonly (readonly [what: string, change: Partial<Examination>, name: string, says: RegExp])[] = [
    ['a version that nobody has tried', { series: '16.0', major: 16 }, 'version', /tested with 18 and 19/],
    ['a password on an open line', { url: 'http://erp.example.com' }, 'address', /unencrypted/],
    ['slow logins', { usesPassword: true }, 'protocol', /with every call/],
    [
      'a key that ends soon',
      { apiKeys: ok([{ name: 'hub', expiresAt: '2026-12-01T12:00:00Z' }]) },
      'API key',
      /"hub" expires in 7 days, on 2026-12-01/,
    ],
    ['a slow way to Odoo', { latencyMs: 900 }, 'latency', /900 ms/],
    ['clocks apart', { clockDifferenceMs: ok(-95_000) }, 'clock', /95 s behind/],
    [
      'no module for orders',
      { modules: ok(['product', 'stock', 'account', 'delivery']) },
      'modules',
      /sale \(orders\)/,
    ],
    ['no pricelist', { pricelists: ok([]) }, 'pricelists', /only by their options/],
    ['no sales tax', { saleTaxes: ok([]) }, 'taxes', /no sales taxes/],
    [
      'a company that was chosen by nobody',
      { companies: ok([COMPANY, { ...COMPANY, id: 2, name: 'Beta' }]) },
      'companies',
      /In use: Acme, because/,
    ],
    [
      'what Odoo will not tell',
      { languages: { ok: false, error: new PasserelleError('odoo_access_error', 'You may not.') } },
      'languages',
      /You may not. \(odoo_access_error\)/,
    ],
  ];
  it.each(cases)('%s, as a warning that fails no script', (_, change, name, says) => {
    expect(advise(change)).toEqual([
      expect.objectContaining({ name, status: 'warning', message: expect.stringMatching(says) }),
    ]);
  });

  it('the rights that a user lacks, and the group that brings them', () => {
    const rights = RIGHTS.map((right) => ({
      ...right,
      allowed: !(right.model === 'product.template' && right.operation !== 'read') && right.model !== 'product.tag',
    }));
    expect(advise({ rights: ok(rights) })).toEqual([
      {
        name: 'rights: product',
        status: 'failed',
        message: 'bot may not create or change product.template; read or create product.tag.',
        remedy: expect.stringContaining('Products: Create'),
      },
    ]);
  });

  it('models that are not there as a module to install, not as a right', () => {
    const rights = RIGHTS.map((right) => (right.model.startsWith('sale.') ? { ...right, allowed: null } : right));
    expect(advise({ rights: ok(rights) })).toEqual([
      expect.objectContaining({
        name: 'rights: order',
        status: 'warning',
        message: 'This Odoo has no sale.order, sale.order.line.',
        remedy: expect.stringContaining('sale'),
      }),
    ]);
  });

  it('a chosen company that the user does not see', () => {
    expect(advise({}, 'Beta')).toMatchObject([{ name: 'companies', status: 'failed' }]);
    expect(advise({}, 'Acme')).toEqual([]);
    expect(advise({}, 1)).toEqual([]);
  });
});

it('a machine on this machine needs no https, and expired keys are forgotten', () => {
  expect(advise({ url: 'http://127.0.0.1:8069' })).toEqual([]);
  expect(advise({ apiKeys: ok([{ name: 'old', expiresAt: '2026-11-01T00:00:00Z' }]) })).toEqual([]);
});
