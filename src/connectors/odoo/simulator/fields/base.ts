import type { FieldTable } from '../orm/field.ts';

/** Fields of `res.country` that the simulator keeps or computes. */
export const resCountryFields: FieldTable = {
  name: { type: 'char', string: 'Country Name', flags: 'required translate' },
  code: { type: 'char', string: 'Country Code', flags: 'required' },
  address_format: { type: 'text', string: 'Layout in Reports' },
  currency_id: { type: 'many2one', string: 'Currency', relation: 'res.currency' },
  phone_code: { type: 'integer', string: 'Country Calling Code' },
  state_ids: { type: 'one2many', string: 'States', relation: 'res.country.state', inverse: 'country_id' },
  name_position: {
    type: 'selection',
    string: 'Customer Name Position',
    selection: 'before=Before Address|after=After Address',
  },
  vat_label: { type: 'char', string: 'Vat Label', flags: 'translate' },
  state_required: { type: 'boolean', string: 'State Required' },
  zip_required: { type: 'boolean', string: 'Zip Required' },
};

/** Fields of `res.country.state` that the simulator keeps or computes. */
export const resCountryStateFields: FieldTable = {
  country_id: { type: 'many2one', string: 'Country', relation: 'res.country', flags: 'required' },
  name: { type: 'char', string: 'State Name', flags: 'required' },
  code: { type: 'char', string: 'State Code', flags: 'required' },
};

/** Fields of `res.lang` that the simulator keeps or computes. */
export const resLangFields: FieldTable = {
  name: { type: 'char', string: 'Name', flags: 'required' },
  code: { type: 'char', string: 'Locale Code', flags: 'required' },
  iso_code: { type: 'char', string: 'ISO code' },
  url_code: { type: 'char', string: 'URL Code', flags: 'required' },
  active: { type: 'boolean', string: 'Active' },
  direction: {
    type: 'selection',
    string: 'Direction',
    selection: 'ltr=Left-to-Right|rtl=Right-to-Left',
    flags: 'required',
  },
  date_format: {
    type: 'selection',
    string: 'Date Format',
    selection:
      '%d/%m/%Y=31/01/2026|%m/%d/%Y=01/31/2026|%Y/%m/%d=2026/01/31|%d-%m-%Y=31-01-2026|%m-%d-%Y=01-31-2026|%Y-%m-%d=2026-01-31|%d.%m.%Y=31.01.2026|%m.%d.%Y=01.31.2026|%Y.%m.%d=2026.01.31',
    flags: 'required',
    v18: { type: 'char', selection: '' },
  },
  time_format: {
    type: 'selection',
    string: 'Time Format',
    selection: '%H:%M:%S=13:00:00|%I:%M:%S %p= 1:00:00 PM',
    flags: 'required',
    v18: { type: 'char', selection: '' },
  },
  week_start: {
    type: 'selection',
    string: 'First Day of Week',
    selection: '1=Monday|2=Tuesday|3=Wednesday|4=Thursday|5=Friday|6=Saturday|7=Sunday',
    flags: 'required',
  },
  grouping: {
    type: 'selection',
    string: 'Separator Format',
    selection: '[3,0]=International Grouping|[3,2,0]=Indian Grouping',
    flags: 'required',
    v18: { type: 'char', selection: '' },
  },
  decimal_point: { type: 'char', string: 'Decimal Separator', flags: 'required untrimmed' },
  thousands_sep: { type: 'char', string: 'Thousands Separator', flags: 'untrimmed' },
};

