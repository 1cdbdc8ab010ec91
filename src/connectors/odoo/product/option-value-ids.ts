import type { Variant } from '../../../core/records/product.ts';
import { relationId } from '../calls.ts';
import type { Attributes } from '../lookups/attributes.ts';
import type { Target } from '../target.ts';

/** `product.template.attribute.value` ids: what stands for an option value in one product. */
export interface OptionValueIds {
  /** In the order of the variant's options; 0 for a value that the product does not have. */
  of(variant: Variant, templateId: number, attributes: Attributes): readonly number[];
  /** Of these `product.attribute.value` ids. */
  forVariant(templateId: number, valueIds: readonly number[]): readonly number[];
}

const keyOf = (templateId: number, valueId: number) => `${templateId}/${valueId}`;

export async function readOptionValueIds(
  target: Target,
  templateIds: readonly number[],
  signal: AbortSignal | undefined,
): Promise<OptionValueIds> {
  const rows = await target.searchRead(
    'product.template.attribute.value',
    [
      ['product_tmpl_id', 'in', templateIds],
      ['ptav_active', '=', true],
    ],
    ['product_tmpl_id', 'product_attribute_value_id'],
    { signal },
  );
  const ids = new Map(
    rows.map((row) => [
      keyOf(relationId(row.product_tmpl_id) ?? 0, relationId(row.product_attribute_value_id) ?? 0),
      row.id,
    ]),
  );
  return {
    forVariant: (templateId, valueIds) => valueIds.map((valueId) => ids.get(keyOf(templateId, valueId)) ?? 0),
    of: (variant, templateId, attributes) =>
      Object.entries(variant.optionValues ?? {}).map(([option, value]) => {
        const attributeId = attributes.byName.get(option)?.id ?? 0;
        return ids.get(keyOf(templateId, attributes.valueId(attributeId, value))) ?? 0;
      }),
  };
}

/** The same for the same option values, whatever their order. */
export function idSetKey(ids: readonly number[]): string {
  return [...ids].sort((a, b) => a - b).join(',');
}
