import type { ShopifyClient } from '../api/client.ts';
import type { Operation } from '../api/operation.ts';
import { gidNumber } from '../gid.ts';
import { asConnection, idOf } from '../node.ts';

const MAX_DEPTH = 20_000;

/** Ids and versions of all records of a list, in the order of their ids. */
export async function* sweepList(
  client: ShopifyClient,
  operation: Operation,
  field: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly { readonly id: string; readonly version: string }[]> {
  let after: string | null = null;
  let beyond: string | null = null;
  let depth = 0;
  for (;;) {
    const query: string | null = beyond === null ? null : `id:>${beyond}`;
    const variables = { after, query };
    const answer = await client.sized(operation, 250, (first) =>
      client.run(operation, { ...variables, first }, signal),
    );
    const { nodes, page } = asConnection(answer.data[field]);
    const rows = nodes.map((node) => ({ id: idOf(node), version: String(node.updatedAt) }));
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!page.hasNextPage || last === undefined) return;
    depth += rows.length;
    after = page.endCursor;
    if (depth < MAX_DEPTH) continue;
    // Deeper than this Shopify does not page: the list begins anew behind the last id.
    after = null;
    beyond = gidNumber(last.id);
    depth = 0;
  }
}
