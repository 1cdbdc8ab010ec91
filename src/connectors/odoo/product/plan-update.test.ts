import { describe, expect, it } from 'vitest';
import type { FieldChange, IntentKey, UpdateWrite } from '../../../core/connector.ts';
import { toVals } from '../odoo-value.ts';
import { planProductUpdate } from './plan-update.ts';
import { readProductModel } from './product-model.ts';

const model = readProductModel(new Map(), new Map());
const set = (path: string, after: unknown, before: unknown = null): FieldChange => {
  const [, field = path, key, itemField] = /^(\w+)(?:\[(\w+)\]\.(\w+))?$/.exec(path) ?? [];
  return { op: 'set', path, field, before, after, ...(key && itemField && { key, itemField }) } as FieldChange;
};
const update = (id: string, changes: readonly FieldChange[]): UpdateWrite => ({
  op: 'update',
  key: 'k' as IntentKey,
  sourceId: 's',
  id,
  changes,
  values: { variants: [{ id: 'a', optionValues: { Size: 'S' } }] },
  current: { type: 'product', id, version: '', values: {}, native: null },
  children: { variants: { a: '11', b: '12' } },
});

describe('an update of a product', () => {
  it('writes what changed and nothing else, where it lies', () => {
    const plan = planProductUpdate(
      update('5', [
        set('title', 'T'),
        set('variants[a].sku', null),
        set('variants[a].weight', '1.5'),
        set('variants[b].price', '3'),
      ]),
      model,
    );
    expect(toVals(plan.template)).toEqual({ name: 'T' });
    expect([...plan.variants].map(([id, values]) => [id, toVals(values)])).toEqual([
      [11, { default_code: false, weight: 1.5 }],
    ]);
    expect(plan.prices).toEqual([{ variantId: 12, childKey: 'b', price: '3' }]);
  });

  it('touches `active` only where it changes, since Odoo then brings back archived variants', () => {
    const vals = (after: string, before: string) =>
      toVals(planProductUpdate(update('5', [set('status', after, before)]), model).template);
    expect(vals('draft', 'active')).toEqual({ sale_ok: false });
    expect(vals('active', 'draft')).toEqual({ sale_ok: true });
    expect(vals('active', 'archived')).toEqual({ sale_ok: true, active: true });
    expect(vals('archived', 'active')).toEqual({ active: false });
  });

  it('of variants that are products of their own reaches no further than those', () => {
    const refused = [
      set('title', 'T'),
      { op: 'add', path: 'variants[c]', field: 'variants', key: 'c', before: null, after: { id: 'c' } } as const,
    ];
    for (const change of refused) {
      expect(() => planProductUpdate(update('5+6', [change]), model)).toThrow(
        expect.objectContaining({ code: 'odoo_composite_product' }),
      );
    }
    expect(planProductUpdate(update('5+6', [set('variants[a].sku', 'X')]), model).variants.size).toBe(1);
  });

  it('refuses what Odoo cannot change instead of leaving it out in silence', () => {
    expect(() => planProductUpdate(update('5', [set('vendor', 'V')]), model)).toThrow(
      expect.objectContaining({ code: 'odoo_unsupported_change' }),
    );
    expect(() => planProductUpdate(update('5', [set('variants[a].tracked', true)]), model)).toThrow(
      expect.objectContaining({ code: 'odoo_unsupported_change' }),
    );
  });
});
