import type { CreateWrite, Write } from '../../../core/connector.ts';
import { type Product, validateProduct } from '../../../core/records/product.ts';
import { canonicalOnly } from '../canonical-only.ts';
import { checkEach, createsOf } from '../check-each.ts';
import { nativeValues } from '../native-fields.ts';
import type { OdooValues } from '../odoo-value.ts';
import type { OutcomeSheet } from '../outcome-sheet.ts';
import { removeRecords } from '../remove-records.ts';
import type { Target } from '../target.ts';
import { createPlainProducts, type ProductCreate } from './create-plain.ts';
import { createProductsWithOptions } from './create-with-options.ts';
import type { ProductLookups } from './load-product-page.ts';
import { planOptions } from './options.ts';
import { pricesOfVariants } from './pricelist.ts';
import { type ProductModel, productModel } from './product-model.ts';
import { prepareUpdates, updateProducts } from './update-product.ts';
import { writeImages } from './write-images.ts';

/** Carries out a batch of writes of products; every verdict goes into the sheet. */
export async function applyProducts(
  target: Target,
  writes: readonly Write[],
  lookups: ProductLookups,
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  const model = await productModel(target);
  const checked = checkEach(createsOf(writes), sheet, (write) => checkCreate(write, model));
  const creates = await withIds(checked, lookups, signal);
  const options = creates.flatMap(({ product }) => planOptions(product));
  const attributes = await lookups.attributes.ensure(options, signal);
  const pricelist = await pricesOfVariants(target);
  const updates = await prepareUpdates(target, writes, model, lookups, sheet, signal);
  sheet.sending();
  const plain = creates.filter(({ product }) => planOptions(product).length === 0);
  const optioned = creates.filter(({ product }) => planOptions(product).length > 0);
  for (const [create, outcome] of await createPlainProducts(target, plain, model, signal)) {
    sheet.settle(create.write, outcome);
  }
  await createProductsWithOptions({ target, model, attributes, pricelist, sheet, signal }, optioned);
  if (target.settings.products.images) await writeImages(target, creates, sheet, signal);
  await updateProducts(target, updates, model, sheet, signal);
  await removeRecords(target, 'product.template', writes, sheet, signal);
}

interface CheckedCreate {
  readonly write: CreateWrite;
  readonly product: Product;
  readonly native: OdooValues;
}

function checkCreate(write: CreateWrite, model: ProductModel): CheckedCreate {
  const product = validateProduct(canonicalOnly(write.values));
  planOptions(product);
  return { write, product, native: nativeValues(write.values, model.template) };
}

async function withIds(
  creates: readonly CheckedCreate[],
  lookups: ProductLookups,
  signal: AbortSignal | undefined,
): Promise<readonly ProductCreate[]> {
  const paths = creates.map(({ product }) => product.categoryPath ?? []);
  const names = creates.flatMap(({ product }) => product.tags ?? []);
  const categoryIds = await lookups.categories.ids(paths, signal);
  const tagIds = names.length > 0 ? await lookups.tags.ids(names, signal) : new Map<string, number>();
  return creates.map(({ write, product, native }, at) => ({
    write,
    product,
    native,
    ids: {
      categoryId: categoryIds[at] || null,
      tagIds: (product.tags ?? []).flatMap((name) => tagIds.get(name) ?? []),
    },
  }));
}
