/** A record that a profile made, changed by the entries of a mapping file over it. */
import { getAt, type Path, setAt } from '../../../core/path.ts';
import { validateRecord } from '../../../core/records/validate-record.ts';
import type { Value, Values } from '../../../core/value.ts';
import { applyEntries, type MaybePromise } from '../../../transforms/entries.ts';
import { isEmpty } from '../../../transforms/transform.ts';
import type { Row } from '../layout.ts';
import type { MadeRecord } from '../profiles/profile.ts';
import type { Refinement, RefiningEntry } from './compile-refinement.ts';
import { type Item, withIds } from './list-items.ts';
import { completeProduct } from './record-draft.ts';
import { cellError } from './row-entry.ts';

type Draft = Record<string, Value>;

/**
 * An entry takes the place of what the profile says, also with an empty value; of several for one field a later one
 * counts where it has a value. Entries see the record as the profile made it. Throws, or rejects with, data errors.
 */
export function refineRecord(refinement: Refinement, made: MadeRecord): MaybePromise<MadeRecord> {
  const draft = startDraft(refinement, made.values);
  const counts = new Map<string, number>();
  for (const entry of refinement.entries) {
    const list = listOf(entry.to);
    if (list !== null) counts.set(list, Math.max(counts.get(list) ?? 0, countOf(draft, entry, list, made.row)));
  }
  const steps = refinement.entries.flatMap((entry): (() => MaybePromise<void>)[] => {
    const list = listOf(entry.to);
    if (list === null) return [() => applyTo(refinement, entry, made, draft, [])];
    return Array.from(
      { length: counts.get(list) ?? 0 },
      (_, at) => () => applyTo(refinement, entry, made, draft, [at]),
    );
  });
  const finish = (): MadeRecord => ({ ...made, values: finishDraft(refinement, made, draft) });
  const done = inTurn(steps);
  return done instanceof Promise ? done.then(finish) : finish();
}

/** The list that the path makes items of, for each of them. */
function listOf(to: Path): string | null {
  const [first] = to.steps;
  return first?.items === 'each' ? first.field : null;
}

/** A copy, without what is left out or comes from entries. */
function startDraft({ cleared }: Refinement, values: Values): Draft {
  const touched = new Set(cleared.map(({ steps }) => steps[0]?.names[0] ?? ''));
  const draft: Draft = {};
  for (const field in values) {
    const value = values[field];
    if (value !== undefined) draft[field] = touched.has(field) ? structuredClone(value) : value;
  }
  for (const path of cleared) clear(draft, path, 0);
  return draft;
}

function clear(at: unknown, path: Path, index: number): void {
  const step = path.steps[index];
  if (step === undefined || typeof at !== 'object' || at === null) return;
  const isLast = index === path.steps.length - 1;
  let object = at as Record<string, unknown>;
  if (step.items === null && isLast) {
    // `native.x_season` is one name, `customer.email` is two.
    if (Object.hasOwn(object, step.field)) delete object[step.field];
    for (const name of step.names.slice(0, -1)) {
      const next = object[name];
      if (typeof next !== 'object' || next === null) return;
      object = next as Record<string, unknown>;
    }
    delete object[step.names.at(-1) ?? ''];
    return;
  }
  const inner = object[step.field];
  if (step.items === null) clear(inner, path, index + 1);
  else if (Array.isArray(inner)) {
    const items: readonly unknown[] = step.items === 'each' ? inner : inner.slice(step.items, step.items + 1);
    for (const item of items) clear(item, path, index + 1);
  }
}

/** An empty list gets an item where the record's own row has something for it. */
function countOf(draft: Draft, { columns }: RefiningEntry, list: string, row: Row): number {
  const items = draft[list];
  const known = Array.isArray(items) ? items.length : 0;
  return known === 0 && columns.some((index) => (row.cells[index] ?? '').trim() !== '') ? 1 : known;
}

function applyTo(
  { header }: Refinement,
  entry: RefiningEntry,
  made: MadeRecord,
  draft: Draft,
  indices: readonly number[],
): MaybePromise<void> {
  const { compiled, to, columns } = entry;
  const row = rowOf(made, to, indices);
  const source: Record<string, unknown> = {};
  for (const index of entry.readsAll ? header.keys() : columns) source[header[index] ?? ''] = row.cells[index] || null;
  source.record = made.values;
  const known = getAt(draft, to, indices);
  const settle = () => {
    if (compiled.target?.reference != null || known === undefined || isEmpty(known)) return;
    if (isEmpty(getAt(draft, to, indices))) setAt(draft, to, indices, known);
  };
  const fail = (error: unknown): never => {
    throw cellError(
      row,
      columns.map((index) => header[index] ?? ''),
      error,
    );
  };
  try {
    const done = applyEntries([compiled], source, { into: draft, indices });
    if (done instanceof Promise) return done.then(settle, fail);
  } catch (error) {
    fail(error);
  }
  settle();
}

/** The row of the item that is written, else the record's own. */
function rowOf({ row, itemRows }: MadeRecord, to: Path, indices: readonly number[]): Row {
  const [first] = to.steps;
  if (first === undefined || first.items === null) return row;
  const at = first.items === 'each' ? indices[0] : first.items;
  return itemRows[first.field]?.[at ?? 0] ?? row;
}

function finishDraft({ type, entries }: Refinement, made: MadeRecord, draft: Draft): Values {
  for (const list of new Set(entries.flatMap(({ to }) => (to.steps[0]?.items === null ? [] : [to.steps[0]?.field])))) {
    const items = list === undefined ? undefined : draft[list];
    if (list === undefined || !Array.isArray(items)) continue;
    if (items.some(({ id }: Item) => isEmpty(id))) draft[list] = withIds(list, items, made.id);
  }
  const isEntryFor = (part: string) => entries.some(({ to }) => to.text === part || to.text.startsWith(`${part}.`));
  if (isEntryFor('variants[].optionValues') && !isEntryFor('options')) {
    delete draft.options;
    completeProduct(draft, made.id);
  }
  try {
    validateRecord(type, draft);
  } catch (error) {
    throw cellError(made.row, [], error);
  }
  return draft;
}

function inTurn(steps: readonly (() => MaybePromise<void>)[], from = 0): MaybePromise<void> {
  for (let at = from; at < steps.length; at += 1) {
    const done = steps[at]?.();
    if (done instanceof Promise) return done.then(() => inTurn(steps, at + 1));
  }
  return undefined;
}
