import { operation } from '../api/operation.ts';

export const LOCATIONS = operation(/* GraphQL */ `
  query Locations($first: Int!, $after: String) {
    locations(first: $first, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { id name isActive }
    }
  }
`);

const ITEM = /* GraphQL */ `
  fragment Item on InventoryItem {
    id sku tracked
    inventoryLevels(first: $levels) {
      pageInfo { hasNextPage endCursor }
      nodes { ...Level }
    }
  }
`;

const LEVEL = /* GraphQL */ `
  fragment Level on InventoryLevel {
    updatedAt location { id } quantities(names: ["available", "on_hand"]) { name quantity }
  }
`;

export const STOCK = operation(/* GraphQL */ `
  query Stock($first: Int!, $after: String, $query: String, $levels: Int!) {
    productVariants(first: $first, after: $after, query: $query, sortKey: ID) {
      pageInfo { hasNextPage endCursor }
      nodes { id barcode inventoryItem { ...Item } }
    }
  }
  ${ITEM} ${LEVEL}
`);

export const STOCK_OF_ITEMS = operation(/* GraphQL */ `
  query StockOfItems($ids: [ID!]!, $levels: Int!) {
    nodes(ids: $ids) {
      ... on InventoryItem { variants(first: 1) { nodes { id barcode } } ...Item }
    }
  }
  ${ITEM} ${LEVEL}
`);

export const STOCK_OF_VARIANTS = operation(/* GraphQL */ `
  query StockOfVariants($ids: [ID!]!, $levels: Int!) {
    nodes(ids: $ids) { ... on ProductVariant { id barcode inventoryItem { ...Item } } }
  }
  ${ITEM} ${LEVEL}
`);

export const MORE_LEVELS = operation(/* GraphQL */ `
  query MoreLevels($id: ID!, $first: Int!, $after: String) {
    node(id: $id) {
      ... on InventoryItem {
        inventoryLevels(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { ...Level } }
      }
    }
  }
  ${LEVEL}
`);

export const STOCK_SET = operation(/* GraphQL */ `
  mutation StockSet($input: InventorySetQuantitiesInput!, $key: String!) {
    inventorySetQuantities(input: $input) @idempotent(key: $key) {
      inventoryAdjustmentGroup { id }
      userErrors { field message code }
    }
  }
`);
