import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLError } from 'graphql';
import { gid, numberOf } from '../state/global-id.ts';
import { QUANTITY_NAMES, quantityOf } from '../state/quantities.ts';
import type { LevelRow } from '../state/rows.ts';
import type { Shop } from '../state/shop.ts';
import { connection } from './connection.ts';
import { type Context, type PageArgs, type UserError, userError } from './context.ts';
import { idempotent } from './idempotent.ts';
import { locationView } from './inventory-views.ts';
import { itemView } from './product-views.ts';
import { dateTime } from './time.ts';

const REASONS = new Set([
  'correction',
  'cycle_count_available',
  'damaged',
  'movement_created',
  'movement_updated',
  'movement_received',
  'movement_canceled',
  'other',
  'promotion',
  'quality_control',
  'received',
  'reservation_created',
  'reservation_deleted',
  'reservation_updated',
  'restock',
  'safety_stock',
  'shrinkage',
]);
const MOST = 1_000_000_000;
const MAX_QUANTITIES = 250;

interface Change {
  readonly inventoryItemId: string;
  readonly locationId: string;
  readonly changeFromQuantity?: number | null;
  readonly ledgerDocumentUri?: string | null;
}

interface SetInput {
  readonly name: string;
  readonly reason: string;
  readonly referenceDocumentUri?: string | null;
  readonly quantities: readonly (Change & { readonly quantity: number })[];
}

interface AdjustInput {
  readonly name: string;
  readonly reason: string;
  readonly referenceDocumentUri?: string | null;
  readonly changes: readonly (Change & { readonly delta: number })[];
}

interface Planned {
  readonly level: LevelRow;
  readonly delta: number;
}

export const inventoryQueries = {
  locations: (args: PageArgs & { readonly includeInactive?: boolean | null }, { shop }: Context) =>
    connection(
      [...shop.locations.values()]
        .filter((row) => row.active || args.includeInactive === true)
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map((row) => ({ id: row.id, value: row.name, view: () => locationView(row) })),
      args,
    ),
  location({ id }: { readonly id?: string | null }, { shop }: Context) {
    const row = shop.locations.get(numberOf('Location', id) ?? -1);
    return row === undefined ? null : locationView(row);
  },
};

export const inventoryMutations = {
  inventorySetQuantities: (args: { readonly input: SetInput }, context: Context, info: GraphQLResolveInfo) =>
    idempotent(args, context, info, () => {
      const { input } = args;
      const names = input.name === 'available' || input.name === 'on_hand';
      const nameError = names
        ? []
        : [userError(['input', 'name'], 'The quantity name must be either available or on_hand.', 'INVALID_NAME')];
      return run(
        context.shop,
        input,
        input.quantities,
        'quantities',
        nameError,
        (level, change) => change.quantity - quantityOf(level, input.name),
      );
    }),

  inventoryAdjustQuantities: (args: { readonly input: AdjustInput }, context: Context, info: GraphQLResolveInfo) =>
    idempotent(args, context, info, () => {
      const { input } = args;
      const nameError = QUANTITY_NAMES.includes(input.name)
        ? []
        : [userError(['input', 'name'], 'The quantity name is not valid.', 'INVALID_QUANTITY_NAME')];
      return run(context.shop, input, input.changes, 'changes', nameError, (_level, change) => change.delta);
    }),
};

