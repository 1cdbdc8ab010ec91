import type { UpdateWrite } from '../../../core/connector.ts';
import { asIds, relationId } from '../calls.ts';
import { priceRuleMark } from '../marks.ts';
import { decimal, readDecimal } from '../odoo-value.ts';
import type { OutcomeSheet } from '../outcome-sheet.ts';
import type { Target } from '../target.ts';
import { type FieldWrite, writeGrouped } from '../write-grouped.ts';
import { pricesDoNotFit } from './create-templates.ts';
import { planPriceChanges, type TemplatePrices } from './plan-price-change.ts';
import type { WantedPrice } from './plan-update.ts';
import { type PriceRule, priceRules, pricesOfVariants } from './pricelist.ts';
import type { ProductModel } from './product-model.ts';
import { createPriceRules, type ExtraPriceWrite, type NewPriceRule, writeExtraPrices } from './write-price-rules.ts';

export interface PriceUpdate {
  readonly write: UpdateWrite;
  readonly templateIds: readonly number[];
  readonly prices: readonly WantedPrice[];
}

/** Brings the prices of variants to what is wanted, in the pricelist or on the product. */
export async function updatePrices(
  target: Target,
  updates: readonly PriceUpdate[],
  model: ProductModel,
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  const wanting = updates.filter(({ write, prices }) => prices.length > 0 && sheet.open(write));
  if (wanting.length === 0) return;
  const pricelist = await pricesOfVariants(target);
  const templates = await readTemplatePrices(
    target,
    wanting.flatMap(({ templateIds }) => templateIds),
    model,
    signal,
  );
  const fields: FieldWrite[] = [];
  const rules: NewPriceRule[] = [];
  const extras: ExtraPriceWrite[] = [];
  for (const { write, templateIds, prices } of wanting) {
    for (const templateId of templateIds) {
      const template = templates.get(templateId);
      if (template === undefined) continue;
      const own = prices.filter((price) => template.variants.some((variant) => variant.id === price.variantId));
      const wanted = new Map(own.map((price) => [price.variantId, price.price]));
      const plan = planPriceChanges(template, wanted, pricelist !== null);
      if (plan === null) {
        sheet.settle(write, { status: 'rejected', error: pricesDoNotFit(), alone: true });
        continue;
      }
      if (plan.listPrice !== null) {
        fields.push({
          write,
          model: 'product.template',
          id: templateId,
          values: { list_price: decimal(plan.listPrice) },
        });
      }
      for (const { ruleId, price } of plan.changedRules) {
        fields.push({ write, model: 'product.pricelist.item', id: ruleId, values: { fixed_price: decimal(price) } });
      }
      for (const { variantId, price } of plan.newRules) {
        const childKey = own.find((one) => one.variantId === variantId)?.childKey ?? '';
        rules.push({ write, mark: priceRuleMark(write.key, childKey), templateId, variantId, price });
      }
      for (const [id, extra] of plan.extras) extras.push({ write, id, extra });
    }
  }
  await writeGrouped(target, fields, sheet, signal);
  if (pricelist !== null) await createPriceRules(target, pricelist, rules, sheet, signal);
  await writeExtraPrices(target, extras, sheet, signal);
}

async function readTemplatePrices(
  target: Target,
  templateIds: readonly number[],
  model: ProductModel,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, TemplatePrices>> {
  const [templates, variants, rules] = await Promise.all([
    target.read('product.template', templateIds, ['list_price'], signal),
    target.searchRead(
      'product.product',
      [['product_tmpl_id', 'in', templateIds]],
      ['product_tmpl_id', 'active', 'default_code', 'barcode', 'price_extra', 'product_template_attribute_value_ids'],
      { signal },
    ),
    priceRules(target, templateIds, signal),
  ]);
  return new Map(
    templates.map((template) => [
      template.id,
      {
        listPrice: readDecimal(template.list_price, model.priceDigits) ?? '0',
        variants: variants
          .filter((row) => relationId(row.product_tmpl_id) === template.id)
          .map((row) => ({
            id: row.id,
            leftover: row.active === false && !row.default_code && !row.barcode,
            extra: readDecimal(row.price_extra, model.priceDigits) ?? '0',
            optionValueIds: asIds(row.product_template_attribute_value_ids),
          })),
        rules: new Map([...rules].filter(([, rule]: [number, PriceRule]) => rule.templateId === template.id)),
      },
    ]),
  );
}
