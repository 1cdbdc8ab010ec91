import type { CheckItem } from '../core/connector.ts';
import { asPasserelleError } from '../errors.ts';
import type { ExitCode } from './command.ts';

const SIGN: { readonly [S in CheckItem['status']]: string } = { ok: 'ok', warning: 'warn', failed: 'FAIL' };

/** One line an item, what to mend below it. Pure. */
export function formatItems(items: readonly CheckItem[], indent = ''): string {
  const names = Math.max(0, ...items.map(({ name }) => name.length));
  return items
    .map(({ name, status, message, remedy }) => {
      const margin = `${indent}${' '.repeat(6 + names + 2)}`;
      const said = message.replaceAll('\n', `\n${margin}`);
      const mend = remedy === undefined ? '' : `${margin}-> ${remedy}\n`;
      return `${indent}${SIGN[status].padEnd(4)}  ${name.padEnd(names)}  ${said}\n${mend}`;
    })
    .join('');
}

/** What all items come to. Pure. */
export function worst(items: readonly CheckItem[]): CheckItem['status'] {
  if (items.some(({ status }) => status === 'failed')) return 'failed';
  return items.some(({ status }) => status === 'warning') ? 'warning' : 'ok';
}

/** A warning fails nothing. Pure. */
export function exitCodeOf(items: readonly CheckItem[]): ExitCode {
  return worst(items) === 'failed' ? 1 : 0;
}

/** `3 ok, 1 to look at, 1 failed`. Pure. */
export function countItems(items: readonly CheckItem[]): string {
  const count = (status: CheckItem['status']) => items.filter((item) => item.status === status).length;
  const parts = [`${count('ok')} ok`];
  if (count('warning') > 0) parts.push(count('warning') === 1 ? '1 warning' : `${count('warning')} warnings`);
  if (count('failed') > 0) parts.push(`${count('failed')} failed`);
  return parts.join(', ');
}

/** An error as an item of a check; a bug of ours is thrown on. */
export function failedItem(name: string, error: unknown): CheckItem {
  const known = asPasserelleError(error);
  if (known.kind === 'bug' || known.code === 'cancelled') throw error;
  return {
    name,
    status: 'failed',
    message: `${known.message} (${known.code})`,
    ...(known.remedy !== undefined && { remedy: known.remedy }),
  };
}
