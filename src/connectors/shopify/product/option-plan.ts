import type { Product, Variant } from '../../../core/records/product.ts';
import { PasserelleError } from '../../../errors.ts';

export interface PlannedOption {
  readonly name: string;
  readonly values: readonly string[];
}

/** How Shopify stores a product without options. */
const PLAIN: readonly PlannedOption[] = [{ name: 'Title', values: ['Default Title'] }];

const MAX_OPTIONS = 3;
const MAX_VARIANTS = 2048;

/** The options of a product and their used values. Throws `shopify_variant_options`, `shopify_too_many_variants`. Pure. */
export function planOptions(product: Product): readonly PlannedOption[] {
  const { variants } = product;
  if (variants.length > MAX_VARIANTS) {
    throw new PasserelleError(
      'shopify_too_many_variants',
      `The product has ${variants.length} variants; Shopify holds ${MAX_VARIANTS}.`,
      {
        field: 'variants',
        remedy: 'Split the product.',
      },
    );
  }
  const listed = (product.options ?? []).map((option) => option.name);
  const used = new Set(variants.flatMap((variant) => Object.keys(variant.optionValues ?? {})));
  const names = [...listed.filter((name) => used.has(name)), ...[...used].filter((name) => !listed.includes(name))];
  if (names.length === 0) {
    if (variants.length > 1) throw optionFault('Its variants have no options to tell them apart.', 'variants');
    return PLAIN;
  }
  if (names.length > MAX_OPTIONS) {
    throw optionFault(`It has ${names.length} options (${names.join(', ')}); Shopify holds ${MAX_OPTIONS}.`, 'options');
  }
  return names.map((name) => {
    const given = product.options?.find((option) => option.name === name)?.values ?? [];
    const values = new Set(variants.map((variant) => valueOfOption(variant, name)));
    return {
      name,
      values: [...given.filter((value) => values.has(value)), ...[...values].filter((value) => !given.includes(value))],
    };
  });
}

/** The variant's value of each option, as Shopify's input wants it. */
export function optionInput(variant: Variant, options: readonly PlannedOption[]) {
  if (options === PLAIN) return [{ optionName: 'Title', name: 'Default Title' }];
  return options.map(({ name }) => ({ optionName: name, name: valueOfOption(variant, name) }));
}

function valueOfOption(variant: Variant, name: string): string {
  const value = variant.optionValues?.[name];
  if (value) return value;
  throw optionFault(
    `Its variant ${variant.sku ?? variant.id} has no value for the option ${name}.`,
    `variants[${variant.id}].optionValues`,
  );
}

function optionFault(message: string, field: string): PasserelleError {
  return new PasserelleError('shopify_variant_options', message, {
    field,
    remedy: 'Give each variant one value for each of at most three options.',
  });
}

/** Tells variants of one product apart, whatever the order of their options. */
export function combinationKey(optionValues: Readonly<Record<string, string>> | null | undefined): string {
  const pairs = Object.entries(optionValues ?? {}).filter(
    ([name, value]) => name !== 'Title' || value !== 'Default Title',
  );
  return JSON.stringify(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}
