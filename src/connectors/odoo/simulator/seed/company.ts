import { MODULES } from '../data/modules.ts';
import type { Env } from '../orm/env.ts';
import { assignExternalId } from '../orm/external-ids.ts';
import type { Row } from '../orm/values.ts';
import { put } from './seeding.ts';

/** The one company with its partner, country and rounding. */
export function seedCompany(env: Env, name: string, currencyId: number, countryId: number): Row {
  const partner = put(
    env,
    'res.partner',
    { name, is_company: true, country_id: countryId, lang: 'en_US' },
    'base.main_partner',
    1,
  );
  const company = env.model('res.company');
  const row: Row = {
    id: 1,
    name,
    active: true,
    sequence: 10,
    partner_id: partner.id,
    parent_id: false,
    currency_id: currencyId,
    user_ids: [],
    account_sale_tax_id: false,
    account_purchase_tax_id: false,
    tax_calculation_rounding_method: env.version === 18 ? 'round_per_line' : 'round_globally',
    account_fiscal_country_id: countryId,
    account_price_include: 'tax_excluded',
    quotation_validity_days: 30,
    portal_confirmation_sign: true,
    portal_confirmation_pay: false,
    prepayment_percent: 1,
    security_lead: 0,
    stock_move_email_validation: false,
    create_date: env.tx.startedAt,
    write_date: env.tx.startedAt,
    create_uid: 1,
    write_uid: 1,
  };
  company.table.nextId = 2;
  company.table.insert(row);
  assignExternalId(env, 'base.main_company', 'res.company', 1, true);
  return row;
}

export function seedAccounting(env: Env, company: Row): void {
  const group = put(env, 'account.tax.group', { name: 'Tax 15%', company_id: 1 }, 'account.1_tax_group_15');
  const base = { name: '15%', amount: 15, tax_group_id: group.id, company_id: 1 };
  const sale = put(env, 'account.tax', { ...base, type_tax_use: 'sale' }, 'account.1_sale_tax_template');
  const purchase = put(env, 'account.tax', { ...base, type_tax_use: 'purchase' }, 'account.1_purchase_tax_template');
  if (env.version === 19) {
    const zero = put(env, 'account.tax.group', { name: 'Tax 0%', company_id: 1 }, 'account.1_tax_group_0');
    put(
      env,
      'account.tax',
      { name: '0% Exports', amount: 0, tax_group_id: zero.id, type_tax_use: 'sale' },
      'account.1_sale_export_tax_template',
    );
    put(
      env,
      'account.tax',
      { name: '0% Imports', amount: 0, tax_group_id: zero.id, type_tax_use: 'purchase' },
      'account.1_purchase_import_tax_template',
    );
  }
  const table = env.model('res.company').table;
  table.set(company, 'account_sale_tax_id', sale.id);
  table.set(company, 'account_purchase_tax_id', purchase.id);
  const terms = ['Immediate Payment', '15 Days', '21 Days', '30 Days', '45 Days'];
  const keys = ['immediate', '15days', '21days', '30days', '45days'];
  for (const [index, name] of terms.entries())
    put(env, 'account.payment.term', { name }, `account.account_payment_term_${keys[index]}`);
  put(env, 'account.journal', { name: env.version === 18 ? 'Customer Invoices' : 'Sales', code: 'INV', type: 'sale' });
  put(env, 'account.journal', {
    name: env.version === 18 ? 'Vendor Bills' : 'Purchases',
    code: 'BILL',
    type: 'purchase',
  });
  put(env, 'crm.team', { name: 'Sales', sequence: 0 }, 'sales_team.team_sales_department');
  put(env, 'crm.team', { name: 'Website', sequence: 10, active: false }, 'sales_team.salesteam_website_sales');
  put(env, 'crm.team', { name: 'Point of Sale', sequence: 10, active: false }, 'sales_team.pos_sales_team');
}

const PRECISIONS: readonly (readonly [string, string, number])[] = [
  ['Product Price', 'Product Price', 2],
  ['Discount', 'Discount', 2],
  ['Stock Weight', 'Stock Weight', 2],
  ['Volume', 'Volume', 2],
  ['Product Unit of Measure', 'Product Unit', 2],
  ['Payment Terms', 'Payment Terms', 6],
];

export function seedSettings(env: Env): void {
  for (const [on18, on19, digits] of PRECISIONS)
    put(env, 'decimal.precision', { name: env.version === 18 ? on18 : on19, digits });
  const sequence = { padding: 5, implementation: 'standard', number_increment: 1, number_next: 1, active: true };
  put(env, 'ir.sequence', { ...sequence, name: 'Sales Order', code: 'sale.order', prefix: 'S' });
  put(env, 'ir.sequence', { ...sequence, name: 'Delivery Orders', code: 'stock.picking.out', prefix: 'WH/OUT/' });
  put(env, 'ir.sequence', { ...sequence, name: 'Receipts', code: 'stock.picking.in', prefix: 'WH/IN/' });
  put(env, 'ir.config_parameter', { key: 'web.base.url', value: 'http://localhost:8069' });
  put(env, 'ir.config_parameter', {
    key: 'database.uuid',
    value: `${env.db.randomHex(8)}-${env.db.randomHex(4)}-${env.db.randomHex(4)}`,
  });
  for (const name of MODULES[env.version].split(' ')) {
    const vals = {
      name,
      shortdesc: name,
      state: 'installed',
      latest_version: `${env.version}.0.1.0`,
      application: /^(sale_management|stock|account|contacts)$/.test(name),
    };
    put(env, 'ir.module.module', vals, `base.module_${name}`);
  }
  for (const model of env.db.models.values()) {
    put(
      env,
      'ir.model',
      { name: model.label, model: model.name, state: 'base', transient: model.spec.transient === true },
      `base.model_${model.name.replace(/\./g, '_')}`,
    );
  }
}
