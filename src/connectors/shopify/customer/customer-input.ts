import type { Address, Customer } from '../../../core/records/customer.ts';
import { type NameParts, splitName } from '../person-name.ts';

type Input = Record<string, unknown>;

/** The given fields of a customer; an absent one is left alone. `tags` only where a customer is new. */
export function customerFields(customer: Partial<Customer>): Input {
  const { email, phone, language, note, tags } = customer;
  return {
    ...nameFields(customer),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    ...(language != null && { locale: language }),
    ...(note !== undefined && { note }),
    ...(tags !== undefined && { tags: tags ?? [] }),
  };
}

/** A first or last name counts before a whole name, which is only split where there is neither. */
export function nameFields({ firstName, lastName, name }: Partial<Customer>): Partial<NameParts> {
  if (firstName !== undefined || lastName !== undefined) {
    return { ...(firstName !== undefined && { firstName }), ...(lastName !== undefined && { lastName }) };
  }
  return name === undefined ? {} : splitName(name);
}

/** The given fields of an address; an absent one is left alone. */
export function addressInput(address: Partial<Address>): Input {
  const { name, company, street, street2, city, zip, provinceCode, countryCode, phone } = address;
  return {
    ...(name !== undefined && splitName(name)),
    ...(company !== undefined && { company }),
    ...(street !== undefined && { address1: street }),
    ...(street2 !== undefined && { address2: street2 }),
    ...(city !== undefined && { city }),
    ...(zip !== undefined && { zip }),
    ...(provinceCode !== undefined && { provinceCode }),
    ...(countryCode !== undefined && { countryCode }),
    ...(phone !== undefined && { phone }),
  };
}
