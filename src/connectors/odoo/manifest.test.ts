import { describe, expect, it } from 'vitest';
import { odooManifest } from './manifest.ts';

const settings = (more: object) =>
  odooManifest.settings.parse({ url: 'https://erp.example.com', database: 'prod', login: 'bot', apiKey: 'k', ...more });

describe('settings of Odoo', () => {
  it('name the same account by another spelling of its address', () => {
    const identities = ['https://ERP.example.com', 'https://erp.example.com/', 'https://erp.example.com:443'].map(
      (url) => odooManifest.identity(settings({ url })),
    );
    expect(new Set(identities).size).toBe(1);
    expect(odooManifest.identity(settings({ database: 'test' }))).not.toBe(identities[0]);
    expect(identities[0]).not.toContain('k ');
  });

  it('leave orders as quotations, without a salesperson or pictures, unless told otherwise', () => {
    expect(settings({})).toMatchObject({
      orders: { confirm: 'never' },
      products: { images: false, priceMode: 'auto' },
    });
  });

  it('want a way to log in', () => {
    expect(odooManifest.settings.safeParse({ url: 'https://x.example', database: 'd', login: 'l' }).success).toBe(
      false,
    );
    expect(odooManifest.settings.safeParse({ url: 'https://x.example', database: 'd', apiKey: 'k' }).success).toBe(
      false,
    );
    expect(odooManifest.settings.safeParse({ url: 'x', database: 'd', login: 'l', apiKey: 'k' }).success).toBe(false);
    expect(
      odooManifest.settings.safeParse({ url: 'https://x.example', database: 'd', apiKey: 'k', protocol: 'json2' })
        .success,
    ).toBe(true);
  });
});
