import { PasserelleError } from '../../errors.ts';

export type LoadVerdict =
  /** The ids in the order of the records, and warnings by record. */
  | {
      readonly kind: 'done';
      readonly ids: readonly number[];
      readonly warnings: ReadonlyMap<number, readonly string[]>;
    }
  /** Nothing was written. `accused` are the records that Odoo's messages name, right or wrong. */
  | { readonly kind: 'refused'; readonly accused: readonly number[]; readonly error: PasserelleError }
  /** Another transaction was in the way: the same call may succeed, or find its work done. */
  | { readonly kind: 'busy'; readonly error: PasserelleError };

interface LoadMessage {
  readonly type?: unknown;
  readonly message?: unknown;
  readonly field?: unknown;
  readonly record?: unknown;
  readonly rows?: { readonly from?: unknown };
}

/** PostgreSQL's own words, which reach `messages` untranslated (seen on 18 and 19, 2026-11). */
const CONFLICT = /could not serialize access|deadlock detected|could not obtain lock|transaction is aborted/i;

/** What an answer of `load` means for a table whose records begin at the rows `starts`. Pure. */
export function readLoadAnswer(answer: unknown, starts: readonly number[]): LoadVerdict {
  const { ids, messages: raw } = (answer ?? {}) as { ids?: unknown; messages?: unknown };
  const messages = (Array.isArray(raw) ? raw : []) as readonly LoadMessage[];
  const errors = messages.filter((message) => message.type === 'error');
  if (errors.length === 0 && Array.isArray(ids) && ids.length === starts.length) {
    return { kind: 'done', ids: ids as readonly number[], warnings: warningsByRecord(messages, starts) };
  }
  const texts = errors.map((message) => String(message.message ?? '').trim());
  const conflict = texts.find((message) => CONFLICT.test(message));
  if (conflict !== undefined) {
    const error = new PasserelleError(
      'odoo_busy',
      'Odoo could not write because others were writing the same records.',
      {
        detail: conflict,
      },
    );
    return { kind: 'busy', error };
  }
  if (errors.length === 0 && Array.isArray(ids) && ids.length > 0) {
    const error = new PasserelleError('odoo_bad_answer', 'Odoo answered another number of records than it was sent.', {
      value: ids.length,
    });
    return { kind: 'busy', error };
  }
  const accused = new Set<number>();
  for (const message of messages) {
    const record = recordOf(message, starts);
    if (record !== null) accused.add(record);
  }
  return { kind: 'refused', accused: [...accused].sort((a, b) => a - b), error: refusal(errors, messages) };
}

function refusal(errors: readonly LoadMessage[], messages: readonly LoadMessage[]): PasserelleError {
  const [first] = errors.length > 0 ? errors : messages;
  const message = String(first?.message ?? '').trim() || 'Odoo refused the record and gave no reason.';
  return new PasserelleError('odoo_refused', firstLines(message), {
    field: typeof first?.field === 'string' ? first.field : undefined,
    detail: messages.map((one) => String(one.message ?? '').trim()).join('\n'),
  });
}

/** Odoo's messages can list every record concerned; a person needs the first lines. */
function firstLines(message: string): string {
  const lines = message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const text = lines.slice(0, 3).join(' ');
  return text.length > 400 ? `${text.slice(0, 399)}…` : text;
}

function recordOf(message: LoadMessage, starts: readonly number[]): number | null {
  const row = message.rows?.from;
  if (typeof row === 'number') {
    const after = starts.findIndex((start) => start > row);
    return (after === -1 ? starts.length : after) - 1;
  }
  return typeof message.record === 'number' ? message.record : null;
}

function warningsByRecord(messages: readonly LoadMessage[], starts: readonly number[]) {
  const warnings = new Map<number, string[]>();
  for (const message of messages) {
    if (message.type !== 'warning') continue;
    const record = recordOf(message, starts) ?? 0;
    const list = warnings.get(record) ?? [];
    list.push(String(message.message ?? '').trim());
    warnings.set(record, list);
  }
  return warnings;
}
