import type { KeyMatch, Port, ReadOptions, RecordItem } from '../../../core/connector.ts';
import { PasserelleError } from '../../../errors.ts';
import { askable } from '../askable.ts';
import { findExternalIds } from '../find-external-ids.ts';
import { slices } from '../load-rows.ts';
import { nativeNames } from '../native-fields.ts';
import { collectOutcomes } from '../outcome-sheet.ts';
import type { Target } from '../target.ts';
import { applyOrders } from './apply-order.ts';
import { readOrderPage } from './load-order-page.ts';
import { locateOrders } from './locate-order.ts';
import { orderSchema } from './order-schema.ts';

const READ_PAGE = 1000;

export function orderPort(target: Target): Port {
  return {
    type: 'order',
    schema: async () => orderSchema(await target.fields('sale.order')),
    find: (field, values, options) => findOrders(target, field, askable(values), options?.signal),
    read: (ids, options) => readOrders(target, ids, options),
    write: {
      maxBatch: 200,
      atomicBatch: true,
      // As for products: a repeat finds its external id, or is refused by the unique index on it.
      settleMs: 0,
      apply: (writes, options) =>
        collectOutcomes(writes, (sheet) => applyOrders(target, writes, sheet, options?.signal)),
      locate: (creates, options) => locateOrders(target, creates, options?.signal),
    },
  };
}

async function findOrders(
  target: Target,
  field: string,
  values: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly KeyMatch[]> {
  if (field === 'externalId') {
    const found = await findExternalIds(target, 'sale.order', values, signal);
    return [...found].map(([value, id]) => ({ value, id: String(id) }));
  }
  if (field !== 'number')
    throw new PasserelleError('internal', `Orders of Odoo cannot be found by ${field}.`, { field });
  const { companyId } = await target.facts();
  const matches: KeyMatch[] = [];
  for (const some of slices(values, 1000)) {
    const domain = [
      ['client_order_ref', 'in', some],
      ['company_id', '=', companyId],
    ];
    const rows = await target.searchRead('sale.order', domain, ['client_order_ref'], { signal, order: 'id' });
    matches.push(...rows.map((row) => ({ value: String(row.client_order_ref), id: String(row.id) })));
  }
  return matches;
}

async function readOrders(
  target: Target,
  ids: readonly string[],
  { fields, signal }: ReadOptions = {},
): Promise<readonly RecordItem[]> {
  const wants = (field: string) => fields === undefined || fields.includes(field);
  const items: RecordItem[] = [];
  for (const some of slices(ids.map(Number), READ_PAGE))
    items.push(...(await readOrderPage(target, some, wants, nativeNames(fields), signal)));
  return items;
}
