import type { Target } from '../target.ts';
import { firstByKey, makeMissing, type SharedKind } from './names.ts';

/** Tags of one model by name: `product.tag`, `res.partner.category`. */
export interface Tags {
  /** The ids of these names; what is missing is made. */
  ids(names: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, number>>;
  /** The names by id. */
  names(): Promise<ReadonlyMap<number, string>>;
}

export function createTags(target: Target, model: string, prefix: string): Tags {
  const kind: SharedKind = { model, prefix, fields: ['name'], keyOf: (row) => String(row.name) };
  const known = () =>
    target.remember(`tags ${model}`, async () => {
      const rows = await target.searchRead(model, [], kind.fields);
      return { ids: firstByKey(rows, kind.keyOf), names: new Map(rows.map((row) => [row.id, kind.keyOf(row)])) };
    });
  return {
    async ids(wanted, signal) {
      const { ids, names } = await known();
      const missing = [...new Set(wanted)].filter((name) => !ids.has(name));
      if (missing.length === 0) return ids;
      const things = missing.map((name) => ({ key: name, name }));
      for (const [name, id] of await makeMissing(target, kind, things, signal)) {
        ids.set(name, id);
        names.set(id, name);
      }
      return ids;
    },
    names: async () => (await known()).names,
  };
}
