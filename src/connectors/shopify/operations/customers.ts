import { operation } from '../api/operation.ts';

const ADDRESS = /* GraphQL */ `
  fragment Address on MailingAddress {
    id firstName lastName company address1 address2 city zip provinceCode countryCodeV2 phone
  }
`;

const CUSTOMER = /* GraphQL */ `
  fragment Customer on Customer {
    id legacyResourceId firstName lastName locale note tags taxExempt state createdAt updatedAt numberOfOrders
    defaultEmailAddress { emailAddress marketingState marketingUpdatedAt }
    defaultPhoneNumber { phoneNumber }
    defaultAddress { id company }
    addressesV2(first: $addresses) { pageInfo { hasNextPage endCursor } nodes { ...Address } }
  }
`;

export const CUSTOMERS = operation(/* GraphQL */ `
  query Customers($first: Int!, $after: String, $query: String, $sortKey: CustomerSortKeys!, $reverse: Boolean!, $addresses: Int!) {
    customers(first: $first, after: $after, query: $query, sortKey: $sortKey, reverse: $reverse) {
      pageInfo { hasNextPage endCursor }
      nodes { ...Customer }
    }
  }
  ${CUSTOMER} ${ADDRESS}
`);

export const CUSTOMERS_BY_ID = operation(/* GraphQL */ `
  query CustomersById($ids: [ID!]!, $addresses: Int!) {
    nodes(ids: $ids) { ...Customer }
  }
  ${CUSTOMER} ${ADDRESS}
`);

export const CUSTOMER_VERSIONS_BY_ID = operation(/* GraphQL */ `
  query CustomerVersionsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Customer { id updatedAt } }
  }
`);

export const CUSTOMER_VERSIONS = operation(/* GraphQL */ `
  query CustomerVersions($first: Int!, $after: String, $query: String) {
    customers(first: $first, after: $after, query: $query, sortKey: ID) {
      pageInfo { hasNextPage endCursor }
      nodes { id updatedAt }
    }
  }
`);

export const MORE_ADDRESSES = operation(/* GraphQL */ `
  query MoreAddresses($id: ID!, $first: Int!, $after: String) {
    customer(id: $id) {
      addressesV2(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { ...Address } }
    }
  }
  ${ADDRESS}
`);

export const CUSTOMER_BY_EMAIL = operation(/* GraphQL */ `
  query CustomerByEmail($email: String!) { customerByIdentifier(identifier: { emailAddress: $email }) { id } }
`);

export const CUSTOMER_BY_PHONE = operation(/* GraphQL */ `
  query CustomerByPhone($phone: String!) { customerByIdentifier(identifier: { phoneNumber: $phone }) { id } }
`);

export const CUSTOMER_BY_MARK = operation(/* GraphQL */ `
  query CustomerByMark($namespace: String!, $key: String!, $value: String!, $addresses: Int!) {
    customerByIdentifier(identifier: { customId: { namespace: $namespace, key: $key, value: $value } }) {
      id
      addressesV2(first: $addresses) { nodes { ...Address } }
    }
  }
  ${ADDRESS}
`);

export const CUSTOMER_CREATE = operation(/* GraphQL */ `
  mutation CustomerCreate($input: CustomerInput!) {
    customerCreate(input: $input) { customer { id updatedAt } userErrors { field message } }
  }
`);

export const CUSTOMER_UPDATE = operation(/* GraphQL */ `
  mutation CustomerUpdate($input: CustomerInput!) {
    customerUpdate(input: $input) { customer { id updatedAt } userErrors { field message } }
  }
`);

export const CUSTOMER_DELETE = operation(/* GraphQL */ `
  mutation CustomerDelete($id: ID!) {
    customerDelete(input: { id: $id }) { deletedCustomerId userErrors { field message } }
  }
`);

export const ADDRESS_CREATE = operation(/* GraphQL */ `
  mutation AddressCreate($customerId: ID!, $address: MailingAddressInput!, $setAsDefault: Boolean!) {
    customerAddressCreate(customerId: $customerId, address: $address, setAsDefault: $setAsDefault) {
      address { id }
      userErrors { field message }
    }
  }
`);

export const ADDRESS_UPDATE = operation(/* GraphQL */ `
  mutation AddressUpdate($customerId: ID!, $addressId: ID!, $address: MailingAddressInput!) {
    customerAddressUpdate(customerId: $customerId, addressId: $addressId, address: $address) {
      address { id }
      userErrors { field message }
    }
  }
`);

export const ADDRESS_DELETE = operation(/* GraphQL */ `
  mutation AddressDelete($customerId: ID!, $addressId: ID!) {
    customerAddressDelete(customerId: $customerId, addressId: $addressId) {
      deletedAddressId
      userErrors { field message }
    }
  }
`);
