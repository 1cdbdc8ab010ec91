import type { CreateWrite, Outcome } from '../../../core/connector.ts';
import type { Product } from '../../../core/records/product.ts';
import { relationId } from '../calls.ts';
import { type Loaded, type LoadJob, loadBatch, TWO_AT_ONCE } from '../load-batch.ts';
import { plainProductMark, qualified, templateMark } from '../marks.ts';
import { type OdooValues, toCells } from '../odoo-value.ts';
import type { Target } from '../target.ts';
import type { ProductModel } from './product-model.ts';
import { listPriceValues, type ProductIds, templateValues, variantValues } from './product-values.ts';

/** A create whose record was checked. */
export interface ProductCreate {
  readonly write: CreateWrite;
  readonly product: Product;
  readonly ids: ProductIds;
  /** Odoo's own fields that a mapping fills. */
  readonly native: OdooValues;
}

/** 500 a call: 250 products a second on 18 and 19, against 80 and 115 by way of their templates. */
const BATCH = 500;

/**
 * Creates products without options, in one step each. They go in as `product.product`: Odoo then makes the template
 * around the variant instead of writing the variant's fields afterwards, and marks both.
 */
export async function createPlainProducts(
  target: Target,
  creates: readonly ProductCreate[],
  model: ProductModel,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<ProductCreate, Outcome>> {
  const active = creates.filter(({ product }) => product.status !== 'archived');
  // `active` of a variant is not that of its template: an archived product is loaded from its template's side.
  const archived = creates.filter(({ product }) => product.status === 'archived');
  const [variants, templates] = [
    await loadBatch(
      target,
      'product.product',
      active.map((create) => job(create, model, 'variant')),
      { size: BATCH, atOnce: TWO_AT_ONCE, signal },
    ),
    await loadBatch(
      target,
      'product.template',
      archived.map((create) => job(create, model, 'template')),
      { size: BATCH, atOnce: TWO_AT_ONCE, signal },
    ),
  ];
  const pairs = await variantsAndTemplates(target, idsOf(variants), idsOf(templates), signal);
  const outcomes = new Map<ProductCreate, Outcome>();
  for (const loaded of variants) outcomes.set(loaded.item, outcome(loaded, pairs.byVariant));
  for (const loaded of templates) outcomes.set(loaded.item, outcome(loaded, pairs.byTemplate));
  return outcomes;
}

function job(create: ProductCreate, model: ProductModel, side: 'variant' | 'template'): LoadJob<ProductCreate> {
  const { product, ids, write } = create;
  const [variant] = product.variants;
  const values: OdooValues = {
    ...templateValues(product, model, ids),
    ...listPriceValues(variant, model),
    ...create.native,
    ...(variant === undefined ? {} : variantValues(variant)),
  };
  const mark = side === 'variant' ? plainProductMark(write.key) : templateMark(write.key);
  return { item: create, cells: { id: qualified(mark), ...toCells(values) } };
}

function idsOf(loaded: readonly Loaded<ProductCreate>[]): readonly number[] {
  return loaded.flatMap((one) => (one.status === 'done' ? [one.id] : []));
}

interface Pair {
  readonly templateId: number;
  readonly variantId: number;
}

async function variantsAndTemplates(
  target: Target,
  variantIds: readonly number[],
  templateIds: readonly number[],
  signal: AbortSignal | undefined,
) {
  const byVariant = new Map<number, Pair>();
  const byTemplate = new Map<number, Pair>();
  const rows = [
    ...(await target.read('product.product', variantIds, ['product_tmpl_id'], signal)),
    ...(templateIds.length === 0
      ? []
      : await target.searchRead('product.product', [['product_tmpl_id', 'in', templateIds]], ['product_tmpl_id'], {
          signal,
        })),
  ];
  for (const row of rows) {
    const pair = { templateId: relationId(row.product_tmpl_id) ?? 0, variantId: row.id };
    byVariant.set(pair.variantId, pair);
    byTemplate.set(pair.templateId, pair);
  }
  return { byVariant, byTemplate };
}

function outcome(loaded: Loaded<ProductCreate>, pairs: ReadonlyMap<number, Pair>): Outcome {
  if (loaded.status === 'refused') return { status: 'rejected', error: loaded.error, alone: loaded.alone };
  if (loaded.status === 'unknown') return { status: 'unknown', error: loaded.error };
  const pair = pairs.get(loaded.id);
  const [variant] = loaded.item.product.variants;
  return {
    status: 'applied',
    id: String(pair?.templateId),
    children:
      pair === undefined || variant === undefined
        ? []
        : [{ list: 'variants', key: variant.id, id: String(pair.variantId) }],
    ...(loaded.warnings.length > 0 && { warnings: loaded.warnings }),
  };
}
