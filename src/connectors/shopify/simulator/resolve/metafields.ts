import { createHash } from 'node:crypto';
import { gid, parseGid } from '../state/global-id.ts';
import type { MetafieldRow, Owner } from '../state/rows.ts';
import type { OwnerType, Shop } from '../state/shop.ts';
import { connection } from './connection.ts';
import { type Context, type PageArgs, type UserError, userError } from './context.ts';

export interface MetafieldInput {
  readonly id?: string | null;
  readonly namespace?: string | null;
  readonly key?: string | null;
  readonly value?: string | null;
  readonly type?: string | null;
  readonly compareDigest?: string | null;
}

/** The namespace of an app that names none. */
const APP_NAMESPACE = 'app--1001';

const namespaceOf = (namespace: string | null | undefined): string =>
  namespace == null ? APP_NAMESPACE : namespace.replace(/^\$app(:|$)/, (_, end) => `${APP_NAMESPACE}${end && '--'}`);

export function metafieldOf(owner: Owner, args: { readonly namespace?: string | null; readonly key: string }) {
  const row = owner.metafields.get(`${namespaceOf(args.namespace)}.${args.key}`);
  return row === undefined ? null : metafieldView(row);
}

const digestOf = (row: MetafieldRow): string => createHash('sha256').update(row.value).digest('hex');

function metafieldView(row: MetafieldRow) {
  return {
    __typename: 'Metafield',
    id: gid('Metafield', row.id),
    namespace: row.namespace,
    key: row.key,
    value: row.value,
    type: row.type,
    compareDigest: digestOf(row),
    createdAt: new Date(row.createdMs).toISOString(),
    updatedAt: new Date(row.updatedMs).toISOString(),
  };
}

/** What is wrong with metafields for that owner (undefined: one that is yet to be made). */
export function metafieldErrors(
  shop: Shop,
  ownerType: OwnerType,
  owner: Owner | undefined,
  inputs: readonly MetafieldInput[],
  path: readonly (string | number)[],
): readonly UserError[] {
  return inputs.flatMap((input, at): UserError[] => {
    const { key, value } = input;
    const namespace = namespaceOf(input.namespace);
    if (key == null) return [userError([...path, at, 'key'], "Key can't be blank", 'BLANK')];
    if (value == null || value === '') return [userError([...path, at, 'value'], "Value can't be blank", 'BLANK')];
    const definition = shop.definition(ownerType, namespace, key);
    const type = input.type ?? definition?.type;
    if (type === undefined) return [userError([...path, at, 'type'], "Type can't be blank", 'BLANK')];
    if (definition !== undefined && type !== definition.type) {
      return [userError([...path, at, 'type'], `Type must be ${definition.type}`, 'INVALID_TYPE')];
    }
    const holder = shop.byCustomId(ownerType, namespace, key, value);
    if (definition?.unique === true && holder !== undefined && holder !== owner?.id) {
      const message = `Value has already been assigned to another owner for the namespace ${namespace} and key ${key}`;
      return [userError([...path, at, 'value'], message, 'CAPABILITY_VIOLATION')];
    }
    return [];
  });
}

export function writeMetafields(shop: Shop, ownerType: OwnerType, owner: Owner, inputs: readonly MetafieldInput[]) {
  for (const { namespace, key, value, type } of inputs) {
    if (key == null || value == null) continue;
    const name = namespaceOf(namespace);
    const definition = shop.definition(ownerType, name, key);
    shop.setMetafield(ownerType, owner, name, key, value, type ?? definition?.type ?? 'single_line_text_field');
  }
}

/** As `productSet` does with lists: what is not named is taken away. */
export function replaceMetafields(shop: Shop, ownerType: OwnerType, owner: Owner, inputs: readonly MetafieldInput[]) {
  const kept = new Set(inputs.map(({ namespace, key }) => `${namespaceOf(namespace)}.${key}`));
  for (const name of [...owner.metafields.keys()]) if (!kept.has(name)) shop.removeMetafield(ownerType, owner, name);
  writeMetafields(shop, ownerType, owner, inputs);
}

export interface CustomId {
  readonly namespace?: string | null;
  readonly key: string;
  readonly value: string;
}

/** The owner's id; `undefined_definition` when there is no unique definition to look by. */
export function lookUpCustomId(shop: Shop, ownerType: OwnerType, { namespace, key, value }: CustomId) {
  const name = namespaceOf(namespace);
  if (shop.definition(ownerType, name, key)?.unique !== true) return 'undefined_definition';
  return shop.byCustomId(ownerType, name, key, value);
}

