import { afterEach, describe, expect, it } from 'vitest';
import { createOf, readOne, startTestShop, type TestShop } from '../../../../test/conformance/shopify-shop.ts';
import type { FieldChange, Outcome, UpdateWrite } from '../../../core/connector.ts';
import type { Values } from '../../../core/value.ts';

let test: TestShop;
afterEach(() => test?.stop());

const CHAIR: Values = {
  title: 'Chair',
  descriptionHtml: '<p>Oak</p>',
  kind: 'goods',
  vendor: 'Maker',
  categoryPath: ['Home', 'Chairs'],
  tags: ['oak'],
  options: [{ name: 'Size', values: ['L', 'S'] }],
  images: [{ id: 'i1', url: 'https://pictures.example.com/chair.jpg', alt: 'A chair' }],
  variants: [
    { id: 's', sku: 'C-S', optionValues: { Size: 'S' }, price: '10.00', cost: '4.5', weight: '1.25', tracked: true },
    { id: 'l', sku: 'C-L', optionValues: { Size: 'L' }, price: '12.00', compareAtPrice: '15.00', taxable: false },
  ],
};

async function make(values: Values = CHAIR, n = 1): Promise<Extract<Outcome, { status: 'applied' }>> {
  const [outcome] = (await test.products.write?.apply([createOf(n, values)])) ?? [];
  if (outcome?.status !== 'applied') throw outcome?.error ?? new Error('no outcome');
  return outcome;
}

async function updateOf(
  made: Extract<Outcome, { status: 'applied' }>,
  changes: readonly FieldChange[],
  values: Values = CHAIR,
) {
  const children: Record<string, Record<string, string>> = {};
  for (const { list, key, id } of made.children ?? []) children[list] = { ...children[list], [key]: id };
  const current = await readOne(test.products, made.id);
  return {
    op: 'update',
    key: createOf(1, {}).key,
    sourceId: 's1',
    id: made.id,
    changes,
    values,
    current,
    children,
  } as UpdateWrite;
}

const set = (field: string, after: FieldChange['after'], before: FieldChange['before'] = null): FieldChange => ({
  op: 'set',
  path: field,
  field,
  before,
  after,
});

