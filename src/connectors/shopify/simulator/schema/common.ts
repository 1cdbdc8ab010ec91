/** GraphQL types that the simulator answers: common. Names and types as in Admin API 2026-10. */
export const COMMON_SDL = /* GraphQL */ `
scalar DateTime
scalar Money
scalar Decimal
scalar URL
scalar HTML
scalar UnsignedInt64
scalar JSON
enum CountryCode { AC AD AE AF AG AI AL AM AN AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PS PT PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VN VU WF WS XK YE YT ZA ZM ZW ZZ }
enum CurrencyCode { USD EUR GBP CHF CAD AUD JPY SEK DKK NOK PLN CZK }
enum WeightUnit { GRAMS KILOGRAMS OUNCES POUNDS }
interface Node { id: ID! }
type PageInfo { hasNextPage: Boolean!, hasPreviousPage: Boolean!, startCursor: String, endCursor: String }
type UserError { field: [String!], message: String! }
type MoneyV2 { amount: Decimal!, currencyCode: CurrencyCode! }
type MoneyBag { shopMoney: MoneyV2!, presentmentMoney: MoneyV2! }
type Count { count: Int! }
type Job implements Node { id: ID!, done: Boolean! }
type Metafield implements Node {
  id: ID!
  namespace: String!
  key: String!
  value: String!
  type: String!
  compareDigest: String!
  createdAt: DateTime!
  updatedAt: DateTime!
}
type MetafieldDefinitionType { name: String! }
type MetafieldCapabilityUniqueValues { enabled: Boolean!, eligible: Boolean! }
type MetafieldCapabilities { uniqueValues: MetafieldCapabilityUniqueValues! }
type MetafieldDefinition implements Node {
  id: ID!
  name: String!
  namespace: String!
  key: String!
  ownerType: MetafieldOwnerType!
  type: MetafieldDefinitionType!
  capabilities: MetafieldCapabilities!
}
type MetafieldDefinitionConnection { nodes: [MetafieldDefinition!]!, pageInfo: PageInfo! }
enum MetafieldOwnerType { PRODUCT PRODUCTVARIANT CUSTOMER ORDER }
input UniqueMetafieldValueInput { namespace: String, key: String!, value: String! }
input MetafieldInput { id: ID, namespace: String, key: String, value: String, type: String }
input MetafieldsSetInput {
  ownerId: ID!
  namespace: String
  key: String!
  value: String!
  type: String
  compareDigest: String
}
input MetafieldCapabilityUniqueValuesInput { enabled: Boolean! }
input MetafieldCapabilityCreateInput { uniqueValues: MetafieldCapabilityUniqueValuesInput }
input MetafieldDefinitionInput {
  name: String!
  namespace: String
  key: String!
  description: String
  ownerType: MetafieldOwnerType!
  type: String!
  capabilities: MetafieldCapabilityCreateInput
}
enum MetafieldDefinitionCreateUserErrorCode { BLANK INVALID TAKEN INVALID_CAPABILITY CAPABILITY_REQUIRED_BUT_DISABLED UNSTRUCTURED_ALREADY_EXISTS }
type MetafieldDefinitionCreateUserError {
  field: [String!]
  message: String!
  code: MetafieldDefinitionCreateUserErrorCode
}
type MetafieldDefinitionCreatePayload {
  createdDefinition: MetafieldDefinition
  userErrors: [MetafieldDefinitionCreateUserError!]!
}
enum MetafieldsSetUserErrorCode { BLANK INVALID_VALUE INVALID_TYPE TAKEN CAPABILITY_VIOLATION STALE_OBJECT INVALID_COMPARE_DIGEST LESS_THAN_OR_EQUAL_TO }
type MetafieldsSetUserError {
  field: [String!]
  message: String!
  code: MetafieldsSetUserErrorCode
  elementIndex: Int
}
type MetafieldsSetPayload { metafields: [Metafield!], userErrors: [MetafieldsSetUserError!]! }
type TagsAddPayload { node: Node, userErrors: [UserError!]! }
type TagsRemovePayload { node: Node, userErrors: [UserError!]! }
type ShopPlan { publicDisplayName: String! }
type Shop implements Node {
  id: ID!
  name: String!
  myshopifyDomain: String!
  currencyCode: CurrencyCode!
  taxesIncluded: Boolean!
  ianaTimezone: String!
  weightUnit: WeightUnit!
  plan: ShopPlan!
}
type AccessScope { handle: String! }
type AppInstallation implements Node { id: ID!, accessScopes: [AccessScope!]! }
type ApiVersion { handle: String!, supported: Boolean!, displayName: String! }
type QueryRoot {
  shop: Shop!
  currentAppInstallation: AppInstallation!
  publicApiVersions: [ApiVersion!]!
  node(id: ID!): Node
  nodes(ids: [ID!]!): [Node]!
  metafieldDefinitions(after: String, first: Int, key: String, namespace: String, ownerType: MetafieldOwnerType!): MetafieldDefinitionConnection!
}
type Mutation {
  metafieldDefinitionCreate(definition: MetafieldDefinitionInput!): MetafieldDefinitionCreatePayload
  metafieldsSet(metafields: [MetafieldsSetInput!]!): MetafieldsSetPayload
  tagsAdd(id: ID!, tags: [String!]!): TagsAddPayload
  tagsRemove(id: ID!, tags: [String!]!): TagsRemovePayload
}
`;
