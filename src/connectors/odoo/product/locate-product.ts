import type { CreateWrite, Located } from '../../../core/connector.ts';
import { type Product, validateProduct } from '../../../core/records/product.ts';
import { asIds, type OdooRow, relationId } from '../calls.ts';
import { findMarks } from '../find-marks.ts';
import { templateMark } from '../marks.ts';
import type { Target } from '../target.ts';
import { readOptionValues } from './load-product-page.ts';
import { combinationKey, planOptions, variantCombination } from './options.ts';
import { priceRules } from './pricelist.ts';
import type { OptionValue } from './read-product.ts';
import { unfinishedPaths } from './unfinished.ts';

const COLUMNS = [
  'product_tmpl_id',
  'product_template_attribute_value_ids',
  'default_code',
  'barcode',
  'standard_price',
  'weight',
  'price_extra',
];

/**
 * What became of creates whose answer was lost: the product by its mark, its variants by their option values, since
 * variants that Odoo made by itself bear no mark.
 */
export async function locateProducts(
  target: Target,
  creates: readonly CreateWrite[],
  signal: AbortSignal | undefined,
): Promise<readonly Located[]> {
  const marks = await findMarks(
    target,
    'product.template',
    creates.map((create) => templateMark(create.key)),
    signal,
  );
  const ids = [...new Set(marks.values())];
  if (ids.length === 0) return creates.map(() => ({ found: false }));
  const [templates, variants, optionValues, rules] = await Promise.all([
    target.read('product.template', ids, ['id'], signal),
    target.searchRead('product.product', [['product_tmpl_id', 'in', ids]], COLUMNS, { signal, order: 'id' }),
    readOptionValues(target, ids, signal),
    priceRules(target, ids, signal),
  ]);
  const alive = new Set(templates.map((row) => row.id));
  const priced = new Set(rules.keys());
  return creates.map((create): Located => {
    const templateId = marks.get(templateMark(create.key));
    if (templateId === undefined || !alive.has(templateId)) return { found: false };
    const product = validateProduct(create.values);
    const own = variants.filter((row) => relationId(row.product_tmpl_id) === templateId);
    const found = matchVariants(product, own, optionValues);
    // A plain product is made in one step.
    const unfinished = planOptions(product).length === 0 ? [] : unfinishedPaths(product, found, priced);
    const children = [...found].map(([key, row]) => ({ list: 'variants', key, id: String(row.id) }));
    return { found: true, id: String(templateId), children, unfinished };
  });
}

/** The variants of a template by the keys of the record's. Pure. */
export function matchVariants(
  product: Product,
  variants: readonly OdooRow[],
  optionValues: ReadonlyMap<number, OptionValue>,
): ReadonlyMap<string, OdooRow> {
  const [only] = variants;
  const [wanted] = product.variants;
  if (product.variants.length === 1 && variants.length === 1 && only !== undefined && wanted !== undefined) {
    return new Map([[wanted.id, only]]);
  }
  const byCombination = new Map(variants.map((row) => [combinationOf(row, optionValues), row]));
  return new Map(
    product.variants.flatMap((variant): [string, OdooRow][] => {
      const row = byCombination.get(variantCombination(variant));
      return row === undefined ? [] : [[variant.id, row]];
    }),
  );
}

export function combinationOf(variant: OdooRow, optionValues: ReadonlyMap<number, OptionValue>): string {
  return combinationKey(
    asIds(variant.product_template_attribute_value_ids).flatMap((id): [string, string][] => {
      const found = optionValues.get(id);
      return found === undefined ? [] : [[found.option, found.value]];
    }),
  );
}
