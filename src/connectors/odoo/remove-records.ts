import type { RemoveWrite, Write } from '../../core/connector.ts';
import type { OutcomeSheet } from './outcome-sheet.ts';
import type { Target } from './target.ts';

/** Archives or deletes; one call each, so that one refusal is nobody else's. */
export async function removeRecords(
  target: Target,
  model: string,
  writes: readonly Write[],
  sheet: OutcomeSheet,
  signal: AbortSignal | undefined,
): Promise<void> {
  const removes = writes.filter((write): write is RemoveWrite => write.op === 'archive' || write.op === 'delete');
  await Promise.all(
    removes.map(async (write) => {
      const ids = write.id.split('+').map(Number);
      try {
        if (write.op === 'archive') await target.write(model, ids, { active: false }, signal);
        else await target.call(model, 'unlink', [ids], { signal });
      } catch (thrown) {
        sheet.fail([write], thrown);
      }
    }),
  );
}
