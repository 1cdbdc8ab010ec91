import { createHash } from 'node:crypto';
import type { IntentKey, RecordType } from './connector.ts';

export interface Intent {
  /** Names, not database ids: a hub that lost its database makes the same keys again and finds its marks. */
  readonly sync: string;
  readonly source: string;
  readonly type: RecordType;
  readonly sourceId: string;
  /** Counts deliberate re-creations of a record that was deleted in the target. */
  readonly generation: number;
}

/**
 * The key of one create: 32 hexadecimal digits, the same for the same intent on every machine and in every run.
 * The only place that makes an `IntentKey`.
 */
export function createIntentKey(intent: Intent): IntentKey {
  const parts = [intent.sync, intent.source, intent.type, intent.sourceId, String(intent.generation)];
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return digest.slice(0, 32) as IntentKey;
}
