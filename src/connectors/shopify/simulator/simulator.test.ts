import { afterEach, describe, expect, it } from 'vitest';
import { type ShopifySimulator, type ShopifySimulatorOptions, startShopifySimulator } from './start.ts';

let shop: ShopifySimulator;
afterEach(() => shop.stop());

interface List {
  readonly nodes: readonly { readonly id: string }[];
}

interface Payload {
  readonly product: { readonly id: string; readonly title: string; readonly variants: List };
  readonly inventoryAdjustmentGroup: { readonly changes: readonly object[] };
  readonly userErrors: readonly { readonly code: string }[];
}

/** The roots that the tests ask for, as far as they look into them. */
type Data = Readonly<
  Record<'products' | 'productVariants' | 'customers', List> &
    Record<'productSet' | 'inventorySetQuantities' | 'customerCreate', Payload>
>;

interface Answer {
  readonly data: Data;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: {
    readonly cost?: { readonly requestedQueryCost: number };
    readonly search?: readonly unknown[];
  };
}

async function start(options: Partial<ShopifySimulatorOptions> = {}): Promise<void> {
  shop = await startShopifySimulator({ port: 0, ...options });
}

async function ask(query: string, variables: object = {}): Promise<Answer> {
  const response = await fetch(`${shop.url}/admin/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shopify-access-token': shop.accessToken },
    body: JSON.stringify({ query, variables }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

const PRODUCT_SET = `mutation Set($identifier: ProductSetIdentifiers, $input: ProductSetInput!) {
  productSet(identifier: $identifier, input: $input) {
    product { id title variants(first: 10) { nodes { id sku } } } userErrors { field message code } } }`;
const sized = (...sizes: readonly string[]) => ({
  title: 'Shirt',
  productOptions: [{ name: 'Size', values: sizes.map((name) => ({ name })) }],
  variants: sizes.map((name) => ({ optionValues: [{ optionName: 'Size', name }], sku: `S-${name}` })),
});

describe('the simulated shop refuses, as a real one does,', () => {
  it('fields and arguments that it does not hold', async () => {
    await start();
    const { errors } = await ask('{ shop { name primaryDomain { url } } }');
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining("Field 'primaryDomain' doesn't exist on type 'Shop' (or is not simulated)"),
      extensions: { code: 'undefinedField' },
    });
    expect((await ask('{ products(first: 1, savedSearchId: "x") { nodes { id } } }')).errors).toHaveLength(1);
    expect((await ask('{ products(first: 1, query: "chair") { nodes { id } } }')).errors?.[0]?.message).toContain(
      'not simulated',
    );
  });

  it('more than 250 a page, and pages without a size', async () => {
    await start();
    expect((await ask('{ products(first: 251) { nodes { id } } }')).errors).toHaveLength(1);
    expect((await ask('{ products { nodes { id } } }')).errors?.[0]?.message).toContain('first or last');
  });

  it('queries that cost too much, and all when the bucket is empty', async () => {
    await start({ costModel: 'documented', now: () => 0 });
    const many = '{ products(first: 100) { nodes { id variants(first: 100) { nodes { id } } } } }';
    expect((await ask(many)).errors?.[0]?.extensions?.code).toBe('MAX_COST_EXCEEDED');
    shop.throttle.drain();
    const throttled = await ask('{ shop { name } }');
    expect(throttled.errors?.[0]).toMatchObject({ message: 'Throttled', extensions: { code: 'THROTTLED' } });
    expect(throttled.data).toBeUndefined();
  });

  it('options without variants and variants without options', async () => {
    await start({ profile: 'empty' });
    const { productOptions, variants } = sized('S', 'M');
    const only = async (input: object) => (await ask(PRODUCT_SET, { input })).data.productSet.userErrors[0]?.code;
    expect(await only({ title: 'A', variants })).toBe('PRODUCT_OPTIONS_INPUT_MISSING');
    expect(await only({ title: 'A', productOptions })).toBe('VARIANTS_INPUT_MISSING');
  });
});

describe('productSet of the simulated shop', () => {
  it('deletes the variants that its input does not name, which is its danger', async () => {
    await start({ profile: 'empty' });
    const made = (await ask(PRODUCT_SET, { input: sized('S', 'M', 'L') })).data.productSet.product;
    const { id, variants } = (await ask(PRODUCT_SET, { identifier: { id: made.id }, input: sized('S', 'L') })).data
      .productSet.product;
    expect(id).toBe(made.id);
    expect(variants.nodes).toEqual([made.variants.nodes[0], made.variants.nodes[2]]);
    expect(shop.state.variants.size).toBe(2);
    const titleOnly = await ask(PRODUCT_SET, { identifier: { id }, input: { title: 'New' } });
    expect(titleOnly.data.productSet.product.variants.nodes).toHaveLength(2);
  });

  it('updates by custom id, and only where its values are unique', async () => {
    await start({ profile: 'empty' });
    const identifier = { customId: { namespace: 'passerelle', key: 'external_id', value: 'x1' } };
    const refused = await ask(PRODUCT_SET, { identifier, input: sized('S') });
    expect(refused.data.productSet.userErrors).toHaveLength(1);
    await ask(
      `mutation { metafieldDefinitionCreate(definition: { name: "x", namespace: "passerelle", key: "external_id", type: "id", ownerType: PRODUCT }) { userErrors { message } } }`,
    );
    const first = (await ask(PRODUCT_SET, { identifier, input: sized('S') })).data.productSet.product;
    const second = (await ask(PRODUCT_SET, { identifier, input: { title: 'Other' } })).data.productSet.product;
    expect([second.id, second.title]).toEqual([first.id, 'Other']);
    const metafields = [{ namespace: 'passerelle', key: 'external_id', type: 'id', value: 'x1' }];
    const twice = await ask(PRODUCT_SET, { input: { title: 'Twice', metafields } });
    expect(twice.data.productSet.userErrors[0]).toMatchObject({
      code: 'CAPABILITY_VIOLATION',
      field: ['input', 'metafields', '0', 'value'],
    });
  });

  it('takes one SKU several times, as a shop does', async () => {
    await start({ profile: 'empty' });
    await ask(PRODUCT_SET, { input: sized('S') });
    await ask(PRODUCT_SET, { input: sized('S') });
    const { data } = await ask(
      `{ productVariants(first: 5, query: "sku:'S-S'") { nodes { sku inventoryItem { duplicateSkuCount } } } }`,
    );
    expect(data.productVariants.nodes).toEqual(Array(2).fill({ sku: 'S-S', inventoryItem: { duplicateSkuCount: 1 } }));
  });
});

describe('searches of the simulated shop', () => {
  it('see a change only after their delay, by which time it is found', async () => {
    let now = Date.UTC(2026, 10, 24);
    await start({ searchDelayMs: 5000, now: () => now });
    const find = async () =>
      (await ask('{ products(first: 5, query: "vendor:Nobody") { nodes { vendor } } }')).data.products.nodes;
    now += 60_000;
    const [product] = shop.state.products.values();
    if (product === undefined) throw new Error('the demo shop is empty');
    product.vendor = 'Nobody';
    shop.state.touchProduct(product);
    expect(await find()).toEqual([]);
    now += 5000;
    expect(await find()).toEqual([{ vendor: 'Nobody' }]);
  });

  it('ignore filters that they do not know, with a warning', async () => {
    await start();
    const { data, extensions } = await ask('{ products(first: 50, query: "no_such_field:x") { nodes { id } } }');
    expect(data.products.nodes).toHaveLength(6);
    expect(extensions?.search).toHaveLength(1);
  });

  it('of customers compare times by the day', async () => {
    let now = Date.UTC(2026, 10, 24, 8);
    await start({ now: () => now });
    now += 6 * 3_600_000;
    const { data } = await ask(
      `{ customers(first: 5, query: "updated_at:>='2026-11-24T13:00:00Z'") { nodes { id } } }`,
    );
    expect(data.customers.nodes).toHaveLength(3);
  });
});

describe('stock of the simulated shop', () => {
  const SET = (directive: string) => `mutation Set($input: InventorySetQuantitiesInput!, $key: String!) {
    inventorySetQuantities(input: $input) ${directive} { inventoryAdjustmentGroup { changes { delta quantityAfterChange } } userErrors { code field } } }`;
  const keyed = SET('@idempotent(key: $key)');

  async function level() {
    await start();
    const [variant] = shop.state.variants.values();
    const [location] = shop.state.locations.keys();
    if (variant === undefined || location === undefined) throw new Error('the demo shop is empty');
    const ids = {
      inventoryItemId: `gid://shopify/InventoryItem/${variant.item.id}`,
      locationId: `gid://shopify/Location/${location}`,
    };
    const available = shop.state.stock(variant.item.id, location).quantities.get('available') ?? 0;
    const input = (more: object) => ({ name: 'available', reason: 'correction', quantities: [{ ...ids, ...more }] });
    const set = async (key: string, more: object) =>
      (await ask(keyed, { key, input: input(more) })).data.inventorySetQuantities;
    return { available, input, set };
  }

  it('asks for @idempotent and for changeFromQuantity', async () => {
    const { input, available } = await level();
    const without = await ask(SET('').replace(', $key: String!', ''), {
      input: input({ quantity: 1, changeFromQuantity: available }),
    });
    expect(without.errors?.[0]?.message).toContain('@idempotent');
    expect((await ask(keyed, { key: 'k', input: input({ quantity: 1 }) })).errors?.[0]?.message).toContain(
      'changeFromQuantity',
    );
  });

  it('refuses a quantity that is no longer the one given', async () => {
    const { available, set } = await level();
    const [error] = (await set('k1', { quantity: 1, changeFromQuantity: available + 1 })).userErrors;
    expect(error).toEqual({
      code: 'CHANGE_FROM_QUANTITY_STALE',
      field: ['input', 'quantities', '0', 'changeFromQuantity'],
    });
    expect((await set('k1', { quantity: 1, changeFromQuantity: available + 1 })).userErrors[0]?.code).toBe(
      'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED',
    );
  });

  it('gives the first answer again for the same key, and refuses it with other values', async () => {
    const { available, set } = await level();
    const write = { quantity: available + 4, changeFromQuantity: available };
    const first = await set('k2', write);
    expect(first.inventoryAdjustmentGroup.changes).toEqual([{ delta: 4, quantityAfterChange: available + 4 }]);
    expect(await set('k2', write)).toEqual(first);
    expect((await set('k2', { ...write, quantity: 0 })).userErrors[0]?.code).toBe('IDEMPOTENCY_KEY_PARAMETER_MISMATCH');
    expect((await set('k3', { quantity: 0, changeFromQuantity: null })).userErrors).toEqual([]);
  });
});

describe('customers of the simulated shop', () => {
  it('have e-mails and phones of their own', async () => {
    await start();
    const create = async (input: object) =>
      (
        await ask(
          `mutation C($input: CustomerInput!) { customerCreate(input: $input) { customer { id } userErrors { field message } } }`,
          { input },
        )
      ).data.customerCreate;
    expect(await create({ email: 'ANA.RUIZ@example.com' })).toEqual({
      customer: null,
      userErrors: [{ field: ['email'], message: 'Email has already been taken' }],
    });
    await create({ firstName: 'B', phone: '+34 600 000 001' });
    expect((await create({ firstName: 'C', phone: '+34600000001' })).userErrors).toEqual([
      { field: ['phone'], message: 'Phone has already been taken' },
    ]);
  });
});

describe('versions of the simulated shop', () => {
  it('fall forward to the oldest one that is served', async () => {
    await start();
    const response = await fetch(`${shop.url}/admin/api/2025-01/graphql.json`, {
      method: 'POST',
      headers: { 'x-shopify-access-token': shop.accessToken },
      body: '{"query":"{ shop { name } }"}',
    });
    expect(response.headers.get('x-shopify-api-version')).toBe('2026-01');
  });
});
