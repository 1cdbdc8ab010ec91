import type { Write } from '../../core/connector.ts';
import { asPasserelleError } from '../../errors.ts';
import type { OutcomeSheet } from './outcome-sheet.ts';

/** What comes of the writes that pass; those whose check throws are rejected, each by itself. */
export function checkEach<W extends Write, T>(
  writes: readonly W[],
  sheet: OutcomeSheet,
  check: (write: W) => T,
): readonly T[] {
  return writes.flatMap((write) => {
    try {
      return [check(write)];
    } catch (thrown) {
      sheet.settle(write, { status: 'rejected', error: asPasserelleError(thrown), alone: true });
      return [];
    }
  });
}

export const isCreate = (write: Write) => write.op === 'create';
