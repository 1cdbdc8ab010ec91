import type { CallOptions, ChangesOptions, Port } from '../../../core/connector.ts';
import { ORDER_FIELDS } from '../../../core/records/order.ts';
import type { ShopifyClient } from '../api/client.ts';
import { feedChanges } from '../feed/changes.ts';
import { sweepList } from '../feed/sweep.ts';
import { ORDER_VERSIONS } from '../operations/orders.ts';
import { findOrders, orderFeed, readOrders } from './read-orders.ts';

/** What Shopify tells of an order. A gift card pays there; it is no part of what was sold. */
const FIELDS = ORDER_FIELDS.filter((spec) => spec.path !== 'giftCards');

/** Orders as a source: read completely, lines and refunds beyond the first page included. */
export function orderPort(client: ShopifyClient): Port {
  return {
    type: 'order',
    schema: async () => ({ fields: FIELDS, keys: ['externalId', 'number'] }),
    changes: (cursor, options: ChangesOptions) =>
      feedChanges(orderFeed(client, options.signal), cursor, options.pageSize),
    read: (ids, options = {}) => readOrders(client, ids, options),
    find: (field, values, options) => findOrders(client, field, values, options?.signal),
    sweep: (options?: CallOptions) => sweepList(client, ORDER_VERSIONS, 'orders', options?.signal),
  };
}
