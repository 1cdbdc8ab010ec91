import { PasserelleError } from '../../errors.ts';
import { asNode, asNodes } from './node.ts';

/** Why a mutation refused its input. */
export interface UserError {
  readonly message: string;
  readonly field: readonly string[];
  readonly code: string | null;
}

/** The `userErrors` of a mutation's payload. */
export function userErrorsOf(payload: unknown): readonly UserError[] {
  return asNodes(asNode(payload).userErrors).map((error) => ({
    message: String(error.message ?? ''),
    field: Array.isArray(error.field) ? error.field.map(String) : [],
    code: typeof error.code === 'string' ? error.code : null,
  }));
}

const GONE = /^(product|customer|order) (does not exist|can't be found)/i;

/** The refusal as an error of the record, with Shopify's field and words. Pure. */
export function refusal(errors: readonly UserError[], input: unknown, what: string): PasserelleError {
  const [first] = errors;
  const message = errors.map((error) => error.message).join('; ');
  const path = first?.field ?? [];
  const options = {
    field: path.join('.') || undefined,
    value: valueAt(input, path),
    detail: errors.map((error) => error.code).join(', '),
  };
  if (path.at(-1) === 'email' && /taken/i.test(message)) {
    return new PasserelleError('shopify_email_taken', 'Another customer of the shop has this e-mail address.', {
      ...options,
      remedy: 'Link the two customers, or merge them in Shopify.',
    });
  }
  if (path.at(-1) === 'phone' && /taken/i.test(message)) {
    return new PasserelleError('shopify_phone_taken', 'Another customer of the shop has this phone number.', {
      ...options,
      remedy: 'Take the number from one of the two customers.',
    });
  }
  if (errors.some((error) => error.code === 'PRODUCT_DOES_NOT_EXIST' || GONE.test(error.message))) {
    return new PasserelleError('target_deleted', `${what} was deleted in Shopify.`, options);
  }
  return new PasserelleError('shopify_user_error', `Shopify refuses ${what}: ${message}.`.replace(/\.\.$/, '.'), {
    ...options,
    remedy: 'Mend the value in the source, or the mapping that makes it.',
  });
}

/** The input's value that the field path names; paths may begin with the argument's name. */
function valueAt(input: unknown, path: readonly string[]): unknown {
  for (const start of [0, 1]) {
    let at = input;
    for (const part of path.slice(start)) {
      at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[part] : undefined;
    }
    if (at !== undefined && at !== input) return typeof at === 'object' ? JSON.stringify(at) : at;
  }
  return undefined;
}
