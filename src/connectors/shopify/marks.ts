import { PasserelleError } from '../../errors.ts';
import type { ShopifyClient } from './api/client.ts';
import { asConnection, asNode } from './node.ts';
import { MARK_DEFINITION_CREATE, MARK_DEFINITIONS } from './operations/shared.ts';
import { type UserError, userErrorsOf } from './user-errors.ts';

/** The metafield that holds the intent key of a create. Its values are unique in the shop, so none is made twice. */
export const MARK = { namespace: 'passerelle', key: 'external_id' } as const;

export type MarkOwner = 'PRODUCT' | 'CUSTOMER' | 'ORDER';

export const markMetafield = (key: string) => ({ ...MARK, type: 'id', value: key });

/** Makes sure, once a session, that marks of these records are unique and can be searched. */
export type EnsureMarks = (owner: MarkOwner, signal?: AbortSignal) => Promise<void>;

export function createEnsureMarks(client: ShopifyClient): EnsureMarks {
  const known = new Map<MarkOwner, Promise<void>>();
  return (owner, signal) => {
    const asked = known.get(owner) ?? define(client, owner, signal);
    known.set(owner, asked);
    asked.catch(() => known.delete(owner));
    return asked;
  };
}

async function define(client: ShopifyClient, owner: MarkOwner, signal: AbortSignal | undefined): Promise<void> {
  if (await isDefined(client, owner, signal)) return;
  const definition = {
    ...MARK,
    name: 'Passerelle id',
    type: 'id',
    ownerType: owner,
    capabilities: { uniqueValues: { enabled: true } },
  };
  const { data } = await client.run(MARK_DEFINITION_CREATE, { definition }, signal);
  const errors = userErrorsOf(data.metafieldDefinitionCreate);
  // Made by somebody else in the meantime.
  if (errors.length === 0 || (await isDefined(client, owner, signal))) return;
  throw unusable(owner, errors[0]?.message ?? 'it was refused');
}

async function isDefined(client: ShopifyClient, owner: MarkOwner, signal: AbortSignal | undefined): Promise<boolean> {
  const { data } = await client.run(MARK_DEFINITIONS, { ...MARK, ownerType: owner }, signal);
  const [found] = asConnection(data.metafieldDefinitions).nodes;
  if (found === undefined) return false;
  const unique = asNode(asNode(found.capabilities).uniqueValues).enabled === true;
  if (asNode(found.type).name !== 'id' || !unique) throw unusable(owner, 'its values are not of type id and unique');
  return true;
}

function unusable(owner: MarkOwner, reason: string): PasserelleError {
  return new PasserelleError(
    'shopify_mark_unusable',
    `The metafield ${MARK.namespace}.${MARK.key} of ${owner.toLowerCase()}s cannot be used: ${reason}.`,
    { remedy: 'Delete its definition in the shop under Settings, Metafields; Passerelle makes it anew.' },
  );
}

/** Whether a create was refused because its mark exists: an earlier call with the same key came through. */
export function isMarkTaken(errors: readonly UserError[]): boolean {
  return errors.some(
    ({ code, field, message }) =>
      field.includes('metafields') &&
      (code === 'CAPABILITY_VIOLATION' ||
        code === 'DUPLICATED_VALUE' ||
        code === 'TAKEN' ||
        /assigned|taken|unique/i.test(message)),
  );
}
