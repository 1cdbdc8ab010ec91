import { describe, expect, it } from 'vitest';
import type { IntentKey } from '../../../core/connector.ts';
import { type OrderState, whatNeedsPerson } from './order-state.ts';
import type { OrderUpdate } from './plan-order-update.ts';
import { checkTotals } from './totals.ts';

const current = (more: Partial<OrderState> = {}): OrderState => ({
  state: 'sale',
  locked: false,
  customerId: 1,
  touched: new Set(),
  prices: new Map(),
  ...more,
});
const update = (more: Partial<OrderUpdate>): OrderUpdate => ({
  write: {
    op: 'update',
    key: 'k' as IntentKey,
    sourceId: '1',
    id: '9',
    changes: [],
    values: {},
    current: { type: 'order', id: '9', version: '', values: {}, native: null },
    children: {},
  },
  orderId: 9,
  header: {},
  billing: null,
  shipping: null,
  changed: [],
  added: [],
  removed: [],
  status: null,
  ...more,
});

describe('an order', () => {
  it.each([
    ['is locked', update({}), current({ locked: true })],
    ['was delivered and is cancelled', update({ status: 'cancelled' }), current({ touched: new Set([5]) })],
    ['loses a delivered line', update({ removed: [5] }), current({ touched: new Set([5]) })],
    ['was cancelled in Odoo and is confirmed', update({ status: 'confirmed' }), current({ state: 'cancel' })],
    ['was cancelled in Odoo and loses a line', update({ removed: [5] }), current({ state: 'cancel' })],
    ['is confirmed and becomes a draft', update({ status: 'draft' }), current()],
  ])('that %s is left to a person', (_, change, state) => {
    expect(whatNeedsPerson(change, state)).toMatchObject({ code: 'odoo_order_needs_person' });
  });

  it('otherwise goes its way', () => {
    expect(whatNeedsPerson(update({ removed: [5], status: 'cancelled' }), current())).toBeNull();
    expect(whatNeedsPerson(update({ status: 'cancelled' }), current({ state: 'cancel' }))).toBeNull();
  });
});

describe('totals', () => {
  const odoo = { untaxed: '10', tax: '2', total: '12' };
  it('that differ by a cent are told; what the source does not say is not', () => {
    expect(checkTotals({ total: '12.00', untaxed: null }, odoo, 2)).toBeNull();
    expect(checkTotals(null, odoo, 2)).toBeNull();
    expect(checkTotals({ total: '12.01' }, odoo, 2)).toMatchObject({
      code: 'odoo_order_total_differs',
      field: 'totals.total',
    });
    expect(checkTotals({ total: '12', untaxed: '9', tax: '3' }, odoo, 2)).toMatchObject({ field: 'totals.untaxed' });
    expect(checkTotals({ total: '12.4' }, odoo, 0)).toBeNull();
  });
});
