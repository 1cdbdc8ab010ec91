import { PasserelleError } from '../../../errors.ts';

/**
 * How far a feed has come.
 * - `all`: every record by id, from `after` on; what changes meanwhile comes with the window that begins at `startedMs`.
 * - `since`: what changed since `sinceMs`, newest first, from `after` on; then on to the window from `startedMs`.
 */
export interface FeedCursor {
  readonly mode: 'all' | 'since';
  /** The shop's clock when this pass began; 0 before its first answer. */
  readonly startedMs: number;
  /** The beginning of the window; 0 for `all`. */
  readonly sinceMs: number;
  readonly after: string | null;
  /** Rows read from the current list: Shopify pages no deeper than 25,000. */
  readonly depth: number;
  /** For `all`: the number of the last id, where the list was begun anew behind it. */
  readonly beyond: string | null;
  /** Records of the overlap that were delivered already: id's number and `updatedAt` in seconds. */
  readonly seen: readonly (readonly [string, number])[];
}

export const BEGINNING: FeedCursor = {
  mode: 'all',
  startedMs: 0,
  sinceMs: 0,
  after: null,
  depth: 0,
  beyond: null,
  seen: [],
};

/** The window that follows a finished pass. */
export function nextWindow(done: FeedCursor, seen: FeedCursor['seen']): FeedCursor {
  return { ...BEGINNING, mode: 'since', sinceMs: done.startedMs, seen };
}

export const writeCursor = (cursor: FeedCursor): string => JSON.stringify(cursor);

/** Throws `shopify_cursor_invalid`. */
export function readCursor(text: string | null): FeedCursor {
  if (text === null) return BEGINNING;
  try {
    const parsed = JSON.parse(text) as Partial<FeedCursor>;
    if (parsed.mode === 'all' || parsed.mode === 'since') return { ...BEGINNING, ...parsed };
  } catch {
    // said below
  }
  throw new PasserelleError('shopify_cursor_invalid', 'The stored position of this Shopify feed cannot be read.', {
    value: text,
    remedy: 'Reset the sync; it then reads everything once.',
  });
}
