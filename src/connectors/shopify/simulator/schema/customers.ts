/** GraphQL types that the simulator answers: customers. Names and types as in Admin API 2026-10. */
export const CUSTOMERS_SDL = /* GraphQL */ `
enum CustomerState { DECLINED DISABLED ENABLED INVITED }
enum CustomerEmailAddressMarketingState { INVALID NOT_SUBSCRIBED PENDING SUBSCRIBED UNSUBSCRIBED }
enum CustomerMarketingOptInLevel { CONFIRMED_OPT_IN SINGLE_OPT_IN UNKNOWN }
enum CustomerSortKeys { ID UPDATED_AT CREATED_AT NAME }
type CustomerEmailAddress {
  emailAddress: String!
  marketingState: CustomerEmailAddressMarketingState!
  marketingOptInLevel: CustomerMarketingOptInLevel
  marketingUpdatedAt: DateTime
  validFormat: Boolean!
}
type CustomerPhoneNumber { phoneNumber: String! }
type MailingAddress implements Node {
  id: ID!
  firstName: String
  lastName: String
  name: String
  company: String
  address1: String
  address2: String
  city: String
  zip: String
  provinceCode: String
  countryCodeV2: CountryCode
  phone: String
}
type MailingAddressConnection { nodes: [MailingAddress!]!, pageInfo: PageInfo! }
type Customer implements Node {
  id: ID!
  legacyResourceId: UnsignedInt64!
  firstName: String
  lastName: String
  displayName: String!
  locale: String!
  note: String
  tags: [String!]!
  taxExempt: Boolean!
  state: CustomerState!
  createdAt: DateTime!
  updatedAt: DateTime!
  numberOfOrders: UnsignedInt64!
  amountSpent: MoneyV2!
  defaultEmailAddress: CustomerEmailAddress
  defaultPhoneNumber: CustomerPhoneNumber
  defaultAddress: MailingAddress
  addressesV2(after: String, first: Int): MailingAddressConnection!
  metafield(key: String!, namespace: String): Metafield
}
type CustomerConnection { nodes: [Customer!]!, pageInfo: PageInfo! }
input CustomerIdentifierInput @oneOf {
  id: ID
  emailAddress: String
  phoneNumber: String
  customId: UniqueMetafieldValueInput
}
input MailingAddressInput {
  firstName: String
  lastName: String
  company: String
  address1: String
  address2: String
  city: String
  zip: String
  provinceCode: String
  countryCode: CountryCode
  phone: String
}
input CustomerInput {
  id: ID
  email: String
  phone: String
  firstName: String
  lastName: String
  locale: String
  note: String
  tags: [String!]
  taxExempt: Boolean
  metafields: [MetafieldInput!]
}
type CustomerCreatePayload { customer: Customer, userErrors: [UserError!]! }
type CustomerUpdatePayload { customer: Customer, userErrors: [UserError!]! }
input CustomerDeleteInput { id: ID! }
type CustomerDeletePayload { deletedCustomerId: ID, userErrors: [UserError!]! }
type CustomerAddressCreatePayload { address: MailingAddress, userErrors: [UserError!]! }
type CustomerAddressUpdatePayload { address: MailingAddress, userErrors: [UserError!]! }
type CustomerAddressDeletePayload { deletedAddressId: ID, userErrors: [UserError!]! }
extend type QueryRoot {
  customers(after: String, first: Int, query: String, reverse: Boolean = false, sortKey: CustomerSortKeys = ID): CustomerConnection!
  customer(id: ID!): Customer
  customerByIdentifier(identifier: CustomerIdentifierInput!): Customer
}
extend type Mutation {
  customerCreate(input: CustomerInput!): CustomerCreatePayload
  customerUpdate(input: CustomerInput!): CustomerUpdatePayload
  customerDelete(input: CustomerDeleteInput!): CustomerDeletePayload
  customerAddressCreate(address: MailingAddressInput!, customerId: ID!, setAsDefault: Boolean): CustomerAddressCreatePayload
  customerAddressUpdate(address: MailingAddressInput!, addressId: ID!, customerId: ID!, setAsDefault: Boolean): CustomerAddressUpdatePayload
  customerAddressDelete(addressId: ID!, customerId: ID!): CustomerAddressDeletePayload
}
`;
