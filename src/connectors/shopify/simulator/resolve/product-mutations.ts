import { gid, numberOf } from '../state/global-id.ts';
import type { ProductRow, VariantRow } from '../state/rows.ts';
import type { Shop } from '../state/shop.ts';
import { type Context, type UserError, userError } from './context.ts';
import { type MetafieldInput, metafieldErrors, writeMetafields } from './metafields.ts';
import { type ProductFields, productErrors, writeProduct } from './product-fields.ts';
import { newMedia, productSet } from './product-set.ts';
import { hasOnlyDefaultVariant, productView, variantView } from './product-views.ts';
import {
  combination,
  newVariant,
  type OptionValueInput,
  type VariantInput,
  variantErrors,
  writeVariant,
} from './variant-input.ts';

interface UpdateArgs {
  readonly product?:
    | (ProductFields & { readonly id?: string | null; readonly metafields?: readonly MetafieldInput[] | null })
    | null;
  readonly media?: readonly { readonly originalSource: string; readonly alt?: string | null }[] | null;
}

interface BulkArgs {
  readonly productId: string;
  readonly variants: readonly VariantInput[];
}

type Check = {
  readonly variant: VariantRow | undefined;
  readonly values: string[] | undefined;
  readonly errors: readonly UserError[];
};

export const productMutations = {
  productSet,

  productUpdate({ product: input, media }: UpdateArgs, { shop }: Context) {
    const product = shop.products.get(numberOf('Product', input?.id) ?? -1);
    if (product === undefined || input == null) {
      return { product: null, userErrors: [userError(['id'], 'Product does not exist')] };
    }
    const errors = [
      ...productErrors(shop, product, input, []),
      ...metafieldErrors(shop, 'PRODUCT', product, input.metafields ?? [], ['metafields']),
    ].map(({ field, message }) => ({ field, message }));
    if (errors.length > 0) return { product: null, userErrors: errors };
    writeProduct(shop, product, input);
    writeMetafields(shop, 'PRODUCT', product, input.metafields ?? []);
    for (const { originalSource, alt } of media ?? []) product.media.push(newMedia(shop, originalSource, alt ?? null));
    shop.touchProduct(product);
    return { product: productView(shop, product), userErrors: [] };
  },

  productDelete({ input }: { readonly input: { readonly id: string } }, { shop }: Context) {
    const product = shop.products.get(numberOf('Product', input.id) ?? -1);
    if (product === undefined) {
      return { deletedProductId: null, userErrors: [userError(['id'], 'Product does not exist')] };
    }
    shop.removeProduct(product);
    return { deletedProductId: gid('Product', product.id), userErrors: [] };
  },

  productVariantsBulkUpdate(args: BulkArgs & { readonly allowPartialUpdates: boolean }, { shop }: Context) {
    const product = shop.products.get(numberOf('Product', args.productId) ?? -1);
    if (product === undefined) return bulkRefusal([missingProduct()]);
    const checks = args.variants.map((input, at) => checkUpdate(shop, product, input, at));
    const errors = checks.flatMap((check) => check.errors);
    if (errors.length > 0 && !args.allowPartialUpdates) return bulkRefusal(errors);
    const done = checks.flatMap(({ variant, values, errors: own }, at) => {
      if (variant === undefined || own.length > 0) return [];
      if (values !== undefined) takeValues(shop, product, variant, values);
      writeVariant(shop, variant, args.variants[at] ?? {});
      return [variant];
    });
    return bulkResult(shop, product, done, errors);
  },

  productVariantsBulkCreate(args: BulkArgs & { readonly strategy: string }, { shop }: Context) {
    const product = shop.products.get(numberOf('Product', args.productId) ?? -1);
    if (product === undefined) return bulkRefusal([missingProduct()]);
    const taken = new Set(product.variants.map((variant) => JSON.stringify(variant.optionValues)));
    const standalone = hasOnlyDefaultVariant(product) ? product.variants[0] : undefined;
    const checks = args.variants.map((input, at): Check => {
      const path = ['variants', at];
      if (input.id != null)
        return failed(userError([...path, 'id'], 'On create, this key cannot be used.', 'NO_KEY_ON_CREATE'));
      const fit = combination(optionNames(product), input.optionValues ?? [], 'added');
      if ('code' in fit)
        return failed(
          userError(
            [...path, 'optionValues'],
            fit.message,
            fit.code === 'OPTION_DOES_NOT_EXIST' ? 'OPTION_VALUES_FOR_NUMBER_OF_UNKNOWN_OPTIONS' : fit.code,
          ),
        );
      const key = JSON.stringify(fit.values);
      if (taken.has(key)) {
        const message = `The variant '${fit.values.join(' / ')}' already exists. Please change at least one option value.`;
        return failed(userError(path, message, 'VARIANT_ALREADY_EXISTS_CHANGE_OPTION_VALUE'));
      }
      taken.add(key);
      const errors = [
        ...variantErrors(input, path, 'GREATER_THAN_OR_EQUAL_TO'),
        ...metafieldErrors(shop, 'PRODUCTVARIANT', undefined, input.metafields ?? [], [...path, 'metafields']).map(
          ({ field, message }) => userError(field, message, 'INVALID_INPUT'),
        ),
      ];
      return { variant: undefined, values: fit.values, errors };
    });
    const errors = checks.flatMap((check) => check.errors);
    if (errors.length > 0) return bulkRefusal(errors);
    if (standalone !== undefined && args.strategy !== 'PRESERVE_STANDALONE_VARIANT') {
      product.variants = [];
      shop.removeVariant(standalone);
    }
    const made = checks.map(({ values = [] }, at) => {
      const variant = newVariant(shop, product, values);
      product.variants.push(variant);
      takeValues(shop, product, variant, values);
      writeVariant(shop, variant, args.variants[at] ?? {});
      return variant;
    });
    return bulkResult(shop, product, made, []);
  },

  productVariantsBulkDelete(
    args: { readonly productId: string; readonly variantsIds: readonly string[] },
    { shop }: Context,
  ) {
    const product = shop.products.get(numberOf('Product', args.productId) ?? -1);
    if (product === undefined) return { product: null, userErrors: [missingProduct()] };
    const ids = new Set(args.variantsIds.map((id) => numberOf('ProductVariant', id)));
    const going = product.variants.filter((variant) => ids.has(variant.id));
    if (going.length < ids.size) {
      const error = userError(
        ['variantsIds'],
        'At least one variant does not belong to the product',
        'AT_LEAST_ONE_VARIANT_DOES_NOT_BELONG_TO_THE_PRODUCT',
      );
      return { product: null, userErrors: [error] };
    }
    if (going.length === product.variants.length) {
      const error = userError(
        ['variantsIds'],
        'Cannot delete the last variant of a product',
        'CANNOT_DELETE_LAST_VARIANT',
      );
      return { product: null, userErrors: [error] };
    }
    product.variants = product.variants.filter((variant) => !going.includes(variant));
    for (const variant of going) shop.removeVariant(variant);
    tidyOptions(shop, product);
    shop.touchProduct(product);
    return { product: productView(shop, product), userErrors: [] };
  },
};

