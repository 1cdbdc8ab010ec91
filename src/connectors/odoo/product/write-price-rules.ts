import type { Write } from '../../../core/connector.ts';
import { loadBatch, TWO_AT_ONCE } from '../load-batch.ts';
import { qualified } from '../marks.ts';
import { decimal, one, text, toCells } from '../odoo-value.ts';
import { type OutcomeSheet, settleLaterStep } from '../outcome-sheet.ts';
import type { Target } from '../target.ts';
import type { Pricelist } from './pricelist.ts';

/** A price that one variant has for itself. */
export interface NewPriceRule {
  readonly write: Write;
  readonly mark: string;
  readonly templateId: number;
  readonly variantId: number;
  readonly price: string;
}

/**
 * Fixes the prices in the pricelist: 540 to 730 a second. `lst_price` of a variant is no way: Odoo writes it to the
 * product, so that it changes the price of every variant.
 */
export async function createPriceRules(
  target: Target,
  pricelist: Pricelist,
  rules: readonly NewPriceRule[],
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  const jobs = rules
    .filter((rule) => sheet.open(rule.write))
    .map((rule) => ({
      item: rule,
      cells: {
        id: qualified(rule.mark),
        ...toCells({
          pricelist_id: one(pricelist.id),
          applied_on: text('0_product_variant'),
          product_tmpl_id: one(rule.templateId),
          product_id: one(rule.variantId),
          compute_price: text('fixed'),
          fixed_price: decimal(rule.price),
        }),
      },
    }));
  for (const loaded of await loadBatch(target, 'product.pricelist.item', jobs, {
    size: 500,
    atOnce: TWO_AT_ONCE,
    signal,
  })) {
    if (loaded.status !== 'done') settleLaterStep(sheet, loaded.item.write, loaded);
  }
}

export interface ExtraPriceWrite {
  readonly write: Write;
  /** Of the `product.template.attribute.value`. */
  readonly id: number;
  readonly extra: string;
}

/** Extra prices of option values: 900 a second. */
export async function writeExtraPrices(
  target: Target,
  extras: readonly ExtraPriceWrite[],
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  const jobs = extras
    .filter(({ write }) => sheet.open(write))
    .map(({ write, id, extra }) => ({ item: write, cells: { '.id': String(id), price_extra: extra } }));
  for (const loaded of await loadBatch(target, 'product.template.attribute.value', jobs, {
    size: 500,
    atOnce: TWO_AT_ONCE,
    signal,
  })) {
    if (loaded.status !== 'done') settleLaterStep(sheet, loaded.item, loaded);
  }
}
