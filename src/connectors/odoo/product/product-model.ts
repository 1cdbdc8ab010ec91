import type { ModelField, ModelFields, Target } from '../target.ts';

/** What this Odoo has for a product; fields that come with other modules are null where they are missing. */
export interface ProductModel {
  /**
   * Where the description goes. The web shop's own field where there is one; else the internal note, which is HTML,
   * too. Not `description_sale`: that text is printed on every quotation and invoice.
   */
  readonly description: string;
  readonly tags: 'product_tag_ids' | null;
  /** A tracked product needs it, else Odoo refuses its stock. */
  readonly storable: 'is_storable' | null;
  readonly taxes: 'taxes_id' | null;
  readonly compareAtPrice: 'compare_list_price' | null;
  readonly priceDigits: number | null;
  readonly costDigits: number | null;
  readonly weightDigits: number | null;
  readonly template: ModelFields;
  readonly variant: ModelFields;
}

export function readProductModel(template: ModelFields, variant: ModelFields): ProductModel {
  const digits = (field: ModelField | undefined) => field?.digits ?? null;
  return {
    description: template.has('description_ecommerce') ? 'description_ecommerce' : 'description',
    tags: template.has('product_tag_ids') ? 'product_tag_ids' : null,
    storable: template.has('is_storable') ? 'is_storable' : null,
    taxes: template.has('taxes_id') ? 'taxes_id' : null,
    compareAtPrice: template.has('compare_list_price') ? 'compare_list_price' : null,
    priceDigits: digits(template.get('list_price')),
    costDigits: digits(variant.get('standard_price')),
    weightDigits: digits(variant.get('weight')),
    template,
    variant,
  };
}

export function productModel(target: Target): Promise<ProductModel> {
  return target.remember('product model', async () => {
    const [template, variant] = await Promise.all([
      target.fields('product.template'),
      target.fields('product.product'),
    ]);
    return readProductModel(template, variant);
  });
}
