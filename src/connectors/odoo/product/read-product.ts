import type { RecordItem } from '../../../core/connector.ts';
import type { Value, Values } from '../../../core/value.ts';
import { asIds, type OdooRow, relationId, textOrNull } from '../calls.ts';
import { readNatives } from '../native-fields.ts';
import { readDecimal } from '../odoo-value.ts';
import type { ProductModel } from './product-model.ts';

/** One option value of a variant, as Odoo's attribute lines have it. */
export interface OptionValue {
  readonly option: string;
  readonly value: string;
  /** Place of the attribute in its product. */
  readonly lineId: number;
}

/** What reading a page of products brought together. */
export interface ProductPage {
  /** Names of Odoo's own fields that are wanted, too. */
  readonly natives: readonly string[];
  readonly templates: ReadonlyMap<number, OdooRow>;
  /** By template id, in the order of their ids. */
  readonly variants: ReadonlyMap<number, readonly OdooRow[]>;
  /** By `product.template.attribute.value` id; empty unless asked for. */
  readonly optionValues: ReadonlyMap<number, OptionValue>;
  /** Fixed prices of the pricelist by variant id. */
  readonly prices: ReadonlyMap<number, string>;
  readonly categories: ReadonlyMap<number, readonly string[]>;
  readonly tags: ReadonlyMap<number, string>;
}

export type Wants = (field: string) => boolean;

/** A product of Odoo as a record. Pure. */
export function productRecord(
  id: string,
  template: OdooRow,
  page: ProductPage,
  model: ProductModel,
  wants: Wants,
): RecordItem {
  const values: Record<string, Value> = {};
  const variants = (page.variants.get(template.id) ?? []).filter((variant) => !isLeftover(variant, template));
  if (wants('title')) values.title = textOrNull(template.name);
  if (wants('descriptionHtml')) values.descriptionHtml = textOrNull(template[model.description]);
  if (wants('status')) values.status = statusOf(template);
  if (wants('kind')) values.kind = template.type === 'service' ? 'service' : 'goods';
  if (wants('categoryPath')) {
    const categoryId = relationId(template.categ_id);
    const path = categoryId === null ? null : page.categories.get(categoryId);
    values.categoryPath = path == null ? null : [...path];
  }
  if (wants('tags') && model.tags !== null) {
    values.tags = asIds(template[model.tags]).flatMap((tag) => page.tags.get(tag) ?? []);
  }
  if (wants('options')) values.options = optionsOf(variants, page);
  if (wants('variants')) values.variants = variants.map((variant) => variantValue(variant, template, page, model));
  Object.assign(values, readNatives(template, page.natives, model.template));
  return record(id, [template], values);
}

/**
 * Variants that each live in a template of their own, as one record: `A+B`. Of the product itself nothing is known,
 * since each template has a title and a category of its own.
 */
export function compositeRecord(
  id: string,
  templates: readonly OdooRow[],
  page: ProductPage,
  model: ProductModel,
  wants: Wants,
): RecordItem {
  const variants = templates.flatMap((template) =>
    (page.variants.get(template.id) ?? []).map((variant) => {
      // Its options are those of its own template, not of the source's product.
      const { optionValues: _, ...known } = variantValue(variant, template, page, model);
      return known;
    }),
  );
  return record(id, templates, wants('variants') ? { variants } : {});
}

function record(id: string, templates: readonly OdooRow[], values: Values): RecordItem {
  const version = templates.map((template) => String(template.write_date ?? '')).join('+');
  return { ok: true, record: { type: 'product', id, version, values, native: null } };
}

/** A combination that Odoo made or that somebody put away: archived, and with nothing to tell it by. */
function isLeftover(variant: OdooRow, template: OdooRow): boolean {
  return variant.active === false && template.active !== false && !variant.default_code && !variant.barcode;
}

function statusOf(template: OdooRow): string {
  if (template.active === false) return 'archived';
  return template.sale_ok === false ? 'draft' : 'active';
}

function variantValue(variant: OdooRow, template: OdooRow, page: ProductPage, model: ProductModel) {
  const value: Record<string, Value> = {
    id: String(variant.id),
    sku: textOrNull(variant.default_code),
    barcode: textOrNull(variant.barcode),
    optionValues: Object.fromEntries(optionValuesOf(variant, page).map(({ option, value }) => [option, value])),
    price: page.prices.get(variant.id) ?? readDecimal(variant.lst_price, model.priceDigits),
    cost: readDecimal(variant.standard_price, model.costDigits),
    weight: readDecimal(variant.weight, model.weightDigits),
  };
  if (model.compareAtPrice !== null) {
    const compareAt = readDecimal(template[model.compareAtPrice], model.priceDigits);
    value.compareAtPrice = compareAt === '0' ? null : compareAt;
  }
  if (model.storable !== null) value.tracked = template[model.storable] === true;
  if (model.taxes !== null) value.taxable = asIds(template[model.taxes]).length > 0;
  return value;
}

function optionValuesOf(variant: OdooRow, page: ProductPage): readonly OptionValue[] {
  return asIds(variant.product_template_attribute_value_ids).flatMap((id) => page.optionValues.get(id) ?? []);
}

/** Options with the values that variants use, in the order of Odoo's lines. */
function optionsOf(variants: readonly OdooRow[], page: ProductPage): Value {
  const options = new Map<number, { readonly name: string; readonly values: Set<string> }>();
  for (const variant of variants) {
    for (const { option, value, lineId } of optionValuesOf(variant, page)) {
      const known = options.get(lineId) ?? { name: option, values: new Set<string>() };
      known.values.add(value);
      options.set(lineId, known);
    }
  }
  return [...options].sort(([a], [b]) => a - b).map(([, { name, values }]) => ({ name, values: [...values] }));
}
