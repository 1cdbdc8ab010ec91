import { z } from 'zod';
import type { FieldSpec, FieldTable } from '../field.ts';
import type { Values } from '../value.ts';
import { children, countryCode, flag, id, known, tags, text, validateValues } from './record-schema.ts';

/** An address as it stands in an order. */
export const addressSchema = z.strictObject({
  id: z.exactOptional(id),
  name: known(text),
  company: known(text),
  street: known(text),
  street2: known(text),
  city: known(text),
  zip: known(text),
  /** The country's own code: "CA" for California, without the country. */
  provinceCode: known(text),
  countryCode: known(countryCode),
  phone: known(text),
  email: known(text),
});

/** An address of a customer, told apart by its id. */
export const customerAddressSchema = addressSchema.extend({
  id,
  kind: known(z.enum(['billing', 'shipping', 'default', 'other'], 'one of billing, shipping, default, other')),
});

/** What a system knows of a customer. No field is a must: shops have customers without a name or without an e-mail. */
export const customerValuesSchema = z.strictObject({
  externalId: known(text),
  name: known(text),
  firstName: known(text),
  lastName: known(text),
  email: known(text),
  phone: known(text),
  company: known(text),
  isCompany: known(flag),
  vat: known(text),
  /** A BCP 47 tag: "fr" or "fr-FR". */
  language: known(text),
  note: known(text),
  tags: known(tags),
  addresses: known(children(customerAddressSchema)),
});

const NAMING = ['name', 'firstName', 'lastName', 'company', 'email', 'phone'] as const;

/** A whole customer has something to call it by. */
export const customerSchema = customerValuesSchema.refine((customer) => NAMING.some((field) => customer[field]), {
  path: ['name'],
  message: 'a customer with a name, company, e-mail or phone',
});

export type Customer = z.infer<typeof customerSchema>;
export type CustomerValues = z.infer<typeof customerValuesSchema>;
export type Address = z.infer<typeof addressSchema>;
export type CustomerAddress = z.infer<typeof customerAddressSchema>;

export const ADDRESS_FIELDS: readonly FieldSpec[] = [
  { path: 'id', type: 'string', required: true },
  { path: 'kind', type: 'string' },
  { path: 'name', type: 'string' },
  { path: 'company', type: 'string' },
  { path: 'street', type: 'string' },
  { path: 'street2', type: 'string' },
  { path: 'city', type: 'string' },
  { path: 'zip', type: 'string' },
  { path: 'provinceCode', type: 'string' },
  { path: 'countryCode', type: 'string' },
  { path: 'phone', type: 'string' },
  { path: 'email', type: 'email' },
];

export const CUSTOMER_FIELDS: FieldTable = [
  { path: 'externalId', type: 'string', title: 'Id in the target', readOnly: true },
  { path: 'name', type: 'string' },
  { path: 'firstName', type: 'string' },
  { path: 'lastName', type: 'string' },
  { path: 'email', type: 'email', title: 'E-mail' },
  { path: 'phone', type: 'string' },
  { path: 'company', type: 'string' },
  { path: 'isCompany', type: 'boolean' },
  { path: 'vat', type: 'string', title: 'VAT number' },
  { path: 'language', type: 'string' },
  { path: 'note', type: 'text' },
  { path: 'tags', type: 'set' },
  {
    path: 'addresses',
    type: 'list',
    list: { key: 'id', fields: ADDRESS_FIELDS, match: [['street', 'zip', 'city'], ['kind']] },
  },
];

/** The values as a whole customer. Throws `record_invalid`. */
export function validateCustomer(values: Values): Customer {
  return validateValues(customerSchema, values, 'customer');
}

/** The values as what a system knows of a customer. Throws `record_invalid`. */
export function validateCustomerValues(values: Values): CustomerValues {
  return validateValues(customerValuesSchema, values, 'customer');
}
