import { GraphQLError } from 'graphql';
import type { SearchIndex } from '../state/search-index.ts';
import { matches, parseSearch } from '../state/search-query.ts';
import { compareEntries, connection, type Entry } from './connection.ts';
import type { Context, SearchArgs } from './context.ts';

export interface ListingSource<Row extends { readonly id: number }> {
  /** The field of the query: `products`. */
  readonly name: string;
  readonly rows: ReadonlyMap<number, Row>;
  readonly index: SearchIndex;
  /** Filters that are known here; any other is ignored, with a warning. */
  readonly filters: ReadonlySet<string>;
  /** Whether times in filters are compared by their day. */
  readonly wholeDays?: boolean;
  readonly view: (row: Row) => object;
}

const SORT_FIELDS: Readonly<Record<string, string>> = {
  UPDATED_AT: 'updated_at',
  CREATED_AT: 'created_at',
  PROCESSED_AT: 'processed_at',
  TITLE: 'title',
  NAME: 'name',
  SKU: 'sku',
  POSITION: 'position',
};

/**
 * A list of records. By id and without a filter it comes from the records themselves; everything else comes from the
 * search index, with its delay.
 */
export function listing<Row extends { readonly id: number }>(
  context: Context,
  source: ListingSource<Row>,
  args: SearchArgs,
) {
  const reverse = args.reverse === true;
  return connection(entriesOf(context, source, args, reverse), args, reverse);
}

export function countOf<Row extends { readonly id: number }>(
  context: Context,
  source: ListingSource<Row>,
  query: string | null | undefined,
) {
  return { count: entriesOf(context, source, { query: query ?? null }, false).length };
}

function entriesOf<Row extends { readonly id: number }>(
  context: Context,
  source: ListingSource<Row>,
  args: SearchArgs,
  reverse: boolean,
): readonly Entry[] {
  const { rows, view } = source;
  const sortKey = args.sortKey ?? 'ID';
  const query = args.query?.trim() ?? '';
  if (query === '' && sortKey === 'ID') {
    const entries = [...rows.values()].map((row): Entry => ({ id: row.id, value: row.id, view: () => view(row) }));
    return reverse ? entries.reverse() : entries;
  }
  const field = sortKey === 'ID' ? 'id' : SORT_FIELDS[sortKey];
  if (field === undefined) throw new GraphQLError(`not simulated: sortKey ${sortKey}`);
  const search = searchOf(context, source, query);
  const entries: Entry[] = [];
  for (const [id, document] of source.index.documents()) {
    const row = rows.get(id);
    if (row === undefined || !matches(search, document, source.wholeDays === true)) continue;
    const value = document[field];
    entries.push({ id, value: typeof value === 'number' ? value : String(value ?? ''), view: () => view(row) });
  }
  entries.sort(compareEntries);
  return reverse ? entries.reverse() : entries;
}

function searchOf<Row extends { readonly id: number }>(context: Context, source: ListingSource<Row>, query: string) {
  try {
    const search = parseSearch(query, (field) => source.filters.has(field));
    for (const field of search.ignored) context.searchWarnings.push({ path: source.name, field });
    return search;
  } catch (error) {
    throw new GraphQLError(error instanceof Error ? error.message : String(error));
  }
}
