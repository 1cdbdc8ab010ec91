import { GraphQLError, type GraphQLResolveInfo, getDirectiveValues } from 'graphql';
import { type Context, userError } from './context.ts';

/**
 * Runs a mutation under the key of its `@idempotent`. Without one it is refused, as it is by Shopify since 2026-04
 * though the schema does not ask for it; a known key gives the first answer again.
 */
export function idempotent<R extends { readonly userErrors: readonly object[] }>(
  args: object,
  context: Context,
  info: GraphQLResolveInfo,
  run: () => R,
): object {
  const directive = info.schema.getDirective('idempotent');
  const [node] = info.fieldNodes;
  const values = directive && node ? getDirectiveValues(directive, node, info.variableValues) : undefined;
  const key = values?.key;
  if (typeof key !== 'string' || key === '') {
    throw new GraphQLError(`The @idempotent directive is required for ${info.fieldName}.`, {
      path: [info.fieldName],
      extensions: { code: 'BAD_REQUEST' },
    });
  }
  const variables = JSON.stringify(args);
  const known = context.idempotency.find(info.fieldName, key, variables);
  if (known === 'mismatch') {
    const message = 'The idempotency key was already used with other parameters.';
    return { userErrors: [userError(null, message, 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH')] };
  }
  if (known !== undefined) return known;
  const result = run();
  const failed = {
    userErrors: [userError(null, 'The previous attempt with this key failed.', 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED')],
  };
  context.idempotency.keep(info.fieldName, key, variables, result.userErrors.length > 0 ? failed : result);
  return result;
}
