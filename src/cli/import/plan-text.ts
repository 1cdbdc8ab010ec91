import type { Value } from '../../core/value.ts';
import type { RecordReport } from '../../sync/sync-types.ts';

const MAX_VALUE = 100;

const SIGN: { readonly [A in RecordReport['action']]: string } = {
  create: '+ create',
  update: '~ update',
  unchanged: '= unchanged',
  link: '= link',
  reject: '! refuse',
};

/** What happens to a record, as lines for people; unchanged records without news are silent. Pure. */
export function planText(report: RecordReport): string {
  if (report.action === 'unchanged' && report.differences.length === 0 && report.warnings.length === 0) return '';
  const where = [report.sourceId, report.location ?? ''].filter((part) => part !== '').join(', ');
  const target = report.targetId === null ? '' : ` -> ${report.targetId}`;
  // A row that does not say which record it belongs to has no name at all.
  const title = report.title === '' ? '' : `${report.title} `;
  const lines = [`${SIGN[report.action]}  ${title}(${where})${target}`];
  for (const { path, before, after } of report.changes) {
    lines.push(
      ...(report.action === 'create' ? createdLines(path, after) : [`    ${path}: ${show(before)} -> ${show(after)}`]),
    );
  }
  for (const { path, source, target: there, reason } of report.differences) {
    lines.push(
      `    ${path} differs, not written (${reason.replaceAll('_', ' ')}): file ${show(source)}, target ${show(there)}`,
    );
  }
  for (const warning of report.warnings) lines.push(`    warning: ${warning}`);
  if (report.error !== null) {
    const { code, message, remedy } = report.error;
    lines.push(`    ${code}: ${message}${remedy === undefined ? '' : ` ${remedy}`}`);
  }
  return `${lines.join('\n')}\n`;
}

function createdLines(path: string, value: Value): readonly string[] {
  if (isEmpty(value)) return [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'object' && item !== null)) {
    return [`    ${path}: ${show(value)}`];
  }
  return (value as readonly { readonly [field: string]: Value }[]).map((item) => {
    const { id, ...fields } = item;
    const shown = Object.entries(fields).filter(([, inner]) => !isEmpty(inner));
    const place = id === undefined ? path : `${path}[${String(id)}]`;
    return `    ${place}: ${shown.map(([name, inner]) => `${name} ${show(inner)}`).join(', ')}`;
  });
}

function isEmpty(value: Value): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function show(value: Value): string {
  if (value === null) return '(empty)';
  const text = typeof value === 'string' ? JSON.stringify(value) : JSON.stringify(value);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}

/** The same for `--json`. */
export function planJson(report: RecordReport) {
  const { error, ...rest } = report;
  return {
    ...rest,
    error: error === null ? null : { code: error.code, message: error.message, remedy: error.remedy ?? null },
  };
}
