import type { PortSchema } from '../../../core/connector.ts';
import type { FieldSpec } from '../../../core/field.ts';
import { CUSTOMER_FIELDS } from '../../../core/records/customer.ts';

/** What Shopify has no place for. */
const ABSENT = new Set(['isCompany', 'vat']);

/** The fields of a customer that Shopify holds. */
export const CUSTOMER_SCHEMA: PortSchema = {
  fields: CUSTOMER_FIELDS.flatMap(customerField),
  keys: ['externalId', 'email', 'phone'],
};

function customerField(spec: FieldSpec): readonly FieldSpec[] {
  if (ABSENT.has(spec.path)) return [];
  // Stands in the addresses.
  if (spec.path === 'company') return [{ ...spec, readOnly: true }];
  if (spec.path !== 'addresses' || spec.list === undefined) return [spec];
  const fields = spec.list.fields.flatMap((field): FieldSpec[] => {
    if (field.path === 'email') return [];
    // Only one of them is told apart: the default one.
    return [field.path === 'kind' ? { ...field, readOnly: true } : field];
  });
  return [{ ...spec, list: { ...spec.list, fields, match: [['street', 'zip', 'city']], singleMatches: true } }];
}
