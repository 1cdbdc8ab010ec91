import { type OdooRow, relationId } from '../calls.ts';
import { one } from '../odoo-value.ts';
import type { Target } from '../target.ts';
import { makeMissing, type SharedKind, type SharedThing } from './names.ts';

/** Product categories by their path from the root. */
export interface Categories {
  /** The ids of these paths, in order; what is missing is made, parents first. */
  ids(paths: readonly (readonly string[])[], signal?: AbortSignal): Promise<readonly number[]>;
  /** Names from the root; null for an id that is not known. */
  path(id: number): Promise<readonly string[] | null>;
}

const keyOf = (parentId: number | null, name: string) => `${parentId ?? ''}/${name}`;

const KIND: SharedKind = {
  model: 'product.category',
  prefix: 'category',
  fields: ['name', 'parent_id'],
  keyOf: (row) => keyOf(relationId(row.parent_id), String(row.name)),
};

interface Tree {
  readonly byKey: Map<string, number>;
  readonly byId: Map<number, { readonly name: string; readonly parentId: number | null }>;
}

export function createCategories(target: Target): Categories {
  const tree = () =>
    target.remember('categories', async () => growTree(await target.searchRead(KIND.model, [], KIND.fields)));

  return {
    async ids(paths, signal) {
      const { byKey, byId } = await tree();
      const depth = Math.max(0, ...paths.map((path) => path.length));
      for (let level = 0; level < depth; level += 1) {
        const missing = new Map<string, SharedThing>();
        for (const path of paths) {
          const name = path[level];
          const parentId = descend(byKey, path.slice(0, level));
          if (name === undefined || parentId === undefined) continue;
          const key = keyOf(parentId, name);
          if (!byKey.has(key)) missing.set(key, { key, name, values: { parent_id: one(parentId) } });
        }
        if (missing.size === 0) continue;
        for (const [key, id] of await makeMissing(target, KIND, [...missing.values()], signal)) {
          byKey.set(key, id);
          const [parent = '', ...name] = key.split('/');
          byId.set(id, { name: name.join('/'), parentId: parent === '' ? null : Number(parent) });
        }
      }
      return paths.map((path) => descend(byKey, path) ?? 0);
    },
    async path(id) {
      const { byId } = await tree();
      const names: string[] = [];
      for (let at: number | null = id; at !== null && names.length < 50; ) {
        const category = byId.get(at);
        if (category === undefined) return null;
        names.unshift(category.name);
        at = category.parentId;
      }
      return names;
    },
  };
}

function growTree(rows: readonly OdooRow[]): Tree {
  const byKey = new Map<string, number>();
  const byId = new Map<number, { readonly name: string; readonly parentId: number | null }>();
  for (const row of [...rows].sort((a, b) => a.id - b.id)) {
    const parentId = relationId(row.parent_id);
    const name = String(row.name);
    byId.set(row.id, { name, parentId });
    const key = keyOf(parentId, name);
    if (!byKey.has(key)) byKey.set(key, row.id);
  }
  return { byKey, byId };
}

/** null is the root itself, undefined a path that is not there. */
function descend(byKey: ReadonlyMap<string, number>, path: readonly string[]): number | null | undefined {
  let at: number | null = null;
  for (const name of path) {
    const next = byKey.get(keyOf(at, name));
    if (next === undefined) return undefined;
    at = next;
  }
  return at;
}
