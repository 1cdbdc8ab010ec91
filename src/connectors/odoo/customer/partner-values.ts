import type { Address, Customer, CustomerAddress } from '../../../core/records/customer.ts';
import { PasserelleError } from '../../../errors.ts';
import { textToHtml } from '../html-note.ts';
import type { Countries } from '../lookups/countries.ts';
import { boolean, decimal, many, type OdooValue, type OdooValues, one, text } from '../odoo-value.ts';

type Filling = { [field: string]: OdooValue };

export const LOCATION_FIELDS = ['street', 'street2', 'city', 'zip', 'provinceCode', 'countryCode'] as const;

/**
 * The address that becomes the customer's own: the default one, else the first for bills, else the first. The others
 * become contacts below the customer.
 */
export function mainAddress(addresses: readonly CustomerAddress[]): CustomerAddress | null {
  return (
    addresses.find((address) => address.kind === 'default') ??
    addresses.find((address) => address.kind === 'billing') ??
    addresses[0] ??
    null
  );
}

/**
 * Odoo's type of a contact that is an address. Never `contact`, Odoo's default: such a child drops its address and
 * takes its parent's, and on 19 it later overwrites it.
 */
export function addressType(kind: CustomerAddress['kind']): 'invoice' | 'delivery' | 'other' {
  if (kind === 'billing') return 'invoice';
  return kind === 'shipping' ? 'delivery' : 'other';
}

/** Street to country. `field` is where the address stands in the record. Throws for unknown codes. */
export function locationValues(address: Address, countries: Countries, field: string): OdooValues {
  const values: Filling = {};
  for (const name of ['street', 'street2', 'city', 'zip'] as const) values[name] = text(address[name] ?? null);
  const { countryCode = null, provinceCode = null } = address;
  values.country_id = one(countryCode ? countries.countryId(countryCode, `${field}.countryCode`) : null);
  values.state_id = one(provinceCode ? countries.provinceId(countryCode, provinceCode, `${field}.provinceCode`) : null);
  return values;
}

/** Who is to be reached at an address below a customer. */
export function reachValues(address: Address): OdooValues {
  return {
    name: text(address.name ?? null),
    company_name: text(address.company ?? null),
    phone: text(address.phone ?? null),
    email: text(address.email ?? null),
  };
}

/** All of an address as a contact of its own; always the same columns, so that any number of them share a call. */
export function addressValues(address: Address, type: string, countries: Countries, field: string): OdooValues {
  return { type: text(type), ...reachValues(address), ...locationValues(address, countries, field) };
}

/** Throws odoo_customer_without_name. */
export function partnerName(customer: Customer): string {
  const name = [
    customer.name,
    [customer.firstName, customer.lastName].filter(Boolean).join(' '),
    customer.company,
    customer.email,
    customer.phone,
  ].find((one) => one?.trim());
  if (name) return name.trim();
  throw new PasserelleError(
    'odoo_customer_without_name',
    'The customer has neither a name nor a company, e-mail or phone.',
    {
      field: 'name',
    },
  );
}

export interface CustomerIds {
  readonly tagIds: readonly number[];
  /** Odoo's code; null leaves Odoo's own default. */
  readonly language: string | null;
  readonly countries: Countries;
}

/** A new customer without the addresses below it. */
export function partnerValues(customer: Customer, ids: CustomerIds): OdooValues {
  const name = partnerName(customer);
  const main = mainAddress(customer.addresses ?? []);
  const values: Filling = { name: text(name), customer_rank: decimal('1') };
  if (customer.isCompany !== undefined) values.is_company = boolean(customer.isCompany === true);
  if (customer.email !== undefined) values.email = text(customer.email);
  const phone = customer.phone ?? main?.phone;
  if (phone !== undefined) values.phone = text(phone);
  const company = customer.company ?? main?.company;
  // Odoo would show "Acme, Acme".
  if (company !== undefined) values.company_name = text(company === name ? null : company);
  if (customer.vat !== undefined) values.vat = text(customer.vat);
  if (ids.language !== null) values.lang = text(ids.language);
  if (customer.note !== undefined) values.comment = text(customer.note ? textToHtml(customer.note) : null);
  if (customer.tags !== undefined) values.category_id = many(ids.tagIds);
  if (main !== null) Object.assign(values, locationValues(main, ids.countries, `addresses[${main.id}]`));
  return values;
}
