import type { Outcome } from '../../../core/connector.ts';
import type { Variant } from '../../../core/records/product.ts';
import type { Attributes } from '../lookups/attributes.ts';
import { priceRuleMark } from '../marks.ts';
import type { OutcomeSheet } from '../outcome-sheet.ts';
import type { Target } from '../target.ts';
import type { ProductCreate } from './create-plain.ts';
import { createTemplates, extraPrices } from './create-templates.ts';
import { createVariants } from './create-variants.ts';
import { type OptionValueIds, readOptionValueIds } from './option-value-ids.ts';
import { planPrices } from './price-plan.ts';
import type { Pricelist } from './pricelist.ts';
import type { ProductModel } from './product-model.ts';
import { createPriceRules, type ExtraPriceWrite, writeExtraPrices } from './write-price-rules.ts';

export interface OptionsContext {
  readonly target: Target;
  readonly model: ProductModel;
  readonly attributes: Attributes;
  /** null where the company has no pricelist: prices then go into the extras of option values. */
  readonly pricelist: Pricelist | null;
  readonly sheet: OutcomeSheet;
  readonly signal: AbortSignal | undefined;
}

/** A product whose template stands. */
export interface Standing {
  readonly create: ProductCreate;
  readonly templateId: number;
  readonly warnings: readonly string[];
}

/**
 * Creates products with options by the cheapest safe sequence (14 calls for 500 products of 4 variants): templates
 * with their option lines, the ids of their option values, the variants, their prices.
 *
 * Only the first step can be refused as a whole. A product that fails later stands already, so it becomes unknown:
 * the engine finds it by its mark and brings what is missing as an update, which is refused by itself if it must.
 */
export async function createProductsWithOptions(
  context: OptionsContext,
  creates: readonly ProductCreate[],
): Promise<void> {
  const standing = await createTemplates(context, creates);
  if (standing.length === 0) return;
  const templateIds = standing.map(({ templateId }) => templateId);
  const ids = await readOptionValueIds(context.target, templateIds, context.signal);
  const variantIds = await createVariants(context, standing, ids);
  if (context.pricelist === null) await createExtraPrices(context, standing, ids);
  else await createOwnPrices(context, context.pricelist, standing, variantIds);
  for (const { create, templateId, warnings } of standing) {
    const children = create.product.variants.flatMap((variant) => {
      const id = variantIds.get(variant);
      return id === undefined ? [] : [{ list: 'variants', key: variant.id, id: String(id) }];
    });
    const outcome: Outcome = { status: 'applied', id: String(templateId), children };
    context.sheet.settle(create.write, warnings.length > 0 ? { ...outcome, warnings } : outcome);
  }
}

async function createOwnPrices(
  { target, sheet, signal }: OptionsContext,
  pricelist: Pricelist,
  standing: readonly Standing[],
  variantIds: ReadonlyMap<Variant, number>,
): Promise<void> {
  const rules = standing.flatMap(({ create: { write, product }, templateId }) => {
    const { own } = planPrices(product);
    return product.variants.flatMap((variant) => {
      const variantId = variantIds.get(variant);
      const price = own.get(variant.id);
      if (variantId === undefined || price === undefined) return [];
      return [{ write, mark: priceRuleMark(write.key, variant.id), templateId, variantId, price }];
    });
  });
  await createPriceRules(target, pricelist, rules, sheet, signal);
}

async function createExtraPrices(
  { target, attributes, sheet, signal }: OptionsContext,
  standing: readonly Standing[],
  ids: OptionValueIds,
): Promise<void> {
  const writes = standing.flatMap(({ create, templateId }): readonly ExtraPriceWrite[] => {
    const { extras } = extraPrices(create);
    const byId = new Map<number, string>();
    for (const variant of create.product.variants) {
      const optionValueIds = ids.of(variant, templateId, attributes);
      for (const [at, [option, value]] of Object.entries(variant.optionValues ?? {}).entries()) {
        byId.set(optionValueIds[at] ?? 0, extras.get(JSON.stringify([option, value])) ?? '0');
      }
    }
    return [...byId].flatMap(([id, extra]) => (extra === '0' ? [] : [{ write: create.write, id, extra }]));
  });
  await writeExtraPrices(target, writes, sheet, signal);
}
