/** GraphQL types that the simulator answers: orders. Names and types as in Admin API 2026-10. */
export const ORDERS_SDL = /* GraphQL */ `
enum OrderDisplayFinancialStatus { AUTHORIZED EXPIRED PAID PARTIALLY_PAID PARTIALLY_REFUNDED PENDING REFUNDED VOIDED }
enum OrderDisplayFulfillmentStatus { FULFILLED FULFILLMENT_NOT_REQUIRED IN_PROGRESS ON_HOLD OPEN PARTIALLY_FULFILLED PENDING_FULFILLMENT REQUEST_DECLINED RESTOCKED SCHEDULED UNFULFILLED }
enum OrderCancelReason { CUSTOMER DECLINED FRAUD INVENTORY OTHER STAFF }
enum OrderSortKeys { ID UPDATED_AT CREATED_AT PROCESSED_AT }
enum OrderTransactionKind { AUTHORIZATION CAPTURE CHANGE EMV_AUTHORIZATION REFUND SALE SUGGESTED_REFUND VOID }
enum OrderTransactionStatus { AWAITING_RESPONSE ERROR FAILURE PENDING SUCCESS UNKNOWN }
enum RefundLineItemRestockType { CANCEL LEGACY_RESTOCK NO_RESTOCK RETURN }
type TaxLine { title: String!, rate: Float, priceSet: MoneyBag! }
type Attribute { key: String!, value: String }
type DiscountAllocation { allocatedAmountSet: MoneyBag! }
enum DiscountApplicationTargetType { LINE_ITEM SHIPPING_LINE }
type ShippingLine {
  id: ID
  title: String!
  code: String
  originalPriceSet: MoneyBag!
  discountedPriceSet: MoneyBag!
  taxLines: [TaxLine!]!
  isRemoved: Boolean!
}
type ShippingLineConnection { nodes: [ShippingLine!]!, pageInfo: PageInfo! }
type LineItem implements Node {
  id: ID!
  title: String!
  variantTitle: String
  sku: String
  quantity: Int!
  currentQuantity: Int!
  refundableQuantity: Int!
  unfulfilledQuantity: Int!
  taxable: Boolean!
  requiresShipping: Boolean!
  isGiftCard: Boolean!
  originalUnitPriceSet: MoneyBag!
  discountedUnitPriceAfterAllDiscountsSet: MoneyBag!
  discountAllocations: [DiscountAllocation!]!
  taxLines: [TaxLine!]!
  variant: ProductVariant
  product: Product
}
type LineItemConnection { nodes: [LineItem!]!, pageInfo: PageInfo! }
type OrderTransaction implements Node {
  id: ID!
  kind: OrderTransactionKind!
  status: OrderTransactionStatus!
  gateway: String
  processedAt: DateTime
  amountSet: MoneyBag!
  parentTransaction: OrderTransaction
}
type RefundLineItem {
  quantity: Int!
  restockType: RefundLineItemRestockType!
  restocked: Boolean!
  subtotalSet: MoneyBag!
  totalTaxSet: MoneyBag!
  lineItem: LineItem!
  location: Location
}
type RefundLineItemConnection { nodes: [RefundLineItem!]!, pageInfo: PageInfo! }
type RefundShippingLine implements Node {
  id: ID!
  shippingLine: ShippingLine!
  subtotalAmountSet: MoneyBag!
  taxAmountSet: MoneyBag!
}
type RefundShippingLineConnection { nodes: [RefundShippingLine!]!, pageInfo: PageInfo! }
type Refund implements Node {
  id: ID!
  legacyResourceId: UnsignedInt64!
  createdAt: DateTime
  note: String
  totalRefundedSet: MoneyBag!
  refundLineItems(after: String, first: Int): RefundLineItemConnection!
  refundShippingLines(after: String, first: Int): RefundShippingLineConnection!
}
type FulfillmentTrackingInfo { number: String, url: URL, company: String }
enum FulfillmentStatus { CANCELLED ERROR FAILURE OPEN PENDING SUCCESS }
type FulfillmentLineItem { id: ID!, quantity: Int, lineItem: LineItem! }
type FulfillmentLineItemConnection { nodes: [FulfillmentLineItem!]!, pageInfo: PageInfo! }
type Fulfillment implements Node {
  id: ID!
  status: FulfillmentStatus!
  createdAt: DateTime!
  trackingInfo: [FulfillmentTrackingInfo!]!
  fulfillmentLineItems(after: String, first: Int): FulfillmentLineItemConnection!
}
type Order implements Node {
  id: ID!
  legacyResourceId: UnsignedInt64!
  name: String!
  number: Int!
  email: String
  phone: String
  note: String
  tags: [String!]!
  createdAt: DateTime!
  processedAt: DateTime!
  updatedAt: DateTime!
  cancelledAt: DateTime
  cancelReason: OrderCancelReason
  closedAt: DateTime
  test: Boolean!
  currencyCode: CurrencyCode!
  presentmentCurrencyCode: CurrencyCode!
  taxesIncluded: Boolean!
  displayFinancialStatus: OrderDisplayFinancialStatus
  displayFulfillmentStatus: OrderDisplayFulfillmentStatus!
  sourceName: String
  sourceIdentifier: String
  poNumber: String
  paymentGatewayNames: [String!]!
  discountCodes: [String!]!
  customer: Customer
  billingAddress: MailingAddress
  shippingAddress: MailingAddress
  currentSubtotalPriceSet: MoneyBag!
  currentTotalTaxSet: MoneyBag!
  currentTotalPriceSet: MoneyBag!
  totalPriceSet: MoneyBag!
  totalTaxSet: MoneyBag
  subtotalPriceSet: MoneyBag
  totalOutstandingSet: MoneyBag!
  totalRefundedSet: MoneyBag!
  totalDiscountsSet: MoneyBag
  totalTipReceivedSet: MoneyBag!
  currentTotalDutiesSet: MoneyBag
  totalCashRoundingAdjustment: CashRoundingAdjustment!
  shippingLines(after: String, first: Int, includeRemovals: Boolean = false): ShippingLineConnection!
  lineItems(after: String, first: Int): LineItemConnection!
  transactions(first: Int): [OrderTransaction!]!
  refunds(first: Int): [Refund!]!
  fulfillments(first: Int): [Fulfillment!]!
  metafield(key: String!, namespace: String): Metafield
}
type CashRoundingAdjustment { paymentSet: MoneyBag!, refundSet: MoneyBag! }
type OrderConnection { nodes: [Order!]!, pageInfo: PageInfo! }
input OrderIdentifierInput @oneOf { id: ID, customId: UniqueMetafieldValueInput }
input MoneyInput { amount: Decimal!, currencyCode: CurrencyCode! }
input MoneyBagInput { shopMoney: MoneyInput!, presentmentMoney: MoneyInput }
input OrderCreateTaxLineInput { title: String!, rate: Decimal!, priceSet: MoneyBagInput }
input OrderCreateLineItemInput {
  variantId: ID
  productId: ID
  title: String
  quantity: Int!
  priceSet: MoneyBagInput
  sku: String
  taxable: Boolean = true
  requiresShipping: Boolean = false
  taxLines: [OrderCreateTaxLineInput!]
}
input OrderCreateShippingLineInput {
  title: String!
  code: String
  priceSet: MoneyBagInput!
  taxLines: [OrderCreateTaxLineInput!]
}
input OrderCreateAssociateCustomerAttributesInput { id: ID }
input OrderCreateCustomerInput @oneOf { toAssociate: OrderCreateAssociateCustomerAttributesInput }
input OrderCreateOrderTransactionInput {
  kind: OrderTransactionKind = SALE
  status: OrderTransactionStatus = SUCCESS
  amountSet: MoneyBagInput!
  gateway: String
}
enum OrderCreateFinancialStatus { AUTHORIZED EXPIRED PAID PARTIALLY_PAID PARTIALLY_REFUNDED PENDING REFUNDED VOIDED }
enum OrderCreateFulfillmentStatus { FULFILLED PARTIAL RESTOCKED }
input OrderCreateOrderInput {
  name: String
  lineItems: [OrderCreateLineItemInput!]
  customer: OrderCreateCustomerInput
  email: String
  phone: String
  currency: CurrencyCode
  financialStatus: OrderCreateFinancialStatus
  fulfillmentStatus: OrderCreateFulfillmentStatus
  transactions: [OrderCreateOrderTransactionInput!]
  shippingLines: [OrderCreateShippingLineInput!]
  taxesIncluded: Boolean = false
  sourceIdentifier: String
  sourceName: String
  tags: [String!]
  note: String
  poNumber: String
  test: Boolean = false
  processedAt: DateTime
  metafields: [MetafieldInput!]
  billingAddress: MailingAddressInput
  shippingAddress: MailingAddressInput
}
enum OrderCreateInputsInventoryBehavior { BYPASS DECREMENT_IGNORING_POLICY DECREMENT_OBEYING_POLICY }
input OrderCreateOptionsInput {
  inventoryBehaviour: OrderCreateInputsInventoryBehavior = BYPASS
  sendReceipt: Boolean = false
  sendFulfillmentReceipt: Boolean = false
}
enum OrderCreateUserErrorCode { FULFILLMENT_SERVICE_INVALID INVALID INVENTORY_CLAIM_FAILED PROCESSED_AT_INVALID REDUNDANT_CUSTOMER_FIELDS SHOP_DORMANT TAX_LINE_RATE_MISSING }
type OrderCreateUserError { field: [String!], message: String!, code: OrderCreateUserErrorCode }
type OrderCreatePayload { order: Order, userErrors: [OrderCreateUserError!]! }
input OrderInput { id: ID!, email: String, phone: String, note: String, tags: [String!], poNumber: String }
type OrderUpdatePayload { order: Order, userErrors: [UserError!]! }
extend type QueryRoot {
  orders(after: String, first: Int, query: String, reverse: Boolean = false, sortKey: OrderSortKeys = PROCESSED_AT): OrderConnection!
  order(id: ID!): Order
  orderByIdentifier(identifier: OrderIdentifierInput!): Order
}
extend type Mutation {
  orderCreate(options: OrderCreateOptionsInput, order: OrderCreateOrderInput!): OrderCreatePayload
  orderUpdate(input: OrderInput!): OrderUpdatePayload
}
`;
