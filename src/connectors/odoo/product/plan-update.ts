import type { FieldChange, UpdateWrite } from '../../../core/connector.ts';
import type { Product, Variant } from '../../../core/records/product.ts';
import { PasserelleError } from '../../../errors.ts';
import { isNative, nativeValue } from '../native-fields.ts';
import { boolean, decimal, type OdooValue, type OdooValues, text } from '../odoo-value.ts';
import type { ProductModel } from './product-model.ts';
import { kindValues } from './product-values.ts';

type Filling = { [field: string]: OdooValue };

/** What an update asks for, by where it lies in Odoo. */
export interface ProductUpdate {
  readonly write: UpdateWrite;
  /** Several where each variant is a product of its own in Odoo. */
  readonly templateIds: readonly number[];
  readonly template: OdooValues;
  readonly categoryPath: readonly string[] | null;
  readonly tags: readonly string[] | null;
  readonly variants: ReadonlyMap<number, OdooValues>;
  readonly prices: readonly WantedPrice[];
  readonly added: readonly Variant[];
  readonly removed: readonly number[];
  /** Variants whose option values changed. */
  readonly recombined: readonly { readonly variantId: number; readonly variant: Variant }[];
}

export interface WantedPrice {
  readonly variantId: number;
  readonly childKey: string;
  readonly price: string;
}

const VARIANT_COLUMNS: Readonly<Record<string, { readonly column: string; readonly kind: 'text' | 'decimal' }>> = {
  sku: { column: 'default_code', kind: 'text' },
  barcode: { column: 'barcode', kind: 'text' },
  cost: { column: 'standard_price', kind: 'decimal' },
  weight: { column: 'weight', kind: 'decimal' },
};

/** Sorts the changes of an update. Throws odoo_composite_product, odoo_unsupported_change. Pure. */
export function planProductUpdate(write: UpdateWrite, model: ProductModel): ProductUpdate {
  const templateIds = write.id.split('+').map(Number);
  const template: Filling = {};
  const variants = new Map<number, Filling>();
  const prices: WantedPrice[] = [];
  const added: Variant[] = [];
  const removed: number[] = [];
  const recombined: { variantId: number; variant: Variant }[] = [];
  let categoryPath: readonly string[] | null = null;
  let tags: readonly string[] | null = null;

  for (const change of write.changes) {
    if (change.field === 'categoryPath') categoryPath = (change.after as readonly string[] | null) ?? [];
    else if (change.field === 'tags') tags = (change.after as readonly string[] | null) ?? [];
    else if (isNative(change.field)) {
      template[change.field.slice('native.'.length)] = nativeValue(change.field, change.after, model.template);
    } else if (change.field !== 'variants') Object.assign(template, templateChange(change, model));
    else if (change.op === 'add') added.push(change.after as unknown as Variant);
    else if (change.op === 'remove') removed.push(variantId(write, change));
    else {
      const id = variantId(write, change);
      const { itemField = '', key = '' } = change;
      const known = VARIANT_COLUMNS[itemField];
      const value = (change.after ?? null) as string | null;
      if (known !== undefined) {
        const filling = variants.get(id) ?? {};
        filling[known.column] = known.kind === 'text' ? text(value) : decimal(value);
        variants.set(id, filling);
      } else if (itemField === 'price') prices.push({ variantId: id, childKey: key, price: value ?? '0' });
      else if (itemField === 'optionValues') recombined.push({ variantId: id, variant: wantedVariant(write, key) });
      else if (itemField === 'compareAtPrice' && model.compareAtPrice !== null) {
        template[model.compareAtPrice] = decimal(value);
      } else throw unsupported(change);
    }
  }
  const touchesProduct = Object.keys(template).length > 0 || categoryPath !== null || tags !== null;
  if (templateIds.length > 1 && (touchesProduct || added.length > 0 || recombined.length > 0)) throw composite(write);
  return { write, templateIds, template, categoryPath, tags, variants, prices, added, removed, recombined };
}

function templateChange(change: FieldChange, model: ProductModel): OdooValues {
  switch (change.field) {
    case 'title':
      return { name: text(change.after as string | null) };
    case 'descriptionHtml':
      return { [model.description]: text(change.after as string | null) };
    case 'kind':
      return kindValues(change.after as Product['kind']);
    case 'status':
      return statusChange(change);
    default:
      throw unsupported(change);
  }
}

function statusChange({ before, after }: FieldChange): OdooValues {
  if (after === 'archived') return { active: boolean(false) };
  // `active` is written only where it changes: Odoo then brings archived variants back, too.
  return { sale_ok: boolean(after !== 'draft'), ...(before === 'archived' && { active: boolean(true) }) };
}

function variantId(write: UpdateWrite, change: FieldChange): number {
  const id = write.children.variants?.[change.key ?? ''];
  if (id !== undefined) return Number(id);
  throw new PasserelleError('internal', `The variant ${change.key} of product ${write.id} has no id in Odoo.`, {
    field: change.path,
  });
}

export function wantedVariant(write: UpdateWrite, key: string): Variant {
  const variants = (write.values.variants ?? []) as unknown as readonly Variant[];
  const found = variants.find((variant) => variant.id === key);
  if (found !== undefined) return found;
  throw new PasserelleError('internal', `The variant ${key} is changed, but not among the record's values.`);
}

function composite(write: UpdateWrite): PasserelleError {
  return new PasserelleError(
    'odoo_composite_product',
    'In Odoo each variant of this product is a product of its own: only fields of known variants can be written.',
    {
      field: write.changes.find((change) => change.field !== 'variants' || change.op === 'add')?.path,
      value: write.id,
      remedy: 'Make the new variant in Odoo by hand, with its SKU; the next run links it.',
    },
  );
}

export function unsupported(change: FieldChange): PasserelleError {
  return new PasserelleError('odoo_unsupported_change', `${change.path} cannot be changed in Odoo any more.`, {
    field: change.path,
    value: change.after,
  });
}
