import type { CreateWrite, UpdateWrite, Write } from '../../core/connector.ts';
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

export const createsOf = (writes: readonly Write[]): readonly CreateWrite[] =>
  writes.filter((write): write is CreateWrite => write.op === 'create');

export const updatesOf = (writes: readonly Write[]): readonly UpdateWrite[] =>
  writes.filter((write): write is UpdateWrite => write.op === 'update');
