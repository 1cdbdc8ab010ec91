import type { PortSchema } from '../../../core/connector.ts';
import { CUSTOMER_FIELDS } from '../../../core/records/customer.ts';
import { nativeSpecs } from '../native-fields.ts';
import type { ModelFields } from '../target.ts';

/** Odoo has one name. Parts of it are used when a customer is made, but cannot be told apart afterwards. */
const NOT_HELD: ReadonlySet<string> = new Set(['firstName', 'lastName']);

export function customerSchema(partner: ModelFields): PortSchema {
  const fields = CUSTOMER_FIELDS.filter(
    (spec) => !NOT_HELD.has(spec.path) && (spec.path !== 'vat' || partner.has('vat')),
  );
  return { fields: [...fields, ...nativeSpecs(partner)], keys: ['externalId', 'email'] };
}
