import type { Variant } from '../../../core/records/product.ts';
import { PasserelleError } from '../../../errors.ts';

/** An attribute line of a product in Odoo. */
export interface OptionLine {
  readonly id: number;
  readonly attributeId: number;
  readonly valueIds: readonly number[];
}

/** What attribute lines need before the variants can be written. */
export interface LineChanges {
  /** New lines begin with one value: Odoo then gives it to the variants that are there instead of replacing them. */
  readonly newLines: readonly { readonly attributeId: number; readonly valueId: number }[];
  /** Values that lines lack; `attributeId` also names lines that are only just being made. */
  readonly newValues: readonly { readonly attributeId: number; readonly valueIds: readonly number[] }[];
}

export interface LineInput {
  readonly lines: readonly OptionLine[];
  /** The record's variants that Odoo has. */
  readonly standing: readonly Variant[];
  /** The record's variants that are to be added or get other option values. */
  readonly coming: readonly Variant[];
  attributeId(option: string): number;
  valueId(option: string, value: string): number;
}

/**
 * Which lines and values have to be added for the variants to come. Nothing is ever taken away: that would delete
 * variants. Throws odoo_unsupported_change where the variants that are there would have to be told apart by a new
 * option. Pure.
 */
export function planLineChanges(input: LineInput): LineChanges {
  const newLines: { attributeId: number; valueId: number }[] = [];
  const newValues: { attributeId: number; valueIds: readonly number[] }[] = [];
  const options = new Set(input.coming.flatMap((variant) => Object.keys(variant.optionValues ?? {})));
  for (const option of options) {
    const attributeId = input.attributeId(option);
    const line = input.lines.find((one) => one.attributeId === attributeId);
    const known = new Set(line?.valueIds ?? []);
    if (line === undefined) {
      const first = firstValue(input, option);
      newLines.push({ attributeId, valueId: first });
      known.add(first);
    }
    const needed = new Set(input.coming.flatMap((variant) => valueIdsOf(input, variant, option)));
    const missing = [...needed].filter((valueId) => !known.has(valueId));
    if (missing.length > 0) newValues.push({ attributeId, valueIds: missing });
  }
  const dropped = input.lines.find(
    (line) => ![...options].some((option) => input.attributeId(option) === line.attributeId),
  );
  if (options.size > 0 && dropped !== undefined && dropped.valueIds.length > 1) {
    throw new PasserelleError(
      'odoo_unsupported_change',
      'The product has an option in Odoo that its new variants have not.',
      {
        field: 'variants.optionValues',
        remedy: 'Add the variant in Odoo by hand, with its SKU; the next run links it.',
      },
    );
  }
  return { newLines, newValues };
}

/** The one value that all standing variants take; any coming one's where none stands. */
function firstValue(input: LineInput, option: string): number {
  const values = new Set(
    (input.standing.length > 0 ? input.standing : input.coming.slice(0, 1)).flatMap((variant) =>
      valueIdsOf(input, variant, option),
    ),
  );
  const [value] = values;
  if (values.size === 1 && value !== undefined) return value;
  throw new PasserelleError(
    'odoo_unsupported_change',
    `Odoo cannot give the existing variants the new option ${option}.`,
    {
      field: 'variants.optionValues',
      remedy: 'Add the option in Odoo by hand, and give each variant its value.',
    },
  );
}

function valueIdsOf(input: LineInput, variant: Variant, option: string): readonly number[] {
  const value = variant.optionValues?.[option];
  return value === undefined ? [] : [input.valueId(option, value)];
}
