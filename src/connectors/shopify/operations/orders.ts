import { operation } from '../api/operation.ts';

const MONEY = /* GraphQL */ `
  fragment Money on MoneyBag { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }
`;

const ADDRESS = /* GraphQL */ `
  fragment OrderAddress on MailingAddress {
    firstName lastName company address1 address2 city zip provinceCode countryCodeV2 phone
  }
`;

const LINE = /* GraphQL */ `
  fragment Line on LineItem {
    id title variantTitle sku quantity currentQuantity unfulfilledQuantity requiresShipping isGiftCard
    originalUnitPriceSet { ...Money }
    discountAllocations { allocatedAmountSet { ...Money } }
    taxLines { title rate priceSet { ...Money } }
    variant { id barcode }
  }
`;

const SHIPPING = /* GraphQL */ `
  fragment Shipping on ShippingLine {
    id title code discountedPriceSet { ...Money } taxLines { title rate priceSet { ...Money } }
  }
`;

const TRANSACTION = /* GraphQL */ `
  fragment Transaction on OrderTransaction {
    id kind status gateway processedAt amountSet { ...Money } parentTransaction { id }
  }
`;

const REFUND = /* GraphQL */ `
  fragment Refund on Refund {
    id createdAt note totalRefundedSet { ...Money }
    refundLineItems(first: $parts) {
      pageInfo { hasNextPage endCursor }
      nodes { quantity restockType subtotalSet { ...Money } totalTaxSet { ...Money } lineItem { id } location { id } }
    }
    refundShippingLines(first: 5) {
      nodes { subtotalAmountSet { ...Money } taxAmountSet { ...Money } }
    }
  }
`;

const FULFILLMENT = /* GraphQL */ `
  fragment Fulfillment on Fulfillment {
    id status createdAt trackingInfo { number url company }
    fulfillmentLineItems(first: $parts) {
      pageInfo { hasNextPage endCursor }
      nodes { quantity lineItem { id } }
    }
  }
`;

const ORDER = /* GraphQL */ `
  fragment Order on Order {
    id legacyResourceId name email phone note tags createdAt processedAt updatedAt cancelledAt cancelReason closedAt test
    currencyCode presentmentCurrencyCode taxesIncluded displayFinancialStatus displayFulfillmentStatus
    sourceName sourceIdentifier poNumber paymentGatewayNames discountCodes
    customer { id }
    billingAddress { ...OrderAddress }
    shippingAddress { ...OrderAddress }
    currentTotalPriceSet { ...Money }
    currentTotalTaxSet { ...Money }
    totalTipReceivedSet { ...Money }
    currentTotalDutiesSet { ...Money }
    totalCashRoundingAdjustment { paymentSet { ...Money } }
    shippingLines(first: 5) { pageInfo { hasNextPage endCursor } nodes { ...Shipping } }
    lineItems(first: $lines) { pageInfo { hasNextPage endCursor } nodes { ...Line } }
    transactions(first: $parts) { ...Transaction }
    refunds(first: $parts) { ...Refund }
    fulfillments(first: $parts) { ...Fulfillment }
  }
`;

const ALL = [ORDER, MONEY, ADDRESS, LINE, SHIPPING, TRANSACTION, REFUND, FULFILLMENT].join('\n');

export const ORDERS = operation(/* GraphQL */ `
  query Orders($first: Int!, $after: String, $query: String, $sortKey: OrderSortKeys!, $reverse: Boolean!, $lines: Int!, $parts: Int!) {
    orders(first: $first, after: $after, query: $query, sortKey: $sortKey, reverse: $reverse) {
      pageInfo { hasNextPage endCursor }
      nodes { ...Order }
    }
  }
  ${ALL}
`);

export const ORDERS_BY_ID = operation(/* GraphQL */ `
  query OrdersById($ids: [ID!]!, $lines: Int!, $parts: Int!) {
    nodes(ids: $ids) { ...Order }
  }
  ${ALL}
`);

