import type { CanonicalRecord, ChildId, IntentKey } from '../core/connector.ts';
import type { Values } from '../core/value.ts';
import type { PasserelleError } from '../errors.ts';
import type { Resolution } from './resolve.ts';
import type { SourceItem } from './sync-types.ts';

/** A good source record, mapped, with the target's ids in its references. */
export interface Work {
  readonly item: SourceItem;
  readonly record: CanonicalRecord;
  readonly values: Values;
  /** Fingerprint of `values`. */
  readonly hash: string;
}

interface Linked {
  readonly work: Work;
  readonly linkId: number | null;
  readonly generation: number;
  readonly targetId: string;
  readonly children: readonly ChildId[];
}

/** What is to happen to one source item; decided before anything is written. */
export type Plan =
  | { readonly kind: 'reject'; readonly item: SourceItem; readonly error: PasserelleError }
  /** The source says what it said last time. */
  | { readonly kind: 'unchanged'; readonly work: Work; readonly targetId: string }
  /** Nothing to write, but link or bases are new: first contact, or both sides came to the same value. */
  | ({ readonly kind: 'settle'; readonly action: 'link' | 'unchanged'; readonly resolution: Resolution } & Linked)
  | ({
      readonly kind: 'update';
      readonly key: IntentKey;
      readonly resolution: Resolution;
      readonly current: CanonicalRecord;
      readonly firstContact: boolean;
    } & Linked)
  | { readonly kind: 'create'; readonly work: Work; readonly key: IntentKey; readonly generation: number };

export type WritePlan = Extract<Plan, { kind: 'create' | 'update' }>;
