import type { Value, Values } from '../core/value.ts';
import type { PasserelleError } from '../errors.ts';
import type { Plan } from './plan.ts';
import type { InboxEntry } from './store.ts';
import type { RecordReport, SourceItem } from './sync-types.ts';

/** A name that a person recognises the record by. */
function titleOf(values: Values, id: string): string {
  for (const field of ['title', 'name', 'number', 'email']) {
    const value = values[field];
    if (typeof value === 'string' && value !== '') return value;
  }
  return id;
}

/** What a plan does, for people and for `--json`. Pure. */
export function reportPlan(plan: Plan, warnings: readonly string[]): RecordReport {
  if (plan.kind === 'reject') {
    const { item, error } = plan;
    const id = item.ok ? item.record.id : (item.id ?? '');
    return {
      action: 'reject',
      sourceId: id,
      targetId: null,
      title: item.ok ? titleOf(item.record.values, id) : id,
      location: (item.ok ? item.record.location : item.location) ?? null,
      changes: [],
      differences: [],
      warnings,
      error,
    };
  }
  const { record, values } = plan.work;
  const shared = {
    sourceId: record.id,
    title: titleOf(values, record.id),
    location: record.location ?? null,
    warnings,
    error: null,
  };
  switch (plan.kind) {
    case 'create': {
      const changes = Object.entries(values).map(([path, after]) => ({ path, before: null, after }));
      return { ...shared, action: 'create', targetId: null, changes, differences: [] };
    }
    case 'unchanged':
      return { ...shared, action: 'unchanged', targetId: plan.targetId, changes: [], differences: [] };
    case 'settle':
      return {
        ...shared,
        action: plan.action,
        targetId: plan.targetId,
        changes: [],
        differences: plan.resolution.differences,
      };
    case 'update': {
      const changes = plan.resolution.changes.map(({ path, before, after }) => ({ path, before, after }));
      return {
        ...shared,
        action: 'update',
        targetId: plan.targetId,
        changes,
        differences: plan.resolution.differences,
      };
    }
  }
}

const REPEATED = ' @ ';

/** The inbox item of a failed record: everything needed to show it and to try it again. */
export function inboxEntry(item: SourceItem, operation: string, error: PasserelleError): InboxEntry {
  const location = (item.ok ? item.record.location : item.location) ?? null;
  const id = item.ok ? item.record.id : item.id;
  // Another record has this id, too: its item must not take the place of this one's.
  const shared = error.code === 'key_repeated' || id === null;
  const key = shared ? `${id ?? ''}${REPEATED}${location ?? ''}` : id;
  const detail: Value = {
    field: error.field ?? null,
    value: error.value === undefined ? null : String(error.value),
    remedy: error.remedy ?? null,
    detail: error.detail ?? null,
    location,
  };
  return {
    sourceKey: key,
    operation,
    code: error.code,
    message: error.message,
    detail,
    native: item.ok ? item.record.native : item.native,
  };
}
