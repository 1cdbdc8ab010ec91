import { describe, expect, it } from 'vitest';
import type { Write } from '../../core/connector.ts';
import { text } from './odoo-value.ts';
import { type FieldWrite, planFieldWrites } from './write-grouped.ts';

const write: Write = { op: 'archive', sourceId: '1', id: '1' };
const field = (id: number, values: Readonly<Record<string, string>>, model = 'm'): FieldWrite => ({
  write,
  model,
  id,
  values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, text(value)])),
});

describe('changed fields', () => {
  it('of the same value share a call; others go together by their columns, never with other columns', () => {
    const same = [field(1, { a: 'x' }), field(2, { a: 'x' })];
    const own = [3, 4, 5, 6].map((id) => field(id, { a: `own ${id}` }));
    const few = [field(7, { b: '1' }), field(8, { b: '2' })];
    const plan = planFieldWrites([...same, ...own, ...few, field(9, {}), field(10, { a: 'y' }, 'other')]);
    expect(plan.same).toEqual([same, [few[0]], [few[1]], [field(10, { a: 'y' }, 'other')]]);
    expect(plan.own).toEqual(own);
  });
});
