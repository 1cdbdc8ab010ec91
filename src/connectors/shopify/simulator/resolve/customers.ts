import { addressGid, gid, numberOf } from '../state/global-id.ts';
import type { AddressRow, CustomerRow } from '../state/rows.ts';
import type { Shop } from '../state/shop.ts';
import { type Context, type SearchArgs, type UserError, userError } from './context.ts';
import { addressView, customerView } from './customer-views.ts';
import { type ListingSource, listing } from './listing.ts';
import { type CustomId, type MetafieldInput, metafieldErrors, writeMetafields } from './metafields.ts';
import { uniqueTags } from './product-fields.ts';
import { idByCustom } from './product-queries.ts';

const FILTERS = new Set([
  'id',
  'updated_at',
  'created_at',
  'email',
  'phone',
  'first_name',
  'last_name',
  'tag',
  'state',
]);

const customers = (shop: Shop): ListingSource<CustomerRow> => ({
  name: 'customers',
  rows: shop.customers,
  index: shop.index.customers,
  filters: FILTERS,
  // Seen in the documentation of the filter, 2026-10: times are compared by their day.
  wholeDays: true,
  view: (row) => customerView(shop, row),
});

interface CustomerInput {
  readonly id?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly locale?: string | null;
  readonly note?: string | null;
  readonly tags?: readonly string[] | null;
  readonly taxExempt?: boolean | null;
  readonly metafields?: readonly MetafieldInput[] | null;
}

type AddressInput = Partial<Omit<AddressRow, 'id'>>;

export const customerQueries = {
  customers: (args: SearchArgs, context: Context) => listing(context, customers(context.shop), args),

  customer({ id }: { readonly id: string }, { shop }: Context) {
    const row = shop.customers.get(numberOf('Customer', id) ?? -1);
    return row === undefined ? null : customerView(shop, row);
  },

  customerByIdentifier(
    {
      identifier,
    }: {
      readonly identifier: { id?: string; emailAddress?: string; phoneNumber?: string; customId?: CustomId };
    },
    { shop }: Context,
  ) {
    const { id, emailAddress, phoneNumber, customId } = identifier;
    const all = () => [...shop.customers.values()];
    const row =
      id !== undefined
        ? shop.customers.get(numberOf('Customer', id) ?? -1)
        : emailAddress !== undefined
          ? all().find((each) => each.email === emailAddress.trim().toLowerCase())
          : phoneNumber !== undefined
            ? all().find((each) => each.phone === plainPhone(phoneNumber))
            : shop.customers.get(idByCustom(shop, 'CUSTOMER', customId));
    return row === undefined ? null : customerView(shop, row);
  },
};

export const customerMutations = {
  customerCreate({ input }: { readonly input: CustomerInput }, { shop }: Context) {
    const errors = [
      ...(input.id == null ? [] : [userError(['id'], 'Cannot specify ID on creation')]),
      ...inputErrors(shop, undefined, input),
    ];
    if (errors.length > 0) return { customer: null, userErrors: errors };
    const now = shop.stamp();
    const customer: CustomerRow = {
      id: shop.newId(),
      email: null,
      phone: null,
      firstName: null,
      lastName: null,
      locale: 'en',
      note: null,
      tags: [],
      taxExempt: false,
      state: 'DISABLED',
      marketingState: 'NOT_SUBSCRIBED',
      createdMs: now,
      updatedMs: now,
      addresses: [],
      defaultAddressId: null,
      metafields: new Map(),
    };
    write(shop, customer, input);
    return { customer: customerView(shop, customer), userErrors: [] };
  },

  customerUpdate({ input }: { readonly input: CustomerInput }, { shop }: Context) {
    const customer = shop.customers.get(numberOf('Customer', input.id) ?? -1);
    if (customer === undefined) return { customer: null, userErrors: [userError(['id'], 'Customer does not exist')] };
    const errors = inputErrors(shop, customer, input);
    if (errors.length > 0) return { customer: null, userErrors: errors };
    write(shop, customer, input);
    return { customer: customerView(shop, customer), userErrors: [] };
  },

  customerDelete({ input }: { readonly input: { readonly id: string } }, { shop }: Context) {
    const customer = shop.customers.get(numberOf('Customer', input.id) ?? -1);
    if (customer === undefined) {
      return { deletedCustomerId: null, userErrors: [userError(['id'], "Customer can't be found")] };
    }
    if ([...shop.orders.values()].some((order) => order.customerId === customer.id)) {
      const error = userError(['id'], 'Customer can’t be deleted because they have associated orders');
      return { deletedCustomerId: null, userErrors: [error] };
    }
    shop.removeCustomer(customer);
    return { deletedCustomerId: gid('Customer', customer.id), userErrors: [] };
  },

  customerAddressCreate(
    args: { readonly customerId: string; readonly address: AddressInput; readonly setAsDefault?: boolean | null },
    { shop }: Context,
  ) {
    const customer = shop.customers.get(numberOf('Customer', args.customerId) ?? -1);
    if (customer === undefined) return refuseAddress(['customerId'], 'Customer does not exist');
    const row = addressRow(shop.newId(), args.address);
    if (customer.addresses.some((other) => sameAddress(other, row))) {
      return refuseAddress(['address'], 'Address already exists');
    }
    customer.addresses.push(row);
    if (args.setAsDefault === true || customer.addresses.length === 1) customer.defaultAddressId = row.id;
    shop.touchCustomer(customer);
    return { address: addressView(row), userErrors: [] };
  },

  customerAddressUpdate(
    args: {
      readonly customerId: string;
      readonly addressId: string;
      readonly address: AddressInput;
      readonly setAsDefault?: boolean | null;
    },
    { shop }: Context,
  ) {
    const customer = shop.customers.get(numberOf('Customer', args.customerId) ?? -1);
    const row = customer?.addresses.find((each) => each.id === numberOf('MailingAddress', args.addressId));
    if (customer === undefined || row === undefined) return refuseAddress(['addressId'], 'Address does not exist');
    Object.assign(row, addressRow(row.id, { ...row, ...args.address }));
    if (args.setAsDefault === true) customer.defaultAddressId = row.id;
    shop.touchCustomer(customer);
    return { address: addressView(row), userErrors: [] };
  },

  customerAddressDelete(args: { readonly customerId: string; readonly addressId: string }, { shop }: Context) {
    const customer = shop.customers.get(numberOf('Customer', args.customerId) ?? -1);
    const row = customer?.addresses.find((each) => each.id === numberOf('MailingAddress', args.addressId));
    if (customer === undefined || row === undefined) {
      return { deletedAddressId: null, userErrors: [userError(['addressId'], 'Address does not exist')] };
    }
    customer.addresses = customer.addresses.filter((each) => each !== row);
    if (customer.defaultAddressId === row.id) customer.defaultAddressId = customer.addresses[0]?.id ?? null;
    shop.touchCustomer(customer);
    return { deletedAddressId: addressGid(row.id), userErrors: [] };
  },
};

