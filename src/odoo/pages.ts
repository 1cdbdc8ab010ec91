import { OdooError } from './odoo-error.ts';
import type { OdooContext } from './options.ts';
import type { Domain, SearchOptions } from './types.ts';

export interface PagesOptions {
  readonly fields: readonly string[];
  /** Records a page; 1,000. */
  readonly pageSize?: number | undefined;
  /**
   * Only records written at or after this time (Odoo's `YYYY-MM-DD HH:MM:SS`, UTC). Take the server's time at the
   * start of the window before, less the longest transaction: `write_date` is when a transaction began.
   */
  readonly window?: { readonly from: string; readonly field?: string } | undefined;
  /** Resume behind this id within the same window. */
  readonly afterId?: number | undefined;
  /**
   * Ends only at an empty page, not at a short one: for models that filter a page after it was cut to its size
   * (`mail.message`). One call more.
   */
  readonly untilEmpty?: boolean | undefined;
  readonly context?: OdooContext | undefined;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Records in the order of their ids; each time it is walked through it reads anew. */
export interface Pages<T> extends AsyncIterable<T> {
  pages(): AsyncIterable<readonly T[]>;
}

export type ReadPage<T> = (domain: Domain, options: SearchOptions) => Promise<T[]>;

/**
 * Pages by `id > last` within a window that does not move, never by write date: Odoo sorts those by microseconds and
 * sends seconds, so that a page break between two records of one second would lose one of them.
 */
export function readPages<T extends { readonly id: number }>(
  readPage: ReadPage<T>,
  domain: Domain,
  options: PagesOptions,
): Pages<T> {
  const pages = () => walk(readPage, domain, options);
  return {
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const page of pages()) yield* page;
    },
  };
}

async function* walk<T extends { readonly id: number }>(
  readPage: ReadPage<T>,
  domain: Domain,
  options: PagesOptions,
): AsyncGenerator<readonly T[]> {
  const pageSize = options.pageSize ?? 1000;
  const { window } = options;
  const fixed: Domain = window ? [...domain, [window.field ?? 'write_date', '>=', window.from]] : domain;
  const abandoned = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, abandoned.signal]) : abandoned.signal;

  const fetch = (afterId: number | undefined): Promise<T[]> => {
    const page = readPage(afterId === undefined ? fixed : [...fixed, ['id', '>', afterId]], {
      limit: pageSize,
      order: 'id',
      context: options.context,
      timeoutMs: options.timeoutMs,
      signal,
    });
    // It may fail while its predecessor is still worked on; whoever awaits it sees the error.
    page.catch(() => {});
    return page;
  };

  let pending: Promise<T[]> | undefined = fetch(options.afterId);
  let last = options.afterId ?? Number.NEGATIVE_INFINITY;
  try {
    while (pending) {
      const page: T[] = await pending;
      last = lastId(page, last);
      const more = options.untilEmpty ? page.length > 0 : page.length >= pageSize;
      pending = more ? fetch(last) : undefined;
      if (page.length > 0) yield page;
    }
  } finally {
    abandoned.abort();
  }
}

/** Ids must rise: a server or proxy that ignores the domain would answer the same page for ever. */
function lastId<T extends { readonly id: number }>(page: readonly T[], before: number): number {
  let last = before;
  for (const { id } of page) {
    if (!(id > last)) {
      throw new OdooError('odoo_bad_answer', `Odoo answered record ${id} after ${last} in a list ordered by id.`, {
        remedy: 'Look for a module that changes how this model is searched.',
      });
    }
    last = id;
  }
  return last;
}
