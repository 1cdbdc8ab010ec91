import { GraphQLError } from 'graphql';
import { gid } from '../state/global-id.ts';
import { QUANTITY_NAMES, quantityOf } from '../state/quantities.ts';
import type { LevelRow, LocationRow } from '../state/rows.ts';
import type { Shop } from '../state/shop.ts';
import { dateTime } from './time.ts';

export function locationView(location: LocationRow): object {
  return {
    __typename: 'Location',
    id: gid('Location', location.id),
    legacyResourceId: String(location.id),
    name: location.name,
    isActive: location.active,
    fulfillsOnlineOrders: true,
    address: { countryCode: location.countryCode, city: location.city },
  };
}

export function levelView(shop: Shop, level: LevelRow, item: object): object {
  const location = shop.locations.get(level.locationId);
  return {
    __typename: 'InventoryLevel',
    id: `${gid('InventoryLevel', level.id)}?inventory_item_id=${level.itemId}`,
    isActive: true,
    createdAt: dateTime(level.createdMs),
    updatedAt: dateTime(level.updatedMs),
    item,
    location: location === undefined ? null : locationView(location),
    quantities: ({ names }: { readonly names: readonly string[] }) =>
      names.map((name) => {
        if (name !== 'on_hand' && !QUANTITY_NAMES.includes(name)) {
          throw new GraphQLError(`The quantity name ${name} is not valid.`);
        }
        return {
          id: `${gid('InventoryQuantity', level.id)}?name=${name}`,
          name,
          quantity: quantityOf(level, name),
          updatedAt: dateTime(level.updatedMs),
        };
      }),
  };
}
