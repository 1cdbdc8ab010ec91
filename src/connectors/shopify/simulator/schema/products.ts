/** GraphQL types that the simulator answers: products. Names and types as in Admin API 2026-10. */
export const PRODUCTS_SDL = /* GraphQL */ `
enum ProductStatus { ACTIVE ARCHIVED DRAFT UNLISTED }
enum ProductVariantInventoryPolicy { CONTINUE DENY }
enum MediaContentType { IMAGE }
enum FileContentType { IMAGE }
enum MediaStatus { FAILED PROCESSING READY UPLOADED }
enum FileStatus { FAILED PROCESSING READY UPLOADED }
enum ProductSortKeys { ID UPDATED_AT CREATED_AT TITLE }
enum ProductVariantSortKeys { ID SKU POSITION }
type Image { id: ID, url: URL!, altText: String }
interface Media { id: ID!, alt: String, mediaContentType: MediaContentType!, status: MediaStatus! }
type MediaImage implements Media {
  id: ID!
  alt: String
  mediaContentType: MediaContentType!
  status: MediaStatus!
  fileStatus: FileStatus!
  image: Image
  createdAt: DateTime!
  updatedAt: DateTime!
}
type MediaConnection { nodes: [Media!]!, pageInfo: PageInfo! }
type ProductOptionValue { id: ID!, name: String! }
type ProductOption implements Node {
  id: ID!
  name: String!
  position: Int!
  values: [String!]!
  optionValues: [ProductOptionValue!]!
}
type SelectedOption { name: String!, value: String! }
type Weight { value: Float!, unit: WeightUnit! }
type InventoryItemMeasurement { weight: Weight }
type InventoryItem implements Node {
  id: ID!
  legacyResourceId: UnsignedInt64!
  sku: String
  tracked: Boolean!
  requiresShipping: Boolean!
  unitCost: MoneyV2
  measurement: InventoryItemMeasurement!
  duplicateSkuCount: Int!
  createdAt: DateTime!
  updatedAt: DateTime!
  inventoryLevel(locationId: ID!): InventoryLevel
  inventoryLevels(after: String, first: Int): InventoryLevelConnection!
  variants(after: String, first: Int): ProductVariantConnection
}
type ProductVariant implements Node {
  id: ID!
  legacyResourceId: UnsignedInt64!
  title: String!
  sku: String
  barcode: String
  price: Money!
  compareAtPrice: Money
  taxable: Boolean!
  inventoryPolicy: ProductVariantInventoryPolicy!
  inventoryQuantity: Int
  position: Int!
  createdAt: DateTime!
  updatedAt: DateTime!
  selectedOptions: [SelectedOption!]!
  inventoryItem: InventoryItem!
  product: Product!
  metafield(key: String!, namespace: String): Metafield
}
type ProductVariantConnection { nodes: [ProductVariant!]!, pageInfo: PageInfo! }
type Product implements Node {
  id: ID!
  legacyResourceId: UnsignedInt64!
  title: String!
  handle: String!
  status: ProductStatus!
  vendor: String!
  productType: String!
  tags: [String!]!
  descriptionHtml: HTML!
  createdAt: DateTime!
  updatedAt: DateTime!
  totalInventory: Int!
  hasOnlyDefaultVariant: Boolean!
  variantsCount: Count
  mediaCount: Count
  options(first: Int): [ProductOption!]!
  media(after: String, first: Int): MediaConnection!
  metafield(key: String!, namespace: String): Metafield
  variants(after: String, first: Int): ProductVariantConnection!
}
type ProductConnection { nodes: [Product!]!, pageInfo: PageInfo! }
input ProductIdentifierInput @oneOf { id: ID, handle: String, customId: UniqueMetafieldValueInput }
input ProductSetIdentifiers @oneOf { id: ID, handle: String, customId: UniqueMetafieldValueInput }
input OptionValueSetInput { id: ID, name: String }
input OptionSetInput { id: ID, name: String, position: Int, values: [OptionValueSetInput!] }
input VariantOptionValueInput { id: ID, name: String, optionId: ID, optionName: String }
input WeightInput { value: Float!, unit: WeightUnit! }
input InventoryItemMeasurementInput { weight: WeightInput }
input InventoryItemInput {
  sku: String
  cost: Decimal
  tracked: Boolean
  requiresShipping: Boolean
  measurement: InventoryItemMeasurementInput
}
input FileSetInput { id: ID, originalSource: String, alt: String, contentType: FileContentType }
input ProductVariantSetInput {
  id: ID
  sku: String
  barcode: String
  price: Money
  compareAtPrice: Money
  taxable: Boolean
  position: Int
  inventoryPolicy: ProductVariantInventoryPolicy
  inventoryItem: InventoryItemInput
  optionValues: [VariantOptionValueInput!]!
  metafields: [MetafieldInput!]
}
input ProductSetInput {
  title: String
  descriptionHtml: String
  handle: String
  vendor: String
  productType: String
  status: ProductStatus
  tags: [String!]
  metafields: [MetafieldInput!]
  files: [FileSetInput!]
  productOptions: [OptionSetInput!]
  variants: [ProductVariantSetInput!]
}
enum ProductSetUserErrorCode { CAPABILITY_VIOLATION DUPLICATED_OPTION_NAME DUPLICATED_OPTION_VALUE DUPLICATED_VALUE GENERIC_ERROR HANDLE_NOT_UNIQUE ID_NOT_ALLOWED INPUT_MISMATCH INVALID_INPUT INVALID_METAFIELD INVALID_PRODUCT INVALID_VARIANT METAFIELD_MISMATCH MISSING_FIELD_REQUIRED NOT_FOUND OPTIONS_OVER_LIMIT OPTION_DOES_NOT_EXIST OPTION_VALUES_MISSING OPTION_VALUE_DOES_NOT_EXIST PRODUCT_DOES_NOT_EXIST PRODUCT_OPTIONS_INPUT_MISSING PRODUCT_VARIANT_DOES_NOT_EXIST VARIANTS_INPUT_MISSING VARIANTS_OVER_LIMIT }
type ProductSetUserError { field: [String!], message: String!, code: ProductSetUserErrorCode }
type ProductSetOperation implements Node { id: ID!, status: ProductOperationStatus! }
enum ProductOperationStatus { ACTIVE COMPLETE CREATED }
type ProductSetPayload {
  product: Product
  productSetOperation: ProductSetOperation
  userErrors: [ProductSetUserError!]!
}
input ProductUpdateInput {
  id: ID
  title: String
  descriptionHtml: String
  handle: String
  vendor: String
  productType: String
  status: ProductStatus
  tags: [String!]
  metafields: [MetafieldInput!]
}
input CreateMediaInput { originalSource: String!, alt: String, mediaContentType: MediaContentType! }
type ProductUpdatePayload { product: Product, userErrors: [UserError!]! }
input ProductDeleteInput { id: ID! }
type ProductDeletePayload { deletedProductId: ID, userErrors: [UserError!]! }
input ProductVariantsBulkInput {
  id: ID
  price: Money
  compareAtPrice: Money
  barcode: String
  taxable: Boolean
  inventoryPolicy: ProductVariantInventoryPolicy
  inventoryItem: InventoryItemInput
  optionValues: [VariantOptionValueInput!]
  metafields: [MetafieldInput!]
}
enum ProductVariantsBulkUpdateUserErrorCode { GREATER_THAN_OR_EQUAL_TO INVALID_INPUT NEED_TO_ADD_OPTION_VALUES OPTION_DOES_NOT_EXIST OPTION_VALUE_DOES_NOT_EXIST PRODUCT_DOES_NOT_EXIST PRODUCT_VARIANT_DOES_NOT_EXIST PRODUCT_VARIANT_ID_MISSING VARIANT_ALREADY_EXISTS INVALID_VALUE }
type ProductVariantsBulkUpdateUserError {
  field: [String!]
  message: String!
  code: ProductVariantsBulkUpdateUserErrorCode
}
type ProductVariantsBulkUpdatePayload {
  product: Product
  productVariants: [ProductVariant!]
  userErrors: [ProductVariantsBulkUpdateUserError!]!
}
enum ProductVariantsBulkCreateStrategy { DEFAULT PRESERVE_STANDALONE_VARIANT REMOVE_STANDALONE_VARIANT }
enum ProductVariantsBulkCreateUserErrorCode { GREATER_THAN_OR_EQUAL_TO INVALID INVALID_INPUT NEED_TO_ADD_OPTION_VALUES NO_KEY_ON_CREATE OPTION_VALUES_FOR_NUMBER_OF_UNKNOWN_OPTIONS PRODUCT_DOES_NOT_EXIST VARIANT_ALREADY_EXISTS VARIANT_ALREADY_EXISTS_CHANGE_OPTION_VALUE }
type ProductVariantsBulkCreateUserError {
  field: [String!]
  message: String!
  code: ProductVariantsBulkCreateUserErrorCode
}
type ProductVariantsBulkCreatePayload {
  product: Product
  productVariants: [ProductVariant!]
  userErrors: [ProductVariantsBulkCreateUserError!]!
}
enum ProductVariantsBulkDeleteUserErrorCode { AT_LEAST_ONE_VARIANT_DOES_NOT_BELONG_TO_THE_PRODUCT CANNOT_DELETE_LAST_VARIANT PRODUCT_DOES_NOT_EXIST PRODUCT_SUSPENDED UNSUPPORTED_COMBINED_LISTING_PARENT_OPERATION }
type ProductVariantsBulkDeleteUserError {
  field: [String!]
  message: String!
  code: ProductVariantsBulkDeleteUserErrorCode
}
type ProductVariantsBulkDeletePayload { product: Product, userErrors: [ProductVariantsBulkDeleteUserError!]! }
extend type QueryRoot {
  products(after: String, first: Int, query: String, reverse: Boolean = false, sortKey: ProductSortKeys = ID): ProductConnection!
  productsCount(query: String): Count
  productVariants(after: String, first: Int, query: String, reverse: Boolean = false, sortKey: ProductVariantSortKeys = ID): ProductVariantConnection!
  product(id: ID!): Product
  productByIdentifier(identifier: ProductIdentifierInput!): Product
}
extend type Mutation {
  productSet(identifier: ProductSetIdentifiers, input: ProductSetInput!, synchronous: Boolean = true): ProductSetPayload
  productUpdate(media: [CreateMediaInput!], product: ProductUpdateInput): ProductUpdatePayload
  productDelete(input: ProductDeleteInput!): ProductDeletePayload
  productVariantsBulkCreate(productId: ID!, strategy: ProductVariantsBulkCreateStrategy = DEFAULT, variants: [ProductVariantsBulkInput!]!): ProductVariantsBulkCreatePayload
  productVariantsBulkUpdate(allowPartialUpdates: Boolean = false, productId: ID!, variants: [ProductVariantsBulkInput!]!): ProductVariantsBulkUpdatePayload
  productVariantsBulkDelete(productId: ID!, variantsIds: [ID!]!): ProductVariantsBulkDeletePayload
}
`;
