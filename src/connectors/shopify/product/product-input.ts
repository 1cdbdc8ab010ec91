import type { IntentKey } from '../../../core/connector.ts';
import type { Product, ProductImage, Variant } from '../../../core/records/product.ts';
import { markMetafield } from '../marks.ts';
import { optionInput, planOptions } from './option-plan.ts';
import { CATEGORY_SEPARATOR } from './product-record.ts';
import { weightInput } from './weight.ts';

type Input = Record<string, unknown>;

export const STATUS: Readonly<Record<string, string>> = { active: 'ACTIVE', draft: 'DRAFT', archived: 'ARCHIVED' };

/** A whole new product with its mark. Throws for what Shopify cannot hold. Pure. */
export function createInput(product: Product, key: IntentKey): Input {
  const options = planOptions(product);
  const images = fetchable(product.images ?? []);
  return {
    ...productFields(product),
    metafields: [markMetafield(key)],
    ...(images.length > 0 && {
      files: images.map(({ url, alt }) => ({ originalSource: url, contentType: 'IMAGE', ...(alt && { alt }) })),
    }),
    productOptions: options.map(({ name, values }, at) => ({
      name,
      position: at + 1,
      values: values.map((value) => ({ name: value })),
    })),
    variants: product.variants.map((variant) => {
      const fields = variantFields(variant);
      const requiresShipping = product.kind == null ? undefined : product.kind === 'goods';
      return {
        ...fields,
        ...withItem(fields, requiresShipping === undefined ? {} : { requiresShipping }),
        optionValues: optionInput(variant, options),
      };
    }),
  };
}

function withItem(fields: Input, more: Input): Input {
  const item = { ...(fields.inventoryItem as Input | undefined), ...more };
  return Object.keys(item).length === 0 ? {} : { inventoryItem: item };
}

/** The given plain fields; an absent one is left alone. */
export function productFields(product: Partial<Product>): Input {
  const { title, descriptionHtml, status, vendor, categoryPath, tags } = product;
  return {
    ...(title !== undefined && { title }),
    ...(descriptionHtml !== undefined && { descriptionHtml: descriptionHtml ?? '' }),
    ...(status != null && { status: STATUS[status] }),
    ...(vendor !== undefined && { vendor: vendor ?? '' }),
    ...(categoryPath !== undefined && { productType: (categoryPath ?? []).join(CATEGORY_SEPARATOR) }),
    ...(tags !== undefined && { tags: tags ?? [] }),
  };
}

/** The given fields of a variant without its options; an absent one is left alone. */
export function variantFields(variant: Partial<Variant>): Input {
  const { sku, barcode, price, compareAtPrice, cost, weight, taxable, tracked } = variant;
  const inventoryItem: Input = {
    ...(sku !== undefined && { sku }),
    ...(cost !== undefined && { cost }),
    ...(weight !== undefined && { measurement: { weight: weightInput(weight) } }),
    ...(tracked != null && { tracked }),
  };
  return {
    ...(barcode !== undefined && { barcode }),
    ...(price != null && { price }),
    ...(compareAtPrice !== undefined && { compareAtPrice }),
    ...(taxable != null && { taxable }),
    ...(Object.keys(inventoryItem).length > 0 && { inventoryItem }),
  };
}

/** Pictures that Shopify can fetch by itself. */
export function fetchable(images: readonly ProductImage[]): readonly (ProductImage & { readonly url: string })[] {
  return images.flatMap((image) =>
    image.url && /^https?:\/\//i.test(image.url) ? [{ ...image, url: image.url }] : [],
  );
}
