import { relationId } from '../calls.ts';
import { one, text } from '../odoo-value.ts';
import type { Target } from '../target.ts';
import { firstByKey, makeMissing, type SharedKind, type SharedThing } from './names.ts';

export interface Attribute {
  readonly id: number;
  /** `always`: Odoo makes a variant of every combination by itself; `dynamic`: only those that are asked for. */
  readonly mode: 'always' | 'dynamic';
}

export interface Attributes {
  readonly byName: ReadonlyMap<string, Attribute>;
  valueId(attributeId: number, value: string): number;
}

export interface OptionNeed {
  readonly name: string;
  /** Given where a product already has the option, whatever other attributes bear its name. */
  readonly attributeId?: number | undefined;
  readonly values: readonly string[];
}

export interface AttributeLookup {
  /** Attributes and values with these names; what is missing is made. */
  ensure(options: readonly OptionNeed[], signal?: AbortSignal): Promise<Attributes>;
}

/**
 * An attribute that makes no variants cannot carry an option, so one of the same name is made beside it. Among
 * several of one name a dynamic one is taken, since only with those do just the real variants exist.
 */
const ATTRIBUTE: SharedKind = {
  model: 'product.attribute',
  prefix: 'attribute',
  fields: ['name', 'create_variant'],
  keyOf: (row) => (row.create_variant === 'no_variant' ? `no variants: ${row.name}` : String(row.name)),
};

const VALUE: SharedKind = {
  model: 'product.attribute.value',
  prefix: 'value',
  fields: ['name', 'attribute_id'],
  keyOf: (row) => valueKey(relationId(row.attribute_id) ?? 0, String(row.name)),
};

const valueKey = (attributeId: number, name: string) => `${attributeId}/${name}`;
const ACTIVE = { context: { active_test: true } };

export function createAttributeLookup(target: Target): AttributeLookup {
  const attributes = () =>
    target.remember('attributes', async () => {
      const rows = await target.searchRead(ATTRIBUTE.model, [], ATTRIBUTE.fields, ACTIVE);
      const ids = firstByKey(
        [...rows].sort((a, b) => Number(b.create_variant === 'dynamic') - Number(a.create_variant === 'dynamic')),
        ATTRIBUTE.keyOf,
      );
      const dynamic = firstByKey(
        rows.filter((row) => row.create_variant === 'dynamic'),
        ATTRIBUTE.keyOf,
      );
      const byName = new Map<string, Attribute>();
      for (const [name, id] of ids) byName.set(name, { id, mode: 'always' });
      for (const [name, id] of dynamic) byName.set(name, { id, mode: 'dynamic' });
      return byName;
    });
  const values = new Map<string, number>();
  const readAttributes = new Set<number>();

  return {
    async ensure(options, signal) {
      const byName = await attributes();
      const unnamed = options.filter((option) => option.attributeId === undefined);
      const missing = [...new Set(unnamed.map((option) => option.name))].filter((name) => !byName.has(name));
      if (missing.length > 0) {
        const things = missing.map((name) => ({ key: name, name, values: { create_variant: text('dynamic') } }));
        for (const [name, id] of await makeMissing(target, ATTRIBUTE, things, signal)) {
          byName.set(name, { id, mode: 'dynamic' });
        }
      }
      const idOf = ({ name, attributeId }: OptionNeed) => attributeId ?? byName.get(name)?.id ?? 0;
      const unread = [...new Set(options.map(idOf))].filter((id) => !readAttributes.has(id));
      if (unread.length > 0) {
        const rows = await target.searchRead(VALUE.model, [['attribute_id', 'in', unread]], VALUE.fields, {
          ...ACTIVE,
          signal,
        });
        for (const [key, id] of firstByKey(rows, VALUE.keyOf)) values.set(key, id);
        for (const id of unread) readAttributes.add(id);
      }
      const absent = new Map<string, SharedThing>();
      for (const option of options) {
        const attributeId = idOf(option);
        for (const value of option.values) {
          const key = valueKey(attributeId, value);
          if (!values.has(key)) absent.set(key, { key, name: value, values: { attribute_id: one(attributeId) } });
        }
      }
      if (absent.size > 0) {
        for (const [key, id] of await makeMissing(target, VALUE, [...absent.values()], signal)) values.set(key, id);
      }
      return { byName, valueId: (attributeId, value) => values.get(valueKey(attributeId, value)) ?? 0 };
    },
  };
}
