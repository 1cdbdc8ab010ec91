import { describe, expect, it } from 'vitest';
import { checkOutgoing } from './outgoing-values.ts';

const PAIR = [5, 'Azure Interior'];

describe('values that Odoo would misread in silence', () => {
  it.each([
    ['create', [{ country_id: PAIR }], {}, 'country_id'],
    ['create', [[{ name: 'a' }, { name: 'b', country_id: PAIR }]], {}, 'country_id'],
    ['create', [], { vals_list: [{ country_id: PAIR }] }, 'country_id'],
    ['write', [[1], { parent_id: PAIR }], {}, 'parent_id'],
    ['write', [[1]], { vals: { parent_id: PAIR } }, 'parent_id'],
    ['write', [[1], { order_line: [[0, 0, { product_id: PAIR }]] }], {}, 'product_id'],
    ['write', [[1], { order_line: [[1, 7, { product_id: PAIR }]] }], {}, 'product_id'],
    ['copy', [[1], { parent_id: PAIR }], {}, 'parent_id'],
    ['load', [['id', 'country_id/.id'], [['a.b', PAIR]]], {}, 'country_id/.id'],
  ])('a pair of id and name is refused in %s %j', (method, args, kwargs, field) => {
    const refused = expect.objectContaining({ code: 'odoo_many2one_pair', field, value: PAIR });
    expect(() => checkOutgoing(method, args, kwargs)).toThrow(refused);
  });

  it.each([
    ['a Date', new Date(0)],
    ['an invalid Date', new Date(Number.NaN)],
    ['NaN', Number.NaN],
    ['bytes', new Uint8Array(1)],
  ])('%s is refused, before JSON makes something else of it', (_what, value) => {
    const refused = expect.objectContaining({ code: 'odoo_bad_value', field: 'f' });
    expect(() => checkOutgoing('write', [[1], { f: value }], {})).toThrow(refused);
    expect(() => checkOutgoing('load', [['f'], [[value]]], {})).toThrow(refused);
  });

  it.each([
    ['create', [{ name: 'a', category_id: [[6, 0, [1, 2]]], tag_ids: [4, 5], active: false, note: null }]],
    ['write', [[1], { line_ids: [[4, 7], [2, 8], [5]], analytic: { '1': 50 } }]],
    [
      'load',
      [
        ['id', 'name'],
        [
          ['a.b', 'x'],
          ['a.c', 5],
          ['a.d', null],
        ],
      ],
    ],
    ['search_read', [[['country_id', 'in', [5, 6]]]]],
    ['create', [null]],
  ])('ordinary values pass: %s %j', (method, args) => {
    expect(() => checkOutgoing(method, args, {})).not.toThrow();
  });
});
