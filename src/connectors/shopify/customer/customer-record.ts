import type { RecordItem } from '../../../core/connector.ts';
import type { Value } from '../../../core/value.ts';
import { asConnection, asNative, asNode, idOf, type Node, textOf } from '../node.ts';
import { joinName } from '../person-name.ts';

/** A customer of Shopify as a record; all of its addresses must be there. Pure. */
export function customerRecord(node: Node): RecordItem {
  const firstName = textOf(node.firstName);
  const lastName = textOf(node.lastName);
  const defaultAddress = asNode(node.defaultAddress);
  const values: Record<string, Value> = {
    name: joinName(firstName, lastName),
    firstName,
    lastName,
    email: textOf(asNode(node.defaultEmailAddress).emailAddress),
    phone: textOf(asNode(node.defaultPhoneNumber).phoneNumber),
    company: textOf(defaultAddress.company),
    language: textOf(node.locale),
    note: textOf(node.note),
    tags: Array.isArray(node.tags) ? node.tags.map(String) : [],
    addresses: asConnection(node.addressesV2).nodes.map((address) => ({
      id: idOf(address),
      kind: idOf(address) === defaultAddress.id ? 'default' : 'other',
      ...addressValue(address),
    })),
  };
  const updatedAt = String(node.updatedAt);
  return {
    ok: true,
    record: { type: 'customer', id: idOf(node), version: updatedAt, updatedAt, values, native: asNative(node) },
  };
}

/** An address without its id. */
export function addressValue(address: Node): Record<string, Value> {
  return {
    name: joinName(textOf(address.firstName), textOf(address.lastName)),
    company: textOf(address.company),
    street: textOf(address.address1),
    street2: textOf(address.address2),
    city: textOf(address.city),
    zip: textOf(address.zip),
    provinceCode: textOf(address.provinceCode),
    countryCode: textOf(address.countryCodeV2),
    phone: textOf(address.phone),
  };
}
