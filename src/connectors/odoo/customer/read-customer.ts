import type { RecordItem } from '../../../core/connector.ts';
import { htmlToText } from '../../../core/html.ts';
import type { Value } from '../../../core/value.ts';
import { asIds, type OdooRow, relationId, textOrNull } from '../calls.ts';
import { type Countries, countries } from '../lookups/countries.ts';
import { languageTag } from '../lookups/languages.ts';
import type { Tags } from '../lookups/tags.ts';
import { readNatives } from '../native-fields.ts';
import type { Target } from '../target.ts';

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  name: ['name'],
  email: ['email'],
  phone: ['phone'],
  company: ['company_name', 'is_company', 'name'],
  isCompany: ['is_company'],
  vat: ['vat'],
  language: ['lang'],
  note: ['comment'],
  tags: ['category_id'],
  addresses: ['street', 'street2', 'city', 'zip', 'state_id', 'country_id'],
};

const ADDRESS_COLUMNS = [
  'type',
  'name',
  'company_name',
  'phone',
  'email',
  'street',
  'street2',
  'city',
  'zip',
  'state_id',
  'country_id',
];
const KINDS: Readonly<Record<string, string>> = { invoice: 'billing', delivery: 'shipping', other: 'other' };

/** A page of customers with the fields that are wanted. */
export async function readCustomerPage(
  target: Target,
  ids: readonly number[],
  wants: (field: string) => boolean,
  natives: readonly string[],
  tags: Tags,
  signal: AbortSignal | undefined,
): Promise<readonly RecordItem[]> {
  const columns = Object.entries(COLUMNS).flatMap(([field, names]) => (wants(field) ? names : []));
  const [rows, below, places, tagNames] = await Promise.all([
    target.read('res.partner', ids, [...new Set(['write_date', ...columns, ...natives])], signal),
    wants('addresses') ? addressesBelow(target, ids, signal) : [],
    wants('addresses') ? countries(target) : null,
    wants('tags') ? tags.names() : new Map<number, string>(),
  ]);
  const children = new Map<number, OdooRow[]>();
  for (const row of below) {
    const parentId = relationId(row.parent_id) ?? 0;
    children.set(parentId, [...(children.get(parentId) ?? []), row]);
  }
  const fields = await target.fields('res.partner');
  return rows.map((row) => {
    const values: Record<string, Value> = { ...readNatives(row, natives, fields) };
    if (wants('name')) values.name = textOrNull(row.name);
    if (wants('email')) values.email = textOrNull(row.email);
    if (wants('phone')) values.phone = textOrNull(row.phone);
    if (wants('company'))
      values.company = textOrNull(row.company_name) ?? (row.is_company ? textOrNull(row.name) : null);
    if (wants('isCompany')) values.isCompany = row.is_company === true;
    if (wants('vat')) values.vat = textOrNull(row.vat);
    if (wants('language')) values.language = typeof row.lang === 'string' ? languageTag(row.lang) : null;
    if (wants('note')) values.note = typeof row.comment === 'string' ? htmlToText(row.comment) || null : null;
    if (wants('tags')) values.tags = asIds(row.category_id).flatMap((id) => tagNames.get(id) ?? []);
    if (places !== null)
      values.addresses = [
        ...ownAddress(row, places),
        ...(children.get(row.id) ?? []).map((child) => addressBelow(child, places)),
      ];
    return {
      ok: true,
      record: { type: 'customer', id: String(row.id), version: String(row.write_date), values, native: null },
    };
  });
}

/** Contacts of type `contact` are people, not addresses. Archived addresses were replaced. */
export function addressesBelow(target: Target, ids: readonly number[], signal: AbortSignal | undefined) {
  return target.searchRead(
    'res.partner',
    [
      ['parent_id', 'in', ids],
      ['type', 'in', Object.keys(KINDS)],
    ],
    ['parent_id', ...ADDRESS_COLUMNS],
    { signal, order: 'id', context: { active_test: true } },
  );
}

/** The customer's own address bears the customer's id. Name and phone are the customer's, not the address's. */
function ownAddress(row: OdooRow, places: Countries): readonly Value[] {
  const place = location(row, places);
  if (Object.values(place).every((value) => value === null)) return [];
  return [{ id: String(row.id), kind: 'default', ...place }];
}

function addressBelow(row: OdooRow, places: Countries): Value {
  return {
    id: String(row.id),
    kind: KINDS[String(row.type)] ?? 'other',
    name: textOrNull(row.name),
    company: textOrNull(row.company_name),
    phone: textOrNull(row.phone),
    email: textOrNull(row.email),
    ...location(row, places),
  };
}

/** An address of a contact, in the record's own terms. */
export function location(row: OdooRow, places: Countries): { readonly [field: string]: string | null } {
  return {
    street: textOrNull(row.street),
    street2: textOrNull(row.street2),
    city: textOrNull(row.city),
    zip: textOrNull(row.zip),
    provinceCode: places.provinceCode(relationId(row.state_id)),
    countryCode: places.countryCode(relationId(row.country_id)),
  };
}
