import { numberOf } from '../state/global-id.ts';
import type { MediaRow, OptionRow, ProductRow, VariantRow } from '../state/rows.ts';
import type { Shop } from '../state/shop.ts';
import { type Context, type UserError, userError } from './context.ts';
import {
  type CustomId,
  lookUpCustomId,
  type MetafieldInput,
  metafieldErrors,
  replaceMetafields,
  writeMetafields,
} from './metafields.ts';
import { type ProductFields, productErrors, uniqueHandle, writeProduct } from './product-fields.ts';
import { productView } from './product-views.ts';
import {
  combination,
  MAX_VARIANTS,
  newVariant,
  type OptionNames,
  type VariantInput,
  variantErrors,
  writeVariant,
} from './variant-input.ts';

interface OptionInput {
  readonly id?: string | null;
  readonly name?: string | null;
  readonly position?: number | null;
  readonly values?: readonly { readonly id?: string | null; readonly name?: string | null }[] | null;
}

interface FileInput {
  readonly id?: string | null;
  readonly originalSource?: string | null;
  readonly alt?: string | null;
}

interface ProductSetInput extends ProductFields {
  readonly metafields?: readonly MetafieldInput[] | null;
  readonly files?: readonly FileInput[] | null;
  readonly productOptions?: readonly OptionInput[] | null;
  readonly variants?: readonly VariantInput[] | null;
}

interface ProductSetArgs {
  readonly identifier?: { readonly id?: string; readonly handle?: string; readonly customId?: CustomId } | null;
  readonly input: ProductSetInput;
  readonly synchronous: boolean;
}

const DEFAULT_OPTIONS: readonly OptionNames[] = [{ name: 'Title', values: ['Default Title'] }];

/**
 * Creates or replaces a product. Lists are replaced as a whole, as in a real shop: a variant, picture or metafield
 * that the input does not name is deleted.
 */
export function productSet({ identifier, input, synchronous }: ProductSetArgs, { shop }: Context) {
  const refuse = (errors: readonly UserError[]) => ({ product: null, productSetOperation: null, userErrors: errors });
  if (!synchronous) throw new Error('not simulated: productSet with synchronous: false');
  const found = find(shop, identifier, input);
  if ('error' in found) return refuse([found.error]);
  const known = found.product;
  const plan = planVariants(known, input);
  const errors = [
    ...productErrors(shop, known, input, ['input']),
    ...metafieldErrors(shop, 'PRODUCT', known, input.metafields ?? [], ['input', 'metafields']),
    ...plan.errors,
    ...(input.variants ?? []).flatMap((variant, at) =>
      variantErrors(variant, ['input', 'variants', at], 'INVALID_VARIANT'),
    ),
    ...(input.variants ?? []).flatMap((variant, at) =>
      metafieldErrors(shop, 'PRODUCTVARIANT', plan.entries[at]?.known, variant.metafields ?? [], [
        'input',
        'variants',
        at,
        'metafields',
      ]),
    ),
  ];
  if (errors.length > 0) return refuse(errors);

  const product = known ?? emptyProduct(shop, input.handle ?? input.title ?? '');
  writeProduct(shop, product, input);
  if (plan.options !== null) product.options = optionRows(shop, product, plan.options);
  if (plan.entries.length > 0) {
    const variants = plan.entries.map((entry) => {
      const variant = entry.known ?? newVariant(shop, product, entry.values);
      variant.optionValues = entry.values;
      return variant;
    });
    for (const variant of product.variants) if (!variants.includes(variant)) shop.removeVariant(variant);
    product.variants = variants;
    for (const [at, variant] of variants.entries()) writeVariant(shop, variant, plan.entries[at]?.input ?? {});
  }
  if (input.files != null) product.media = input.files.map((file) => mediaRow(shop, product, file));
  if (input.metafields != null) replaceMetafields(shop, 'PRODUCT', product, input.metafields);
  const custom = identifier?.customId;
  if (custom !== undefined) writeMetafields(shop, 'PRODUCT', product, [custom]);
  shop.touchProduct(product);
  return { product: productView(shop, product), productSetOperation: null, userErrors: [] };
}

function find(
  shop: Shop,
  identifier: ProductSetArgs['identifier'],
  input: ProductSetInput,
): { readonly product: ProductRow | undefined } | { readonly error: UserError } {
  if (identifier?.id !== undefined) {
    const product = shop.products.get(numberOf('Product', identifier.id) ?? -1);
    const error = userError(['identifier', 'id'], 'Product does not exist', 'PRODUCT_DOES_NOT_EXIST');
    return product === undefined ? { error } : { product };
  }
  if (identifier?.handle !== undefined) {
    if (input.handle == null) {
      return {
        error: userError(
          ['input', 'handle'],
          'The input field corresponding to the identifier is required.',
          'MISSING_FIELD_REQUIRED',
        ),
      };
    }
    return { product: shop.productByHandle(identifier.handle) };
  }
  const custom = identifier?.customId;
  if (custom === undefined) return { product: undefined };
  if (
    input.metafields != null &&
    !input.metafields.some((each) => each.key === custom.key && each.value === custom.value)
  ) {
    const message = 'The input argument `metafields` (if present) must contain the `customId` value.';
    return { error: userError(['identifier', 'customId'], message, 'METAFIELD_MISMATCH') };
  }
  const id = lookUpCustomId(shop, 'PRODUCT', custom);
  if (id === 'undefined_definition') {
    return {
      error: userError(
        ['identifier', 'customId'],
        'No unique metafield definition for the custom id.',
        'INVALID_METAFIELD',
      ),
    };
  }
  return { product: id === undefined ? undefined : shop.products.get(id) };
}

