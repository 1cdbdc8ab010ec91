import type { Variant } from '../../../core/records/product.ts';
import { asIds, relationId } from '../calls.ts';
import { type LoadJob, loadBatch, TWO_AT_ONCE } from '../load-batch.ts';
import type { Attributes } from '../lookups/attributes.ts';
import { qualified, variantMark } from '../marks.ts';
import { boolean, many, one, toCells } from '../odoo-value.ts';
import { settleLaterStep } from '../outcome-sheet.ts';
import { type FieldWrite, writeGrouped } from '../write-grouped.ts';
import type { ProductCreate } from './create-plain.ts';
import type { OptionsContext, Standing } from './create-with-options.ts';
import { idSetKey, type OptionValueIds } from './option-value-ids.ts';
import { planOptions } from './options.ts';
import { variantValues } from './product-values.ts';

/** 366 variants a second with 500 a call, 150 with 100, 46 with 25. */
const VARIANTS_A_CALL = 500;

type VariantJob = LoadJob<{ readonly create: ProductCreate; readonly variant: Variant }>;

/** The third step: the variants, by id under the record's variant. Those that failed make their product unknown. */
export async function createVariants(
  context: OptionsContext,
  standing: readonly Standing[],
  ids: OptionValueIds,
): Promise<ReadonlyMap<Variant, number>> {
  const { target, attributes, sheet, signal } = context;
  const adopted = await adoptVariants(
    context,
    standing.filter(({ create }) => makesAllCombinations(create, attributes)),
    ids,
  );
  const jobs = standing.flatMap(({ create, templateId }) =>
    create.product.variants.flatMap((variant): readonly VariantJob[] => {
      const known = adopted.get(variant);
      const values = variantValues(variant);
      const item = { create, variant };
      // `load` gives no external id to a variant that is there: with `id` beside `.id` it makes another one.
      if (known !== undefined) {
        return Object.keys(values).length === 0 ? [] : [{ item, cells: { '.id': String(known), ...toCells(values) } }];
      }
      const optionValueIds = ids.of(variant, templateId, attributes);
      return [
        {
          item,
          cells: {
            id: qualified(variantMark(create.write.key, variant.id)),
            ...toCells({
              product_tmpl_id: one(templateId),
              product_template_attribute_value_ids: many(optionValueIds),
              ...(create.product.status === 'archived' && { active: boolean(false) }),
              ...values,
            }),
          },
        },
      ];
    }),
  );
  const variantIds = new Map<Variant, number>(adopted);
  for (const loaded of await loadBatch(target, 'product.product', jobs, {
    size: VARIANTS_A_CALL,
    atOnce: TWO_AT_ONCE,
    signal,
  })) {
    if (loaded.status === 'done') variantIds.set(loaded.item.variant, loaded.id);
    else settleLaterStep(sheet, loaded.item.create.write, loaded);
  }
  return variantIds;
}

/** With one dynamic attribute Odoo makes no variant by itself; with none it makes every combination at once. */
function makesAllCombinations({ product }: ProductCreate, attributes: Attributes): boolean {
  return planOptions(product).every((option) => attributes.byName.get(option.name)?.mode === 'always');
}

/** Takes the variants that Odoo made as the record's, and archives the combinations that the record does not have. */
async function adoptVariants(
  context: OptionsContext,
  standing: readonly Standing[],
  ids: OptionValueIds,
): Promise<ReadonlyMap<Variant, number>> {
  const { target, attributes, sheet, signal } = context;
  const adopted = new Map<Variant, number>();
  if (standing.length === 0) return adopted;
  const rows = await target.searchRead(
    'product.product',
    [['product_tmpl_id', 'in', standing.map(({ templateId }) => templateId)]],
    ['product_tmpl_id', 'product_template_attribute_value_ids'],
    { signal },
  );
  const unwanted: FieldWrite[] = [];
  for (const { create, templateId } of standing) {
    const made = new Map(
      rows
        .filter((row) => relationId(row.product_tmpl_id) === templateId)
        .map((row) => [idSetKey(asIds(row.product_template_attribute_value_ids)), row.id]),
    );
    for (const variant of create.product.variants) {
      const combination = idSetKey(ids.of(variant, templateId, attributes));
      const id = made.get(combination);
      if (id === undefined) continue;
      adopted.set(variant, id);
      made.delete(combination);
    }
    for (const id of made.values()) {
      unwanted.push({ write: create.write, model: 'product.product', id, values: { active: boolean(false) } });
    }
  }
  await writeGrouped(target, unwanted, sheet, signal);
  return adopted;
}
