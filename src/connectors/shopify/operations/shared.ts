import { operation } from '../api/operation.ts';

export const SHOP_INFO = operation(/* GraphQL */ `
  query ShopInfo {
    shop { id name myshopifyDomain currencyCode taxesIncluded ianaTimezone plan { publicDisplayName } }
    currentAppInstallation { accessScopes { handle } }
    publicApiVersions { handle supported }
  }
`);

export const MARK_DEFINITIONS = operation(/* GraphQL */ `
  query MarkDefinitions($ownerType: MetafieldOwnerType!, $namespace: String!, $key: String!) {
    metafieldDefinitions(first: 1, ownerType: $ownerType, namespace: $namespace, key: $key) {
      nodes { id type { name } capabilities { uniqueValues { enabled } } }
    }
  }
`);

export const MARK_DEFINITION_CREATE = operation(/* GraphQL */ `
  mutation MarkDefinitionCreate($definition: MetafieldDefinitionInput!) {
    metafieldDefinitionCreate(definition: $definition) {
      createdDefinition { id }
      userErrors { field message code }
    }
  }
`);

export const TAGS_ADD = operation(/* GraphQL */ `
  mutation TagsAdd($id: ID!, $tags: [String!]!) {
    tagsAdd(id: $id, tags: $tags) { node { id } userErrors { field message } }
  }
`);

export const TAGS_REMOVE = operation(/* GraphQL */ `
  mutation TagsRemove($id: ID!, $tags: [String!]!) {
    tagsRemove(id: $id, tags: $tags) { node { id } userErrors { field message } }
  }
`);
