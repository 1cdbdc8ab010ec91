import type { FieldChange, UpdateWrite } from '../../../core/connector.ts';
import type { Address, Customer, CustomerAddress } from '../../../core/records/customer.ts';
import type { Value } from '../../../core/value.ts';
import { PasserelleError } from '../../../errors.ts';
import { addressInput, customerFields } from './customer-input.ts';

export interface CustomerUpdatePlan {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly tagsAdded: readonly string[];
  readonly tagsRemoved: readonly string[];
  readonly addressChanges: readonly { readonly id: string; readonly input: Readonly<Record<string, unknown>> }[];
  readonly addressesAdded: readonly CustomerAddress[];
  readonly addressesRemoved: readonly string[];
}

const PLAIN = new Set(['name', 'firstName', 'lastName', 'email', 'phone', 'language', 'note']);

/** What to write for the changes, and nothing else. Throws for a change that Shopify cannot take. Pure. */
export function planCustomerUpdate(write: UpdateWrite): CustomerUpdatePlan {
  const fields: Record<string, Value> = {};
  const byAddress = new Map<string, Record<string, Value>>();
  const addressesAdded: CustomerAddress[] = [];
  const addressesRemoved: string[] = [];
  let tags: { readonly before: readonly string[]; readonly after: readonly string[] } | undefined;
  // A source that knows both parts says the whole name with them; split anew it would overwrite them.
  const hasParts = write.values.firstName != null || write.values.lastName != null;
  for (const change of write.changes) {
    if (change.field === 'name' && hasParts) continue;
    if (PLAIN.has(change.field)) fields[change.field] = change.after;
    else if (change.field === 'tags') tags = { before: texts(change.before), after: texts(change.after) };
    else if (change.field !== 'addresses') throw unsupported(change);
    else if (change.op === 'add') addressesAdded.push(change.after as unknown as CustomerAddress);
    else if (change.op === 'remove') addressesRemoved.push(addressId(write, change));
    else {
      const id = addressId(write, change);
      byAddress.set(id, { ...byAddress.get(id), [change.itemField ?? '']: change.after });
    }
  }
  return {
    fields: customerFields(fields as Partial<Customer>),
    tagsAdded: tags === undefined ? [] : tags.after.filter((tag) => !tags.before.includes(tag)),
    tagsRemoved: tags === undefined ? [] : tags.before.filter((tag) => !tags.after.includes(tag)),
    addressChanges: [...byAddress].map(([id, values]) => ({ id, input: addressInput(values as Partial<Address>) })),
    addressesAdded,
    addressesRemoved,
  };
}

function addressId(write: UpdateWrite, change: FieldChange): string {
  const id = write.children.addresses?.[change.key ?? ''];
  if (id !== undefined) return id;
  throw new PasserelleError('internal', `The address ${change.key} of customer ${write.id} has no id in Shopify.`, {
    field: change.path,
  });
}

function unsupported(change: FieldChange): PasserelleError {
  return new PasserelleError('shopify_unsupported_change', `${change.path} cannot be changed in Shopify.`, {
    field: change.path,
    value: change.after,
  });
}

const texts = (value: Value): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
