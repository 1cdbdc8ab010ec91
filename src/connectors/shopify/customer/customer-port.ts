import type { CallOptions, ChangesOptions, CreateWrite, Located, Port, Write } from '../../../core/connector.ts';
import { validateCustomer } from '../../../core/records/customer.ts';
import type { ShopifyClient } from '../api/client.ts';
import { canonicalOnly } from '../canonical-only.ts';
import { feedChanges } from '../feed/changes.ts';
import { sweepList } from '../feed/sweep.ts';
import type { EnsureMarks } from '../marks.ts';
import { asConnection, idOf } from '../node.ts';
import { CUSTOMER_VERSIONS } from '../operations/customers.ts';
import { applyEach } from '../outcomes.ts';
import { customerByMark, customerWriter } from './apply-customers.ts';
import { CUSTOMER_SCHEMA } from './customer-schema.ts';
import { matchAddresses } from './match-addresses.ts';
import { customerFeed, findCustomers, readCustomers } from './read-customers.ts';

export function customerPort(client: ShopifyClient, ensureMarks: EnsureMarks): Port {
  return {
    type: 'customer',
    schema: async () => CUSTOMER_SCHEMA,
    changes: (cursor, options: ChangesOptions) =>
      feedChanges(customerFeed(client, options.signal), cursor, options.pageSize),
    read: (ids, options = {}) => readCustomers(client, ids, options),
    find: (field, values, options) => findCustomers(client, field, values, options?.signal),
    sweep: (options?: CallOptions) => sweepList(client, CUSTOMER_VERSIONS, 'customers', options?.signal),
    write: {
      maxBatch: 50,
      atomicBatch: false,
      settleMs: 0,
      async apply(writes: readonly Write[], options?: CallOptions) {
        if (writes.some((write) => write.op === 'create')) await ensureMarks('CUSTOMER', options?.signal);
        return await applyEach(customerWriter(client), writes, options?.signal);
      },
      async locate(creates: readonly CreateWrite[], options?: CallOptions) {
        await ensureMarks('CUSTOMER', options?.signal);
        return await Promise.all(creates.map((write) => locate(client, write, options?.signal)));
      },
    },
  };
}

/** Addresses come after their customer: those that are missing are added by the engine as new ones. */
async function locate(client: ShopifyClient, write: CreateWrite, signal: AbortSignal | undefined): Promise<Located> {
  const made = await customerByMark(client, write, signal);
  if (made === null) return { found: false };
  const { addresses = [] } = validateCustomer(canonicalOnly(write.values));
  const children = matchAddresses(addresses ?? [], asConnection(made.addressesV2).nodes);
  return { found: true, id: idOf(made), children, unfinished: [] };
}
