import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateCustomer } from '../../../core/records/customer.ts';
import { validateOrder } from '../../../core/records/order.ts';
import { validateProduct } from '../../../core/records/product.ts';
import { createFolder, FIXTURES, readAll, type TestFolder } from '../testing.ts';
import { countryCodeByName } from './country-names.ts';
import { recogniseProfile } from './profiles.ts';

let folder: TestFolder;
beforeAll(async () => {
  folder = await createFolder();
});
afterAll(() => folder.remove());

describe('exports from Odoo', () => {
  it('of product templates, with labels for names', async () => {
    const { records, errors } = await readAll({ file: join(FIXTURES, 'odoo-product-templates.csv') });
    expect(errors).toEqual([]);
    for (const { values } of records) validateProduct(values);
    expect(records).toMatchObject([
      {
        id: '__export__.product_template_7_1a2b',
        values: {
          externalId: '__export__.product_template_7_1a2b',
          title: 'Large Cabinet',
          status: 'active',
          kind: 'goods',
          categoryPath: ['All', 'Saleable', 'Office Furniture'],
          tags: ['office', 'wood'],
          variants: [
            { sku: 'E-COM07', price: '320.5', cost: '800', barcode: '4006381333931', weight: '0.33', tracked: true },
          ],
        },
      },
      // An empty cell of a yes or no column is "no"; the apostrophe guarded the minus.
      {
        values: {
          title: '-Installation',
          status: 'archived',
          kind: 'service',
          variants: [{ sku: 'SERV', tracked: false }],
        },
      },
    ]);
  });

  it('of product variants, with technical names: variants of a template make one product', async () => {
    const { records } = await readAll({ file: join(FIXTURES, 'odoo-product-variants.csv') });
    for (const { values } of records) validateProduct(values);
    expect(records).toMatchObject([
      {
        id: 'product.desk',
        location: 'lines 2 and 4',
        values: {
          externalId: 'product.desk',
          options: [
            { name: 'Legs', values: ['Steel', 'Aluminium, polished'] },
            { name: 'Color', values: ['White', 'Black'] },
          ],
          variants: [
            { id: 'product.desk_steel_white', externalId: 'product.desk_steel_white', sku: 'DESK-SW', price: '750' },
            { id: 'product.desk_alu_black', optionValues: { Legs: 'Aluminium, polished', Color: 'Black' } },
          ],
        },
      },
      { id: 'product.mug_template', values: { options: [], variants: [{ optionValues: {} }] } },
    ]);
  });

  it('of contacts, with countries by name', async () => {
    const { records, errors } = await readAll({ file: join(FIXTURES, 'odoo-partners.csv') });
    for (const { values } of records) validateCustomer(values);
    expect(records).toMatchObject([
      {
        id: 'base.res_partner_1',
        values: {
          name: 'Wood Corner',
          isCompany: true,
          vat: 'US12345677',
          tags: ['Vendor', 'Gold'],
          addresses: [{ id: 'default', street: '1839 Arbor Way', zip: '95380', countryCode: 'US' }],
        },
      },
      { values: { name: 'Ron Gibson', isCompany: false, company: 'Wood Corner', addresses: [{ countryCode: 'FR' }] } },
    ]);
    expect(errors).toMatchObject([{ code: 'csv_bad_value', field: 'Country', value: 'Atlantis' }]);
  });

  it('of sales orders, whose further lines stand in rows of their own', async () => {
    const { records, rows } = await readAll({ file: join(FIXTURES, 'odoo-sale-orders.csv') });
    expect(rows).toBe(3);
    for (const { values } of records) validateOrder(values);
    expect(records).toMatchObject([
      {
        id: 'sale.order_1',
        location: 'lines 2-3',
        values: {
          number: 'S00001',
          placedAt: '2026-11-20T09:30:00Z',
          status: 'confirmed',
          customer: { type: 'customer', id: 'base.res_partner_1' },
          totals: { total: '2947.5' },
          lines: [
            { id: 'sale.line_1', sku: 'E-COM07', variant: { sku: 'E-COM07' }, quantity: '3', unitPrice: '320.5' },
            { id: 'sale.line_2', title: 'Installation', discountPercent: '10' },
          ],
        },
      },
      { id: 'sale.order_2', values: { status: 'cancelled', lines: [{ sku: 'MUG' }] } },
    ]);
  });

  it('refuses a product whose variants are not shown, and a record that comes twice', async () => {
    const header = 'External ID,Name,Internal Reference,Sales Price,# Product Variants';
    const path = await folder.write('twice.csv', `${header}\na,A,,1,3\nb,B,B,1,1\nb,B,B,2,1\n`);
    const { errors, records, rows } = await readAll({ file: path });
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringContaining('has 3 variants, which this export does not show'),
      'Line 4 is "b" again; line 3 has it already.',
    ]);
    expect(records).toHaveLength(1);
    expect(rows).toBe(3);
  });
});

describe('recognising exports', () => {
  it('leaves other files to a mapping, and says so', () => {
    const recognise = (header: string) => recogniseProfile('x.csv', header.split(','));
    expect(() => recognise('Name,Price,Stock')).toThrow(
      expect.objectContaining({ code: 'csv_unknown_layout', exitCode: 2 }),
    );
    expect(() => recognise('Name,Email,Phone,City')).toThrow('are those of no known export');
    expect(recognise('passerelle_line,passerelle_code,passerelle_reason,Handle,Title,Variant Price').name).toBe(
      'shopify-products',
    );
  });

  it('knows countries by the names that Odoo gives them', () => {
    const names = [
      'United Kingdom',
      'Germany',
      'Czech Republic',
      'Hong Kong',
      'Russian Federation',
      "Côte d'Ivoire",
      'Réunion',
    ];
    expect(names.map(countryCodeByName)).toEqual(['GB', 'DE', 'CZ', 'HK', 'RU', 'CI', 'RE']);
    expect(countryCodeByName('Atlantis')).toBeUndefined();
  });
});
