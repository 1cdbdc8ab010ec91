import { fingerprint } from '../core/compare.ts';
import type { ChildId } from '../core/connector.ts';
import type { FieldSpec, FieldTable } from '../core/field.ts';
import type { Value, Values } from '../core/value.ts';

type Item = { readonly [field: string]: Value };

/** Marks the key of a list item that only the target has. */
const TARGET_ONLY = 'target:';

/**
 * The target's values with list items under the source's keys, by the known child links; items without a link get
 * a key that no source has. Pure.
 */
export function rekey(fields: FieldTable, target: Values, children: readonly ChildId[]): Values {
  const out: { [field: string]: Value } = { ...target };
  for (const spec of fields) {
    const list = target[spec.path];
    if (spec.list === undefined || !Array.isArray(list)) continue;
    const keys = new Map(children.filter((c) => c.list === spec.path).map((c) => [c.id, c.key]));
    const field = spec.list.key;
    out[spec.path] = (list as readonly Item[]).map((item) => {
      const id = String(item[field]);
      return { ...item, [field]: keys.get(id) ?? `${TARGET_ONLY}${id}` };
    });
  }
  return out;
}

/**
 * Recognises list items of source and target as the same on first contact, by the alternatives of the list's
 * `match`; items already linked, and values that are not unique on either side, are passed over. Pure.
 */
export function matchItems(
  fields: FieldTable,
  source: Values,
  target: Values,
  known: readonly ChildId[],
): readonly ChildId[] {
  const found: ChildId[] = [];
  for (const spec of fields) {
    if (spec.list?.match === undefined) continue;
    const key = spec.list.key;
    const linked = known.filter((c) => c.list === spec.path);
    const linkedKeys = new Set(linked.map((c) => c.key));
    const linkedIds = new Set(linked.map((c) => c.id));
    let ours = asItems(source[spec.path]).filter((item) => !linkedKeys.has(String(item[key])));
    let theirs = asItems(target[spec.path]).filter((item) => !linkedIds.has(String(item[key])));
    for (const names of spec.list.match) {
      const specs = names.flatMap((name) => spec.list?.fields.filter((f) => f.path === name) ?? []);
      const theirsByText = singlesBy(specs, theirs);
      const matched = new Set<Item>();
      for (const [text, item] of singlesBy(specs, ours)) {
        const other = theirsByText.get(text);
        if (item === null || other === undefined || other === null) continue;
        found.push({ list: spec.path, key: String(item[key]), id: String(other[key]) });
        matched.add(item).add(other);
      }
      ours = ours.filter((item) => !matched.has(item));
      theirs = theirs.filter((item) => !matched.has(item));
    }
    const [only] = ours;
    const [other] = theirs;
    const single = asItems(source[spec.path]).length === 1 && asItems(target[spec.path]).length === 1;
    if (single && spec.list.singleMatches === true && only !== undefined && other !== undefined) {
      found.push({ list: spec.path, key: String(only[key]), id: String(other[key]) });
    }
  }
  return found;
}

function asItems(value: Value | undefined): readonly Item[] {
  return Array.isArray(value) ? (value as readonly Item[]) : [];
}

/** Items by what these fields say, null where several say the same; items in which one is unknown or empty are left out. */
function singlesBy(specs: readonly FieldSpec[], items: readonly Item[]): ReadonlyMap<string, Item | null> {
  const singles = new Map<string, Item | null>();
  if (specs.length === 0) return singles;
  for (const item of items) {
    const values: Record<string, Value> = {};
    for (const { path } of specs) {
      const value = item[path];
      if (value !== undefined && !isEmpty(value)) values[path] = value;
    }
    if (Object.keys(values).length < specs.length) continue;
    const text = fingerprint(specs, values);
    singles.set(text, singles.has(text) ? null : item);
  }
  return singles;
}

function isEmpty(value: Value): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
