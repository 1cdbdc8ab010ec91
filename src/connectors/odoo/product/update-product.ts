import type { Write } from '../../../core/connector.ts';
import type { Variant } from '../../../core/records/product.ts';
import { checkEach, updatesOf } from '../check-each.ts';
import { boolean, many, type OdooValue, one } from '../odoo-value.ts';
import type { OutcomeSheet } from '../outcome-sheet.ts';
import type { Target } from '../target.ts';
import { type FieldWrite, writeGrouped } from '../write-grouped.ts';
import { addVariants, prepareVariantUpdates } from './add-variants.ts';
import type { VariantUpdate } from './change-lines.ts';
import type { ProductLookups } from './load-product-page.ts';
import { type ProductUpdate, planProductUpdate } from './plan-update.ts';
import type { ProductModel } from './product-model.ts';
import { updatePrices } from './update-prices.ts';

/** Updates whose lookups are done: nothing of a record was written yet. */
export interface PreparedUpdates {
  readonly updates: readonly ProductUpdate[];
  readonly fields: readonly FieldWrite[];
  readonly variants: readonly VariantUpdate[];
}

export async function prepareUpdates(
  target: Target,
  writes: readonly Write[],
  model: ProductModel,
  lookups: ProductLookups,
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<PreparedUpdates> {
  const updates = checkEach(updatesOf(writes), sheet, (write) => planProductUpdate(write, model));
  const paths = updates.flatMap(({ categoryPath }) => (categoryPath === null ? [] : [categoryPath]));
  const names = updates.flatMap(({ tags }) => tags ?? []);
  const categoryIds = new Map((await lookups.categories.ids(paths, signal)).map((id, at) => [paths[at], id]));
  const tagIds = names.length > 0 ? await lookups.tags.ids(names, signal) : new Map<string, number>();
  const fields = updates.flatMap((update) => {
    const { write, categoryPath, tags, templateIds } = update;
    const template: Record<string, OdooValue> = { ...update.template };
    if (categoryPath !== null) template.categ_id = one(categoryIds.get(categoryPath) || null);
    if (tags !== null && model.tags !== null) template[model.tags] = many(tags.flatMap((tag) => tagIds.get(tag) ?? []));
    return [
      { write, model: 'product.template', id: templateIds[0] ?? 0, values: template },
      ...[...update.variants].map(([id, values]) => ({ write, model: 'product.product', id, values })),
      // A variant that the source dropped keeps its history: it is archived, never deleted.
      ...update.removed.map((id) => ({ write, model: 'product.product', id, values: { active: boolean(false) } })),
    ];
  });
  const variants = await prepareVariantUpdates(target, updates, lookups.attributes, sheet, signal);
  return { updates, fields, variants };
}

/** Fields first, then variants that come, then prices, which may be theirs. */
export async function updateProducts(
  target: Target,
  { updates, fields, variants }: PreparedUpdates,
  model: ProductModel,
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  await writeGrouped(target, fields, sheet, signal);
  const open = variants.filter(({ update }) => sheet.open(update.write));
  const added = await addVariants(target, open, sheet, signal);
  const pricing = updates.map((update) => ({ ...update, prices: [...update.prices, ...addedPrices(update, added)] }));
  await updatePrices(target, pricing, model, sheet, signal);
  for (const update of updates) {
    const children = update.added.flatMap((variant) => {
      const id = added.get(variant);
      return id === undefined ? [] : [{ list: 'variants', key: variant.id, id: String(id) }];
    });
    sheet.settle(update.write, { status: 'applied', id: update.write.id, children });
  }
}

function addedPrices({ added }: ProductUpdate, ids: ReadonlyMap<Variant, number>) {
  return added.flatMap((variant) => {
    const variantId = ids.get(variant);
    if (variantId === undefined || variant.price == null) return [];
    return [{ variantId, childKey: variant.id, price: variant.price }];
  });
}
