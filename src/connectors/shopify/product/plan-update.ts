import type { FieldChange, UpdateWrite } from '../../../core/connector.ts';
import type { Product, ProductImage, Variant } from '../../../core/records/product.ts';
import type { Value } from '../../../core/value.ts';
import { PasserelleError } from '../../../errors.ts';
import { fetchable, productFields, variantFields } from './product-input.ts';

/** The calls that an update takes; an empty one is left out. */
export interface ProductUpdatePlan {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly tagsAdded: readonly string[];
  readonly tagsRemoved: readonly string[];
  readonly images: readonly ProductImage[];
  readonly variantChanges: readonly Readonly<Record<string, unknown>>[];
  readonly variantsAdded: readonly Variant[];
  readonly variantsRemoved: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * What to write for the changes, and nothing else: no list is ever sent as a whole, so that what people added in the
 * shop since it was read stays. Throws for a change that Shopify cannot take. Pure.
 */
export function planProductUpdate(write: UpdateWrite): ProductUpdatePlan {
  const fields: Record<string, Value> = {};
  const byVariant = new Map<string, Record<string, Value>>();
  const variantsAdded: Variant[] = [];
  const variantsRemoved: string[] = [];
  const images: ProductImage[] = [];
  const warnings: string[] = [];
  let tags: { readonly before: readonly string[]; readonly after: readonly string[] } | undefined;

  for (const change of write.changes) {
    switch (change.field) {
      case 'tags':
        tags = { before: texts(change.before), after: texts(change.after) };
        break;
      case 'images':
        if (change.op === 'add') images.push(change.after as unknown as ProductImage);
        else if (change.op === 'remove')
          warnings.push(`The picture ${change.key} stays in Shopify: pictures are not removed.`);
        break;
      case 'variants':
        if (change.op === 'add') variantsAdded.push(checkedAddition(change, write));
        else if (change.op === 'remove') variantsRemoved.push(variantId(write, change));
        else {
          const id = variantId(write, change);
          byVariant.set(id, { ...byVariant.get(id), [change.itemField ?? '']: change.after });
        }
        break;
      case 'title':
      case 'descriptionHtml':
      case 'status':
      case 'vendor':
      case 'categoryPath':
        fields[change.field] = change.after;
        break;
      default:
        throw unsupported(change);
    }
  }
  return {
    fields: productFields(fields as Partial<Product>),
    tagsAdded: tags === undefined ? [] : tags.after.filter((tag) => !tags.before.includes(tag)),
    tagsRemoved: tags === undefined ? [] : tags.before.filter((tag) => !tags.after.includes(tag)),
    images: fetchable(images),
    variantChanges: [...byVariant].map(([id, values]) => ({ id, ...variantChange(values) })),
    variantsAdded,
    variantsRemoved,
    warnings,
  };
}

function variantChange(values: Readonly<Record<string, Value>>): Record<string, unknown> {
  const variant = values as Partial<Variant>;
  const { optionValues } = variant;
  return {
    ...variantFields(variant),
    ...(optionValues != null && {
      optionValues: Object.entries(optionValues).map(([optionName, name]) => ({ optionName, name })),
    }),
  };
}

/** A variant can only be added where it has a value for each option that the product has now. */
function checkedAddition(change: FieldChange, write: UpdateWrite): Variant {
  const variant = change.after as unknown as Variant;
  const options = (write.current.values.options ?? []) as readonly { readonly name: string }[];
  const given = Object.keys(variant.optionValues ?? {});
  const names = options.map((option) => option.name);
  if (names.length > 0 && names.length === given.length && names.every((name) => given.includes(name))) return variant;
  const has = names.length === 0 ? 'no options' : `the options ${names.join(', ')}`;
  throw new PasserelleError(
    'shopify_variant_options',
    `A variant with ${given.join(', ') || 'no options'} cannot join a product that has ${has} in Shopify.`,
    {
      field: change.path,
      value: variant.sku ?? variant.id,
      remedy: 'Give the product the same options in Shopify; the next run adds the variant.',
    },
  );
}

function variantId(write: UpdateWrite, change: FieldChange): string {
  const id = write.children.variants?.[change.key ?? ''];
  if (id !== undefined) return id;
  throw new PasserelleError('internal', `The variant ${change.key} of product ${write.id} has no id in Shopify.`, {
    field: change.path,
  });
}

function unsupported(change: FieldChange): PasserelleError {
  return new PasserelleError('shopify_unsupported_change', `${change.path} cannot be changed in Shopify any more.`, {
    field: change.path,
    value: change.after,
  });
}

const texts = (value: Value): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
