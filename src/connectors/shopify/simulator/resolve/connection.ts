import { GraphQLError } from 'graphql';
import type { PageArgs } from './context.ts';

/** One entry of a list: what the cursor remembers of it, and what the client sees of it. */
export interface Entry {
  readonly id: number;
  /** The value that the list is sorted by; the id when it is by id. */
  readonly value: string | number;
  readonly view: () => object;
}

const MAX_PAGE = 250;
/** Shopify pages no deeper than this into one list; beyond it one has to filter. */
const MAX_DEPTH = 25_000;

/** A page of a sorted list. Throws for a page that Shopify refuses. */
export function connection(entries: readonly Entry[], args: PageArgs, reverse = false) {
  const first = pageSize(args);
  const start = args.after == null ? 0 : positionAfter(entries, decodeCursor(args.after), reverse);
  if (start + first > MAX_DEPTH && start < entries.length && start > 0) {
    throw new GraphQLError(`Pagination is limited to ${MAX_DEPTH} objects; narrow the list with a filter.`, {
      extensions: { code: 'BAD_REQUEST' },
    });
  }
  const page = entries.slice(start, start + first);
  const [begin] = page;
  const end = page.at(-1);
  return {
    nodes: page.map((entry) => entry.view()),
    pageInfo: {
      hasNextPage: start + first < entries.length,
      hasPreviousPage: start > 0,
      startCursor: begin === undefined ? null : encodeCursor(begin),
      endCursor: end === undefined ? null : encodeCursor(end),
    },
  };
}

export function pageSize(args: PageArgs): number {
  if (args.first == null) {
    throw new GraphQLError('you must provide one of first or last', { extensions: { code: 'BAD_REQUEST' } });
  }
  if (args.first < 0 || args.first > MAX_PAGE) {
    throw new GraphQLError(`The first argument must be between 0 and ${MAX_PAGE}, it is ${args.first}.`, {
      extensions: { code: 'BAD_REQUEST' },
    });
  }
  return args.first;
}

interface Cursor {
  readonly last_id: number;
  readonly last_value: string | number;
}

function encodeCursor(entry: Entry): string {
  const cursor: Cursor = { last_id: entry.id, last_value: entry.value };
  return Buffer.from(JSON.stringify(cursor)).toString('base64');
}

function decodeCursor(text: string): Cursor {
  try {
    const cursor: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
    if (typeof cursor === 'object' && cursor !== null && 'last_id' in cursor) return cursor as Cursor;
  } catch {
    // said below
  }
  throw new GraphQLError(`Invalid cursor for current pagination sort.`, { extensions: { code: 'BAD_REQUEST' } });
}

/** By value and id, so that a row that moved in the list is not looked for where it was. */
function positionAfter(entries: readonly Entry[], cursor: Cursor, reverse: boolean): number {
  const at = entries.findIndex((entry) => {
    const order = compareEntries(entry, { id: cursor.last_id, value: cursor.last_value });
    return reverse ? order < 0 : order > 0;
  });
  return at === -1 ? entries.length : at;
}

export function compareEntries(a: Pick<Entry, 'id' | 'value'>, b: Pick<Entry, 'id' | 'value'>): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return a.id - b.id;
}
