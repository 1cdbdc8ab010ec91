import { equalValues } from '../core/compare.ts';
import type { FieldChange } from '../core/connector.ts';
import type { FieldSpec, FieldTable } from '../core/field.ts';
import type { Value, Values } from '../core/value.ts';

/** Both sides' values as last agreed, per field; a side is only ever compared with its own base. */
export interface Bases {
  readonly source: Values;
  readonly target: Values;
}

export interface ResolvePolicy {
  /** Who wins a field that both sides changed since the base. */
  readonly conflict: 'source_wins' | 'target_wins' | 'manual';
  /** What happens to a field that differs and was never agreed: shown only, or the source's value written. */
  readonly firstContact: 'link' | 'update';
  /** Whether a list item that the source dropped is removed from the target, too. */
  readonly removeItems: boolean;
}

export interface ResolveInput {
  readonly fields: FieldTable;
  readonly bases: Bases | null;
  /** Mapped source values; references carry the target's ids. */
  readonly source: Values;
  /** The target's values, list items under the source's keys (see `rekey`). */
  readonly target: Values;
  readonly policy: ResolvePolicy;
  /** Paths where an interrupted create of ours had not arrived: the source's value is written there. */
  readonly unfinished?: ReadonlySet<string>;
}

/** A field that differs and is not written. */
export interface Difference {
  readonly path: string;
  readonly source: Value;
  readonly target: Value;
  /**
   * `first_contact`: never agreed · `target_changed`: only the target changed it · `both_changed`: a conflict ·
   * `agreed`: known to differ, and neither side changed it · `removed_in_target` · `create_only`: the target cannot
   * change it
   */
  readonly reason: 'first_contact' | 'target_changed' | 'both_changed' | 'agreed' | 'removed_in_target' | 'create_only';
}

export interface Resolution {
  readonly changes: readonly FieldChange[];
  readonly differences: readonly Difference[];
  /** The bases once `changes` are written. */
  readonly bases: Bases;
}

type Mutable = { [field: string]: Value };
type Item = { readonly [field: string]: Value };

interface Verdict {
  readonly write: boolean;
  readonly difference: Difference['reason'] | null;
  /** Which values become the new base: both sides' present ones, or the old base stays. */
  readonly base: 'settled' | 'kept';
}

const WRITE: Verdict = { write: true, difference: null, base: 'settled' };

/** One field's verdict. `undefined` in a base means: never agreed. */
function verdict(
  spec: FieldSpec,
  source: Value,
  target: Value,
  sourceBase: Value | undefined,
  targetBase: Value | undefined,
  policy: ResolvePolicy,
  unfinished: boolean,
): Verdict {
  if (equalValues(spec, source, target)) return { write: false, difference: null, base: 'settled' };
  if (spec.readOnly === true) return { write: false, difference: null, base: 'settled' };
  if (unfinished) return WRITE;
  if (sourceBase === undefined || targetBase === undefined) {
    if (policy.firstContact === 'update') return writable(spec);
    return { write: false, difference: 'first_contact', base: 'settled' };
  }
  const sourceChanged = !equalValues(spec, source, sourceBase);
  const targetChanged = !equalValues(spec, target, targetBase);
  if (!sourceChanged && !targetChanged) {
    return overrules(policy) ? writable(spec) : { write: false, difference: 'agreed', base: 'kept' };
  }
  // The old base stays when only the target changed: a later change of the source is then seen as a conflict.
  if (!sourceChanged) return { write: false, difference: 'target_changed', base: 'kept' };
  if (!targetChanged || policy.conflict === 'source_wins') return writable(spec);
  if (policy.conflict === 'target_wins') return { write: false, difference: 'both_changed', base: 'settled' };
  return { write: false, difference: 'both_changed', base: 'kept' };
}

/** Whether a difference that was once left standing gives way now: the user has since chosen that the source wins. */
function overrules(policy: ResolvePolicy): boolean {
  return policy.firstContact === 'update' && policy.conflict === 'source_wins';
}

function writable(spec: FieldSpec): Verdict {
  return spec.createOnly === true ? { write: false, difference: 'create_only', base: 'settled' } : WRITE;
}

function itemsByKey(key: string, list: Value | undefined): Map<string, Item> {
  const items = new Map<string, Item>();
  if (!Array.isArray(list)) return items;
  for (const item of list as readonly Item[]) {
    const id = item[key];
    if (typeof id === 'string') items.set(id, item);
  }
  return items;
}

class Collector {
  readonly changes: FieldChange[] = [];
  readonly differences: Difference[] = [];

  difference(path: string, source: Value, target: Value, reason: Difference['reason']): void {
    this.differences.push({ path, source, target, reason });
  }
}

/**
 * Decides, field by field and three-way, what of the source is to be written to the target. Pure.
 *
 * Only fields that both sides hold are compared: a field absent from the source was not in the file, one absent
 * from the target is not known there. List items merge by key, so an item that only the target has is left alone.
 */
export function resolve(input: ResolveInput): Resolution {
  const out = new Collector();
  const sourceBase: Mutable = { ...input.bases?.source };
  const targetBase: Mutable = { ...input.bases?.target };
  for (const spec of input.fields) {
    const source = input.source[spec.path];
    const target = input.target[spec.path];
    if (source === undefined || target === undefined) continue;
    if (spec.list !== undefined && Array.isArray(source)) {
      const merged = resolveList(spec, source, target, input, out);
      sourceBase[spec.path] = merged.source;
      targetBase[spec.path] = merged.target;
      continue;
    }
    if (spec.type === 'set' && resolveSet(spec, source, target, input, out, sourceBase, targetBase)) continue;
    const decided = verdict(
      spec,
      source,
      target,
      input.bases?.source[spec.path],
      input.bases?.target[spec.path],
      input.policy,
      input.unfinished?.has(spec.path) === true,
    );
    if (decided.write) {
      out.changes.push({ op: 'set', path: spec.path, field: spec.path, before: target, after: source });
    }
    if (decided.difference !== null) out.difference(spec.path, source, target, decided.difference);
    if (decided.base === 'settled') {
      sourceBase[spec.path] = source;
      targetBase[spec.path] = decided.write ? source : target;
    }
  }
  return { changes: out.changes, differences: out.differences, bases: { source: sourceBase, target: targetBase } };
}

