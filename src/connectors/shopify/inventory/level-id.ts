import { gid, gidNumber, isGid } from '../gid.ts';

/** A level's own id hides its item; this one names both, and exists before Shopify has stocked the item there. */
export interface LevelId {
  readonly itemId: string;
  readonly locationId: string;
}

export const writeLevelId = ({ itemId, locationId }: LevelId): string =>
  `${gidNumber(itemId)}@${gidNumber(locationId)}`;

export function readLevelId(id: string): LevelId | undefined {
  const [, item, location] = /^(\d+)@(\d+)$/.exec(id) ?? [];
  if (item === undefined || location === undefined) return undefined;
  return { itemId: gid('InventoryItem', item), locationId: gid('Location', location) };
}

export const isVariantId = (id: string): boolean => isGid('ProductVariant', id);