export const ORDER_VERSIONS_BY_ID = operation(/* GraphQL */ `
  query OrderVersionsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Order { id updatedAt } }
  }
`);

export const ORDER_VERSIONS = operation(/* GraphQL */ `
  query OrderVersions($first: Int!, $after: String, $query: String) {
    orders(first: $first, after: $after, query: $query, sortKey: ID) {
      pageInfo { hasNextPage endCursor }
      nodes { id updatedAt }
    }
  }
`);

export const FIND_ORDERS = operation(/* GraphQL */ `
  query FindOrders($first: Int!, $query: String!) {
    orders(first: $first, query: $query, sortKey: ID) { nodes { id name } }
  }
`);

export const MORE_LINES = operation(/* GraphQL */ `
  query MoreLines($id: ID!, $first: Int!, $after: String) {
    order(id: $id) {
      lineItems(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { ...Line } }
    }
  }
  ${LINE} ${MONEY}
`);

export const MORE_SHIPPING = operation(/* GraphQL */ `
  query MoreShipping($id: ID!, $first: Int!, $after: String) {
    order(id: $id) {
      shippingLines(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { ...Shipping } }
    }
  }
  ${SHIPPING} ${MONEY}
`);

/** All transactions, refunds and shipments of one order: these lists cannot be paged, only asked for longer. */
export const ORDER_PARTS = operation(/* GraphQL */ `
  query OrderParts($id: ID!, $most: Int!, $parts: Int!) {
    order(id: $id) {
      transactions(first: $most) { ...Transaction }
      refunds(first: $most) { ...Refund }
      fulfillments(first: $most) { ...Fulfillment }
    }
  }
  ${TRANSACTION} ${REFUND} ${FULFILLMENT} ${MONEY}
`);

export const MORE_REFUND_LINES = operation(/* GraphQL */ `
  query MoreRefundLines($id: ID!, $first: Int!, $after: String) {
    node(id: $id) {
      ... on Refund {
        refundLineItems(first: $first, after: $after) {
          pageInfo { hasNextPage endCursor }
          nodes { quantity restockType subtotalSet { ...Money } totalTaxSet { ...Money } lineItem { id } location { id } }
        }
      }
    }
  }
  ${MONEY}
`);

export const MORE_SHIPMENT_LINES = operation(/* GraphQL */ `
  query MoreShipmentLines($id: ID!, $first: Int!, $after: String) {
    node(id: $id) {
      ... on Fulfillment {
        fulfillmentLineItems(first: $first, after: $after) {
          pageInfo { hasNextPage endCursor }
          nodes { quantity lineItem { id } }
        }
      }
    }
  }
`);

/** An order with just enough to tell its lines apart. */
const MADE = /* GraphQL */ `
  fragment Made on Order {
    id updatedAt
    lineItems(first: $lines) { nodes { id } }
    shippingLines(first: 20) { nodes { id } }
  }
`;

export const ORDER_BY_MARK = operation(/* GraphQL */ `
  query OrderByMark($namespace: String!, $key: String!, $value: String!, $lines: Int!) {
    orderByIdentifier(identifier: { customId: { namespace: $namespace, key: $key, value: $value } }) { ...Made }
  }
  ${MADE}
`);

/** Nobody gets a mail, and stock is left alone: the order was sold elsewhere. */
export const ORDER_CREATE = operation(/* GraphQL */ `
  mutation OrderCreate($order: OrderCreateOrderInput!, $lines: Int!) {
    orderCreate(order: $order, options: { inventoryBehaviour: BYPASS, sendReceipt: false, sendFulfillmentReceipt: false }) {
      order { ...Made }
      userErrors { field message code }
    }
  }
  ${MADE}
`);

export const ORDER_UPDATE = operation(/* GraphQL */ `
  mutation OrderUpdate($input: OrderInput!) {
    orderUpdate(input: $input) { order { id updatedAt } userErrors { field message } }
  }
`);
