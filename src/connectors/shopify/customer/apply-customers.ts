import type { ChildId, CreateWrite, Outcome, RemoveWrite, UpdateWrite } from '../../../core/connector.ts';
import { type CustomerAddress, validateCustomer } from '../../../core/records/customer.ts';
import { PasserelleError } from '../../../errors.ts';
import type { ShopifyClient } from '../api/client.ts';
import type { Operation, Variables } from '../api/operation.ts';
import { canonicalOnly } from '../canonical-only.ts';
import { isMarkTaken, MARK, markMetafield } from '../marks.ts';
import { asNode, idOf, type Node } from '../node.ts';
import {
  ADDRESS_CREATE,
  ADDRESS_DELETE,
  ADDRESS_UPDATE,
  CUSTOMER_BY_MARK,
  CUSTOMER_CREATE,
  CUSTOMER_DELETE,
  CUSTOMER_UPDATE,
} from '../operations/customers.ts';
import { TAGS_ADD, TAGS_REMOVE } from '../operations/shared.ts';
import { alreadyMade, type Writer } from '../outcomes.ts';
import { refusal, userErrorsOf } from '../user-errors.ts';
import { addressInput, customerFields } from './customer-input.ts';
import { planCustomerUpdate } from './plan-update.ts';

/** Carries out writes of customers. */
export const customerWriter = (client: ShopifyClient): Writer => ({
  create: (write, signal) => create(client, write, signal),
  update: (write, signal) => update(client, write, signal),
  remove: (write, signal) => remove(client, write, signal),
});

async function create(client: ShopifyClient, write: CreateWrite, signal: AbortSignal | undefined): Promise<Outcome> {
  const customer = validateCustomer(canonicalOnly(write.values));
  const input = { ...customerFields(customer), metafields: [markMetafield(write.key)] };
  const { data } = await client.run(CUSTOMER_CREATE, { input }, signal);
  const errors = userErrorsOf(data.customerCreate);
  if (errors.length > 0) {
    // The e-mail may be taken by the very customer that an earlier call with this key made.
    if (isMarkTaken(errors) || (await customerByMark(client, write, signal)) !== null) {
      return { status: 'unknown', error: alreadyMade() };
    }
    throw refusal(errors, input, 'this customer');
  }
  const made = asNode(asNode(data.customerCreate).customer);
  const { children, refused } = await addAddresses(client, idOf(made), customer.addresses ?? [], signal);
  const [first] = refused;
  // The customer stands: to call it refused would be a lie. It is found by its mark, and the address is tried alone.
  if (first !== undefined) return { status: 'unknown', error: first };
  return { status: 'applied', id: idOf(made), version: String(made.updatedAt), children };
}

/** The customer with the mark of this create, if there is one. */
export async function customerByMark(
  client: ShopifyClient,
  write: CreateWrite,
  signal: AbortSignal | undefined,
): Promise<Node | null> {
  const { data } = await client.run(CUSTOMER_BY_MARK, { ...MARK, value: write.key, addresses: 100 }, signal);
  return data.customerByIdentifier === null ? null : asNode(data.customerByIdentifier);
}

interface AddedAddresses {
  readonly children: readonly ChildId[];
  readonly refused: readonly PasserelleError[];
}

/** One call each, in order, the default one first where it is said. An address that is there already is no error. */
async function addAddresses(
  client: ShopifyClient,
  customerId: string,
  addresses: readonly CustomerAddress[],
  signal: AbortSignal | undefined,
): Promise<AddedAddresses> {
  const children: ChildId[] = [];
  const refused: PasserelleError[] = [];
  for (const address of addresses) {
    const input = addressInput(address);
    const variables = { customerId, address: input, setAsDefault: address.kind === 'default' };
    const created = await unlessInvalid(client.run(ADDRESS_CREATE, variables, signal));
    if (created instanceof PasserelleError) {
      refused.push(created);
      continue;
    }
    const { data } = created;
    const errors = userErrorsOf(data.customerAddressCreate);
    if (errors.length === 0) {
      const made = asNode(asNode(data.customerAddressCreate).address);
      children.push({ list: 'addresses', key: address.id, id: idOf(made) });
    } else if (!errors.some((error) => /already (exists|been taken)/i.test(error.message))) {
      refused.push(refusal(errors, variables, `the address ${address.id}`));
    }
  }
  return { children, refused };
}

/** A value of no known form is refused in another way than one that does not fit, and means the same here. */
async function unlessInvalid<T>(answer: Promise<T>): Promise<T | PasserelleError> {
  try {
    return await answer;
  } catch (thrown) {
    if (thrown instanceof PasserelleError && thrown.kind === 'data') return thrown;
    throw thrown;
  }
}

async function update(client: ShopifyClient, write: UpdateWrite, signal: AbortSignal | undefined): Promise<Outcome> {
  const plan = planCustomerUpdate(write);
  const { id } = write;
  let version: string | undefined;
  const run = async (operation: Operation, field: string, variables: Variables): Promise<void> => {
    const { data } = await client.run(operation, variables, signal);
    const errors = userErrorsOf(data[field]);
    if (errors.length > 0) throw refusal(errors, variables, `the customer ${id}`);
    const updatedAt = asNode(asNode(data[field]).customer).updatedAt;
    if (typeof updatedAt === 'string') version = updatedAt;
  };
  if (Object.keys(plan.fields).length > 0) {
    await run(CUSTOMER_UPDATE, 'customerUpdate', { input: { id, ...plan.fields } });
  }
  if (plan.tagsAdded.length > 0) await run(TAGS_ADD, 'tagsAdd', { id, tags: plan.tagsAdded });
  if (plan.tagsRemoved.length > 0) await run(TAGS_REMOVE, 'tagsRemove', { id, tags: plan.tagsRemoved });
  for (const { id: addressId, input } of plan.addressChanges) {
    await run(ADDRESS_UPDATE, 'customerAddressUpdate', { customerId: id, addressId, address: input });
  }
  for (const addressId of plan.addressesRemoved) {
    await run(ADDRESS_DELETE, 'customerAddressDelete', { customerId: id, addressId });
  }
  const { children, refused } = await addAddresses(client, id, plan.addressesAdded, signal);
  const [first] = refused;
  if (first !== undefined) throw first;
  return { status: 'applied', id, ...(version !== undefined && { version }), children };
}

async function remove(client: ShopifyClient, write: RemoveWrite, signal: AbortSignal | undefined): Promise<Outcome> {
  if (write.op === 'archive') {
    throw new PasserelleError('shopify_unsupported_change', 'Customers of Shopify cannot be archived.', {
      value: write.id,
      remedy: 'Choose "delete" or "ignore" as the policy for deleted customers.',
    });
  }
  const { data } = await client.run(CUSTOMER_DELETE, { id: write.id }, signal);
  const errors = userErrorsOf(data.customerDelete);
  if (errors.length > 0) throw refusal(errors, { id: write.id }, `the customer ${write.id}`);
  return { status: 'applied', id: write.id };
}
