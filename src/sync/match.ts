import type { ChildId, KeyMatch } from '../core/connector.ts';
import type { Value, Values } from '../core/value.ts';

type Item = { readonly [field: string]: Value };

/** One value of one key field of a record: `{field: 'variants.sku', value: 'A-1', itemKey: '77'}`. */
export interface KeyValue {
  readonly field: string;
  readonly value: string;
  /** The list item that holds it, for a child's key. */
  readonly itemKey?: string;
}

/** All values of the key fields of a record, in order of the key fields. Values repeated within it are left out. */
export function keyValues(keys: readonly string[], values: Values): readonly KeyValue[] {
  const out: KeyValue[] = [];
  for (const field of keys) {
    const [list, name] = field.split('.');
    if (list === undefined) continue;
    const found: KeyValue[] = [];
    if (name === undefined) {
      const value = values[list];
      if (typeof value === 'string' && value !== '') found.push({ field, value });
    } else {
      const items = values[list];
      for (const item of Array.isArray(items) ? (items as readonly Item[]) : []) {
        const value = item[name];
        if (typeof value === 'string' && value !== '') found.push({ field, value, itemKey: String(item.id) });
      }
    }
    out.push(...found.filter((a) => found.filter((b) => b.value === a.value).length === 1));
  }
  return out;
}

export type MatchVerdict =
  | { readonly kind: 'none' }
  | { readonly kind: 'match'; readonly targetId: string; readonly children: readonly ChildId[] }
  | { readonly kind: 'ambiguous'; readonly field: string; readonly value: string; readonly ids: readonly string[] };

/** Hits by key field and value, as `find` gave them. */
export type Hits = ReadonlyMap<string, readonly KeyMatch[]>;

export function hitKey(field: string, value: string): string {
  return `${field}\u0000${value}`;
}

/**
 * Decides which record of the target is meant, from the hits of `find`. Pure.
 *
 * The first key field with hits decides, children's keys included. A value with several hits is ambiguous, never
 * guessed. Children that live in several records of the target (each variant a product of its own) make a
 * composite: their records' ids joined by "+".
 */
export function matchRecord(keys: readonly KeyValue[], hits: Hits): MatchVerdict {
  const fields = [...new Set(keys.map((k) => k.field))];
  const children: ChildId[] = [];
  const parents: string[] = [];
  let fixed: string | null = null;
  for (const field of fields) {
    const [list, name] = field.split('.');
    if (list === undefined) continue;
    for (const key of keys) {
      if (key.field !== field) continue;
      const found = hits.get(hitKey(field, key.value)) ?? [];
      const [hit] = found;
      if (hit === undefined) continue;
      if (found.length > 1) return { kind: 'ambiguous', field, value: key.value, ids: found.map((h) => h.id) };
      if (name === undefined) {
        fixed ??= hit.id;
        continue;
      }
      if (key.itemKey === undefined || children.some((c) => c.key === key.itemKey || c.id === hit.id)) continue;
      const parent = hit.parentId ?? hit.id;
      if (fixed !== null && parent !== fixed) continue;
      children.push({ list, key: key.itemKey, id: hit.id });
      if (!parents.includes(parent)) parents.push(parent);
    }
  }
  if (fixed !== null) return { kind: 'match', targetId: fixed, children };
  if (parents.length === 0) return { kind: 'none' };
  return { kind: 'match', targetId: parents.join('+'), children };
}
