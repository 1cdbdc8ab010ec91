import type { CreateWrite, Outcome, RemoveWrite, UpdateWrite } from '../../../core/connector.ts';
import { validateProduct } from '../../../core/records/product.ts';
import type { ShopifyClient } from '../api/client.ts';
import type { Operation, Variables } from '../api/operation.ts';
import { canonicalOnly } from '../canonical-only.ts';
import { isMarkTaken } from '../marks.ts';
import { asNode, asNodes, idOf, type Node } from '../node.ts';
import {
  PRODUCT_CREATE,
  PRODUCT_DELETE,
  PRODUCT_UPDATE,
  VARIANTS_CREATE,
  VARIANTS_DELETE,
  VARIANTS_UPDATE,
} from '../operations/products.ts';
import { TAGS_ADD, TAGS_REMOVE } from '../operations/shared.ts';
import { alreadyMade, type Writer } from '../outcomes.ts';
import { slices } from '../slices.ts';
import { refusal, userErrorsOf } from '../user-errors.ts';
import { childrenOfMade, madeSizes } from './made-product.ts';
import { combinationKey } from './option-plan.ts';
import { planProductUpdate } from './plan-update.ts';
import { createInput, variantFields } from './product-input.ts';
import { optionValuesOf } from './product-record.ts';

/** Most items in one list of an input. */
const MAX_INPUT = 250;

/** Carries out writes of products. */
export const productWriter = (client: ShopifyClient): Writer => ({
  create: (write, signal) => create(client, write, signal),
  update: (write, signal) => update(client, write, signal),
  remove: (write, signal) => remove(client, write, signal),
});

async function create(client: ShopifyClient, write: CreateWrite, signal: AbortSignal | undefined): Promise<Outcome> {
  const product = validateProduct(canonicalOnly(write.values));
  const input = createInput(product, write.key);
  const { data } = await client.run(PRODUCT_CREATE, { input, ...madeSizes(product) }, signal);
  const errors = userErrorsOf(data.productSet);
  if (isMarkTaken(errors)) return { status: 'unknown', error: alreadyMade() };
  if (errors.length > 0) throw refusal(errors, { input }, 'this product');
  const made = asNode(asNode(data.productSet).product);
  const children = await childrenOfMade(client, product, made, signal);
  return { status: 'applied', id: idOf(made), version: String(made.updatedAt), children };
}

async function update(client: ShopifyClient, write: UpdateWrite, signal: AbortSignal | undefined): Promise<Outcome> {
  const plan = planProductUpdate(write);
  const { id } = write;
  let version: string | undefined;
  const run = async (operation: Operation, field: string, variables: Variables): Promise<Node> => {
    const { data } = await client.run(operation, variables, signal);
    const errors = userErrorsOf(data[field]);
    if (errors.length > 0) throw refusal(errors, variables, `the product ${id}`);
    const payload = asNode(data[field]);
    const updatedAt = asNode(payload.product).updatedAt;
    if (typeof updatedAt === 'string') version = updatedAt;
    return payload;
  };
  if (Object.keys(plan.fields).length > 0 || plan.images.length > 0) {
    const media = plan.images.map(({ url, alt }) => ({
      originalSource: url,
      mediaContentType: 'IMAGE',
      ...(alt && { alt }),
    }));
    await run(PRODUCT_UPDATE, 'productUpdate', { product: { id, ...plan.fields }, media });
  }
  if (plan.tagsAdded.length > 0) await run(TAGS_ADD, 'tagsAdd', { id, tags: plan.tagsAdded });
  if (plan.tagsRemoved.length > 0) await run(TAGS_REMOVE, 'tagsRemove', { id, tags: plan.tagsRemoved });
  for (const variants of slices(plan.variantChanges, MAX_INPUT)) {
    await run(VARIANTS_UPDATE, 'productVariantsBulkUpdate', { productId: id, variants });
  }
  const added = new Map<string, string>();
  for (const some of slices(plan.variantsAdded, MAX_INPUT)) {
    const variants = some.map((variant) => ({
      ...variantFields(variant),
      optionValues: Object.entries(variant.optionValues ?? {}).map(([optionName, name]) => ({ optionName, name })),
    }));
    const payload = await run(VARIANTS_CREATE, 'productVariantsBulkCreate', { productId: id, variants });
    for (const made of asNodes(payload.productVariants)) added.set(combinationKey(optionValuesOf(made)), idOf(made));
  }
  if (plan.variantsRemoved.length > 0) {
    await run(VARIANTS_DELETE, 'productVariantsBulkDelete', { productId: id, ids: plan.variantsRemoved });
  }
  const children = plan.variantsAdded.flatMap((variant) => {
    const made = added.get(combinationKey(variant.optionValues));
    return made === undefined ? [] : [{ list: 'variants', key: variant.id, id: made }];
  });
  return {
    status: 'applied',
    id,
    ...(version !== undefined && { version }),
    children,
    ...(plan.warnings.length > 0 && { warnings: plan.warnings }),
  };
}

async function remove(client: ShopifyClient, write: RemoveWrite, signal: AbortSignal | undefined): Promise<Outcome> {
  const { id } = write;
  const archive = write.op === 'archive';
  const { data } = archive
    ? await client.run(PRODUCT_UPDATE, { product: { id, status: 'ARCHIVED' }, media: [] }, signal)
    : await client.run(PRODUCT_DELETE, { id }, signal);
  const errors = userErrorsOf(archive ? data.productUpdate : data.productDelete);
  if (errors.length > 0) throw refusal(errors, { id }, `the product ${id}`);
  return { status: 'applied', id };
}