/**
 * A set merges: what the source added is added, what it took away is taken away, what only the target has stays.
 * False when there is nothing to merge with: never agreed, or the source has not changed it.
 */
function resolveSet(
  spec: FieldSpec,
  source: Value,
  target: Value,
  input: ResolveInput,
  out: Collector,
  newSource: Mutable,
  newTarget: Mutable,
): boolean {
  const base = input.bases?.source[spec.path];
  if (base === undefined || input.bases?.target[spec.path] === undefined || spec.readOnly === true) return false;
  if (input.policy.conflict !== 'source_wins' || equalValues(spec, source, base)) return false;
  const [before, now, there] = [members(base), members(source), members(target)];
  const dropped = new Set(before.filter((member) => !now.includes(member)));
  const merged = [...new Set([...there.filter((member) => !dropped.has(member)), ...now])];
  newSource[spec.path] = source;
  newTarget[spec.path] = merged;
  if (!equalValues(spec, merged, target)) {
    out.changes.push({ op: 'set', path: spec.path, field: spec.path, before: target, after: merged });
  }
  return true;
}

function members(value: Value): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

interface ListBases {
  readonly source: readonly Value[];
  readonly target: readonly Value[];
}

function resolveList(
  spec: FieldSpec,
  source: readonly Value[],
  target: Value,
  input: ResolveInput,
  out: Collector,
): ListBases {
  const key = spec.list?.key ?? 'id';
  const sourceItems = itemsByKey(key, source);
  const targetItems = itemsByKey(key, target);
  const sourceBases = itemsByKey(key, input.bases?.source[spec.path]);
  const targetBases = itemsByKey(key, input.bases?.target[spec.path]);
  const known = input.bases?.source[spec.path] !== undefined && input.bases.target[spec.path] !== undefined;
  const newSource: Value[] = [];
  const newTarget: Value[] = [];
  const keepBase = (id: string): void => {
    const s = sourceBases.get(id);
    const t = targetBases.get(id);
    if (s !== undefined) newSource.push(s);
    if (t !== undefined) newTarget.push(t);
  };

  for (const [id, item] of sourceItems) {
    const path = `${spec.path}[${id}]`;
    const there = targetItems.get(id);
    if (there !== undefined) {
      const merged = resolveItem(spec, id, item, there, sourceBases.get(id), targetBases.get(id), input, out);
      newSource.push(merged.source);
      newTarget.push(merged.target);
    } else if (sourceBases.has(id) && targetBases.has(id)) {
      out.difference(path, item, null, 'removed_in_target');
      keepBase(id);
    } else if (sourceBases.has(id) && !overrules(input.policy)) {
      out.difference(path, item, null, 'agreed');
      newSource.push(item);
    } else if (known || input.policy.firstContact === 'update') {
      out.changes.push({ op: 'add', path, field: spec.path, key: id, before: null, after: item });
      newSource.push(item);
      newTarget.push(item);
    } else {
      out.difference(path, item, null, 'first_contact');
      newSource.push(item);
    }
  }
  for (const [id, base] of sourceBases) {
    if (sourceItems.has(id)) continue;
    const there = targetItems.get(id);
    const targetBase = targetBases.get(id);
    const untouched = there !== undefined && targetBase !== undefined && sameItem(spec, there, targetBase);
    if (input.policy.removeItems && untouched) {
      const path = `${spec.path}[${id}]`;
      out.changes.push({ op: 'remove', path, field: spec.path, key: id, before: there, after: null });
    } else {
      newSource.push(base);
      if (targetBase !== undefined) newTarget.push(targetBase);
    }
  }
  return { source: newSource, target: newTarget };
}

function sameItem(spec: FieldSpec, a: Item, b: Item): boolean {
  return (spec.list?.fields ?? []).every((field) => {
    const left = a[field.path];
    const right = b[field.path];
    return left === undefined || right === undefined || equalValues(field, left, right);
  });
}

function resolveItem(
  spec: FieldSpec,
  id: string,
  source: Item,
  target: Item,
  sourceBase: Item | undefined,
  targetBase: Item | undefined,
  input: ResolveInput,
  out: Collector,
): { source: Value; target: Value } {
  const key = spec.list?.key ?? 'id';
  const newSource: Mutable = { ...sourceBase, [key]: id };
  const newTarget: Mutable = { ...targetBase, [key]: id };
  for (const field of spec.list?.fields ?? []) {
    if (field.path === key) continue;
    const s = source[field.path];
    const t = target[field.path];
    if (s === undefined || t === undefined) continue;
    const path = `${spec.path}[${id}].${field.path}`;
    const unfinished = input.unfinished?.has(path) === true;
    const decided = verdict(field, s, t, sourceBase?.[field.path], targetBase?.[field.path], input.policy, unfinished);
    if (decided.write) {
      out.changes.push({
        op: 'set',
        path,
        field: spec.path,
        key: id,
        itemField: field.path,
        before: t,
        after: s,
      });
    }
    if (decided.difference !== null) out.difference(path, s, t, decided.difference);
    if (decided.base === 'settled') {
      newSource[field.path] = s;
      newTarget[field.path] = decided.write ? s : t;
    }
  }
  return { source: newSource, target: newTarget };
}
