import { addressGid, gid } from '../state/global-id.ts';
import type { AddressRow, CustomerRow } from '../state/rows.ts';
import type { Shop } from '../state/shop.ts';
import { connection } from './connection.ts';
import type { PageArgs } from './context.ts';
import { metafieldOf } from './metafields.ts';
import { money, total } from './money.ts';
import { orderTotals } from './order-totals.ts';
import { dateTime } from './time.ts';

export function customerView(shop: Shop, customer: CustomerRow): object {
  const { email, phone } = customer;
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
  const byDefault = customer.addresses.find((row) => row.id === customer.defaultAddressId);
  const orders = () => [...shop.orders.values()].filter((order) => order.customerId === customer.id);
  return {
    __typename: 'Customer',
    id: gid('Customer', customer.id),
    legacyResourceId: String(customer.id),
    firstName: customer.firstName,
    lastName: customer.lastName,
    displayName: name || email || phone || '',
    locale: customer.locale,
    note: customer.note,
    tags: [...customer.tags].sort(),
    taxExempt: customer.taxExempt,
    state: customer.state,
    createdAt: dateTime(customer.createdMs),
    updatedAt: dateTime(customer.updatedMs),
    numberOfOrders: () => String(orders().length),
    amountSpent: () => money(total(orders().map((order) => orderTotals(order).total)), shop.settings.currency),
    defaultEmailAddress:
      email === null
        ? null
        : {
            emailAddress: email,
            marketingState: customer.marketingState,
            marketingOptInLevel: null,
            marketingUpdatedAt: null,
            validFormat: true,
          },
    defaultPhoneNumber: phone === null ? null : { phoneNumber: phone },
    defaultAddress: byDefault === undefined ? null : addressView(byDefault),
    addressesV2: (args: PageArgs) =>
      connection(
        customer.addresses.map((row) => ({ id: row.id, value: row.id, view: () => addressView(row) })),
        args,
      ),
    metafield: (args: { namespace?: string; key: string }) => metafieldOf(customer, args),
  };
}

export function addressView(row: AddressRow): object {
  const { countryCode, id, ...fields } = row;
  return {
    __typename: 'MailingAddress',
    ...fields,
    id: addressGid(id),
    name: [row.firstName, row.lastName].filter(Boolean).join(' ') || null,
    countryCodeV2: countryCode,
  };
}
