import * as fields from '../fields/account.ts';
import type { ModelSpec } from '../orm/model.ts';

export const taxModel: ModelSpec = {
  name: 'account.tax',
  label: 'Tax',
  fields: fields.accountTaxFields,
  order: 'sequence,id',
  searchNames: 'name description invoice_label',
  defaults: {
    active: true,
    amount_type: 'percent',
    type_tax_use: 'sale',
    company_id: 1,
    sequence: 1,
    amount: 0,
    tax_group_id: 1,
    tax_exigibility: 'on_invoice',
    is_base_affected: true,
    country_id: (env) => env.row('res.company', 1)?.account_fiscal_country_id as number,
  },
  compute: {
    price_include: (env, row) =>
      row.price_include_override === 'tax_included' ||
      (row.price_include_override === false && env.row('res.company', 1)?.account_price_include === 'tax_included'),
  },
};

export const taxGroupModel: ModelSpec = {
  name: 'account.tax.group',
  label: 'Tax Group',
  fields: fields.accountTaxGroupFields,
  order: 'sequence asc, id',
  defaults: { sequence: 10, company_id: 1 },
};

export const paymentTermModel: ModelSpec = {
  name: 'account.payment.term',
  label: 'Payment Terms',
  fields: fields.accountPaymentTermFields,
  order: 'sequence, id',
  defaults: { active: true, sequence: 10 },
};

export const fiscalPositionModel: ModelSpec = {
  name: 'account.fiscal.position',
  label: 'Fiscal Position',
  fields: fields.accountFiscalPositionFields,
  order: 'sequence',
  defaults: { active: true, company_id: 1 },
};

export const journalModel: ModelSpec = {
  name: 'account.journal',
  label: 'Journal',
  fields: fields.accountJournalFields,
  order: 'sequence, type, code',
  searchNames: 'name code',
  defaults: { active: true, company_id: 1, sequence: 10 },
};

export const salesTeamModel: ModelSpec = {
  name: 'crm.team',
  label: 'Sales Team',
  fields: fields.crmTeamFields,
  order: 'sequence ASC, create_date DESC, id DESC',
  defaults: { active: true, sequence: 10 },
};
