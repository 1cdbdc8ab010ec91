import type { BareOdoo } from '../odoo/bare-calls.ts';
import { type BenchProduct, OPTIONS } from './products.ts';

/** As the import sends it: language, UTC, the company, no tracking. */
export const CONTEXT = { lang: 'en_US', tz: 'UTC', allowed_company_ids: [1], tracking_disable: true };

/**
 * A loop of bare `load` calls with the same rows as the import's, in the same batches: what is left of an import when
 * nothing is read, compared, remembered or checked.
 */
export async function loadPlain(odoo: BareOdoo, products: readonly BenchProduct[]): Promise<void> {
  const columns = ['id', 'name', 'list_price', 'default_code', 'barcode', 'standard_price', 'weight'];
  for (const some of slices(products, 500)) {
    const rows = some.flatMap(({ handle, title, variants }) =>
      variants.map((v) => [external(handle), title, v.price, v.sku, v.barcode, v.cost, v.weight]),
    );
    await load(odoo, 'product.product', columns, rows);
  }
}

/** Ids of what the variants' options are called in this Odoo. */
export interface BenchAttributes {
  readonly ids: readonly number[];
  /** By attribute's place and value's name. */
  readonly valueIds: readonly ReadonlyMap<string, number>[];
  readonly pricelistId: number;
}

/** Finds or makes the attributes, before anything is measured: they stay for the next run. */
export async function prepareAttributes(odoo: BareOdoo): Promise<BenchAttributes> {
  const ids: number[] = [];
  const valueIds: Map<string, number>[] = [];
  for (const { name, values } of OPTIONS) {
    const domain = [
      ['name', '=', name],
      ['create_variant', '=', 'dynamic'],
    ];
    const [known] = await search(odoo, 'product.attribute', domain, ['id']);
    const id = known?.id ?? (await create(odoo, 'product.attribute', { name, create_variant: 'dynamic' }));
    const found = await search(odoo, 'product.attribute.value', [['attribute_id', '=', id]], ['name']);
    const own = new Map(found.map((row) => [String(row.name), row.id]));
    for (const value of values) {
      if (own.has(value)) continue;
      own.set(value, await create(odoo, 'product.attribute.value', { name: value, attribute_id: id }));
    }
    ids.push(id);
    valueIds.push(own);
  }
  const [pricelist] = await search(odoo, 'product.pricelist', [], ['id']);
  if (pricelist === undefined) throw new Error('This Odoo has no pricelist.');
  return { ids, valueIds, pricelistId: pricelist.id };
}

/** The four steps of the cheapest safe sequence, 500 products at a time. */
export async function loadWithVariants(
  odoo: BareOdoo,
  products: readonly BenchProduct[],
  attributes: BenchAttributes,
): Promise<void> {
  for (const some of slices(products, 500)) {
    const templateIds: number[] = [];
    for (const few of slices(some, 100)) templateIds.push(...(await loadTemplates(odoo, few, attributes)));
    const rows = await search(
      odoo,
      'product.template.attribute.value',
      [['product_tmpl_id', 'in', templateIds]],
      ['product_tmpl_id', 'product_attribute_value_id'],
    );
    const optionIds = new Map(rows.map((row) => [`${row.product_tmpl_id}/${row.product_attribute_value_id}`, row.id]));
    await loadVariants(
      odoo,
      some,
      templateIds,
      (templateId, options) =>
        options.map((value, at) => optionIds.get(`${templateId}/${attributes.valueIds[at]?.get(value)}`) ?? 0),
      attributes.pricelistId,
    );
  }
}

async function loadTemplates(odoo: BareOdoo, products: readonly BenchProduct[], attributes: BenchAttributes) {
  const line = 'attribute_line_ids';
  const columns = ['id', 'name', 'list_price', `${line}/id`, `${line}/attribute_id/.id`, `${line}/value_ids/.id`];
  const rows = products.flatMap(({ handle, title, variants }) =>
    attributes.ids.map((id, at) => {
      const own = at === 0 ? [external(handle), title, variants[0]?.price ?? ''] : ['', '', ''];
      const values = [...(attributes.valueIds[at]?.values() ?? [])];
      return [...own, `${external(handle)}_l${at}`, String(id), values.join(',')];
    }),
  );
  return await load(odoo, 'product.template', columns, rows);
}

async function loadVariants(
  odoo: BareOdoo,
  products: readonly BenchProduct[],
  templateIds: readonly number[],
  optionIds: (templateId: number, options: readonly string[]) => readonly number[],
  pricelistId: number,
): Promise<void> {
  const all = products.flatMap(({ handle, variants }, at) =>
    variants.map((variant, n) => ({
      variant,
      mark: `${external(handle)}_v${n}`,
      templateId: templateIds[at] ?? 0,
      hasOwnPrice: variant.price !== variants[0]?.price,
    })),
  );
  const columns = [
    'id',
    'product_tmpl_id/.id',
    'product_template_attribute_value_ids/.id',
    'default_code',
    'barcode',
    'standard_price',
    'weight',
  ];
  const ids: number[] = [];
  for (const some of slices(all, 500)) {
    const rows = some.map(({ variant: v, mark, templateId }) => {
      const values = optionIds(templateId, v.options ?? []).join(',');
      return [mark, String(templateId), values, v.sku, v.barcode, v.cost, v.weight];
    });
    ids.push(...(await load(odoo, 'product.product', columns, rows)));
  }
  const rules = all.flatMap(({ variant, mark, templateId, hasOwnPrice }, at) =>
    hasOwnPrice
      ? [
          [
            `${mark}_price`,
            String(pricelistId),
            '0_product_variant',
            String(templateId),
            String(ids[at]),
            'fixed',
            variant.price,
          ],
        ]
      : [],
  );
  const ruleColumns = [
    'id',
    'pricelist_id/.id',
    'applied_on',
    'product_tmpl_id/.id',
    'product_id/.id',
    'compute_price',
    'fixed_price',
  ];
  for (const some of slices(rules, 500)) await load(odoo, 'product.pricelist.item', ruleColumns, some);
}

/** External ids of the bench's own, apart from those of the import. */
function external(handle: string): string {
  return `passerelle_bench.${handle}`;
}

async function load(
  odoo: BareOdoo,
  model: string,
  fields: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<readonly number[]> {
  const answer = (await odoo.call(model, 'load', { fields, data: rows, context: CONTEXT })) as { ids?: unknown };
  if (!Array.isArray(answer.ids)) throw new Error(`Odoo refused: ${JSON.stringify(answer).slice(0, 1000)}`);
  return answer.ids as readonly number[];
}

type Row = { readonly id: number } & Readonly<Record<string, unknown>>;

export async function search(
  odoo: BareOdoo,
  model: string,
  domain: readonly unknown[],
  fields: readonly string[],
  paging: { readonly limit?: number; readonly order?: string } = {},
): Promise<readonly Row[]> {
  // Without the names of relations, as the import reads.
  return (await odoo.call(model, 'search_read', { domain, fields, load: '', context: CONTEXT, ...paging })) as Row[];
}

export async function create(odoo: BareOdoo, model: string, values: object): Promise<number> {
  const [id] = (await odoo.call(model, 'create', { vals_list: [values], context: CONTEXT })) as number[];
  if (id === undefined) throw new Error(`Odoo made no ${model}.`);
  return id;
}

export function slices<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
}
