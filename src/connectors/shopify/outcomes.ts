import type { Outcome, Write } from '../../core/connector.ts';
import { asPasserelleError, PasserelleError } from '../../errors.ts';

/**
 * What an exception says of the one write that it ended. A transient one leaves open whether it was done: the engine
 * looks before it repeats.
 */
export function failedOutcome(thrown: unknown, signal: AbortSignal | undefined): Outcome {
  if (signal?.aborted === true && !(thrown instanceof PasserelleError)) {
    return { status: 'unknown', error: new PasserelleError('cancelled', 'The run was cancelled.', { cause: thrown }) };
  }
  const error = asPasserelleError(thrown);
  if (error.kind === 'transient') return { status: 'unknown', error };
  return { status: 'rejected', error, alone: true };
}

/** One outcome a write, in order: each write is a call of its own, and none waits for the verdict on another. */
export async function applyEach(
  writes: readonly Write[],
  signal: AbortSignal | undefined,
  applyOne: (write: Write) => Promise<Outcome>,
): Promise<readonly Outcome[]> {
  return await Promise.all(
    writes.map(async (write) => {
      try {
        return await applyOne(write);
      } catch (thrown) {
        return failedOutcome(thrown, signal);
      }
    }),
  );
}

/** The mark of a create is taken: it stands already, and is found by it. */
export function alreadyMade(): PasserelleError {
  return new PasserelleError('shopify_outcome_unknown', 'Shopify already holds a record with the mark of this create.');
}