interface VariantPlan {
  readonly errors: readonly UserError[];
  /** null: options stay as they are. */
  readonly options: readonly OptionNames[] | null;
  readonly entries: readonly {
    readonly known: VariantRow | undefined;
    readonly values: string[];
    readonly input: VariantInput;
  }[];
}

function planVariants(known: ProductRow | undefined, input: ProductSetInput): VariantPlan {
  const { variants, productOptions } = input;
  const fault = (field: readonly (string | number)[], message: string, code: string): VariantPlan => ({
    errors: [userError(['input', ...field], message, code)],
    options: null,
    entries: [],
  });
  if (variants == null && productOptions == null) {
    if (known !== undefined) return { errors: [], options: null, entries: [] };
    const entry = { known: undefined, values: ['Default Title'], input: {} };
    return { errors: [], options: DEFAULT_OPTIONS, entries: [entry] };
  }
  if (productOptions == null) {
    return fault(
      ['productOptions'],
      'Product options input is required when updating variants',
      'PRODUCT_OPTIONS_INPUT_MISSING',
    );
  }
  if (variants == null) {
    return fault(['variants'], 'Variants input is required when updating product options', 'VARIANTS_INPUT_MISSING');
  }
  if (variants.length > MAX_VARIANTS)
    return fault(['variants'], 'Number of product variants exceeds shop limit.', 'VARIANTS_OVER_LIMIT');
  if (productOptions.length > 3)
    return fault(['productOptions'], 'Options are over the limit of 3', 'OPTIONS_OVER_LIMIT');
  const options: OptionNames[] = [];
  for (const [at, option] of productOptions.entries()) {
    const name = option.name ?? '';
    const values = (option.values ?? []).map((value) => value.name ?? '');
    if (values.length === 0)
      return fault(
        ['productOptions', at, 'values'],
        'Each option must have at least one option value specified.',
        'OPTION_VALUES_MISSING',
      );
    if (options.some((other) => other.name.toLowerCase() === name.toLowerCase()))
      return fault(['productOptions', at], 'Duplicated option name.', 'DUPLICATED_OPTION_NAME');
    if (new Set(values.map((value) => value.toLowerCase())).size < values.length)
      return fault(['productOptions', at, 'values'], 'Duplicated option value.', 'DUPLICATED_OPTION_VALUE');
    options.push({ name, values });
  }
  const entries: { known: VariantRow | undefined; values: string[]; input: VariantInput }[] = [];
  for (const [at, variant] of variants.entries()) {
    const fit = combination(options, variant.optionValues ?? [], 'refused');
    if ('code' in fit)
      return fault(
        ['variants', at, 'optionValues'],
        fit.message,
        fit.code === 'NEED_TO_ADD_OPTION_VALUES' ? 'INVALID_VARIANT' : fit.code,
      );
    const key = JSON.stringify(fit.values);
    if (entries.some((other) => JSON.stringify(other.values) === key)) {
      return fault(['variants', at], `The variant '${fit.values.join(' / ')}' already exists.`, 'INVALID_VARIANT');
    }
    const byId =
      variant.id == null
        ? undefined
        : known?.variants.find((each) => each.id === numberOf('ProductVariant', variant.id));
    if (variant.id != null && byId === undefined)
      return fault(['variants', at, 'id'], 'Product variant does not exist', 'PRODUCT_VARIANT_DOES_NOT_EXIST');
    const same = known?.variants.find((each) => JSON.stringify(each.optionValues) === key);
    entries.push({ known: byId ?? same, values: fit.values, input: variant });
  }
  return { errors: [], options, entries };
}

function optionRows(shop: Shop, product: ProductRow, options: readonly OptionNames[]): OptionRow[] {
  return options.map((option) => {
    const known = product.options.find((row) => row.name === option.name);
    return {
      id: known?.id ?? shop.newId(),
      name: option.name,
      values: option.values.map(
        (name) => known?.values.find((value) => value.name === name) ?? { id: shop.newId(), name },
      ),
    };
  });
}

function mediaRow(shop: Shop, product: ProductRow, file: FileInput): MediaRow {
  const known = product.media.find((row) => row.id === numberOf('MediaImage', file.id));
  if (known === undefined) return newMedia(shop, file.originalSource ?? '', file.alt ?? null);
  if (file.alt !== undefined) known.alt = file.alt;
  return known;
}

export function newMedia(shop: Shop, source: string, alt: string | null): MediaRow {
  return { id: shop.newId(), source, alt, createdMs: shop.stamp() };
}

function emptyProduct(shop: Shop, handle: string): ProductRow {
  const now = shop.stamp();
  return {
    id: shop.newId(),
    title: '',
    handle: uniqueHandle(shop, handle),
    status: 'ACTIVE',
    vendor: shop.settings.name,
    productType: '',
    tags: [],
    descriptionHtml: '',
    createdMs: now,
    updatedMs: now,
    options: [],
    media: [],
    variants: [],
    metafields: new Map(),
  };
}
