import type { PortSchema } from '../../../core/connector.ts';
import type { FieldSpec } from '../../../core/field.ts';
import { CUSTOMER_FIELDS } from '../../../core/records/customer.ts';
import { nativeSpecs } from '../native-fields.ts';
import type { ModelFields } from '../target.ts';

/** Odoo has one name: its parts are used when a customer is made, and cannot be told apart afterwards. */
const CREATE_ONLY: ReadonlySet<string> = new Set(['firstName', 'lastName']);

export function customerSchema(partner: ModelFields): PortSchema {
  const fields = CUSTOMER_FIELDS.filter((spec) => spec.path !== 'vat' || partner.has('vat')).map(
    (spec): FieldSpec => (CREATE_ONLY.has(spec.path) ? { ...spec, createOnly: true } : spec),
  );
  return { fields: [...fields, ...nativeSpecs(partner)], keys: ['externalId', 'email'] };
}
