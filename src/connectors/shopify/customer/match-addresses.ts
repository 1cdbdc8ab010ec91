import type { ChildId } from '../../../core/connector.ts';
import type { CustomerAddress } from '../../../core/records/customer.ts';
import type { Value } from '../../../core/value.ts';
import { idOf, type Node } from '../node.ts';
import { addressValue } from './customer-record.ts';

const COMPARED = ['name', 'company', 'street', 'street2', 'city', 'zip', 'countryCode'] as const;

/** Which addresses of a customer are those of its source: by what they say, each once. Pure. */
export function matchAddresses(wanted: readonly CustomerAddress[], present: readonly Node[]): readonly ChildId[] {
  const free = [...present];
  return wanted.flatMap((address): ChildId[] => {
    const at = free.findIndex((node) => sameAddress(address, addressValue(node)));
    const [node] = at === -1 ? [] : free.splice(at, 1);
    return node === undefined ? [] : [{ list: 'addresses', key: address.id, id: idOf(node) }];
  });
}

function sameAddress(address: CustomerAddress, there: Readonly<Record<string, Value>>): boolean {
  return COMPARED.every((field) => {
    const wanted = address[field];
    return wanted === undefined || plain(wanted) === plain(there[field] ?? null);
  });
}

const plain = (value: Value): string =>
  String(value ?? '')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();
