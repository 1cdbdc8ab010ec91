import type { CallOptions, Port, ReadOptions, RecordItem, Write } from '../../../core/connector.ts';
import { askable } from '../askable.ts';
import { slices } from '../load-rows.ts';
import { createAttributeLookup } from '../lookups/attributes.ts';
import { createCategories } from '../lookups/categories.ts';
import { createTags } from '../lookups/tags.ts';
import { nativeNames } from '../native-fields.ts';
import { collectOutcomes } from '../outcome-sheet.ts';
import type { Target } from '../target.ts';
import { applyProducts } from './apply-product.ts';
import { findProducts } from './find-product.ts';
import { loadProductPage, type ProductLookups } from './load-product-page.ts';
import { locateProducts } from './locate-product.ts';
import { productModel } from './product-model.ts';
import { productSchema } from './product-schema.ts';
import { compositeRecord, productRecord } from './read-product.ts';

const READ_PAGE = 1000;

export function productPort(target: Target): Port {
  const lookups: ProductLookups = {
    categories: createCategories(target),
    tags: createTags(target, 'product.tag', 'tag'),
    attributes: createAttributeLookup(target),
  };
  return {
    type: 'product',
    schema: async () => productSchema(await productModel(target), target.settings),
    find: (field, values, options) => findProducts(target, field, askable(values), options?.signal),
    read: (ids, options) => readProducts(target, ids, lookups, options),
    write: {
      maxBatch: 500,
      atomicBatch: true,
      // A create repeated while the first one is still under way cannot double: Odoo's unique index on external ids
      // lets only one of them commit (proved with concurrent loads on 18 and 19, see test/real).
      settleMs: 0,
      apply: (writes: readonly Write[], options?: CallOptions) =>
        collectOutcomes(writes, (sheet) => applyProducts(target, writes, lookups, sheet, options?.signal)),
      locate: (creates, options) => locateProducts(target, creates, options?.signal),
    },
  };
}

async function readProducts(
  target: Target,
  ids: readonly string[],
  lookups: ProductLookups,
  options: ReadOptions = {},
): Promise<readonly RecordItem[]> {
  const model = await productModel(target);
  const { fields, signal } = options;
  const wants = (field: string) => fields === undefined || fields.includes(field);
  const items: RecordItem[] = [];
  for (const some of slices(ids, READ_PAGE)) {
    const templateIds = new Map(some.map((id) => [id, id.split('+').map(Number)]));
    const page = await loadProductPage(
      target,
      [...templateIds.values()].flat(),
      model,
      wants,
      nativeNames(fields),
      lookups,
      signal,
    );
    for (const [id, members] of templateIds) {
      const templates = members.flatMap((member) => page.templates.get(member) ?? []);
      const [template] = templates;
      if (template === undefined) continue;
      const item =
        members.length > 1
          ? compositeRecord(id, templates, page, model, wants)
          : productRecord(id, template, page, model, wants);
      items.push(item);
    }
  }
  return items;
}
