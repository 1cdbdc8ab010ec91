import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import type { Context } from '../resolve/context.ts';
import { customerMutations, customerQueries } from '../resolve/customers.ts';
import { inventoryMutations, inventoryQueries } from '../resolve/inventory.ts';
import { metafieldMutations, metafieldQueries } from '../resolve/metafields.ts';
import { orderMutations, orderQueries } from '../resolve/orders.ts';
import { productMutations } from '../resolve/product-mutations.ts';
import { productQueries } from '../resolve/product-queries.ts';
import { shopQueries, tagMutations } from '../resolve/shop.ts';
import { missingScope } from './access.ts';
import { type CostModel, queryCost } from './cost.ts';
import type { Throttle } from './throttle.ts';

/** No query may ask for more points than this at once. */
const MAX_QUERY_COST = 1000;

const QUERIES = {
  ...shopQueries,
  ...metafieldQueries,
  ...productQueries,
  ...customerQueries,
  ...inventoryQueries,
  ...orderQueries,
};
const MUTATIONS = {
  ...metafieldMutations,
  ...tagMutations,
  ...productMutations,
  ...customerMutations,
  ...inventoryMutations,
  ...orderMutations,
};

export interface GraphqlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

interface Surroundings {
  readonly schema: GraphQLSchema;
  readonly context: Context;
  readonly throttle: Throttle;
  readonly costModel: CostModel;
}

type Body = Readonly<Record<string, unknown>>;

/** Runs one request as the Admin API does: cost, limits, access, then the work. Always an answer of HTTP 200. */
export async function executeRequest(request: GraphqlRequest, around: Surroundings): Promise<Body> {
  const { schema, context, throttle, costModel: model } = around;
  const prepared = prepare(schema, request);
  if ('errors' in prepared) return prepared;
  const { document, operation } = prepared;
  const cost = { schema, document, operation, variables: request.variables, model };
  const requested = Math.ceil(queryCost(cost));
  const costs = (actual: number | null) => ({
    cost: { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus: throttle.status() },
  });
  if (requested > MAX_QUERY_COST) return tooCostly(requested);
  if (!throttle.take(requested)) return { errors: [throttledError()], extensions: costs(null) };
  const denied = rootFields(operation).flatMap((field) => {
    const scope = missingScope(field, context.scopes);
    return scope === undefined ? [] : [accessDenied(field, scope)];
  });
  if (denied.length > 0) {
    throttle.giveBack(requested);
    return { data: null, errors: denied, extensions: costs(0) };
  }
  const result = (await execute({
    schema,
    document,
    rootValue: operation.operation === 'mutation' ? MUTATIONS : QUERIES,
    contextValue: context,
    variableValues: request.variables,
    ...(request.operationName !== undefined && { operationName: request.operationName }),
  })) as ExecutionResult;
  const actual = Math.min(requested, Math.ceil(queryCost(cost, result.data ?? null)));
  throttle.giveBack(requested - actual);
  const search = searchExtension(context);
  return {
    ...(result.data !== undefined && { data: result.data }),
    ...(result.errors !== undefined && { errors: result.errors.map(executionFault) }),
    extensions: { ...costs(actual), ...(search !== undefined && { search }) },
  };
}

function prepare(
  schema: GraphQLSchema,
  request: GraphqlRequest,
):
  | { readonly document: DocumentNode; readonly operation: OperationDefinitionNode }
  | { readonly errors: readonly object[] } {
  let document: DocumentNode;
  try {
    document = parse(request.query);
  } catch (error) {
    return { errors: [error instanceof GraphQLError ? error.toJSON() : { message: String(error) }] };
  }
  const faults = validate(schema, document);
  if (faults.length > 0) return { errors: faults.map(schemaFault) };
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const operation = operations.find(
    (each) => request.operationName === undefined || each.name?.value === request.operationName,
  );
  if (operation === undefined) return { errors: [{ message: `No operation named "${request.operationName}"` }] };
  return { document, operation };
}

/** What the schema does not hold may exist in a real shop: it is refused either way, and says so. */
function schemaFault(error: GraphQLError): object {
  const { message, locations } = error;
  const [, field, type] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(message) ?? [];
  if (field === undefined)
    return { message: `${message} (or not simulated)`, locations, extensions: { code: 'argumentNotAccepted' } };
  return {
    message: `Field '${field}' doesn't exist on type '${type}' (or is not simulated)`,
    locations,
    extensions: { code: 'undefinedField', typeName: type, fieldName: field },
  };
}

/** A variable of the wrong form is told in Shopify's words. */
function executionFault(error: GraphQLError): object {
  const { message, locations } = error;
  const [, name, path = '', explanation] =
    /^Variable "\$(\w+)" has invalid value(?: at \.?([^:]*))?: (.*)$/s.exec(message) ?? [];
  if (name === undefined) return error.toJSON();
  const parts = path.replaceAll('[', '.').replaceAll(']', '').split('.').filter(Boolean);
  const place = parts.length === 0 ? '' : ` for ${parts.join('.')}`;
  return {
    message: `Variable $${name} of type Input! was provided invalid value${place} (${explanation})`,
    locations,
    extensions: { code: 'INVALID_VARIABLE', problems: [{ path: parts, explanation }] },
  };
}

const rootFields = (operation: OperationDefinitionNode): readonly string[] =>
  operation.selectionSet.selections.flatMap((each) => (each.kind === Kind.FIELD ? [each.name.value] : []));

const throttledError = () => ({
  message: 'Throttled',
  extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
});

const tooCostly = (cost: number) => ({
  errors: [
    {
      message: `Query cost is ${cost}, which exceeds the single query max cost limit (${MAX_QUERY_COST}).`,
      extensions: { code: 'MAX_COST_EXCEEDED', cost, maxCost: MAX_QUERY_COST },
    },
  ],
});

const accessDenied = (field: string, scope: string) => ({
  message: `Access denied for ${field} field. Required access: \`${scope}\` access scope.`,
  locations: [],
  path: [field],
  extensions: { code: 'ACCESS_DENIED', requiredAccess: `\`${scope}\` access scope.` },
});

function searchExtension({ searchWarnings }: Context): readonly object[] | undefined {
  if (searchWarnings.length === 0) return undefined;
  return searchWarnings.map(({ path, field }) => ({
    path: [path],
    warnings: [{ field, message: 'Invalid search field for this query.', code: 'invalid_field' }],
  }));
}
