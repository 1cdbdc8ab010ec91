import { PasserelleError } from '../../../errors.ts';
import type { ShopifyClient } from '../api/client.ts';
import { gidNumber } from '../gid.ts';
import { asConnection, idOf } from '../node.ts';
import { LOCATIONS } from '../operations/inventory.ts';

export interface Location {
  readonly id: string;
  readonly name: string;
}

/** The shop's active locations, asked for once a session. */
export type AskLocations = (signal?: AbortSignal) => Promise<readonly Location[]>;

export function createLocations(client: ShopifyClient): AskLocations {
  let asked: Promise<readonly Location[]> | undefined;
  return (signal) => {
    asked ??= ask(client, signal).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}

async function ask(client: ShopifyClient, signal: AbortSignal | undefined): Promise<readonly Location[]> {
  const locations: Location[] = [];
  let after: string | null = null;
  for (;;) {
    const variables: { first: number; after: string | null } = { first: 100, after };
    const { data } = await client.run(LOCATIONS, variables, signal);
    const { nodes, page } = asConnection(data.locations);
    for (const node of nodes) if (node.isActive === true) locations.push({ id: idOf(node), name: String(node.name) });
    if (!page.hasNextPage) return locations;
    after = page.endCursor;
  }
}

/** By name, global id or its number. Throws `shopify_location_unknown`. */
export function locationOf(locations: readonly Location[], wanted: string): Location {
  const found = locations.find(({ id, name }) => name === wanted || id === wanted || gidNumber(id) === wanted);
  if (found !== undefined) return found;
  throw new PasserelleError('shopify_location_unknown', `The shop has no active location "${wanted}".`, {
    field: 'location',
    value: wanted,
    remedy: `Map it to one of ${locations.map(({ name }) => `"${name}"`).join(', ')}.`,
  });
}
