import type { FieldTable } from '../orm/field.ts';

/** Fields of `account.tax` that the simulator keeps or computes. */
export const accountTaxFields: FieldTable = {
  name: { type: 'char', string: 'Tax Name', flags: 'required translate' },
  type_tax_use: {
    type: 'selection',
    string: 'Tax Type',
    selection: 'sale=Sales|purchase=Purchases|none=None',
    flags: 'required',
  },
  amount_type: {
    type: 'selection',
    string: 'Tax Computation',
    selection: 'group=Group of Taxes|fixed=Fixed|percent=Percentage|division=Percentage Tax Included',
    flags: 'required',
  },
  active: { type: 'boolean', string: 'Active' },
  company_id: { type: 'many2one', string: 'Company', relation: 'res.company', flags: 'required readonly' },
  sequence: { type: 'integer', string: 'Sequence', aggregator: 'none', flags: 'required' },
  amount: { type: 'float', string: 'Amount', digits: [16, 4], flags: 'required' },
  description: { type: 'html', string: 'Description', flags: 'translate' },
  invoice_label: { type: 'char', string: 'Label on Invoices', flags: 'translate' },
  price_include: { type: 'boolean', string: 'Price Include', flags: 'readonly virtual' },
  price_include_override: {
    type: 'selection',
    string: 'Included in Price',
    selection: 'tax_included=Tax Included|tax_excluded=Tax Excluded',
  },
  company_price_include: {
    type: 'selection',
    string: 'Default Sales Price Include',
    selection: 'tax_included=Tax Included|tax_excluded=Tax Excluded',
    related: 'company_id.account_price_include',
    flags: 'readonly virtual sortable groupable',
  },
  include_base_amount: { type: 'boolean', string: 'Affect Base of Subsequent Taxes' },
  is_base_affected: { type: 'boolean', string: 'Base Affected by Previous Taxes' },
  tax_group_id: { type: 'many2one', string: 'Tax Group', relation: 'account.tax.group', flags: 'required' },
  country_id: { type: 'many2one', string: 'Country', relation: 'res.country', flags: 'required' },
  tax_exigibility: {
    type: 'selection',
    string: 'Tax Exigibility',
    selection: 'on_invoice=Based on Invoice|on_payment=Based on Payment',
  },
};

/** Fields of `account.tax.group` that the simulator keeps or computes. */
export const accountTaxGroupFields: FieldTable = {
  name: { type: 'char', string: 'Name', flags: 'required translate' },
  sequence: { type: 'integer', string: 'Sequence', aggregator: 'none' },
  company_id: { type: 'many2one', string: 'Company', relation: 'res.company', flags: 'required' },
};

/** Fields of `account.payment.term` that the simulator keeps or computes. */
export const accountPaymentTermFields: FieldTable = {
  name: { type: 'char', string: 'Payment Terms', flags: 'required translate' },
  active: { type: 'boolean', string: 'Active' },
  note: { type: 'html', string: 'Description on the Invoice', flags: 'translate' },
  company_id: { type: 'many2one', string: 'Company', relation: 'res.company' },
  sequence: { type: 'integer', string: 'Sequence', aggregator: 'none', flags: 'required' },
};

/** Fields of `account.fiscal.position` that the simulator keeps or computes. */
export const accountFiscalPositionFields: FieldTable = {
  name: { type: 'char', string: 'Fiscal Position', flags: 'required translate' },
  active: { type: 'boolean', string: 'Active' },
  company_id: { type: 'many2one', string: 'Company', relation: 'res.company', flags: 'required readonly' },
  sequence: { type: 'integer', string: 'Sequence', aggregator: 'none' },
  auto_apply: { type: 'boolean', string: 'Detect Automatically' },
  country_id: { type: 'many2one', string: 'Country', relation: 'res.country' },
};

/** Fields of `crm.team` that the simulator keeps or computes. */
export const crmTeamFields: FieldTable = {
  name: { type: 'char', string: 'Sales Team', flags: 'required translate' },
  active: { type: 'boolean', string: 'Active' },
  sequence: { type: 'integer', string: 'Sequence', aggregator: 'none' },
  company_id: { type: 'many2one', string: 'Company', relation: 'res.company' },
  user_id: { type: 'many2one', string: 'Team Leader', relation: 'res.users' },
};

/** Fields of `account.journal` that the simulator keeps or computes. */
export const accountJournalFields: FieldTable = {
  name: { type: 'char', string: 'Journal Name', flags: 'required translate' },
  code: { type: 'char', string: 'Sequence Prefix', flags: 'required', v18: { string: 'Short Code' } },
  type: {
    type: 'selection',
    string: 'Type',
    selection: 'sale=Sales|purchase=Purchase|cash=Cash|bank=Bank|credit=Credit Card|general=Miscellaneous',
    flags: 'required',
  },
  active: { type: 'boolean', string: 'Active' },
  company_id: { type: 'many2one', string: 'Company', relation: 'res.company', flags: 'required readonly' },
  sequence: { type: 'integer', string: 'Sequence', aggregator: 'none' },
};
