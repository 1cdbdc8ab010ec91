import type { ChildId, CreateWrite, Outcome } from '../../../core/connector.ts';
import type { Customer } from '../../../core/records/customer.ts';
import { asPasserelleError } from '../../../errors.ts';
import { relationId } from '../calls.ts';
import { findMarks } from '../find-marks.ts';
import { type LoadJob, loadBatch } from '../load-batch.ts';
import { addressMark, customerMark, qualified } from '../marks.ts';
import { type Cells, type OdooValues, toCells } from '../odoo-value.ts';
import type { OutcomeSheet } from '../outcome-sheet.ts';
import type { Target } from '../target.ts';
import { addressType, addressValues, type CustomerIds, mainAddress, partnerValues } from './partner-values.ts';
import { addressesBelow } from './read-customer.ts';

/** 600 to 700 customers a second without and 260 with an address below them (18 and 19). */
const BATCH = 500;

export interface CustomerCreate {
  readonly write: CreateWrite;
  readonly customer: Customer;
  readonly ids: CustomerIds;
  /** Odoo's own fields that a mapping fills. */
  readonly native: OdooValues;
  readonly warnings: readonly string[];
}

/** Customers with their addresses, in one step: all of it stands, or nothing. */
export async function createCustomers(
  target: Target,
  creates: readonly CustomerCreate[],
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  const jobs = creates.flatMap((create) => {
    try {
      return [customerJob(create)];
    } catch (thrown) {
      sheet.settle(create.write, { status: 'rejected', error: asPasserelleError(thrown), alone: true });
      return [];
    }
  });
  const made = new Map<CustomerCreate, { readonly id: number; readonly warnings: readonly string[] }>();
  for (const loaded of await loadBatch(target, 'res.partner', jobs, { size: BATCH, signal })) {
    if (loaded.status === 'done') made.set(loaded.item, loaded);
    else if (loaded.status === 'unknown') sheet.settle(loaded.item.write, { status: 'unknown', error: loaded.error });
    else sheet.settle(loaded.item.write, { status: 'rejected', error: loaded.error, alone: loaded.alone });
  }
  const customers = [...made].map(([{ write, customer }, { id }]) => ({ write, customer, id }));
  const children = await newAddressIds(target, customers, signal);
  for (const [create, { id, warnings }] of made) {
    const all = [...create.warnings, ...warnings];
    const outcome: Outcome = { status: 'applied', id: String(id), children: children.get(create.write) ?? [] };
    sheet.settle(create.write, all.length > 0 ? { ...outcome, warnings: all } : outcome);
  }
}

function customerJob(create: CustomerCreate): LoadJob<CustomerCreate> {
  const { write, customer, ids } = create;
  const lines = splitAddresses(customer).below.map((address): Cells => {
    const values = addressValues(address, addressType(address.kind), ids.countries, `addresses[${address.id}]`);
    return { 'child_ids/id': qualified(addressMark(write.key, address.id)), ...toCells(values, 'child_ids/') };
  });
  return {
    item: create,
    cells: {
      id: qualified(customerMark(write.key)),
      ...toCells({ ...partnerValues(customer, ids), ...create.native }),
    },
    lines,
  };
}

/** Odoo makes the addresses in the order of the rows: one search for all customers instead of one call an address. */
async function newAddressIds(
  target: Target,
  customers: readonly MadeCustomer[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<CreateWrite, readonly ChildId[]>> {
  const having = customers.filter(({ customer }) => (customer.addresses ?? []).length > 1);
  const rows =
    having.length === 0
      ? []
      : await addressesBelow(
          target,
          having.map(({ id }) => id),
          signal,
        );
  const children = new Map<CreateWrite, readonly ChildId[]>();
  const unclear: MadeCustomer[] = [];
  for (const made of customers) {
    const { own, below } = splitAddresses(made.customer);
    const found = rows.filter((row) => relationId(row.parent_id) === made.id);
    if (found.length !== below.length || below.some((one, at) => found[at]?.type !== addressType(one.kind))) {
      unclear.push(made);
      continue;
    }
    children.set(made.write, [
      ...own.map(({ id }) => child(id, made.id)),
      ...below.map(({ id }, at) => child(id, found[at]?.id ?? 0)),
    ]);
  }
  return new Map([...children, ...(await markedAddressIds(target, unclear, signal))]);
}

export interface MadeCustomer {
  readonly write: CreateWrite;
  readonly customer: Customer;
  readonly id: number;
}

/** Ids of the addresses of customers by their marks. */
export async function markedAddressIds(
  target: Target,
  customers: readonly MadeCustomer[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<CreateWrite, readonly ChildId[]>> {
  const names = customers.flatMap(({ write, customer }) =>
    splitAddresses(customer).below.map((address) => addressMark(write.key, address.id)),
  );
  const marks = await findMarks(target, 'res.partner', names, signal);
  return new Map(
    customers.map(({ write, customer, id }) => {
      const { own, below } = splitAddresses(customer);
      const found = below.flatMap((address) => {
        const addressId = marks.get(addressMark(write.key, address.id));
        return addressId === undefined ? [] : [child(address.id, addressId)];
      });
      return [write, [...own.map((address) => child(address.id, id)), ...found]];
    }),
  );
}

function splitAddresses({ addresses = null }: Customer) {
  const main = mainAddress(addresses ?? []);
  return { own: main === null ? [] : [main], below: (addresses ?? []).filter((address) => address !== main) };
}

const child = (key: string, id: number): ChildId => ({ list: 'addresses', key, id: String(id) });
