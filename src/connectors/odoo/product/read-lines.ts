import { asIds, type OdooRow, relationId } from '../calls.ts';
import type { Target } from '../target.ts';
import type { OptionLine } from './plan-lines.ts';

/** What a product has of options and variants, archived variants included. */
export interface TemplateOptions {
  readonly lines: readonly OptionLine[];
  /** Attribute ids by option name, of this product's lines. */
  readonly attributeIds: ReadonlyMap<string, number>;
  readonly variants: readonly {
    readonly id: number;
    readonly active: boolean;
    readonly optionValueIds: readonly number[];
  }[];
}

export async function readTemplateOptions(
  target: Target,
  templateIds: readonly number[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, TemplateOptions>> {
  if (templateIds.length === 0) return new Map();
  const [lines, variants] = await Promise.all([
    target.searchRead(
      'product.template.attribute.line',
      [['product_tmpl_id', 'in', templateIds]],
      ['product_tmpl_id', 'attribute_id', 'value_ids'],
      { signal, context: { active_test: true } },
    ),
    readVariantStates(target, templateIds, signal),
  ]);
  const attributes = await target.read(
    'product.attribute',
    [...new Set(lines.flatMap((line) => relationId(line.attribute_id) ?? []))],
    ['name', 'create_variant'],
    signal,
  );
  // A line that makes no variants is no option.
  const names = new Map(
    attributes.flatMap((row) => (row.create_variant === 'no_variant' ? [] : [[row.id, String(row.name)]])),
  );
  return new Map(
    templateIds.map((templateId) => {
      const own = lines.filter(
        (line) => relationId(line.product_tmpl_id) === templateId && names.has(relationId(line.attribute_id) ?? 0),
      );
      return [
        templateId,
        {
          lines: own.map(toLine),
          attributeIds: new Map(own.map(toLine).map((line) => [names.get(line.attributeId) ?? '', line.attributeId])),
          variants: variants.filter((one) => one.templateId === templateId),
        },
      ];
    }),
  );
}

function toLine(row: OdooRow): OptionLine {
  return { id: row.id, attributeId: relationId(row.attribute_id) ?? 0, valueIds: asIds(row.value_ids) };
}

export async function readVariantStates(
  target: Target,
  templateIds: readonly number[],
  signal: AbortSignal | undefined,
) {
  const rows = await target.searchRead(
    'product.product',
    [['product_tmpl_id', 'in', templateIds]],
    ['product_tmpl_id', 'active', 'product_template_attribute_value_ids'],
    { signal },
  );
  return rows.map((row) => ({
    id: row.id,
    templateId: relationId(row.product_tmpl_id) ?? 0,
    active: row.active === true,
    optionValueIds: asIds(row.product_template_attribute_value_ids),
  }));
}
