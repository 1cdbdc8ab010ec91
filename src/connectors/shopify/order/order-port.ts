import type { CallOptions, ChangesOptions, CreateWrite, Port, Write } from '../../../core/connector.ts';
import type { FieldSpec, FieldTable } from '../../../core/field.ts';
import { ORDER_FIELDS } from '../../../core/records/order.ts';
import type { ShopifyClient } from '../api/client.ts';
import { feedChanges } from '../feed/changes.ts';
import { sweepList } from '../feed/sweep.ts';
import type { EnsureMarks } from '../marks.ts';
import { ORDER_VERSIONS } from '../operations/orders.ts';
import { applyEach } from '../outcomes.ts';
import type { AskTerms } from '../shop-terms.ts';
import { locateOrder, orderWriter } from './apply-orders.ts';
import { findOrders, orderFeed, readOrders } from './read-orders.ts';

const CHANGEABLE = new Set(['note', 'email', 'tags']);

/** What Shopify tells of an order (a gift card pays there, and is no part of what was sold), and what can change. */
const FIELDS: FieldTable = ORDER_FIELDS.filter((spec) => spec.path !== 'giftCards').map((spec) =>
  CHANGEABLE.has(spec.path) || spec.readOnly === true ? spec : fixed(spec),
);

/** Lines, payments and shipments of an order have ways of their own to change, each with money or goods behind it. */
function fixed(spec: FieldSpec): FieldSpec {
  const { list } = spec;
  if (list === undefined) return { ...spec, createOnly: true };
  return { ...spec, createOnly: true, list: { ...list, fields: list.fields.map(fixed) } };
}

/** Orders: read completely, lines and refunds beyond the first page included; made whole, changed in little. */
export function orderPort(client: ShopifyClient, ensureMarks: EnsureMarks, terms: AskTerms): Port {
  return {
    type: 'order',
    schema: async () => ({ fields: FIELDS, keys: ['externalId', 'number'] }),
    changes: (cursor, options: ChangesOptions) =>
      feedChanges(orderFeed(client, options.signal), cursor, options.pageSize),
    read: (ids, options = {}) => readOrders(client, ids, options),
    find: (field, values, options) => findOrders(client, field, values, options?.signal),
    sweep: (options?: CallOptions) => sweepList(client, ORDER_VERSIONS, 'orders', options?.signal),
    write: {
      maxBatch: 50,
      atomicBatch: false,
      // An order made twice costs more than a wait: until it was seen on a real shop that marks of orders cannot be
      // taken twice at once, a lost call gets the time in which it can still take effect.
      settleMs: 60_000,
      async apply(writes: readonly Write[], options?: CallOptions) {
        if (writes.some((write) => write.op === 'create')) await ensureMarks('ORDER', options?.signal);
        return await applyEach(orderWriter(client, terms), writes, options?.signal);
      },
      async locate(creates: readonly CreateWrite[], options?: CallOptions) {
        await ensureMarks('ORDER', options?.signal);
        return await Promise.all(creates.map((write) => locateOrder(client, write, options?.signal)));
      },
    },
  };
}
