import type { Outcome, Write } from '../../../core/connector.ts';
import type { Value, Values } from '../../../core/value.ts';
import { asPasserelleError, PasserelleError } from '../../../errors.ts';
import type { ShopifyClient } from '../api/client.ts';
import { asNode, asNodes, idOf } from '../node.ts';
import { PRICES_BY_ID } from '../operations/prices.ts';
import { VARIANTS_UPDATE } from '../operations/products.ts';
import { failedOutcome } from '../outcomes.ts';
import { slices } from '../slices.ts';
import { refusal, userErrorsOf } from '../user-errors.ts';

interface PriceWrite {
  readonly write: Write;
  readonly variantId: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const MAX_VARIANTS = 250;

/** Sets prices, one call for all variants of a product. */
export async function setPrices(
  client: ShopifyClient,
  writes: readonly Write[],
  signal: AbortSignal | undefined,
): Promise<readonly Outcome[]> {
  const verdicts = new Map<Write, Outcome>();
  const planned = writes.flatMap((write): readonly PriceWrite[] => {
    try {
      return [planPrice(write)];
    } catch (thrown) {
      verdicts.set(write, { status: 'rejected', error: asPasserelleError(thrown), alone: true });
      return [];
    }
  });
  const products = await productsOf(client, planned, signal);
  const byProduct = new Map<string, PriceWrite[]>();
  for (const each of planned) {
    const product = products.get(each.variantId);
    if (product === undefined) verdicts.set(each.write, { status: 'rejected', error: gone(each), alone: true });
    else byProduct.set(product, [...(byProduct.get(product) ?? []), each]);
  }
  const calls = [...byProduct].flatMap(([productId, all]) =>
    slices(all, MAX_VARIANTS).map((some) => ({ productId, some })),
  );
  await Promise.all(
    calls.map(async ({ productId, some }) => {
      const outcome = await send(client, productId, some, signal);
      for (const { write, variantId } of some) {
        verdicts.set(write, outcome ?? { status: 'applied', id: variantId });
      }
    }),
  );
  return writes.map((write) => verdicts.get(write) ?? { status: 'applied', id: write.op === 'create' ? '' : write.id });
}

function planPrice(write: Write): PriceWrite {
  if (write.op === 'create') {
    const { amount, compareAt } = write.values;
    return priceWrite(write, String(asNode(write.values.variant).id ?? ''), { amount, compareAt });
  }
  if (write.op !== 'update') {
    throw new PasserelleError('shopify_unsupported_change', 'A price of Shopify cannot be taken away.', {
      value: write.id,
    });
  }
  const values: Record<string, Value> = {};
  for (const change of write.changes) values[change.field] = change.after;
  return priceWrite(write, write.id, values);
}

function priceWrite(write: Write, variantId: string, { amount, compareAt }: Partial<Values>): PriceWrite {
  const input = {
    id: variantId,
    ...(amount != null && { price: amount }),
    ...(compareAt !== undefined && { compareAtPrice: compareAt }),
  };
  return { write, variantId, input };
}

async function productsOf(client: ShopifyClient, writes: readonly PriceWrite[], signal: AbortSignal | undefined) {
  const products = new Map<string, string>();
  const ids = [...new Set(writes.map(({ variantId }) => variantId))].filter((id) => id !== '');
  for (const some of slices(ids, MAX_VARIANTS)) {
    const { data } = await client.run(PRICES_BY_ID, { ids: some }, signal);
    for (const node of asNodes(data.nodes)) products.set(idOf(node), idOf(asNode(node.product)));
  }
  return products;
}

/** The outcome of all of them where they were not applied. */
async function send(
  client: ShopifyClient,
  productId: string,
  writes: readonly PriceWrite[],
  signal: AbortSignal | undefined,
): Promise<Outcome | undefined> {
  try {
    const variants = writes.map(({ input }) => input);
    const { data } = await client.run(VARIANTS_UPDATE, { productId, variants }, signal);
    const errors = userErrorsOf(data.productVariantsBulkUpdate);
    if (errors.length === 0) return undefined;
    return { status: 'rejected', error: refusal(errors, { variants }, 'this price'), alone: writes.length === 1 };
  } catch (thrown) {
    return failedOutcome(thrown, signal);
  }
}

function gone({ write, variantId }: PriceWrite): PasserelleError {
  if (write.op !== 'create')
    return new PasserelleError('target_deleted', `The variant ${variantId} was deleted in Shopify.`);
  return new PasserelleError('reference_missing', 'The variant of this price is not in Shopify.', {
    field: 'variant',
    value: variantId,
    remedy: 'Sync the products first.',
  });
}
