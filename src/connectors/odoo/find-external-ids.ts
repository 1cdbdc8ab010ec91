import { findMarks } from './find-marks.ts';
import type { Target } from './target.ts';

/**
 * Existing records by their external ids (`__import__.shirt_1`). An id without a module is one that Odoo's own
 * import screen made: it belongs to the module `__import__`.
 */
export async function findExternalIds(
  target: Target,
  model: string,
  values: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  const byModule = new Map<string, Map<string, string>>();
  for (const value of values) {
    const dot = value.indexOf('.');
    const module = dot > 0 ? value.slice(0, dot) : '__import__';
    const names = byModule.get(module) ?? new Map<string, string>();
    names.set(dot > 0 ? value.slice(dot + 1) : value, value);
    byModule.set(module, names);
  }
  const found = new Map<string, number>();
  for (const [module, names] of byModule) {
    for (const [name, id] of await findMarks(target, model, [...names.keys()], signal, module)) {
      const value = names.get(name);
      if (value !== undefined) found.set(value, id);
    }
  }
  const alive = new Set((await target.read(model, [...found.values()], ['id'], signal)).map((row) => row.id));
  return new Map([...found].filter(([, id]) => alive.has(id)));
}