const refuseAddress = (field: readonly string[], message: string) => ({
  address: null,
  userErrors: [userError(field, message)],
});

function inputErrors(shop: Shop, own: CustomerRow | undefined, input: CustomerInput): UserError[] {
  const errors: UserError[] = [];
  const others = [...shop.customers.values()].filter((row) => row !== own);
  const email = input.email?.trim().toLowerCase();
  if (email) {
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) errors.push(userError(['email'], 'Email is invalid'));
    else if (others.some((row) => row.email === email)) {
      errors.push(userError(['email'], 'Email has already been taken'));
    }
  }
  if (input.phone) {
    const phone = plainPhone(input.phone);
    if (!/^\+[1-9]\d{6,14}$/.test(phone)) errors.push(userError(['phone'], 'Phone is invalid'));
    else if (others.some((row) => row.phone === phone)) {
      errors.push(userError(['phone'], 'Phone has already been taken'));
    }
  }
  if (own === undefined && !email && !input.phone && !input.firstName?.trim() && !input.lastName?.trim()) {
    errors.push(userError(null, 'A name, phone number, or email address must be present'));
  }
  for (const { field, message } of metafieldErrors(shop, 'CUSTOMER', own, input.metafields ?? [], ['metafields'])) {
    errors.push(userError(field, message));
  }
  return errors;
}

function write(shop: Shop, customer: CustomerRow, input: CustomerInput): void {
  if (input.email !== undefined) customer.email = input.email?.trim().toLowerCase() || null;
  if (input.phone !== undefined) customer.phone = input.phone ? plainPhone(input.phone) : null;
  if (input.firstName !== undefined) customer.firstName = input.firstName?.trim() || null;
  if (input.lastName !== undefined) customer.lastName = input.lastName?.trim() || null;
  if (input.locale != null) customer.locale = input.locale;
  if (input.note !== undefined) customer.note = input.note || null;
  if (input.tags !== undefined) customer.tags = uniqueTags(input.tags ?? []);
  if (input.taxExempt != null) customer.taxExempt = input.taxExempt;
  writeMetafields(shop, 'CUSTOMER', customer, input.metafields ?? []);
  shop.touchCustomer(customer);
}

/** Spaces, dots and brackets do not count; an international number is kept as +digits. */
export const plainPhone = (phone: string): string => phone.replace(/[\s().-]/g, '').replace(/^00/, '+');

export function addressRow(id: number, input: AddressInput): AddressRow {
  const text = (value: string | null | undefined) => value?.trim() || null;
  return {
    id,
    firstName: text(input.firstName),
    lastName: text(input.lastName),
    company: text(input.company),
    address1: text(input.address1),
    address2: text(input.address2),
    city: text(input.city),
    zip: text(input.zip),
    provinceCode: text(input.provinceCode),
    countryCode: text(input.countryCode),
    phone: text(input.phone),
  };
}

function sameAddress(a: AddressRow, b: AddressRow): boolean {
  return JSON.stringify({ ...a, id: 0 }) === JSON.stringify({ ...b, id: 0 });
}
