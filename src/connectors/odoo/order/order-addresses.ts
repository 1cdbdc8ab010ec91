import type { Address } from '../../../core/records/customer.ts';
import type { PasserelleError } from '../../../errors.ts';
import { type OdooRow, relationId, textOrNull } from '../calls.ts';
import { addAddresses, type NewAddress } from '../customer/add-addresses.ts';
import { addressValues, LOCATION_FIELDS } from '../customer/partner-values.ts';
import { addressesBelow, location } from '../customer/read-customer.ts';
import { findMarks } from '../find-marks.ts';
import type { Countries } from '../lookups/countries.ts';
import { sharedAddressMark } from '../marks.ts';
import type { Target } from '../target.ts';

/** An address of an order that is to be a contact in Odoo. */
export interface AddressNeed {
  readonly customerId: number;
  readonly address: Address;
  readonly type: 'invoice' | 'delivery';
  /** Where it stands in the record, for errors. */
  readonly field: string;
}

/** The contact that stands for an address, or why there is none. */
export type AddressFound =
  | { readonly status: 'done'; readonly id: number }
  | { readonly status: 'refused' | 'unknown'; readonly error: PasserelleError; readonly alone?: boolean };

/** Who a contact is and where, folded so that writing does not count. */
export interface Whereabouts {
  readonly name: string;
  readonly company: string;
  readonly place: readonly string[];
}

const fold = (value: string | null | undefined) => (value ?? '').trim().replace(/\s+/g, ' ').toLowerCase();

export function whereabouts(address: Address): Whereabouts {
  return {
    name: fold(address.name),
    company: fold(address.company),
    place: LOCATION_FIELDS.map((field) => fold(address[field])),
  };
}

/** Whether a contact serves for an address: the same place, and nobody else. Pure. */
export function servesFor(wanted: Whereabouts, contact: Whereabouts, customer: Whereabouts): boolean {
  const place = wanted.place.join('\n') === contact.place.join('\n');
  const name = wanted.name === '' || wanted.name === (contact.name || customer.name);
  const companies = [contact.company, customer.company, customer.name];
  return place && name && (wanted.company === '' || companies.includes(wanted.company));
}

export function hasPlace(address: Address | null | undefined): address is Address {
  return address != null && LOCATION_FIELDS.some((field) => address[field]?.trim());
}

/**
 * Contacts for the addresses of orders. The customer's own address or one below him serves where it says the same;
 * else a new one is put below him. Contacts that serve are never written to: documents of other orders show them.
 */
export async function findAddresses(
  target: Target,
  needs: readonly AddressNeed[],
  places: Countries,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<AddressNeed, AddressFound>> {
  const found = new Map<AddressNeed, AddressFound>();
  if (needs.length === 0) return found;
  const customerIds = [...new Set(needs.map(({ customerId }) => customerId))];
  const [customers, below] = await Promise.all([
    target.read('res.partner', customerIds, ['name', 'company_name', ...COLUMNS], signal),
    addressesBelow(target, customerIds, signal),
  ]);
  const contacts = new Map<number, readonly OdooRow[]>(
    customers.map((row) => [row.id, [row, ...below.filter((child) => relationId(child.parent_id) === row.id)]]),
  );
  const missing = new Map<string, AddressNeed[]>();
  for (const need of needs) {
    const [customer, ...others] = contacts.get(need.customerId) ?? [];
    const wanted = whereabouts(need.address);
    const own = customer === undefined ? wanted : rowWhereabouts(customer, places);
    const serving = [customer, ...others].find(
      (row) => row !== undefined && servesFor(wanted, rowWhereabouts(row, places), own),
    );
    if (serving !== undefined) found.set(need, { status: 'done', id: serving.id });
    else {
      const mark = sharedAddressMark(need.customerId, [wanted.name, wanted.company, ...wanted.place]);
      missing.set(mark, [...(missing.get(mark) ?? []), need]);
    }
  }
  await makeAddresses(target, missing, contacts, places, found, signal);
  return found;
}

const COLUMNS = ['street', 'street2', 'city', 'zip', 'state_id', 'country_id'];

function rowWhereabouts(row: OdooRow, places: Countries): Whereabouts {
  const here = location(row, places);
  return whereabouts({ ...here, name: textOrNull(row.name), company: textOrNull(row.company_name) });
}

async function makeAddresses(
  target: Target,
  missing: ReadonlyMap<string, readonly AddressNeed[]>,
  contacts: ReadonlyMap<number, readonly OdooRow[]>,
  places: Countries,
  found: Map<AddressNeed, AddressFound>,
  signal: AbortSignal | undefined,
): Promise<void> {
  // One that staff changed since no longer serves by its words, but is there: loading it again would change it back.
  const askable = [...missing].filter(([, [need]]) => (contacts.get(need?.customerId ?? 0) ?? []).length > 1);
  const marked = await findMarks(
    target,
    'res.partner',
    askable.map(([mark]) => mark),
    signal,
  );
  const alive = new Set((await target.read('res.partner', [...marked.values()], ['id'], signal)).map((row) => row.id));
  const news: NewAddress<readonly AddressNeed[]>[] = [];
  for (const [mark, needs] of missing) {
    const id = marked.get(mark);
    const [need] = needs;
    if (need === undefined) continue;
    if (id !== undefined && alive.has(id)) for (const one of needs) found.set(one, { status: 'done', id });
    else {
      const values = addressValues(need.address, need.type, places, need.field);
      news.push({ item: needs, parentId: need.customerId, mark, values });
    }
  }
  for (const added of await addAddresses(target, news, signal)) {
    const result: AddressFound = added.status === 'done' ? { status: 'done', id: added.id } : added;
    for (const need of added.item) found.set(need, result);
  }
}
