import type { Variant } from '../../../core/records/product.ts';
import { loadBatch } from '../load-batch.ts';
import { optionLineMark, qualified } from '../marks.ts';
import { many, one, toCells } from '../odoo-value.ts';
import { type OutcomeSheet, settleLaterStep } from '../outcome-sheet.ts';
import type { Target } from '../target.ts';
import type { LineChanges } from './plan-lines.ts';
import type { ProductUpdate } from './plan-update.ts';
import type { TemplateOptions } from './read-lines.ts';

/** An update that brings variants, or gives some other option values. */
export interface VariantUpdate {
  readonly update: ProductUpdate;
  readonly templateId: number;
  readonly coming: readonly Variant[];
  readonly options: TemplateOptions;
  readonly lines: LineChanges;
  attributeId(option: string): number;
  valueId(option: string, value: string): number;
}

/** Makes the new lines, then gives lines the values that they lack. */
export async function changeLines(
  target: Target,
  updates: readonly VariantUpdate[],
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  const jobs = updates.flatMap((variantUpdate) =>
    variantUpdate.lines.newLines.map(({ attributeId, valueId }) => ({
      item: { variantUpdate, attributeId },
      cells: {
        id: qualified(optionLineMark(variantUpdate.update.write.key, attributeId)),
        ...toCells({
          product_tmpl_id: one(variantUpdate.templateId),
          attribute_id: one(attributeId),
          value_ids: many([valueId]),
        }),
      },
    })),
  );
  const lineIds = new Map<VariantUpdate, Map<number, number>>(
    updates.map((one) => [one, new Map(one.options.lines.map((line) => [line.attributeId, line.id]))]),
  );
  for (const loaded of await loadBatch(target, 'product.template.attribute.line', jobs, { size: 200, signal })) {
    const { variantUpdate, attributeId } = loaded.item;
    if (loaded.status === 'done') lineIds.get(variantUpdate)?.set(attributeId, loaded.id);
    else settleLaterStep(sheet, variantUpdate.update.write, loaded);
  }
  await Promise.all(
    updates
      .filter(({ update }) => sheet.open(update.write))
      .map(async (variantUpdate) => {
        for (const { attributeId, valueIds } of variantUpdate.lines.newValues) {
          const lineId = lineIds.get(variantUpdate)?.get(attributeId) ?? 0;
          try {
            await target.write(
              'product.template.attribute.line',
              [lineId],
              { value_ids: valueIds.map((valueId) => [4, valueId]) },
              signal,
            );
          } catch (thrown) {
            sheet.fail([variantUpdate.update.write], thrown);
          }
        }
      }),
  );
}
