import type { ChangePage, RecordItem } from '../../../core/connector.ts';
import { gidNumber } from '../gid.ts';
import { type Connection, idOf, type Node } from '../node.ts';
import { BEGINNING, type FeedCursor, nextWindow, readCursor, writeCursor } from './feed-cursor.ts';

/** One kind of record, as its feed needs it. */
export interface FeedSource {
  /** A page of the list; `query` in Shopify's search syntax. */
  page(request: FeedRequest): Promise<FeedPage>;
  /** Whether times in its filter count by the day only. */
  readonly wholeDays: boolean;
  /** The records of one row. */
  toItems(node: Node): Promise<readonly RecordItem[]>;
  /** Rows that are no records by a rule: counted, not delivered. */
  leaveOut?(node: Node): boolean;
}

export interface FeedRequest {
  readonly first: number;
  readonly after: string | null;
  readonly query: string | null;
  readonly sortKey: 'ID' | 'UPDATED_AT';
  readonly reverse: boolean;
}

export interface FeedPage {
  readonly connection: Connection;
  readonly serverMs: number;
}

/**
 * How much further back than the last pass a window reaches: Shopify's search index is behind its records, seldom by
 * more than seconds.
 */
const OVERLAP_MS = 5 * 60_000;
const DAY_MS = 86_400_000;
/** Shopify pages no deeper than 25,000 rows into one list. */
const MAX_DEPTH = 20_000;
/** Times are whole seconds: a record may have changed once more in the second that it shows. */
const SETTLED_MS = 5_000;
const MAX_SEEN = 250;

/**
 * Everything that changed since the cursor. The list goes by time, newest first, and ends at the first row older than
 * the window: so a filter that Shopify ignores or takes by the day costs time, never a record. A row that moves to the
 * top meanwhile is of the next window.
 */
export async function* feedChanges(
  source: FeedSource,
  from: string | null,
  pageSize: number,
  maxDepth = MAX_DEPTH,
): AsyncGenerator<ChangePage> {
  let cursor = readCursor(from);
  // Where the pass goes on after an interruption, the overlap is delivered again rather than remembered.
  const seen = new Map(cursor.after === null ? cursor.seen : []);
  const kept: [string, number][] = [];
  for (;;) {
    const { connection, serverMs } = await source.page(requestFor(cursor, source.wholeDays, pageSize));
    if (cursor.startedMs === 0) cursor = { ...cursor, startedMs: serverMs };
    const { fresh, over } = cutWindow(connection.nodes, cursor);
    const items: RecordItem[] = [];
    let skippedRows = 0;
    for (const node of fresh) {
      const number = gidNumber(idOf(node));
      const updatedMs = updatedOf(node);
      const known = seen.get(number) === Math.floor(updatedMs / 1000);
      const settled = serverMs - updatedMs >= SETTLED_MS;
      if (updatedMs >= cursor.startedMs - OVERLAP_MS && settled) kept.push([number, Math.floor(updatedMs / 1000)]);
      if (known) continue;
      if (source.leaveOut?.(node) === true) skippedRows += 1;
      else items.push(...(await source.toItems(node)));
    }
    const last = connection.nodes.at(-1);
    if (over || !connection.page.hasNextPage || last === undefined) {
      yield { items, skippedRows, cursor: writeCursor(nextWindow(cursor, kept.slice(0, MAX_SEEN))) };
      return;
    }
    cursor = advance(cursor, connection, idOf(last), maxDepth);
    yield { items, skippedRows, cursor: writeCursor(cursor) };
  }
}

export function requestFor(cursor: FeedCursor, wholeDays: boolean, first: number): FeedRequest {
  const { after, beyond } = cursor;
  if (cursor.mode === 'all') {
    const query = beyond === null ? null : `id:>${beyond}`;
    return { first, after, query, sortKey: 'ID', reverse: false };
  }
  const fromMs = cursor.sinceMs - OVERLAP_MS;
  // A day more, since it is the day of the shop's time zone.
  const time = wholeDays ? isoSecond(fromMs - DAY_MS).slice(0, 10) : isoSecond(fromMs);
  return { first, after, query: `updated_at:>='${time}'`, sortKey: 'UPDATED_AT', reverse: true };
}

/** The rows inside the window, and whether the list has come to its end. Pure. */
export function cutWindow(
  nodes: readonly Node[],
  cursor: FeedCursor,
): { readonly fresh: readonly Node[]; readonly over: boolean } {
  if (cursor.mode === 'all') return { fresh: nodes, over: false };
  const end = nodes.findIndex((node) => updatedOf(node) < cursor.sinceMs - OVERLAP_MS);
  return end === -1 ? { fresh: nodes, over: false } : { fresh: nodes.slice(0, end), over: true };
}

/** A list that is too deep to page goes on by id: for `all` behind the last id, for a window with everything. */
function advance(cursor: FeedCursor, connection: Connection, lastId: string, maxDepth: number): FeedCursor {
  const depth = cursor.depth + connection.nodes.length;
  if (depth < maxDepth) return { ...cursor, after: connection.page.endCursor, depth };
  if (cursor.mode === 'all') return { ...cursor, after: null, depth: 0, beyond: gidNumber(lastId) };
  return { ...BEGINNING, startedMs: cursor.startedMs };
}

const updatedOf = (node: Node): number => Date.parse(String(node.updatedAt ?? '')) || 0;

const isoSecond = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