function checkUpdate(shop: Shop, product: ProductRow, input: VariantInput, at: number): Check {
  const path = ['variants', at];
  if (input.id == null)
    return failed(userError([...path, 'id'], 'Product variant is missing ID attribute', 'PRODUCT_VARIANT_ID_MISSING'));
  const variant = product.variants.find((row) => row.id === numberOf('ProductVariant', input.id));
  if (variant === undefined)
    return failed(userError([...path, 'id'], 'Product variant does not exist', 'PRODUCT_VARIANT_DOES_NOT_EXIST'));
  const errors = [
    ...variantErrors(input, path, 'GREATER_THAN_OR_EQUAL_TO'),
    ...metafieldErrors(shop, 'PRODUCTVARIANT', variant, input.metafields ?? [], [...path, 'metafields']).map(
      ({ field, message }) => userError(field, message, 'INVALID_VALUE'),
    ),
  ];
  if (input.optionValues == null) return { variant, values: undefined, errors };
  const own = merged(product, variant, input.optionValues);
  const fit = combination(optionNames(product), own, 'added');
  if ('code' in fit) return failed(userError([...path, 'optionValues'], fit.message, fit.code));
  const key = JSON.stringify(fit.values);
  if (product.variants.some((other) => other !== variant && JSON.stringify(other.optionValues) === key)) {
    return failed(userError(path, `The variant '${fit.values.join(' / ')}' already exists.`, 'VARIANT_ALREADY_EXISTS'));
  }
  return { variant, values: fit.values, errors };
}

const failed = (error: UserError): Check => ({ variant: undefined, values: undefined, errors: [error] });
const missingProduct = () => userError(['productId'], 'Product does not exist', 'PRODUCT_DOES_NOT_EXIST');
const bulkRefusal = (errors: readonly UserError[]) => ({ product: null, productVariants: null, userErrors: errors });

function bulkResult(shop: Shop, product: ProductRow, variants: readonly VariantRow[], errors: readonly UserError[]) {
  shop.touchProduct(product);
  return {
    product: productView(shop, product),
    productVariants: variants.map((variant) => variantView(shop, variant)),
    userErrors: errors,
  };
}

const optionNames = (product: ProductRow) =>
  product.options.map(({ name, values }) => ({ name, values: values.map((value) => value.name) }));

/** The given values over the variant's own, so that one option can be changed alone. */
function merged(
  product: ProductRow,
  variant: VariantRow,
  given: readonly OptionValueInput[],
): readonly OptionValueInput[] {
  const own = product.options.map((option, at) => ({ optionName: option.name, name: variant.optionValues[at] ?? '' }));
  return [...given, ...own.filter((each) => !given.some((other) => other.optionName === each.optionName))];
}

/** The variant takes the values; an option lists just those that its variants have. */
function takeValues(shop: Shop, product: ProductRow, variant: VariantRow, values: string[]): void {
  variant.optionValues = values;
  tidyOptions(shop, product);
}

function tidyOptions(shop: Shop, product: ProductRow): void {
  for (const [at, option] of product.options.entries()) {
    const used = new Set(product.variants.map(({ optionValues }) => optionValues[at] ?? ''));
    const known = option.values.filter((value) => used.delete(value.name));
    option.values = [...known, ...[...used].map((name) => ({ id: shop.newId(), name }))];
  }
}
