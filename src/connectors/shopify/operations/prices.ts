import { operation } from '../api/operation.ts';

const PRICE = /* GraphQL */ `
  fragment Price on ProductVariant { id sku barcode price compareAtPrice updatedAt product { id } }
`;

export const PRODUCT_PRICES = operation(/* GraphQL */ `
  query ProductPrices($first: Int!, $after: String, $query: String, $sortKey: ProductSortKeys!, $reverse: Boolean!, $variants: Int!) {
    products(first: $first, after: $after, query: $query, sortKey: $sortKey, reverse: $reverse) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id updatedAt
        variants(first: $variants) { pageInfo { hasNextPage endCursor } nodes { ...Price } }
      }
    }
  }
  ${PRICE}
`);

export const MORE_PRICES = operation(/* GraphQL */ `
  query MorePrices($id: ID!, $first: Int!, $after: String) {
    product(id: $id) {
      variants(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { ...Price } }
    }
  }
  ${PRICE}
`);

export const PRICES_BY_ID = operation(/* GraphQL */ `
  query PricesById($ids: [ID!]!) {
    nodes(ids: $ids) { ...Price }
  }
  ${PRICE}
`);

export const PRICE_VERSIONS = operation(/* GraphQL */ `
  query PriceVersions($first: Int!, $after: String, $query: String) {
    productVariants(first: $first, after: $after, query: $query, sortKey: ID) {
      pageInfo { hasNextPage endCursor }
      nodes { id updatedAt }
    }
  }
`);

export const SHOP_CURRENCY = operation(/* GraphQL */ `
  query ShopCurrency { shop { currencyCode taxesIncluded } }
`);
