import type { Outcome, Write } from '../../core/connector.ts';
import { asPasserelleError, type PasserelleError } from '../../errors.ts';
import { mayBeApplied } from '../../odoo/retry-rules.ts';

/** Collects the outcomes of one `apply`. The worst that is said of a write stands: unknown, rejected, applied. */
export interface OutcomeSheet {
  settle(write: Write, outcome: Outcome): void;
  /** What an exception of a call means for the writes that it carried. */
  fail(writes: readonly Write[], thrown: unknown): void;
  /** Something that a person should know of a write that is done all the same. */
  warn(write: Write, warning: string): void;
  /** What is known of a write so far. */
  outcome(write: Write): Outcome | undefined;
  /** False once a write was rejected or became unknown: later steps leave it out. */
  open(write: Write): boolean;
  /** From here on an exception can no longer mean that nothing was sent. */
  sending(): void;
}

/**
 * Runs the steps of an `apply` and gives one outcome a write, in order. An exception before `sending` is passed on;
 * after it, every write that has no outcome yet becomes unknown, so that its mark is searched.
 */
export async function collectOutcomes(
  writes: readonly Write[],
  run: (sheet: OutcomeSheet) => Promise<void>,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<Write, Outcome>();
  const warnings = new Map<Write, string[]>();
  let sent = false;
  const sheet: OutcomeSheet = {
    settle(write, outcome) {
      const known = outcomes.get(write);
      if (known === undefined || rank(outcome) >= rank(known)) outcomes.set(write, outcome);
    },
    fail(failed, thrown) {
      for (const write of failed) sheet.settle(write, failureOutcome(thrown, failed.length === 1));
    },
    warn(write, warning) {
      warnings.set(write, [...(warnings.get(write) ?? []), warning]);
    },
    outcome: (write) => outcomes.get(write),
    open: (write) => (outcomes.get(write)?.status ?? 'applied') === 'applied',
    sending: () => {
      sent = true;
    },
  };
  try {
    await run(sheet);
  } catch (thrown) {
    if (!sent) throw thrown;
    const error = asPasserelleError(thrown);
    return writes.map((write) => outcomes.get(write) ?? { status: 'unknown', error });
  }
  return writes.map((write) => {
    const outcome = outcomes.get(write) ?? { status: 'applied', id: idOf(write) };
    const added = warnings.get(write);
    if (added === undefined || outcome.status !== 'applied') return outcome;
    return { ...outcome, warnings: [...(outcome.warnings ?? []), ...added] };
  });
}

/** An error that may not be the record's own, nor the batch's: a configuration error is nobody's, so none is halved. */
export function failureOutcome(thrown: unknown, alone: boolean): Outcome {
  const error = asPasserelleError(thrown);
  if (mayBeApplied(thrown) || error.kind === 'transient') return { status: 'unknown', error };
  return { status: 'rejected', error, alone: alone || error.kind !== 'data' };
}

/**
 * A step after the first has failed. A record that was just created stands already, so that a refusal would be a
 * lie: it becomes unknown, is found by its mark, and gets what is missing as an update, which then is refused.
 */
export function settleLaterStep(
  sheet: OutcomeSheet,
  write: Write,
  failure: { readonly status: 'refused' | 'unknown'; readonly error: PasserelleError; readonly alone?: boolean },
): void {
  if (failure.status === 'unknown' || write.op === 'create') {
    sheet.settle(write, { status: 'unknown', error: failure.error });
  } else sheet.settle(write, { status: 'rejected', error: failure.error, alone: failure.alone === true });
}

function rank(outcome: Outcome): number {
  return outcome.status === 'unknown' ? 2 : outcome.status === 'rejected' ? 1 : 0;
}

function idOf(write: Write): string {
  return write.op === 'create' ? '' : write.id;
}
