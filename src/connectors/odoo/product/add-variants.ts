import type { Variant } from '../../../core/records/product.ts';
import { asPasserelleError } from '../../../errors.ts';
import { type LoadJob, loadBatch } from '../load-batch.ts';
import type { AttributeLookup, Attributes, OptionNeed } from '../lookups/attributes.ts';
import { qualified, variantMark } from '../marks.ts';
import { boolean, many, one, toCells } from '../odoo-value.ts';
import { type OutcomeSheet, settleLaterStep } from '../outcome-sheet.ts';
import type { Target } from '../target.ts';
import { type FieldWrite, writeGrouped } from '../write-grouped.ts';
import { changeLines, type VariantUpdate } from './change-lines.ts';
import { idSetKey, readOptionValueIds } from './option-value-ids.ts';
import { planLineChanges } from './plan-lines.ts';
import type { ProductUpdate } from './plan-update.ts';
import { variantValues } from './product-values.ts';
import { readTemplateOptions, readVariantStates, type TemplateOptions } from './read-lines.ts';

/** Looks at what the products have and plans their lines. Writes nothing but attributes and values that are missing. */
export async function prepareVariantUpdates(
  target: Target,
  updates: readonly ProductUpdate[],
  lookup: AttributeLookup,
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<readonly VariantUpdate[]> {
  const wanting = updates.filter(({ added, recombined }) => added.length + recombined.length > 0);
  if (wanting.length === 0) return [];
  const known = await readTemplateOptions(
    target,
    wanting.map(({ templateIds }) => templateIds[0] ?? 0),
    signal,
  );
  const needs = wanting.map((update) => {
    const templateId = update.templateIds[0] ?? 0;
    const options = known.get(templateId) ?? { lines: [], attributeIds: new Map(), variants: [] };
    const coming = [...update.added, ...update.recombined.map(({ variant }) => variant)];
    return { update, templateId, options, coming, standing: standingVariants(update) };
  });
  const attributes = await lookup.ensure(
    needs.flatMap(({ coming, standing, options }) => optionNeeds([...coming, ...standing], options)),
    signal,
  );
  return needs.flatMap((need) => {
    const ids = optionIds(need.options, attributes);
    try {
      const lines = planLineChanges({
        lines: need.options.lines,
        standing: need.standing,
        coming: need.coming,
        ...ids,
      });
      return [{ ...need, lines, ...ids }];
    } catch (thrown) {
      sheet.settle(need.update.write, { status: 'rejected', error: asPasserelleError(thrown), alone: true });
      return [];
    }
  });
}

/** The record's variants that are in Odoo and keep their option values. */
function standingVariants({ write, recombined }: ProductUpdate): readonly Variant[] {
  const variants = (write.values.variants ?? []) as unknown as readonly Variant[];
  const known = write.children.variants ?? {};
  return variants.filter(({ id }) => known[id] !== undefined && !recombined.some(({ variant }) => variant.id === id));
}

function optionNeeds(variants: readonly Variant[], options: TemplateOptions): readonly OptionNeed[] {
  return variants.flatMap((variant) =>
    Object.entries(variant.optionValues ?? {}).map(([name, value]) => ({
      name,
      attributeId: options.attributeIds.get(name),
      values: [value],
    })),
  );
}

function optionIds(options: TemplateOptions, attributes: Attributes) {
  const attributeId = (option: string) => options.attributeIds.get(option) ?? attributes.byName.get(option)?.id ?? 0;
  return { attributeId, valueId: (option: string, value: string) => attributes.valueId(attributeId(option), value) };
}

/** Adds what the lines lack, then the variants. Gives the new variants' ids. */
export async function addVariants(
  target: Target,
  updates: readonly VariantUpdate[],
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<Variant, number>> {
  await changeLines(target, updates, sheet, signal);
  const open = updates.filter(({ update }) => sheet.open(update.write));
  const templateIds = open.map(({ templateId }) => templateId);
  if (open.length === 0) return new Map();
  const [ids, states] = await Promise.all([
    readOptionValueIds(target, templateIds, signal),
    readVariantStates(target, templateIds, signal),
  ]);
  const added = new Map<Variant, number>();
  const fields: FieldWrite[] = [];
  const jobs: LoadJob<{ readonly variantUpdate: VariantUpdate; readonly variant: Variant }>[] = [];
  for (const variantUpdate of open) {
    const { update, templateId, options } = variantUpdate;
    const before = new Map(options.variants.map((variant) => [variant.id, variant]));
    const now = states.filter((state) => state.templateId === templateId);
    const byCombination = new Map(now.map((state) => [idSetKey(state.optionValueIds), state]));
    const taken = new Set<number>();
    const combination = (variant: Variant) => ids.forVariant(templateId, variantValueIds(variantUpdate, variant));
    for (const variant of update.added) {
      const optionValueIds = combination(variant);
      const there = byCombination.get(idSetKey(optionValueIds));
      const values = { ...variantValues(variant), ...(there?.active === false && { active: boolean(true) }) };
      if (there !== undefined) {
        added.set(variant, there.id);
        taken.add(there.id);
        fields.push({ write: update.write, model: 'product.product', id: there.id, values });
      } else {
        jobs.push({
          item: { variantUpdate, variant },
          cells: {
            id: qualified(variantMark(update.write.key, variant.id)),
            ...toCells({
              product_tmpl_id: one(templateId),
              product_template_attribute_value_ids: many(optionValueIds),
              ...values,
            }),
          },
        });
      }
    }
    for (const { variantId, variant } of update.recombined) {
      const values = { product_template_attribute_value_ids: many(combination(variant)) };
      fields.push({ write: update.write, model: 'product.product', id: variantId, values });
    }
    // A change of lines brings back archived variants, and with `always` makes combinations that nobody asked for.
    for (const state of now) {
      const wasHidden = before.get(state.id)?.active !== true;
      if (state.active && wasHidden && !taken.has(state.id)) {
        fields.push({
          write: update.write,
          model: 'product.product',
          id: state.id,
          values: { active: boolean(false) },
        });
      }
    }
  }
  await writeGrouped(target, fields, sheet, signal);
  for (const loaded of await loadBatch(target, 'product.product', jobs, { size: 500, signal })) {
    if (loaded.status === 'done') added.set(loaded.item.variant, loaded.id);
    else settleLaterStep(sheet, loaded.item.variantUpdate.update.write, loaded);
  }
  return added;
}

/** The values of the variant's own options, and those of lines that leave no choice. */
function variantValueIds({ options, attributeId, valueId }: VariantUpdate, variant: Variant): readonly number[] {
  const own = Object.entries(variant.optionValues ?? {});
  const chosen = new Set(own.map(([option]) => attributeId(option)));
  const fixed = options.lines
    .filter((line) => !chosen.has(line.attributeId))
    .flatMap((line) => line.valueIds.slice(0, 1));
  return [...own.map(([option, value]) => valueId(option, value)), ...fixed];
}
