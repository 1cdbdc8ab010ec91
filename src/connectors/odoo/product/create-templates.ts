import { PasserelleError } from '../../../errors.ts';
import { type LoadJob, loadBatch, TWO_AT_ONCE } from '../load-batch.ts';
import type { Attributes } from '../lookups/attributes.ts';
import { optionLineMark, qualified, templateMark } from '../marks.ts';
import { type Cells, decimal, many, one, toCells } from '../odoo-value.ts';
import type { ProductCreate } from './create-plain.ts';
import type { OptionsContext, Standing } from './create-with-options.ts';
import { type ExtraPrices, solveExtraPrices } from './extra-prices.ts';
import { planOptions } from './options.ts';
import { planPrices } from './price-plan.ts';
import { listPriceValues, templateValues } from './product-values.ts';

/** Beyond that one call takes longer than 2 s; below it the calls' own cost shows. */
const TEMPLATES_A_CALL = 100;

/** The first step: templates with their option lines. Odoo refuses it as a whole, and nothing is there then. */
export async function createTemplates(
  context: OptionsContext,
  creates: readonly ProductCreate[],
): Promise<readonly Standing[]> {
  const { target, sheet, signal } = context;
  const jobs = creates.flatMap((create) => {
    try {
      return [templateJob(context, create)];
    } catch (thrown) {
      if (!(thrown instanceof PasserelleError)) throw thrown;
      sheet.settle(create.write, { status: 'rejected', error: thrown, alone: true });
      return [];
    }
  });
  const standing: Standing[] = [];
  for (const loaded of await loadBatch(target, 'product.template', jobs, {
    size: TEMPLATES_A_CALL,
    atOnce: TWO_AT_ONCE,
    signal,
  })) {
    const create = loaded.item;
    if (loaded.status === 'done') standing.push({ create, templateId: loaded.id, warnings: loaded.warnings });
    else if (loaded.status === 'unknown') sheet.settle(create.write, { status: 'unknown', error: loaded.error });
    else sheet.settle(create.write, { status: 'rejected', error: loaded.error, alone: loaded.alone });
  }
  return standing;
}

function templateJob(context: OptionsContext, create: ProductCreate): LoadJob<ProductCreate> {
  const { product, ids, write } = create;
  const base = context.pricelist === null ? extraPrices(create).base : planPrices(product).base;
  const [variant] = product.variants;
  const values = {
    ...templateValues(product, context.model, ids),
    ...listPriceValues(variant, context.model),
    list_price: decimal(base),
    ...create.native,
  };
  return {
    item: create,
    cells: { id: qualified(templateMark(write.key)), ...toCells(values) },
    lines: optionLines(create, context.attributes),
  };
}

/** Each line has an external id of its own: a repeat without them deletes the variants and makes others. */
function optionLines({ write, product }: ProductCreate, attributes: Attributes): readonly Cells[] {
  return planOptions(product).map((option) => {
    const attributeId = attributes.byName.get(option.name)?.id ?? 0;
    const valueIds = option.values.map((value) => attributes.valueId(attributeId, value));
    return {
      'attribute_line_ids/id': qualified(optionLineMark(write.key, attributeId)),
      ...toCells({ attribute_id: one(attributeId), value_ids: many(valueIds) }, 'attribute_line_ids/'),
    };
  });
}

/** Prices by option and value. Throws odoo_variant_price where they are not a base price plus extras. */
export function extraPrices({ product }: Pick<ProductCreate, 'product'>): ExtraPrices<string> {
  const solved = solveExtraPrices(
    product.variants.map((variant) => ({
      values: Object.entries(variant.optionValues ?? {}).map(([option, value]) => JSON.stringify([option, value])),
      price: variant.price ?? '0',
    })),
  );
  if (solved !== null) return solved;
  throw pricesDoNotFit();
}

export function pricesDoNotFit(): PasserelleError {
  return new PasserelleError(
    'odoo_variant_price',
    'The prices of the variants are not a base price plus extra prices of their option values.',
    {
      field: 'variants.price',
      remedy: 'Switch on pricelists in Odoo (Sales, Settings): then each variant can have a price of its own.',
    },
  );
}