function ownerOf(shop: Shop, id: string): { readonly type: OwnerType; readonly owner: Owner } | null {
  const found = parseGid(id);
  const pick = (type: OwnerType, owner: Owner | undefined) => (owner === undefined ? null : { type, owner });
  switch (found?.type) {
    case 'Product':
      return pick('PRODUCT', shop.products.get(found.id));
    case 'ProductVariant':
      return pick('PRODUCTVARIANT', shop.variants.get(found.id));
    case 'Customer':
      return pick('CUSTOMER', shop.customers.get(found.id));
    case 'Order':
      return pick('ORDER', shop.orders.get(found.id));
    default:
      return null;
  }
}

function touchOwner(shop: Shop, id: string): void {
  const found = parseGid(id);
  if (found === null) return;
  const product = shop.products.get(found.id);
  const customer = shop.customers.get(found.id);
  const order = shop.orders.get(found.id);
  if (found.type === 'Product' && product !== undefined) shop.touchProduct(product);
  if (found.type === 'Customer' && customer !== undefined) shop.touchCustomer(customer);
  if (found.type === 'Order' && order !== undefined) shop.touchOrder(order);
}

interface DefinitionInput {
  readonly name: string;
  readonly namespace?: string | null;
  readonly key: string;
  readonly type: string;
  readonly ownerType: string;
  readonly capabilities?: { readonly uniqueValues?: { readonly enabled: boolean } | null } | null;
}

export const metafieldQueries = {
  metafieldDefinitions(
    args: PageArgs & { readonly ownerType: string; readonly namespace?: string | null; readonly key?: string | null },
    { shop }: Context,
  ) {
    const wanted = [...shop.definitions.values()].filter(
      (row) =>
        row.ownerType === args.ownerType &&
        (args.namespace == null || row.namespace === namespaceOf(args.namespace)) &&
        (args.key == null || row.key === args.key),
    );
    return connection(
      wanted.map((row) => ({ id: row.id, value: row.id, view: () => definitionView(row) })),
      args,
    );
  },
};

const definitionView = (row: {
  id: number;
  name: string;
  namespace: string;
  key: string;
  type: string;
  ownerType: string;
  unique: boolean;
}) => ({
  __typename: 'MetafieldDefinition',
  id: gid('MetafieldDefinition', row.id),
  name: row.name,
  namespace: row.namespace,
  key: row.key,
  ownerType: row.ownerType,
  type: { name: row.type },
  capabilities: { uniqueValues: { enabled: row.unique, eligible: true } },
});

export const metafieldMutations = {
  metafieldDefinitionCreate({ definition }: { readonly definition: DefinitionInput }, { shop }: Context) {
    const namespace = namespaceOf(definition.namespace);
    const { key, name, type, ownerType } = definition;
    if (shop.definition(ownerType, namespace, key) !== undefined) {
      const message = `Key is in use for ${ownerType} metafields on the '${namespace}' namespace.`;
      return { createdDefinition: null, userErrors: [userError(['definition', 'key'], message, 'TAKEN')] };
    }
    const unique = type === 'id' || definition.capabilities?.uniqueValues?.enabled === true;
    const row = { id: shop.newId(), name, namespace, key, type, ownerType, unique };
    shop.definitions.set(`${ownerType} ${namespace}.${key}`, row);
    return { createdDefinition: definitionView(row), userErrors: [] };
  },

  metafieldsSet(
    { metafields }: { readonly metafields: readonly (MetafieldInput & { ownerId: string })[] },
    context: Context,
  ) {
    const { shop } = context;
    const refuse = (errors: readonly UserError[]) => ({ metafields: null, userErrors: errors });
    if (metafields.length > 25) {
      return refuse([
        userError(['metafields'], 'Exceeded the maximum metafields input limit of 25.', 'LESS_THAN_OR_EQUAL_TO'),
      ]);
    }
    const errors = metafields.flatMap((input, at): UserError[] => {
      const found = ownerOf(shop, input.ownerId);
      if (found === null) {
        return [userError(['metafields', at, 'ownerId'], 'Owner does not exist', 'INVALID_VALUE')];
      }
      const known = found.owner.metafields.get(`${namespaceOf(input.namespace)}.${input.key}`);
      if (input.compareDigest !== undefined && input.compareDigest !== (known === undefined ? null : digestOf(known))) {
        return [
          userError(
            ['metafields', at, 'compareDigest'],
            'The resource has been updated since it was loaded.',
            'STALE_OBJECT',
          ),
        ];
      }
      return [...metafieldErrors(shop, found.type, found.owner, [input], ['metafields'])];
    });
    if (errors.length > 0) return refuse(errors);
    const written = metafields.flatMap((input) => {
      const found = ownerOf(shop, input.ownerId);
      if (found === null) return [];
      writeMetafields(shop, found.type, found.owner, [input]);
      touchOwner(shop, input.ownerId);
      return [metafieldOf(found.owner, { namespace: input.namespace ?? null, key: input.key ?? '' })];
    });
    return { metafields: written, userErrors: [] };
  },
};
