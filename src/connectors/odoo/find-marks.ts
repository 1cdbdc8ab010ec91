import { PasserelleError } from '../../errors.ts';
import { relationId } from './calls.ts';
import { slices } from './load-rows.ts';
import { MARK_MODULE } from './marks.ts';
import type { Target } from './target.ts';

/**
 * The records of a model that bear these marks, by mark. Archived ones count; ids of deleted records may be among
 * them, so what they point to has to be read.
 *
 * Only administrators may read `ir.model.data`; for others each mark is asked for by itself (about 8 ms a mark).
 */
export async function findMarks(
  target: Target,
  model: string,
  names: readonly string[],
  signal?: AbortSignal,
  module = MARK_MODULE,
): Promise<ReadonlyMap<string, number>> {
  if (names.length === 0) return new Map();
  return (await target.seesExternalIds())
    ? await searchMarks(target, model, names, module, signal)
    : await askMarks(target, model, names, module, signal);
}

async function searchMarks(
  target: Target,
  model: string,
  names: readonly string[],
  module: string,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const some of slices(names, 1000)) {
    const domain = [
      ['module', '=', module],
      ['model', '=', model],
      ['name', 'in', some],
    ];
    for (const row of await target.searchRead('ir.model.data', domain, ['name', 'res_id'], { signal })) {
      const id = relationId(row.res_id);
      if (id !== null) found.set(String(row.name), id);
    }
  }
  return found;
}

async function askMarks(
  target: Target,
  model: string,
  names: readonly string[],
  module: string,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  await Promise.all(
    names.map(async (name) => {
      const hit = await askMark(target, module, name, signal);
      if (hit !== null && hit.model === model) found.set(name, hit.id);
    }),
  );
  return found;
}

async function askMark(target: Target, module: string, name: string, signal: AbortSignal | undefined) {
  try {
    // Without active_test an archived record is answered as if the user had no right to it.
    const answer = await target.call('ir.model.data', 'check_object_reference', [module, name], {
      signal,
      context: { active_test: false },
    });
    const [model, id] = Array.isArray(answer) ? (answer as readonly unknown[]) : [];
    return typeof id === 'number' ? { model: String(model), id } : null;
  } catch (error) {
    // ValueError: there is no such external id.
    if (error instanceof PasserelleError && error.code === 'odoo_bad_value') return null;
    throw error;
  }
}
