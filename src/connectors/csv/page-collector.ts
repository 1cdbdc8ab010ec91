/** Items put together to pages. */
import type { RecordItem } from '../../core/connector.ts';

/** Rows in one page, whatever the page size: a page is held in memory with the rows of all its records. */
const MAX_PAGE_ROWS = 1_000;

/** How far into a file: all groups up to the one whose first line this is, and some items of the next group. */
export interface Position {
  /** 0 before the first group, null at the end of the file. */
  readonly line: number | null;
  readonly part: number;
}

export interface Page {
  readonly items: RecordItem[];
  /** Behind its last item. */
  position: Position;
  rows: number;
}

/** A group may become several items (a record, and repeats that are refused): they may stand on several pages. */
export class PageCollector {
  readonly #pageSize: number;
  #complete: Page[] = [];
  #open: Page | null = null;
  #lastLine: number | null;
  /** Items of the next group that were dealt with before. */
  #skip: number;

  constructor(pageSize: number, from: Position) {
    this.#pageSize = pageSize;
    this.#lastLine = from.line;
    this.#skip = from.part;
  }

  /** True when a page is complete. */
  add(items: readonly RecordItem[], firstLine: number, isLast: boolean): boolean {
    const end: Position = { line: isLast ? null : firstLine, part: 0 };
    for (let at = this.#skip; at < items.length; at += 1) {
      const item = items[at];
      if (item === undefined) continue;
      this.#put(item, at + 1 < items.length ? { line: this.#lastLine, part: at + 1 } : end);
    }
    this.#skip = 0;
    this.#lastLine = firstLine;
    if (isLast) this.#finish();
    return this.#complete.length > 0;
  }

  take(): Page | null {
    return this.#complete.shift() ?? null;
  }

  #put(item: RecordItem, position: Position): void {
    const rows = (item.ok ? item.record.rows : item.rows) ?? 1;
    if (this.#open !== null && this.#open.rows + rows > MAX_PAGE_ROWS) this.#finish();
    if (this.#open === null) this.#open = { items: [item], position, rows };
    else {
      this.#open.items.push(item);
      this.#open.position = position;
      this.#open.rows += rows;
    }
    if (this.#open.items.length >= this.#pageSize || this.#open.rows >= MAX_PAGE_ROWS) this.#finish();
  }

  #finish(): void {
    if (this.#open !== null) this.#complete.push(this.#open);
    this.#open = null;
  }
}
