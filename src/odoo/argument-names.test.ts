import { describe, expect, it } from 'vitest';
import { nameArguments } from './argument-names.ts';

const call = (model: string, method: string, args: readonly unknown[], kwargs = {}) => ({
  model,
  method,
  args,
  kwargs,
});

describe('names for JSON-2', () => {
  it.each([
    [call('res.partner', 'search', [[['a', '=', 1]]], { limit: 2 }), { domain: [['a', '=', 1]], limit: 2 }],
    [
      call('res.partner', 'search_read', [[], ['name'], 5, 10, 'id']),
      { domain: [], fields: ['name'], offset: 5, limit: 10, order: 'id' },
    ],
    [call('res.partner', 'write', [7, { name: 'x' }]), { ids: [7], vals: { name: 'x' } }],
    [call('res.partner', 'create', [{ name: 'x' }]), { vals_list: { name: 'x' } }],
    [call('sale.order', 'action_confirm', [[1, 2]]), { ids: [1, 2] }],
    [call('sale.order', 'action_confirm', [3]), { ids: [3] }],
    [call('my.model', 'anything', [], { ids: [1], amount: 5 }), { ids: [1], amount: 5 }],
    [call('res.users', 'has_group', [[2], 'base.group_user']), { ids: [2], group_ext_id: 'base.group_user' }],
  ])('%j', (wireCall, body) => {
    expect(nameArguments(wireCall)).toEqual(body);
  });

  it('an unknown method with more than ids is refused with what to do, not sent with its arguments lost', () => {
    expect(() => nameArguments(call('my.model', 'pay', [[1], 5]))).toThrow(
      expect.objectContaining({ code: 'odoo_bad_arguments', field: 'my.model.pay' }),
    );
    expect(() => nameArguments(call('my.model', 'pay', ['text']))).toThrow();
    expect(() => nameArguments(call('res.partner', 'unlink', [[1], 5]))).toThrow();
  });

  it('the client can be taught a method', () => {
    const signatures = { 'my.model.pay': ['ids', 'amount'] };
    expect(nameArguments(call('my.model', 'pay', [[1], 5]), signatures)).toEqual({ ids: [1], amount: 5 });
  });

  it('the same argument twice is refused', () => {
    expect(() => nameArguments(call('res.partner', 'search', [[]], { domain: [] }))).toThrow(
      expect.objectContaining({ code: 'odoo_bad_arguments', field: 'domain' }),
    );
  });
});
