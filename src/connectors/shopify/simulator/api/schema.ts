import { buildSchema, GraphQLError, type GraphQLScalarType, type GraphQLSchema } from 'graphql';
import { COMMON_SDL } from '../schema/common.ts';
import { CUSTOMERS_SDL } from '../schema/customers.ts';
import { INVENTORY_SDL } from '../schema/inventory.ts';
import { ORDERS_SDL } from '../schema/orders.ts';
import { PRODUCTS_SDL } from '../schema/products.ts';

const ROOT_SDL = /* GraphQL */ `
schema { query: QueryRoot, mutation: Mutation }
directive @idempotent(key: String!) on FIELD
`;

/** All that the simulator can answer, in Shopify's names; a part of Admin API 2026-10. */
export const SIMULATOR_SDL = [ROOT_SDL, COMMON_SDL, PRODUCTS_SDL, CUSTOMERS_SDL, INVENTORY_SDL, ORDERS_SDL].join('\n');

export function simulatorSchema(): GraphQLSchema {
  const schema = buildSchema(SIMULATOR_SDL);
  for (const name of ['Money', 'Decimal']) {
    const scalar = schema.getType(name) as GraphQLScalarType<string, string>;
    scalar.coerceInputValue = decimalText;
  }
  return schema;
}

/** Numbers are taken, too, as by a real shop; what is no decimal is refused. */
function decimalText(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text)) return text;
  throw new GraphQLError(`invalid decimal '${String(value)}'`);
}
