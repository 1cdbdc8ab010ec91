import type { ChildId, CreateWrite, Located, Outcome, RemoveWrite, UpdateWrite } from '../../../core/connector.ts';
import { type Order, validateOrder } from '../../../core/records/order.ts';
import type { Value } from '../../../core/value.ts';
import { PasserelleError } from '../../../errors.ts';
import type { ShopifyClient } from '../api/client.ts';
import { canonicalOnly } from '../canonical-only.ts';
import { isMarkTaken, MARK } from '../marks.ts';
import { asConnection, asNode, idOf, type Node } from '../node.ts';
import { ORDER_BY_MARK, ORDER_CREATE, ORDER_UPDATE } from '../operations/orders.ts';
import { TAGS_ADD, TAGS_REMOVE } from '../operations/shared.ts';
import { alreadyMade, type Writer } from '../outcomes.ts';
import type { AskTerms } from '../shop-terms.ts';
import { refusal, userErrorsOf } from '../user-errors.ts';
import { orderInput } from './order-input.ts';

/** Lines that are told apart at once; longer orders are refused by Shopify. */
const MAX_LINES = 250;

/** Carries out writes of orders. */
export const orderWriter = (client: ShopifyClient, terms: AskTerms): Writer => ({
  create: (write, signal) => create(client, terms, write, signal),
  update: (write, signal) => update(client, write, signal),
  remove: async (write) => {
    throw notRemovable(write);
  },
});

async function create(
  client: ShopifyClient,
  terms: AskTerms,
  write: CreateWrite,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  const order = validateOrder(canonicalOnly(write.values));
  const currency = order.currency ?? (await terms(signal)).currency;
  const input = orderInput({ ...order, currency }, write.key);
  const { data } = await client.run(ORDER_CREATE, { order: input, lines: linesOf(order) }, signal);
  const errors = userErrorsOf(data.orderCreate);
  if (isMarkTaken(errors)) return { status: 'unknown', error: alreadyMade() };
  if (errors.length > 0) throw refusal(errors, { order: input }, 'this order');
  const made = asNode(asNode(data.orderCreate).order);
  return { status: 'applied', id: idOf(made), version: String(made.updatedAt), children: childrenOf(order, made) };
}

const linesOf = (order: Order): number => Math.min(MAX_LINES, Math.max(1, order.lines.length));

/** Shopify keeps lines in the order in which they came. */
function childrenOf(order: Order, made: Node): readonly ChildId[] {
  const pair = (list: string, items: readonly { readonly id: string }[], nodes: readonly Node[]): ChildId[] =>
    items.flatMap(({ id: key }, at) => {
      const node = nodes[at];
      return node === undefined ? [] : [{ list, key, id: idOf(node) }];
    });
  return [
    ...pair('lines', order.lines, asConnection(made.lineItems).nodes),
    ...pair('shippingLines', order.shippingLines ?? [], asConnection(made.shippingLines).nodes),
  ];
}

/** An order is made whole in one call, so that nothing of it is unfinished. */
export async function locateOrder(
  client: ShopifyClient,
  write: CreateWrite,
  signal: AbortSignal | undefined,
): Promise<Located> {
  const order = validateOrder(canonicalOnly(write.values));
  const { data } = await client.run(ORDER_BY_MARK, { ...MARK, value: write.key, lines: linesOf(order) }, signal);
  if (data.orderByIdentifier === null) return { found: false };
  const made = asNode(data.orderByIdentifier);
  return { found: true, id: idOf(made), children: childrenOf(order, made), unfinished: [] };
}

async function update(client: ShopifyClient, write: UpdateWrite, signal: AbortSignal | undefined): Promise<Outcome> {
  const { id } = write;
  const fields: Record<string, Value> = {};
  let added: readonly string[] = [];
  let removed: readonly string[] = [];
  for (const { field, path, before, after } of write.changes) {
    if (field === 'note' || field === 'email') fields[field] = after;
    else if (field === 'tags') {
      const [was, will] = [before, after].map((tags) => (Array.isArray(tags) ? tags.map(String) : []));
      added = (will ?? []).filter((tag) => was?.includes(tag) !== true);
      removed = (was ?? []).filter((tag) => will?.includes(tag) !== true);
    } else {
      throw new PasserelleError(
        'shopify_unsupported_change',
        `${path} of an order cannot be changed in Shopify from here.`,
        {
          field: path,
          value: after,
        },
      );
    }
  }
  const run = async (operation: typeof ORDER_UPDATE, name: string, variables: Readonly<Record<string, unknown>>) => {
    const { data } = await client.run(operation, variables, signal);
    const errors = userErrorsOf(data[name]);
    if (errors.length > 0) throw refusal(errors, variables, `the order ${id}`);
  };
  if (Object.keys(fields).length > 0) await run(ORDER_UPDATE, 'orderUpdate', { input: { id, ...fields } });
  if (added.length > 0) await run(TAGS_ADD, 'tagsAdd', { id, tags: added });
  if (removed.length > 0) await run(TAGS_REMOVE, 'tagsRemove', { id, tags: removed });
  return { status: 'applied', id };
}

function notRemovable(write: RemoveWrite): PasserelleError {
  return new PasserelleError(
    'shopify_unsupported_change',
    'Orders of Shopify are neither archived nor deleted from here.',
    {
      value: write.id,
    },
  );
}
