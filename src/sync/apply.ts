import type { Outcome, Write, WritePort } from '../core/connector.ts';
import { asPasserelleError, PasserelleError } from '../errors.ts';

/**
 * Writes a batch; a batch that the system refused as a whole is halved until the bad records stand alone.
 *
 * One outcome a write, in order. Throws when the fault is not of a record: a configuration error, or a cancellation.
 * A connector that throws sent nothing, so that a transient fault of it is an unknown outcome that is cheap to check.
 */
export async function applyWrites(
  port: WritePort,
  writes: readonly Write[],
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let at = 0; at < writes.length; at += port.maxBatch) {
    outcomes.push(...(await applyBatch(port, writes.slice(at, at + port.maxBatch), signal)));
  }
  return outcomes;
}

async function applyBatch(port: WritePort, batch: readonly Write[], signal: AbortSignal): Promise<readonly Outcome[]> {
  if (signal.aborted) throw new PasserelleError('cancelled', 'The run was cancelled.', { cause: signal.reason });
  let outcomes: readonly Outcome[];
  try {
    outcomes = await port.apply(batch, { signal });
  } catch (error) {
    const known = asPasserelleError(error);
    if (known.kind !== 'transient' || signal.aborted) throw known;
    return batch.map((): Outcome => ({ status: 'unknown', error: known }));
  }
  if (outcomes.length !== batch.length) {
    throw new PasserelleError(
      'internal',
      `The connector answered ${outcomes.length} outcomes for ${batch.length} writes.`,
    );
  }
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected' && outcome.error.kind !== 'data') throw outcome.error;
  }
  const together: number[] = [];
  outcomes.forEach((outcome, i) => {
    if (outcome.status === 'rejected' && !outcome.alone) together.push(i);
  });
  if (batch.length === 1 || together.length === 0) return outcomes;
  const result = [...outcomes];
  const middle = Math.ceil(together.length / 2);
  for (const half of [together.slice(0, middle), together.slice(middle)]) {
    if (half.length === 0) continue;
    const writes = half.flatMap((i) => batch[i] ?? []);
    const again = await applyBatch(port, writes, signal);
    half.forEach((i, n) => {
      const outcome = again[n];
      if (outcome !== undefined) result[i] = outcome;
    });
  }
  return result;
}
