import type { FieldTable } from '../core/field.ts';
import type { Path } from '../core/path.ts';
import type { Value, Values } from '../core/value.ts';
import { applyEntries, type CompiledEntry, compileEntries, type MaybePromise } from './entries.ts';

export interface MappedRecord {
  readonly values: Values;
}

export interface Mapping {
  /**
   * The target's values of a source record: entries over the fields that both sides have. The record is not changed.
   * A promise only where an entry needs one (JSONata). Throws, or rejects with, data errors: `transform_failed`,
   * `record_invalid`, `mapping_required_missing`.
   */
  apply(record: { readonly values: Values; readonly native: Value }): MaybePromise<MappedRecord>;
  /** Top-level source fields that it reads; "all" where that cannot be told. */
  readonly usedSourceFields: readonly string[] | 'all';
  /** Top-level target fields that it may write. */
  readonly usedTargetFields: readonly string[] | 'all';
  /** Target key fields that entries name, as in `PortSchema.keys`: `variants.sku`. */
  readonly keys: readonly string[];
  /** Which side's value of a target field always wins, by path. */
  readonly owners: ReadonlyMap<string, 'source' | 'target'>;
}

export interface MappingOptions {
  readonly source: FieldTable | 'any';
  readonly target: FieldTable | 'any';
  /** Names the list in messages: "syncs.orders.mapping". */
  readonly where?: string;
}

/**
 * Compiles a mapping; `[]` is the identity. An entry for a whole top-level field takes the place of that field, one for
 * a part of it (`variants[].price`) changes that part, and `ignore: true` or `to: null` leaves a field out.
 * Throws as `compileEntries` does.
 */
export function compileMapping(entries: unknown, options: MappingOptions): Mapping {
  const compiled = compileEntries(entries, options);
  const replaced = new Set<string>();
  const changed = new Set<string>();
  for (const entry of compiled) {
    if (entry.to === null) for (const field of droppedFields(entry)) replaced.add(field);
    else if (isWhole(entry)) replaced.add(entry.to.field);
    else changed.add(topField(entry));
  }
  const targetFields = namesOf(options.target);
  const identity = fieldsOfBoth(namesOf(options.source), targetFields, replaced);

  return {
    apply: (record) => {
      const into: Record<string, Value> = {};
      for (const field in record.values) {
        const value = record.values[field];
        if (value === undefined || replaced.has(field)) continue;
        if (targetFields !== null && !targetFields.has(field)) continue;
        into[field] = changed.has(field) ? structuredClone(value) : value;
      }
      if (compiled.length === 0) return { values: into };
      const done = applyEntries(compiled, { ...record.values, native: record.native }, { into });
      return done instanceof Promise ? done.then((values) => ({ values })) : { values: done };
    },
    usedSourceFields: usedSources(compiled, identity),
    usedTargetFields: usedTargets(compiled, identity),
    keys: compiled.flatMap(({ entry, to }) =>
      entry.key === true && to !== null ? [to.text.replaceAll('[]', '')] : [],
    ),
    owners: new Map(
      compiled.flatMap(({ entry, to }) =>
        entry.owner !== undefined && to !== null ? [[to.text, entry.owner] as const] : [],
      ),
    ),
  };
}

function droppedFields({ entry, from }: CompiledEntry): readonly string[] {
  return typeof entry.to === 'string' ? [entry.to] : from.map(({ field }) => field);
}

/** Whether an entry writes a whole top-level field, not a part of it. */
function isWhole({ to, target }: CompiledEntry): boolean {
  const [first] = to?.steps ?? [];
  if (first === undefined || to?.steps.length !== 1 || first.items !== null) return false;
  return target?.reference == null && (first.names.length === 1 || first.names[0] === 'native' || target?.spec != null);
}

/** The field of the values that an entry for a part changes: `billingAddress` for `billingAddress.city`. */
function topField({ to }: CompiledEntry): string {
  const [first] = to?.steps ?? [];
  if (first === undefined) return '';
  return first.names[0] === 'native' ? first.field : first.items === null ? (first.names[0] ?? '') : first.field;
}

/** `partner_id` for `partner_id.name`; raw fields keep their whole name, since only their connector can read it. */
function sourceField(path: Path): string {
  const [first] = path.steps;
  return first === undefined || first.names[0] === 'native' ? path.field : (first.names[0] ?? path.field);
}

function namesOf(table: FieldTable | 'any'): ReadonlySet<string> | null {
  return table === 'any' ? null : new Set(table.map(({ path }) => path));
}

function fieldsOfBoth(
  source: ReadonlySet<string> | null,
  target: ReadonlySet<string> | null,
  replaced: ReadonlySet<string>,
): readonly string[] | null {
  if (source === null && target === null) return null;
  const fields = [...(target ?? source ?? [])];
  return fields.filter((field) => !replaced.has(field) && (source === null || source.has(field)));
}

function usedSources(
  compiled: readonly CompiledEntry[],
  identity: readonly string[] | null,
): readonly string[] | 'all' {
  // An expression may look at any field of the record.
  if (identity === null || compiled.some(({ entry }) => JSON.stringify(entry.transform ?? null).includes('"jsonata"')))
    return 'all';
  const named = compiled.filter(({ to }) => to !== null).flatMap(({ from }) => from.map(sourceField));
  return [...new Set([...identity, ...named])];
}

function usedTargets(
  compiled: readonly CompiledEntry[],
  identity: readonly string[] | null,
): readonly string[] | 'all' {
  if (identity === null) return 'all';
  const named = compiled.filter(({ to }) => to !== null).map((entry) => topField(entry));
  return [...new Set([...identity, ...named])];
}