function run<C extends Change>(
  shop: Shop,
  input: SetInput | AdjustInput,
  changes: readonly C[],
  list: string,
  nameErrors: readonly UserError[],
  deltaOf: (level: LevelRow, change: C) => number,
) {
  if (changes.length > MAX_QUANTITIES) {
    throw new GraphQLError(
      `The input array size of ${changes.length} is greater than the maximum allowed of ${MAX_QUANTITIES}.`,
      {
        extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
      },
    );
  }
  for (const change of changes) {
    if (!('changeFromQuantity' in change)) {
      throw new GraphQLError('The changeFromQuantity argument is required; give null to overwrite whatever is there.', {
        extensions: { code: 'BAD_REQUEST' },
      });
    }
  }
  const errors = [...nameErrors];
  if (!REASONS.has(input.reason)) {
    errors.push(userError(['input', 'reason'], 'The specified reason is invalid.', 'INVALID_REASON'));
  }
  if (input.referenceDocumentUri != null && !/^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(input.referenceDocumentUri)) {
    errors.push(
      userError(
        ['input', 'referenceDocumentUri'],
        'The specified reference document is invalid.',
        'INVALID_REFERENCE_DOCUMENT',
      ),
    );
  }
  const seen = new Set<string>();
  const planned: Planned[] = [];
  for (const [at, change] of changes.entries()) {
    const path = ['input', list, at];
    const itemId = numberOf('InventoryItem', change.inventoryItemId) ?? -1;
    const locationId = numberOf('Location', change.locationId) ?? -1;
    if (!shop.items.has(itemId)) {
      errors.push(
        userError(
          [...path, 'inventoryItemId'],
          'The specified inventory item could not be found.',
          'INVALID_INVENTORY_ITEM',
        ),
      );
    } else if (!shop.locations.has(locationId)) {
      errors.push(userError([...path, 'locationId'], 'The specified location could not be found.', 'INVALID_LOCATION'));
    } else if (seen.has(`${itemId} ${locationId}`)) {
      errors.push(
        userError(
          path,
          'The combination of inventoryItemId and locationId must be unique.',
          'NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR',
        ),
      );
    } else {
      seen.add(`${itemId} ${locationId}`);
      const level = shop.level(itemId, locationId) ?? { ...emptyLevel, itemId, locationId };
      const now = quantityOf(level, input.name);
      if (change.changeFromQuantity != null && change.changeFromQuantity !== now) {
        errors.push(
          userError(
            [...path, 'changeFromQuantity'],
            'The changeFromQuantity argument no longer matches the persisted quantity.',
            'CHANGE_FROM_QUANTITY_STALE',
          ),
        );
      }
      const delta = deltaOf(level, change);
      if (Math.abs(now + delta) > MOST)
        errors.push(
          userError([...path, 'quantity'], 'The quantity is too high or too low.', 'INVALID_QUANTITY_TOO_HIGH'),
        );
      planned.push({ level, delta });
    }
  }
  if (errors.length > 0) return { inventoryAdjustmentGroup: null, userErrors: errors };
  const moved = planned.filter(({ delta }) => delta !== 0);
  const done = moved.map(({ level, delta }) => move(shop, level.itemId, level.locationId, input.name, delta));
  return { inventoryAdjustmentGroup: done.length === 0 ? null : groupView(shop, input, done), userErrors: [] };
}

const emptyLevel: LevelRow = { id: 0, itemId: 0, locationId: 0, quantities: new Map(), createdMs: 0, updatedMs: 0 };

/** Setting on_hand moves what is available, since the rest is bound by orders and the like. */
function move(shop: Shop, itemId: number, locationId: number, name: string, delta: number) {
  const level = shop.stock(itemId, locationId);
  const stored = name === 'on_hand' ? 'available' : name;
  level.quantities.set(stored, (level.quantities.get(stored) ?? 0) + delta);
  level.updatedMs = shop.stamp();
  const variant = shop.items.get(itemId);
  if (variant !== undefined) shop.touchProduct(variant.product);
  return { level, name, delta };
}

function groupView(
  shop: Shop,
  input: SetInput | AdjustInput,
  done: readonly { level: LevelRow; name: string; delta: number }[],
) {
  return {
    __typename: 'InventoryAdjustmentGroup',
    id: gid('InventoryAdjustmentGroup', shop.newId()),
    createdAt: dateTime(shop.stamp()),
    reason: input.reason,
    referenceDocumentUri: input.referenceDocumentUri ?? null,
    changes: done.map(({ level, name, delta }) => {
      const variant = shop.items.get(level.itemId);
      const location = shop.locations.get(level.locationId);
      return {
        name,
        delta,
        quantityAfterChange: quantityOf(level, name),
        item: variant === undefined ? null : itemView(shop, variant),
        location: location === undefined ? null : locationView(location),
      };
    }),
  };
}
