import { type OdooRow, relationId } from '../calls.ts';
import type { AttributeLookup } from '../lookups/attributes.ts';
import type { Categories } from '../lookups/categories.ts';
import type { Tags } from '../lookups/tags.ts';
import type { Target } from '../target.ts';
import { fixedPrices } from './pricelist.ts';
import type { ProductModel } from './product-model.ts';
import type { OptionValue, ProductPage, Wants } from './read-product.ts';

export interface ProductLookups {
  readonly categories: Categories;
  readonly tags: Tags;
  readonly attributes: AttributeLookup;
}

/** The templates, and what else the wanted fields lie on: as few calls as that takes, beside each other. */
export async function loadProductPage(
  target: Target,
  ids: readonly number[],
  model: ProductModel,
  wants: Wants,
  natives: readonly string[],
  lookups: ProductLookups,
  signal: AbortSignal | undefined,
): Promise<ProductPage> {
  const wantsVariants = wants('variants');
  const wantsOptions = wantsVariants || wants('options');
  const [templates, variants, optionValues, prices] = await Promise.all([
    target.read('product.template', ids, [...templateFields(model, wants), ...natives], signal),
    wantsOptions ? readVariants(target, ids, wantsVariants, signal) : [],
    wantsOptions ? readOptionValues(target, ids, signal) : new Map<number, OptionValue>(),
    wantsVariants ? fixedPrices(target, ids, signal) : new Map<number, string>(),
  ]);
  const byTemplate = new Map<number, OdooRow[]>();
  for (const variant of variants) {
    const templateId = relationId(variant.product_tmpl_id) ?? 0;
    const list = byTemplate.get(templateId);
    if (list === undefined) byTemplate.set(templateId, [variant]);
    else list.push(variant);
  }
  return {
    natives,
    templates: new Map(templates.map((template) => [template.id, template])),
    variants: byTemplate,
    optionValues,
    prices,
    categories: wants('categoryPath') ? await categoryPaths(templates, lookups.categories) : new Map(),
    tags: wants('tags') && model.tags !== null ? await lookups.tags.names() : new Map(),
  };
}

function templateFields(model: ProductModel, wants: Wants): readonly string[] {
  const fields = ['write_date'];
  if (wants('title')) fields.push('name');
  if (wants('descriptionHtml')) fields.push(model.description);
  if (wants('status')) fields.push('sale_ok');
  if (wants('status') || wants('variants')) fields.push('active');
  if (wants('kind')) fields.push('type');
  if (wants('categoryPath')) fields.push('categ_id');
  if (wants('tags') && model.tags !== null) fields.push(model.tags);
  if (wants('variants')) {
    for (const field of [model.storable, model.taxes, model.compareAtPrice]) if (field !== null) fields.push(field);
  }
  return fields;
}

const VARIANT_FIELDS = ['default_code', 'barcode', 'lst_price', 'standard_price', 'weight', 'active'];

function readVariants(target: Target, templateIds: readonly number[], all: boolean, signal: AbortSignal | undefined) {
  const fields = ['product_tmpl_id', 'product_template_attribute_value_ids', ...(all ? VARIANT_FIELDS : [])];
  return target.searchRead('product.product', [['product_tmpl_id', 'in', templateIds]], fields, {
    signal,
    order: 'id',
  });
}

/** Option values by id. A value's own `name` is bare; the name of the relation has the option's before it. */
export async function readOptionValues(
  target: Target,
  templateIds: readonly number[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, OptionValue>> {
  const rows = await target.searchRead(
    'product.template.attribute.value',
    [['product_tmpl_id', 'in', templateIds]],
    ['name', 'attribute_id', 'attribute_line_id'],
    { signal },
  );
  if (rows.length === 0) return new Map();
  const attributeIds = [...new Set(rows.flatMap((row) => relationId(row.attribute_id) ?? []))];
  const attributes = await target.read('product.attribute', attributeIds, ['name'], signal);
  const names = new Map(attributes.map((row) => [row.id, String(row.name)]));
  return new Map(
    rows.map((row) => [
      row.id,
      {
        option: names.get(relationId(row.attribute_id) ?? 0) ?? '',
        value: String(row.name),
        lineId: relationId(row.attribute_line_id) ?? 0,
      },
    ]),
  );
}

async function categoryPaths(templates: readonly OdooRow[], categories: Categories) {
  const paths = new Map<number, readonly string[]>();
  for (const template of templates) {
    const id = relationId(template.categ_id);
    if (id === null || paths.has(id)) continue;
    const path = await categories.path(id);
    if (path !== null) paths.set(id, path);
  }
  return paths;
}