/** Fields of `res.company` that the simulator keeps or computes. */
export const resCompanyFields: FieldTable = {
  name: { type: 'char', string: 'Company Name', related: 'partner_id.name', flags: 'required' },
  active: { type: 'boolean', string: 'Active' },
  sequence: { type: 'integer', string: 'Sequence', aggregator: 'none' },
  parent_id: { type: 'many2one', string: 'Parent Company', relation: 'res.company' },
  child_ids: { type: 'one2many', string: 'Branches', relation: 'res.company', inverse: 'parent_id' },
  partner_id: { type: 'many2one', string: 'Partner', relation: 'res.partner', flags: 'required' },
  currency_id: { type: 'many2one', string: 'Currency', relation: 'res.currency', flags: 'required' },
  user_ids: { type: 'many2many', string: 'Accepted Users', relation: 'res.users' },
  street: { type: 'char', string: 'Street', flags: 'virtual unsearchable' },
  street2: { type: 'char', string: 'Street2', flags: 'virtual unsearchable' },
  zip: { type: 'char', string: 'Zip', flags: 'virtual unsearchable' },
  city: { type: 'char', string: 'City', flags: 'virtual unsearchable' },
  state_id: { type: 'many2one', string: 'Fed. State', relation: 'res.country.state', flags: 'virtual unsearchable' },
  country_id: { type: 'many2one', string: 'Country', relation: 'res.country', flags: 'virtual unsearchable' },
  country_code: {
    type: 'char',
    string: 'Country Code',
    related: 'country_id.code',
    flags: 'readonly virtual unsearchable',
    v18: { flags: 'readonly virtual' },
  },
  email: { type: 'char', string: 'Email', related: 'partner_id.email' },
  phone: { type: 'char', string: 'Phone', related: 'partner_id.phone' },
  website: { type: 'char', string: 'Website Link', related: 'partner_id.website', flags: 'virtual sortable groupable' },
  vat: { type: 'char', string: 'Tax ID', related: 'partner_id.vat', flags: 'virtual sortable groupable' },
  company_registry: {
    type: 'char',
    string: 'Company ID',
    related: 'partner_id.company_registry',
    flags: 'virtual sortable groupable',
  },
  account_sale_tax_id: { type: 'many2one', string: 'Default Sale Tax', relation: 'account.tax' },
  account_purchase_tax_id: { type: 'many2one', string: 'Default Purchase Tax', relation: 'account.tax' },
  tax_calculation_rounding_method: {
    type: 'selection',
    string: 'Tax Calculation Rounding Method',
    selection: 'round_globally=Round per Tax|round_per_line=Round per Line',
    v18: { selection: 'round_per_line=Round per Line|round_globally=Round Globally' },
  },
  account_fiscal_country_id: { type: 'many2one', string: 'Fiscal Country', relation: 'res.country' },
  account_price_include: {
    type: 'selection',
    string: 'Default Sales Price Include',
    selection: 'tax_included=Tax Included|tax_excluded=Tax Excluded',
    flags: 'required',
  },
  quotation_validity_days: { type: 'integer', string: 'Default Quotation Validity' },
  portal_confirmation_sign: { type: 'boolean', string: 'Online Signature' },
  portal_confirmation_pay: { type: 'boolean', string: 'Online Payment' },
  prepayment_percent: { type: 'float', string: 'Prepayment percentage' },
  security_lead: { type: 'float', string: 'Sales Safety Days', flags: 'required' },
  stock_move_email_validation: { type: 'boolean', string: 'Email Confirmation picking' },
};

/** Fields of `res.currency` that the simulator keeps or computes. */
export const resCurrencyFields: FieldTable = {
  name: { type: 'char', string: 'Currency', flags: 'required' },
  iso_numeric: { type: 'integer', string: 'Currency numeric code.' },
  full_name: { type: 'char', string: 'Name' },
  symbol: { type: 'char', string: 'Symbol', flags: 'required' },
  rate: { type: 'float', string: 'Current Rate', flags: 'readonly virtual unsearchable' },
  inverse_rate: { type: 'float', string: 'Inverse Rate', flags: 'readonly virtual unsearchable' },
  rate_ids: { type: 'one2many', string: 'Rates', relation: 'res.currency.rate', inverse: 'currency_id' },
  rounding: { type: 'float', string: 'Rounding Factor', digits: [12, 6] },
  decimal_places: { type: 'integer', string: 'Decimal Places', flags: 'readonly' },
  active: { type: 'boolean', string: 'Active' },
  position: { type: 'selection', string: 'Symbol Position', selection: 'after=After Amount|before=Before Amount' },
  currency_unit_label: { type: 'char', string: 'Currency Unit', flags: 'translate' },
  currency_subunit_label: { type: 'char', string: 'Currency Subunit', flags: 'translate' },
};

/** Fields of `res.currency.rate` that the simulator keeps or computes. */
export const resCurrencyRateFields: FieldTable = {
  name: { type: 'date', string: 'Date', flags: 'required' },
  rate: { type: 'float', string: 'Technical Rate', aggregator: 'avg' },
  company_rate: { type: 'float', string: 'Company Rate', flags: 'virtual unsearchable' },
  inverse_company_rate: { type: 'float', string: 'Inverse Company Rate', flags: 'virtual unsearchable' },
  currency_id: { type: 'many2one', string: 'Currency', relation: 'res.currency', flags: 'required readonly' },
  company_id: { type: 'many2one', string: 'Company', relation: 'res.company' },
};
