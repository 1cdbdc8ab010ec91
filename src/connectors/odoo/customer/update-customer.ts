import type { ChildId, UpdateWrite, Write } from '../../../core/connector.ts';
import { asPasserelleError } from '../../../errors.ts';
import { relationId } from '../calls.ts';
import type { Countries } from '../lookups/countries.ts';
import { addressMark, digest } from '../marks.ts';
import { boolean, many, type OdooValue, type OdooValues, text } from '../odoo-value.ts';
import { type OutcomeSheet, settleLaterStep } from '../outcome-sheet.ts';
import type { Target } from '../target.ts';
import { type FieldWrite, writeGrouped } from '../write-grouped.ts';
import { addAddresses, type NewAddress } from './add-addresses.ts';
import { addressType, addressValues, LOCATION_FIELDS, locationValues, reachValues } from './partner-values.ts';
import { type ChangedAddress, type CustomerUpdate, movesAddress } from './plan-customer-update.ts';

interface AddressJob {
  readonly write: UpdateWrite;
  readonly key: string;
}

/** Everything that the updates need is known; nothing of a customer was written yet. */
export interface CustomerUpdates {
  readonly updates: readonly CustomerUpdate[];
  readonly countries: Countries;
  readonly tagIds: ReadonlyMap<string, number>;
}

/**
 * Writes changed fields. An address below a customer that orders use is not overwritten, since their documents would
 * show the new one: it is archived, and a new one takes its place.
 */
export async function updateCustomers(
  target: Target,
  { updates, countries, tagIds }: CustomerUpdates,
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  const below = updates.flatMap(({ partnerId, changed }) => changed.filter(({ id }) => id !== partnerId));
  const used = await usedByOrders(
    target,
    below.filter(({ fields }) => movesAddress(fields)).map(({ id }) => id),
    signal,
  );
  const fields: FieldWrite[] = [];
  const jobs: NewAddress<AddressJob>[] = [];
  for (const update of updates) {
    const { write } = update;
    try {
      const own = planOne(update, used, countries, tagIds);
      fields.push(...own.fields);
      jobs.push(...own.jobs);
    } catch (thrown) {
      sheet.settle(write, { status: 'rejected', error: asPasserelleError(thrown), alone: true });
    }
  }
  const children = new Map<Write, ChildId[]>();
  for (const added of await addAddresses(target, jobs, signal)) {
    const { write, key } = added.item;
    if (added.status !== 'done') settleLaterStep(sheet, write, added);
    else children.set(write, [...(children.get(write) ?? []), { list: 'addresses', key, id: String(added.id) }]);
  }
  await writeGrouped(target, fields, sheet, signal);
  for (const { write, warnings } of updates) {
    const outcome = { status: 'applied', id: write.id, children: children.get(write) ?? [] } as const;
    sheet.settle(write, warnings.length > 0 ? { ...outcome, warnings } : outcome);
  }
}

function planOne(
  { write, partnerId, partner, tags, changed, added, removed }: CustomerUpdate,
  used: ReadonlySet<number>,
  countries: Countries,
  tagIds: ReadonlyMap<string, number>,
): { readonly fields: readonly FieldWrite[]; readonly jobs: readonly NewAddress<AddressJob>[] } {
  const own: Record<string, OdooValue> = { ...partner };
  const fields: FieldWrite[] = [];
  const jobs: NewAddress<AddressJob>[] = [];
  const below = (id: number, values: OdooValues) => fields.push({ write, model: 'res.partner', id, values });
  if (tags !== null) own.category_id = many(tags.flatMap((tag) => tagIds.get(tag) ?? []));
  for (const change of changed) {
    const { id, address } = change;
    if (id === partnerId) Object.assign(own, changedLocation(change, countries));
    else if (used.has(id) && movesAddress(change.fields)) {
      // Its mark names what it says, so that each new place is another contact and a repeat makes none.
      const content = digest(
        ...LOCATION_FIELDS.map((field) => address[field] ?? null),
        address.name ?? null,
        address.company ?? null,
      );
      jobs.push(addressJob(write, partnerId, address, `${address.id} ${content}`, countries));
      below(id, { active: boolean(false) });
    } else below(id, changedAddress(change, countries));
  }
  for (const address of added) jobs.push(addressJob(write, partnerId, address, address.id, countries));
  for (const id of removed) {
    if (id === partnerId) Object.assign(own, locationValues({}, countries, 'addresses'));
    else below(id, { active: boolean(false) });
  }
  fields.unshift({ write, model: 'res.partner', id: partnerId, values: own });
  return { fields, jobs };
}

function addressJob(
  write: UpdateWrite,
  partnerId: number,
  address: ChangedAddress['address'],
  markKey: string,
  countries: Countries,
): NewAddress<AddressJob> {
  const values = addressValues(address, addressType(address.kind), countries, `addresses[${address.id}]`);
  return { item: { write, key: address.id }, parentId: partnerId, mark: addressMark(write.key, markKey), values };
}

/** Only the changed columns; a country and its province go together. */
function changedLocation({ address, fields }: ChangedAddress, countries: Countries): OdooValues {
  const all = locationValues(address, countries, `addresses[${address.id}]`);
  const columns = new Set<string>(fields);
  if (fields.has('countryCode') || fields.has('provinceCode')) columns.add('country_id').add('state_id');
  return Object.fromEntries(Object.entries(all).filter(([column]) => columns.has(column)));
}

const REACH_COLUMNS: Readonly<Record<string, string>> = {
  name: 'name',
  company: 'company_name',
  phone: 'phone',
  email: 'email',
};

function changedAddress(change: ChangedAddress, countries: Countries): OdooValues {
  const values: Record<string, OdooValue> = { ...changedLocation(change, countries) };
  const reach = reachValues(change.address);
  for (const field of change.fields) {
    const column = REACH_COLUMNS[field];
    const value = column === undefined ? undefined : reach[column];
    if (column !== undefined && value !== undefined) values[column] = value;
  }
  if (change.fields.has('kind')) values.type = text(addressType(change.address.kind));
  return values;
}

async function usedByOrders(
  target: Target,
  ids: readonly number[],
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const domain = ['|', ['partner_invoice_id', 'in', ids], ['partner_shipping_id', 'in', ids]];
  const orders = await target.searchRead('sale.order', domain, ['partner_invoice_id', 'partner_shipping_id'], {
    signal,
  });
  return new Set(
    orders.flatMap((row) => [relationId(row.partner_invoice_id) ?? 0, relationId(row.partner_shipping_id) ?? 0]),
  );
}
