import { findMarks } from '../find-marks.ts';
import { type Loaded, type LoadJob, loadBatch } from '../load-batch.ts';
import { qualified } from '../marks.ts';
import { type OdooValues, toCells } from '../odoo-value.ts';
import type { Target } from '../target.ts';

export interface NewAddress<T> {
  readonly item: T;
  /** The contact that it goes below. */
  readonly parentId: number;
  readonly mark: string;
  readonly values: OdooValues;
}

export type AddedAddress<T> =
  | { readonly item: T; readonly status: 'done'; readonly id: number }
  | Exclude<Loaded<T>, { readonly status: 'done' }>;

/**
 * Puts addresses below contacts that are there. They go in as lines of their contact: a `load` of the address with a
 * column `parent_id` asks for the contact's credit limit, which only users of Invoicing may see (18 and 19, 2026-11).
 */
export async function addAddresses<T>(
  target: Target,
  addresses: readonly NewAddress<T>[],
  signal: AbortSignal | undefined,
): Promise<readonly AddedAddress<T>[]> {
  const byParent = new Map<number, NewAddress<T>[]>();
  for (const address of addresses) {
    const list = byParent.get(address.parentId);
    if (list === undefined) byParent.set(address.parentId, [address]);
    else list.push(address);
  }
  const jobs = [...byParent].map(
    ([parentId, below]): LoadJob<readonly NewAddress<T>[]> => ({
      item: below,
      cells: { '.id': String(parentId) },
      lines: below.map(({ mark, values }) => ({ 'child_ids/id': qualified(mark), ...toCells(values, 'child_ids/') })),
    }),
  );
  const results: AddedAddress<T>[] = [];
  const standing: NewAddress<T>[] = [];
  const options = { size: 200, signal, context: { active_test: false } };
  for (const loaded of await loadBatch(target, 'res.partner', jobs, options)) {
    if (loaded.status === 'done') standing.push(...loaded.item);
    else results.push(...loaded.item.map(({ item }) => ({ ...loaded, item })));
  }
  // `load` answers the ids of the contacts, not of their lines.
  const ids = await findMarks(target, 'res.partner', [...new Set(standing.map(({ mark }) => mark))], signal);
  for (const { item, mark } of standing) results.push({ item, status: 'done', id: ids.get(mark) ?? 0 });
  return results;
}
