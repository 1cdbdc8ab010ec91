import { operation } from '../api/operation.ts';

const VARIANT = /* GraphQL */ `
  fragment Variant on ProductVariant {
    id sku barcode price compareAtPrice taxable updatedAt
    selectedOptions { name value }
    inventoryItem { id tracked requiresShipping unitCost { amount currencyCode } measurement { weight { value unit } } }
  }
`;

const PRODUCT = /* GraphQL */ `
  fragment Product on Product {
    id legacyResourceId title handle status vendor productType tags descriptionHtml createdAt updatedAt
    hasOnlyDefaultVariant
    options { name values }
    media(first: $media) { pageInfo { hasNextPage endCursor } nodes { ...Media } }
    variants(first: $variants) { pageInfo { hasNextPage endCursor } nodes { ...Variant } }
  }
`;

const MEDIA = /* GraphQL */ `
  fragment Media on Media { id alt mediaContentType ... on MediaImage { image { url } } }
`;

export const PRODUCTS = operation(/* GraphQL */ `
  query Products($first: Int!, $after: String, $query: String, $sortKey: ProductSortKeys!, $reverse: Boolean!, $media: Int!, $variants: Int!) {
    products(first: $first, after: $after, query: $query, sortKey: $sortKey, reverse: $reverse) {
      pageInfo { hasNextPage endCursor }
      nodes { ...Product }
    }
  }
  ${PRODUCT} ${MEDIA} ${VARIANT}
`);

export const PRODUCTS_BY_ID = operation(/* GraphQL */ `
  query ProductsById($ids: [ID!]!, $media: Int!, $variants: Int!) {
    nodes(ids: $ids) { ...Product }
  }
  ${PRODUCT} ${MEDIA} ${VARIANT}
`);

export const PRODUCT_VERSIONS_BY_ID = operation(/* GraphQL */ `
  query ProductVersionsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Product { id updatedAt } }
  }
`);

export const PRODUCT_VERSIONS = operation(/* GraphQL */ `
  query ProductVersions($first: Int!, $after: String, $query: String) {
    products(first: $first, after: $after, query: $query, sortKey: ID) {
      pageInfo { hasNextPage endCursor }
      nodes { id updatedAt }
    }
  }
`);

export const MORE_VARIANTS = operation(/* GraphQL */ `
  query MoreVariants($id: ID!, $first: Int!, $after: String) {
    product(id: $id) {
      variants(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { ...Variant } }
    }
  }
  ${VARIANT}
`);

export const MORE_MEDIA = operation(/* GraphQL */ `
  query MoreMedia($id: ID!, $first: Int!, $after: String) {
    product(id: $id) {
      media(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { ...Media } }
    }
  }
  ${MEDIA}
`);

export const FIND_VARIANTS = operation(/* GraphQL */ `
  query FindVariants($first: Int!, $after: String, $query: String!) {
    productVariants(first: $first, after: $after, query: $query, sortKey: ID) {
      pageInfo { hasNextPage endCursor }
      nodes { id sku barcode product { id } }
    }
  }
`);

export const VARIANT_PARENTS = operation(/* GraphQL */ `
  query VariantParents($ids: [ID!]!) {
    nodes(ids: $ids) { ... on ProductVariant { id product { id } } }
  }
`);

/** A product with just enough to tell its children apart. */
const MADE = /* GraphQL */ `
  fragment Made on Product {
    id updatedAt
    media(first: $media) { nodes { id } }
    variants(first: $variants) { pageInfo { hasNextPage endCursor } nodes { id selectedOptions { name value } } }
  }
`;

export const PRODUCT_BY_MARK = operation(/* GraphQL */ `
  query ProductByMark($namespace: String!, $key: String!, $value: String!, $media: Int!, $variants: Int!) {
    productByIdentifier(identifier: { customId: { namespace: $namespace, key: $key, value: $value } }) { ...Made }
  }
  ${MADE}
`);

export const PRODUCT_CREATE = operation(/* GraphQL */ `
  mutation ProductCreateWhole($input: ProductSetInput!, $media: Int!, $variants: Int!) {
    productSet(input: $input, synchronous: true) {
      product { ...Made }
      userErrors { field message code }
    }
  }
  ${MADE}
`);

export const PRODUCT_UPDATE = operation(/* GraphQL */ `
  mutation ProductUpdate($product: ProductUpdateInput!, $media: [CreateMediaInput!]) {
    productUpdate(product: $product, media: $media) {
      product { id updatedAt }
      userErrors { field message }
    }
  }
`);

export const PRODUCT_DELETE = operation(/* GraphQL */ `
  mutation ProductDelete($id: ID!) {
    productDelete(input: { id: $id }) { deletedProductId userErrors { field message } }
  }
`);

export const VARIANTS_UPDATE = operation(/* GraphQL */ `
  mutation VariantsUpdate($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {
    productVariantsBulkUpdate(productId: $productId, variants: $variants, allowPartialUpdates: false) {
      product { id updatedAt }
      userErrors { field message code }
    }
  }
`);

/** A variant that stands alone stays: nothing is deleted here. */
export const VARIANTS_CREATE = operation(/* GraphQL */ `
  mutation VariantsCreate($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {
    productVariantsBulkCreate(productId: $productId, variants: $variants, strategy: PRESERVE_STANDALONE_VARIANT) {
      product { id updatedAt }
      productVariants { id selectedOptions { name value } }
      userErrors { field message code }
    }
  }
`);

export const VARIANTS_DELETE = operation(/* GraphQL */ `
  mutation VariantsDelete($productId: ID!, $ids: [ID!]!) {
    productVariantsBulkDelete(productId: $productId, variantsIds: $ids) {
      product { id updatedAt }
      userErrors { field message code }
    }
  }
`);
