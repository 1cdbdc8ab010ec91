import type { CreateWrite, Outcome, RemoveWrite, UpdateWrite, Write } from '../../core/connector.ts';
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

/** How each kind of write is carried out; each throws what `failedOutcome` turns into its verdict. */
export interface Writer {
  create(write: CreateWrite, signal: AbortSignal | undefined): Promise<Outcome>;
  update(write: UpdateWrite, signal: AbortSignal | undefined): Promise<Outcome>;
  remove(write: RemoveWrite, signal: AbortSignal | undefined): Promise<Outcome>;
}

/** One outcome a write, in order: each write is a call of its own, and none waits for the verdict on another. */
export async function applyEach(
  writer: Writer,
  writes: readonly Write[],
  signal: AbortSignal | undefined,
): Promise<readonly Outcome[]> {
  return await Promise.all(
    writes.map(async (write) => {
      try {
        if (write.op === 'create') return await writer.create(write, signal);
        return write.op === 'update' ? await writer.update(write, signal) : await writer.remove(write, signal);
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