describe('a product in Shopify', () => {
  it('is read back as it was created, with the ids of its variants and pictures', async () => {
    test = await startTestShop();
    const made = await make();
    expect(made.children?.map(({ list, key }) => [list, key])).toEqual([
      ['variants', 's'],
      ['variants', 'l'],
      ['images', 'i1'],
    ]);
    const { values, version } = await readOne(test.products, made.id);
    expect(version).toBe(made.version);
    const [small, large] = ['s', 'l'].map((key) => made.children?.find((child) => child.key === key)?.id);
    expect(values).toMatchObject({
      ...CHAIR,
      status: 'active',
      images: [{ id: expect.stringContaining('MediaImage'), alt: 'A chair' }],
      variants: [
        {
          id: small,
          sku: 'C-S',
          optionValues: { Size: 'S' },
          price: '10.00',
          cost: '4.5',
          weight: '1.25',
          tracked: true,
          taxable: true,
        },
        { id: large, sku: 'C-L', optionValues: { Size: 'L' }, price: '12.00', compareAtPrice: '15.00', taxable: false },
      ],
    });
  });

  it('keeps a variant, a picture and a tag that staff added after it was read', async () => {
    test = await startTestShop();
    const made = await make();
    const write = await updateOf(made, [
      set('title', 'Oak chair', 'Chair'),
      set('tags', ['oak', 'new'], ['oak']),
      { ...set('variants[s].price', '11.00', '10.00'), field: 'variants', key: 's', itemField: 'price' },
    ]);
    const [product] = test.shop.state.products.values();
    if (product === undefined) throw new Error('no product');
    await staffAdds(made.id);
    const [outcome] = (await test.products.write?.apply([write])) ?? [];
    expect(outcome).toMatchObject({ status: 'applied', id: made.id });
    const { values } = await readOne(test.products, made.id);
    expect(values.title).toBe('Oak chair');
    expect(values.tags).toEqual(['new', 'oak', 'staff']);
    expect((values.variants as readonly Values[]).map(({ sku, price }) => [sku, price])).toEqual([
      ['C-S', '11.00'],
      ['C-L', '12.00'],
      ['STAFF', '99.00'],
    ]);
    expect(values.images).toHaveLength(2);
  });

  it('is not written over by a create that is repeated or comes late', async () => {
    test = await startTestShop();
    const made = await make();
    await staffAdds(made.id);
    const [again] = (await test.products.write?.apply([createOf(1, CHAIR)])) ?? [];
    expect(again).toMatchObject({ status: 'unknown' });
    expect(test.shop.state.products.size).toBe(1);
    expect((await readOne(test.products, made.id)).values.variants).toHaveLength(3);
    const [found] = (await test.products.write?.locate([createOf(1, CHAIR)])) ?? [];
    expect(found).toEqual({ found: true, id: made.id, children: made.children, unfinished: [] });
  });

  it('gets new variants, and loses those that the source dropped', async () => {
    test = await startTestShop();
    const made = await make();
    const added = { id: 'm', sku: 'C-M', optionValues: { Size: 'M' }, price: '11.00' };
    const write = await updateOf(made, [
      { op: 'add', path: 'variants[m]', field: 'variants', key: 'm', before: null, after: added },
      { op: 'remove', path: 'variants[l]', field: 'variants', key: 'l', before: {}, after: null },
    ]);
    const [outcome] = (await test.products.write?.apply([write])) ?? [];
    expect(outcome).toMatchObject({ status: 'applied', children: [{ list: 'variants', key: 'm' }] });
    const { variants, options } = (await readOne(test.products, made.id)).values;
    expect((variants as readonly Values[]).map(({ sku }) => sku)).toEqual(['C-S', 'C-M']);
    expect(options).toEqual([{ name: 'Size', values: ['S', 'M'] }]);
  });

  it('with more variants and pictures than a page is read whole', async () => {
    test = await startTestShop();
    const values = Array.from({ length: 260 }, (_, n) => `v${n}`);
    const made = await make({
      title: 'Many',
      images: values.slice(0, 30).map((id) => ({ id, url: `https://pictures.example.com/${id}.jpg` })),
      variants: values.map((id) => ({ id, sku: id, optionValues: { Size: id } })),
    });
    expect(made.children).toHaveLength(290);
    const read = (await readOne(test.products, made.id)).values;
    expect(read.variants).toHaveLength(260);
    expect(read.images).toHaveLength(30);
  });

  it.each<[string, Values, string, string]>([
    [
      'variants without options',
      { title: 'A', variants: [{ id: 'a' }, { id: 'b' }] },
      'shopify_variant_options',
      'variants',
    ],
    [
      'a missing option value',
      {
        title: 'A',
        variants: [
          { id: 'a', optionValues: { Size: 'S' } },
          { id: 'b', optionValues: { Color: 'red' } },
        ],
      },
      'shopify_variant_options',
      'variants[b].optionValues',
    ],
    [
      'a negative price',
      { title: 'A', variants: [{ id: 'a', price: '-1' }] },
      'shopify_user_error',
      'input.variants.0.price',
    ],
  ])('with %s is refused with the field at fault', async (_name, values, code, field) => {
    test = await startTestShop();
    const [outcome] = (await test.products.write?.apply([createOf(1, values)])) ?? [];
    expect(outcome).toMatchObject({ status: 'rejected', alone: true, error: { code, field, kind: 'data' } });
    expect(test.shop.state.products.size).toBe(0);
  });

  it('is found by SKU and barcode, whatever stands in them, several times where the shop has it twice', async () => {
    test = await startTestShop();
    const odd = 'A "quoted" OR (x:y) \\ z';
    await make({ title: 'One', variants: [{ id: 'a', sku: odd, barcode: '4006381333931' }] }, 1);
    await make({ title: 'Two', variants: [{ id: 'a', sku: odd }] }, 2);
    await make({ title: 'Three', status: 'archived', variants: [{ id: 'a', sku: 'OTHER' }] }, 3);
    const found = await test.products.find?.('variants.sku', [odd, 'OTHER', 'NONE']);
    expect(found?.map(({ value }) => value).sort()).toEqual([odd, odd, 'OTHER']);
    expect(await test.products.find?.('variants.barcode', ['4006381333931', '4006'])).toHaveLength(1);
    const [first] = found ?? [];
    expect(await test.products.find?.('externalId', [first?.parentId ?? '', '7', 'x'])).toEqual([
      { value: first?.parentId, id: first?.parentId },
    ]);
  });

  it('is archived, deleted, and told to be gone', async () => {
    test = await startTestShop();
    const made = await make();
    const remove = (op: 'archive' | 'delete') => test.products.write?.apply([{ op, sourceId: 's1', id: made.id }]);
    await remove('archive');
    expect((await readOne(test.products, made.id)).values.status).toBe('archived');
    await remove('delete');
    expect(await test.products.read?.([made.id, 'nonsense', 'gid://shopify/Order/1'], { fields: [] })).toEqual([]);
    expect(await remove('archive')).toMatchObject([{ status: 'rejected', error: { code: 'target_deleted' } }]);
  });
});

/** What somebody does in the admin meanwhile. */
async function staffAdds(id: string): Promise<void> {
  const ask = async (query: string) => {
    const { url, accessToken } = test.shop;
    const response = await fetch(`${url}/admin/api/2026-10/graphql.json`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shopify-access-token': accessToken },
      body: JSON.stringify({ query }),
    });
    const answer = (await response.json()) as { errors?: unknown };
    expect(answer.errors).toBeUndefined();
  };
  await ask(`mutation { productVariantsBulkCreate(productId: "${id}", variants: [{ price: "99", inventoryItem: { sku: "STAFF" },
    optionValues: [{ optionName: "Size", name: "XXL" }] }]) { userErrors { message } } }`);
  await ask(
    `mutation { productUpdate(product: { id: "${id}" }, media: [{ originalSource: "https://x.example.com/s.jpg", mediaContentType: IMAGE }]) { userErrors { message } } }`,
  );
  await ask(`mutation { tagsAdd(id: "${id}", tags: ["staff"]) { userErrors { message } } }`);
}
