import type { Product, Variant } from '../../../core/records/product.ts';
import { PasserelleError } from '../../../errors.ts';

/** An option of a product with the values that its variants use. */
export interface OptionPlan {
  readonly name: string;
  readonly values: readonly string[];
}

/** The same for the same values, whatever their order. */
export function combinationKey(values: readonly (readonly [option: string, value: string])[]): string {
  return JSON.stringify([...values].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function variantCombination(variant: Variant): string {
  return combinationKey(Object.entries(variant.optionValues ?? {}));
}

/**
 * The options that a product needs in Odoo; none for a plain one. Odoo itself takes variants with missing, foreign or
 * repeated values, so they are checked here. Values that no variant uses are left out: where an option makes every
 * combination, they would become variants. Throws odoo_variant_options. Pure.
 */
export function planOptions(product: Product): readonly OptionPlan[] {
  const names = [
    ...new Set([...(product.options ?? []).map((option) => option.name), ...product.variants.flatMap(optionNames)]),
  ];
  if (names.length === 0) {
    const [, second] = product.variants;
    if (second !== undefined) throw wrong(second, 'has no option values, though the product has several variants');
    return [];
  }
  const empty = names.find((name) => name.trim() === '');
  if (empty !== undefined) {
    throw new PasserelleError('odoo_variant_options', 'An option of the product has no name.', { field: 'options' });
  }
  const seen = new Set<string>();
  for (const variant of product.variants) {
    const missing = names.find((name) => !variant.optionValues?.[name]?.trim());
    if (missing !== undefined) throw wrong(variant, `has no value for the option ${missing}`);
    const combination = variantCombination(variant);
    if (seen.has(combination)) throw wrong(variant, 'has the same option values as another variant');
    seen.add(combination);
  }
  return names.map((name) => ({ name, values: usedValues(product, name) }));
}

function optionNames(variant: Variant): readonly string[] {
  return Object.keys(variant.optionValues ?? {});
}

/** In the order of the option's own list, then of the variants. */
function usedValues(product: Product, name: string): readonly string[] {
  const used = new Set(product.variants.flatMap((variant) => variant.optionValues?.[name] ?? []));
  const listed = (product.options ?? []).find((option) => option.name === name)?.values ?? [];
  return [...new Set([...listed.filter((value) => used.has(value)), ...used])];
}

function wrong(variant: Variant, what: string): PasserelleError {
  return new PasserelleError('odoo_variant_options', `The variant ${variant.sku ?? variant.id} ${what}.`, {
    field: 'variants.optionValues',
    value: variant.optionValues ?? null,
    remedy: 'Give each variant one value for each option, a combination of its own.',
  });
}
