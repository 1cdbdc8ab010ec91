import type { KnownNames } from './database.ts';

export interface KnownTable {
  readonly models: string;
  readonly methods: string;
  readonly of: Readonly<Record<string, { readonly fields: string; readonly methods: string }>>;
}

/** Answers whether the real Odoo has a model, field or method, so that ours can say "not simulated" and not "does not exist". */
export function knownNames(table: KnownTable): KnownNames {
  const sets = new Map<string, ReadonlySet<string>>();
  const setOf = (key: string, names: string): ReadonlySet<string> => {
    let set = sets.get(key);
    if (!set) {
      set = new Set(names.split(' '));
      sets.set(key, set);
    }
    return set;
  };
  return (kind, model, name) => {
    if (kind === 'model') return setOf('models', table.models).has(model);
    const of = table.of[model];
    if (kind === 'field') return setOf(`fields ${model}`, of?.fields ?? '').has(name);
    return setOf('methods', table.methods).has(name) || setOf(`methods ${model}`, of?.methods ?? '').has(name);
  };
}
