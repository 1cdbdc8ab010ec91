import type { Product, Variant } from '../../../core/records/product.ts';
import { boolean, decimal, many, type OdooValues, one, text } from '../odoo-value.ts';
import type { ProductModel } from './product-model.ts';

/** Ids that stand for names of the record. */
export interface ProductIds {
  readonly categoryId: number | null;
  readonly tagIds: readonly number[];
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Everything of a new product that lies on its template but the price. Fields that the record lacks are left out. */
export function templateValues(product: Product, model: ProductModel, ids: ProductIds): OdooValues {
  const values: Writable<OdooValues> = { name: text(product.title) };
  if (product.descriptionHtml !== undefined) values[model.description] = text(product.descriptionHtml);
  Object.assign(values, statusValues(product.status ?? null), kindValues(product.kind ?? null));
  if (product.categoryPath !== undefined && ids.categoryId !== null) values.categ_id = one(ids.categoryId);
  if (product.tags !== undefined && model.tags !== null) values[model.tags] = many(ids.tagIds);
  const known = product.variants;
  if (model.storable !== null && known.some((variant) => variant.tracked != null)) {
    values[model.storable] = boolean(product.kind !== 'service' && known.some((variant) => variant.tracked === true));
  }
  // Taxable goods get the company's default taxes; only "not taxable" has to be said.
  if (model.taxes !== null && known.length > 0 && known.every((variant) => variant.taxable === false)) {
    values[model.taxes] = many([]);
  }
  return values;
}

/** A draft is known to Odoo, but not for sale yet. */
export function statusValues(status: Product['status']): OdooValues {
  if (status == null) return {};
  return { sale_ok: boolean(status !== 'draft'), ...(status === 'archived' && { active: boolean(false) }) };
}

export function kindValues(kind: Product['kind']): OdooValues {
  if (kind === 'service') return { type: text('service') };
  return kind === 'goods' ? { type: text('consu') } : {};
}

/** Everything of a new variant but its price and its options. */
export function variantValues(variant: Variant): OdooValues {
  const values: Writable<OdooValues> = {};
  if (variant.sku !== undefined) values.default_code = text(variant.sku);
  if (variant.barcode !== undefined) values.barcode = text(variant.barcode);
  if (variant.cost !== undefined) values.standard_price = decimal(variant.cost);
  if (variant.weight !== undefined) values.weight = decimal(variant.weight);
  return values;
}

/** Odoo's own default would be a price of 1.00, which nobody gave. */
export function listPriceValues(variant: Variant | undefined, model: ProductModel): OdooValues {
  const values: Writable<OdooValues> = { list_price: decimal(variant?.price ?? '0') };
  if (model.compareAtPrice !== null && variant?.compareAtPrice !== undefined) {
    values[model.compareAtPrice] = decimal(variant.compareAtPrice);
  }
  return values;
}
