import type { KeyMatch, ReadOptions, RecordItem } from '../../../core/connector.ts';
import { PasserelleError } from '../../../errors.ts';
import type { ShopifyClient } from '../api/client.ts';
import type { FeedRequest, FeedSource } from '../feed/changes.ts';
import { asGid, isGid } from '../gid.ts';
import { asConnection, asNode, asNodes, idOf, type Node } from '../node.ts';
import {
  CUSTOMER_BY_EMAIL,
  CUSTOMER_BY_PHONE,
  CUSTOMER_VERSIONS_BY_ID,
  CUSTOMERS,
  CUSTOMERS_BY_ID,
  MORE_ADDRESSES,
} from '../operations/customers.ts';
import { slices } from '../slices.ts';
import { customerRecord } from './customer-record.ts';

const FIRST_LISTS = { addresses: 10 };
const PAGE = 100;

export function customerFeed(client: ShopifyClient, signal: AbortSignal | undefined): FeedSource {
  return {
    // As its documentation says (2026-10): the filter on updated_at counts whole days.
    wholeDays: true,
    async page(request: FeedRequest) {
      const { data, serverMs } = await client.sized(CUSTOMERS, Math.min(request.first, PAGE), (first) =>
        client.run(CUSTOMERS, { ...request, ...FIRST_LISTS, first }, signal),
      );
      return { connection: asConnection(data.customers), serverMs };
    },
    toItems: async (node) => [await wholeCustomer(client, node, signal)],
  };
}

/** The customers with these ids; an empty list of fields only tells which exist. */
export async function readCustomers(
  client: ShopifyClient,
  ids: readonly string[],
  { fields, signal }: ReadOptions,
): Promise<readonly RecordItem[]> {
  const items: RecordItem[] = [];
  let left = ids.filter((id) => isGid('Customer', id));
  if (fields?.length === 0) return (await existing(client, left, signal)).map(versionItem);
  while (left.length > 0) {
    const [nodes, taken] = await client.sized(CUSTOMERS_BY_ID, Math.min(left.length, PAGE), async (rows) => {
      const { data } = await client.run(CUSTOMERS_BY_ID, { ids: left.slice(0, rows), ...FIRST_LISTS }, signal);
      return [asNodes(data.nodes), rows] as const;
    });
    for (const node of nodes) items.push(await wholeCustomer(client, node, signal));
    left = left.slice(taken);
  }
  return items;
}

const versionItem = (node: Node): RecordItem => ({
  ok: true,
  record: { type: 'customer', id: idOf(node), version: String(node.updatedAt), values: {}, native: null },
});

async function existing(client: ShopifyClient, ids: readonly string[], signal: AbortSignal | undefined) {
  const pages = slices(ids, 250).map((some) => client.run(CUSTOMER_VERSIONS_BY_ID, { ids: some }, signal));
  return (await Promise.all(pages)).flatMap(({ data }) => asNodes(data.nodes));
}

async function wholeCustomer(client: ShopifyClient, node: Node, signal: AbortSignal | undefined): Promise<RecordItem> {
  const first = asConnection(node.addressesV2);
  const addresses = [...first.nodes];
  let { page } = first;
  while (page.hasNextPage) {
    const { data } = await client.run(MORE_ADDRESSES, { id: idOf(node), first: 100, after: page.endCursor }, signal);
    const more = asConnection(asNode(data.customer).addressesV2);
    addresses.push(...more.nodes);
    page = more.page;
  }
  return customerRecord({ ...node, addressesV2: { nodes: addresses } });
}

/** Customers by a key field: e-mail and phone are unique in a shop, and looked up exactly. */
export async function findCustomers(
  client: ShopifyClient,
  field: string,
  values: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly KeyMatch[]> {
  if (field === 'externalId') {
    const ids = new Map(
      values.flatMap((value): [string, string][] => {
        const id = asGid('Customer', value);
        return id === undefined ? [] : [[id, value]];
      }),
    );
    const found = await existing(client, [...ids.keys()], signal);
    return found.map((node) => ({ value: ids.get(idOf(node)) ?? '', id: idOf(node) }));
  }
  if (field !== 'email' && field !== 'phone') {
    throw new PasserelleError('internal', `Customers of Shopify cannot be found by ${field}.`, { field });
  }
  const matches = await Promise.all(
    values.map(async (value): Promise<readonly KeyMatch[]> => {
      const text = value.trim();
      if (text === '' || (field === 'email' && !text.includes('@'))) return [];
      const { data } =
        field === 'email'
          ? await client.run(CUSTOMER_BY_EMAIL, { email: text }, signal)
          : await client.run(CUSTOMER_BY_PHONE, { phone: text }, signal);
      return data.customerByIdentifier === null ? [] : [{ value, id: idOf(asNode(data.customerByIdentifier)) }];
    }),
  );
  return matches.flat();
}
