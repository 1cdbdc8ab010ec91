import type { OdooRow } from '../calls.ts';
import { findMarks } from '../find-marks.ts';
import { loadBatch } from '../load-batch.ts';
import { digest, qualified } from '../marks.ts';
import { type OdooValues, text, toCells } from '../odoo-value.ts';
import type { Target } from '../target.ts';

/** A kind of thing that many records share and that is told apart by what it says: tags, categories, values. */
export interface SharedKind {
  readonly model: string;
  /** Begins its marks. */
  readonly prefix: string;
  /** What is read to tell one apart. */
  readonly fields: readonly string[];
  /** The key under which it is kept: its name, or its parent's id and its name. */
  keyOf(row: OdooRow): string;
}

export interface SharedThing {
  readonly key: string;
  readonly name: string;
  /** What else a new one needs. */
  readonly values?: OdooValues;
}

/** Ids by key. Several of one key: the one made first, always the same. */
export function firstByKey(rows: readonly OdooRow[], keyOf: (row: OdooRow) => string): Map<string, number> {
  const ids = new Map<string, number>();
  for (const row of [...rows].sort((a, b) => a.id - b.id)) {
    const key = keyOf(row);
    if (!ids.has(key)) ids.set(key, row.id);
  }
  return ids;
}

/**
 * Ids of things that were not there when the session looked: looked for once more, then made, marked by what they
 * say, so that two runs at a time or a lost answer make one. One that Passerelle made and staff renamed since is
 * taken again and keeps its new name.
 */
export async function makeMissing(
  target: Target,
  kind: SharedKind,
  missing: readonly SharedThing[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  const { model, prefix } = kind;
  const names = [...new Set(missing.map((thing) => thing.name))];
  const found = firstByKey(
    await target.searchRead(model, [['name', 'in', names]], kind.fields, { signal }),
    kind.keyOf,
  );
  const ids = new Map<string, number>();
  const absent = new Map<string, SharedThing>();
  for (const thing of missing) {
    const id = found.get(thing.key);
    if (id === undefined) absent.set(`${prefix}_${digest(thing.key)}`, thing);
    else ids.set(thing.key, id);
  }
  const marked = await findMarks(target, model, [...absent.keys()], signal);
  const alive = new Set((await target.read(model, [...marked.values()], ['id'], signal)).map((row) => row.id));
  for (const [mark, id] of marked) {
    const thing = absent.get(mark);
    if (thing === undefined || !alive.has(id)) continue;
    ids.set(thing.key, id);
    absent.delete(mark);
  }
  const jobs = [...absent].map(([mark, thing]) => ({
    item: thing,
    cells: { id: qualified(mark), ...toCells({ name: text(thing.name), ...thing.values }) },
  }));
  for (const loaded of await loadBatch(target, model, jobs, { size: 500, signal })) {
    if (loaded.status !== 'done') throw loaded.error;
    ids.set(loaded.item.key, loaded.id);
  }
  return ids;
}
