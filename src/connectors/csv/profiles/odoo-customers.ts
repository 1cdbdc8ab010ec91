/** Contacts exported from Odoo (`res.partner`). */
import type { Value } from '../../../core/value.ts';
import { badCell, booleanCell, listCell, missingCell, textCell } from '../cells.ts';
import type { Row } from '../layout.ts';
import { countryCodeByName } from './country-names.ts';
import { countOf, createOdooLayout, hasAny, ODOO_ID_COLUMNS, type OdooLayout } from './odoo-layout.ts';
import type { ColumnReader, MadeRecord, Profile } from './profile.ts';

const COLUMNS = {
  ...ODOO_ID_COLUMNS,
  name: ['name', 'Name', 'Complete Name', 'complete_name', 'Display Name', 'display_name'],
  isCompany: ['is_company', 'Is a Company'],
  companyType: ['company_type', 'Company Type'],
  parent: ['parent_id', 'Related Company', 'commercial_company_name', 'Company Name Entity', 'company_name'],
  reference: ['ref', 'Reference', 'Internal Reference'],
  email: ['email', 'Email'],
  phone: ['phone', 'Phone'],
  mobile: ['mobile', 'Mobile'],
  vat: ['vat', 'Tax ID'],
  street: ['street', 'Street'],
  street2: ['street2', 'Street2'],
  city: ['city', 'City'],
  zip: ['zip', 'Zip'],
  provinceCode: ['state_id/code', 'State/State Code'],
  countryCode: ['country_id/code', 'Country/Country Code'],
  country: ['country_id', 'Country'],
  language: ['lang', 'Language'],
  note: ['comment', 'Notes'],
  tags: ['category_id', 'Tags'],
} as const;

const layout: OdooLayout = {
  name: 'odoo-customers',
  type: 'customer',
  columns: COLUMNS,
  keyFields: () => ['externalId', 'databaseId', 'reference', 'email', 'name'],
  build: buildCustomer,
};

const TELLING = [COLUMNS.email, COLUMNS.phone, COLUMNS.street, COLUMNS.city, COLUMNS.country, COLUMNS.zip, COLUMNS.vat];
const ODOO_ONLY = [
  ...COLUMNS.isCompany,
  ...COLUMNS.companyType,
  'country_id',
  'parent_id',
  'Related Company',
  'Tax ID',
];

export const odooCustomers: Profile = {
  name: 'odoo-customers',
  title: 'Odoo contact export',
  type: 'customer',
  recognises: (header) =>
    hasAny(header, COLUMNS.name) &&
    TELLING.filter((names) => hasAny(header, names)).length >= 2 &&
    countOf(header, [...ODOO_ID_COLUMNS.externalId, ...ODOO_ONLY]) >= 1,
  createLayout: (options) => createOdooLayout(layout, options),
};

type Fields = { [field: string]: Value };

function buildCustomer(columns: ColumnReader, rows: readonly Row[], key: string): MadeRecord {
  const row = rows[0] ?? { line: 0, cells: [] };
  const text = (field: string) => textCell(columns.cell(row, field));
  const field = (name: string): Fields => (columns.has(name) ? { [name]: text(name) } : {});
  const name = text('name');
  if (name === null) throw missingCell(row, columns.name('name'));
  const externalId = text('externalId');
  const values: Fields = {
    ...(externalId === null ? {} : { externalId }),
    name,
    ...field('email'),
    ...phoneField(columns, text),
    ...(columns.has('parent') ? { company: text('parent') } : {}),
    ...companyField(columns, row),
    ...field('vat'),
    ...languageField(text('language')),
    ...field('note'),
    ...(columns.has('tags') ? { tags: listCell(columns.cell(row, 'tags')) } : {}),
    ...addressField(columns, row, text),
  };
  return { id: key, values, row, itemRows: { addresses: [row] } };
}

function phoneField(columns: ColumnReader, text: (field: string) => string | null): Fields {
  if (!columns.has('phone') && !columns.has('mobile')) return {};
  return { phone: text('phone') ?? text('mobile') };
}

/** Odoo writes false as an empty cell. */
function companyField(columns: ColumnReader, row: Row): Fields {
  if (columns.has('isCompany')) {
    return { isCompany: booleanCell(row, columns.name('isCompany'), columns.cell(row, 'isCompany')) ?? false };
  }
  const type = columns.cell(row, 'companyType').trim().toLowerCase();
  if (type === '') return {};
  if (type !== 'company' && type !== 'person' && type !== 'individual') {
    throw badCell(row, columns.name('companyType'), type, 'is not company or person');
  }
  return { isCompany: type === 'company' };
}

/** Codes only ("fr_FR"); a name of a language such as "French / Français" is left out. */
function languageField(cell: string | null): Fields {
  const match = cell === null ? null : /^([a-z]{2,3})(?:_([A-Z]{2}))?(?:@\w+)?$/.exec(cell);
  if (match === null) return {};
  return { language: match[2] === undefined ? (match[1] ?? '') : `${match[1] ?? ''}-${match[2]}` };
}

function addressField(columns: ColumnReader, row: Row, text: (field: string) => string | null): Fields {
  const fields = ['street', 'street2', 'city', 'zip', 'provinceCode'].filter((field) => columns.has(field));
  const hasCountry = columns.has('country') || columns.has('countryCode');
  if (fields.length === 0 && !hasCountry) return {};
  const address: Fields = Object.fromEntries(fields.map((field) => [field, text(field)]));
  if (hasCountry) address.countryCode = countryOf(columns, row, text);
  if (Object.values(address).every((value) => value === null)) return { addresses: [] };
  return { addresses: [{ id: 'default', kind: 'default', ...address }] };
}

function countryOf(columns: ColumnReader, row: Row, text: (field: string) => string | null): string | null {
  const code = text('countryCode');
  if (code !== null) return code.toUpperCase();
  const name = text('country');
  if (name === null) return null;
  const found = countryCodeByName(name);
  if (found === undefined) {
    throw badCell(
      row,
      columns.name('country'),
      name,
      'is no known country',
      'Export the column "Country/Country Code".',
    );
  }
  return found;
}
