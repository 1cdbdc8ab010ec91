import type { KeyMatch, ReadOptions, RecordItem } from '../../../core/connector.ts';
import { PasserelleError } from '../../../errors.ts';
import type { ShopifyClient } from '../api/client.ts';
import type { Operation } from '../api/operation.ts';
import type { FeedRequest, FeedSource } from '../feed/changes.ts';
import { asGid, isGid } from '../gid.ts';
import { asConnection, asNode, asNodes, type Connection, idOf, type Node } from '../node.ts';
import {
  FIND_ORDERS,
  MORE_LINES,
  MORE_REFUND_LINES,
  MORE_SHIPMENT_LINES,
  MORE_SHIPPING,
  ORDER_PARTS,
  ORDER_VERSIONS_BY_ID,
  ORDERS,
  ORDERS_BY_ID,
} from '../operations/orders.ts';
import { quoted } from '../search-text.ts';
import { slices } from '../slices.ts';
import { orderRecord } from './order-record.ts';

/** Of each order on the first page of its lists; the rest is asked for. */
const LINES = 20;
const PARTS = 5;
const PAGE = 25;
/** Transactions, refunds and shipments of one order at most. */
const MOST_PARTS = 100;

export function orderFeed(client: ShopifyClient, signal: AbortSignal | undefined): FeedSource {
  return {
    wholeDays: false,
    async page(request: FeedRequest) {
      const { data, serverMs } = await client.sized(ORDERS, Math.min(request.first, PAGE), (first) =>
        client.run(ORDERS, { ...request, lines: LINES, parts: PARTS, first }, signal),
      );
      return { connection: asConnection(data.orders), serverMs };
    },
    toItems: async (node) => [await wholeOrder(client, node, signal)],
    // Orders of a test payment never were any.
    leaveOut: (node) => node.test === true,
  };
}

/** The orders with these ids; an empty list of fields only tells which exist. */
export async function readOrders(
  client: ShopifyClient,
  ids: readonly string[],
  { fields, signal }: ReadOptions,
): Promise<readonly RecordItem[]> {
  let left = ids.filter((id) => isGid('Order', id));
  if (fields?.length === 0) return (await existing(client, left, signal)).map(versionItem);
  const items: RecordItem[] = [];
  while (left.length > 0) {
    const [nodes, taken] = await client.sized(ORDERS_BY_ID, Math.min(left.length, PAGE), async (rows) => {
      const variables = { ids: left.slice(0, rows), lines: LINES, parts: PARTS };
      const { data } = await client.run(ORDERS_BY_ID, variables, signal);
      return [asNodes(data.nodes), rows] as const;
    });
    for (const node of nodes) items.push(await wholeOrder(client, node, signal));
    left = left.slice(taken);
  }
  return items;
}

const versionItem = (node: Node): RecordItem => ({
  ok: true,
  record: { type: 'order', id: idOf(node), version: String(node.updatedAt), values: {}, native: null },
});

async function existing(client: ShopifyClient, ids: readonly string[], signal: AbortSignal | undefined) {
  const pages = slices(ids, 250).map((some) => client.run(ORDER_VERSIONS_BY_ID, { ids: some }, signal));
  return (await Promise.all(pages)).flatMap(({ data }) => asNodes(data.nodes));
}

/** An order of a page with the rest of its lists. */
async function wholeOrder(client: ShopifyClient, node: Node, signal: AbortSignal | undefined): Promise<RecordItem> {
  const id = idOf(node);
  const more = (operation: Operation, field: string) => async (after: string | null) => {
    const { data } = await client.run(operation, { id, first: 100, after }, signal);
    return asConnection(asNode(data.order)[field]);
  };
  const lineItems = await rest(asConnection(node.lineItems), more(MORE_LINES, 'lineItems'));
  const shippingLines = await rest(asConnection(node.shippingLines), more(MORE_SHIPPING, 'shippingLines'));
  const parts = await partsOf(client, node, signal);
  return orderRecord({ ...node, ...parts, lineItems: { nodes: lineItems }, shippingLines: { nodes: shippingLines } });
}

async function partsOf(client: ShopifyClient, node: Node, signal: AbortSignal | undefined) {
  const names = ['transactions', 'refunds', 'fulfillments'] as const;
  const full = names.some((name) => asNodes(node[name]).length >= PARTS);
  const variables = { id: idOf(node), most: MOST_PARTS, parts: PARTS };
  const order = full ? asNode((await client.run(ORDER_PARTS, variables, signal)).data.order) : node;
  const withRest = async (part: Node, field: string, operation: Operation): Promise<Node> => {
    const nodes = await rest(asConnection(part[field]), async (after) => {
      const { data } = await client.run(operation, { id: idOf(part), first: 100, after }, signal);
      return asConnection(asNode(data.node)[field]);
    });
    return { ...part, [field]: { nodes } };
  };
  const refunds: Node[] = [];
  for (const refund of asNodes(order.refunds)) {
    refunds.push(await withRest(refund, 'refundLineItems', MORE_REFUND_LINES));
  }
  const fulfillments: Node[] = [];
  for (const shipment of asNodes(order.fulfillments)) {
    fulfillments.push(await withRest(shipment, 'fulfillmentLineItems', MORE_SHIPMENT_LINES));
  }
  return { transactions: asNodes(order.transactions), refunds, fulfillments };
}

/** All rows of a list whose first page is known. */
async function rest(first: Connection, next: (after: string | null) => Promise<Connection>): Promise<readonly Node[]> {
  const rows = [...first.nodes];
  let { page } = first;
  while (page.hasNextPage) {
    const more = await next(page.endCursor);
    rows.push(...more.nodes);
    page = more.page;
  }
  return rows;
}

/** Orders by their number as customers know it: "#1001". */
export async function findOrders(
  client: ShopifyClient,
  field: string,
  values: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly KeyMatch[]> {
  if (field === 'externalId') {
    const asked = new Map(
      values.flatMap((value): [string, string][] => {
        const id = asGid('Order', value);
        return id === undefined ? [] : [[id, value]];
      }),
    );
    const found = await existing(client, [...asked.keys()], signal);
    return found.map((node) => ({ value: asked.get(idOf(node)) ?? '', id: idOf(node) }));
  }
  if (field !== 'number') {
    throw new PasserelleError('internal', `Orders of Shopify cannot be found by ${field}.`, { field });
  }
  const matches: KeyMatch[] = [];
  for (const some of slices(
    values.filter((value) => value.trim() !== ''),
    40,
  )) {
    const query = some.map((value) => `name:${quoted(value)}`).join(' OR ');
    const { data } = await client.run(FIND_ORDERS, { first: 250, query }, signal);
    for (const node of asConnection(data.orders).nodes) {
      const value = String(node.name);
      if (some.includes(value)) matches.push({ value, id: idOf(node) });
    }
  }
  return matches;
}
