/**
 * The CSV grammar: text in pieces of any size to rows. Built for speed: a line without a quote is split by the engine.
 */
import { PasserelleError } from '../../../errors.ts';

export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
}

/** Text stands after a closing quote: the cell cannot be trusted. */
export type RowFault = 'stray-quote';

/** Called for each row; `line` is where the row starts in the file, from 1. The cells are the receiver's to keep. */
export type OnRow = (line: number, cells: string[], fault: RowFault | null) => void;

/** Longest row, in characters. */
export const MAX_ROW_CHARACTERS = 4 * 1024 * 1024;

const LF = 10;
const CR = 13;
const NOT_FOUND = Number.MAX_SAFE_INTEGER;

/**
 * Reads rows from pieces of text. Line ends may be LF, CRLF or CR, also mixed; quoted cells may hold line ends,
 * separators and doubled quotes; a quote inside an unquoted cell is text; empty lines are passed over.
 */
export class RowReader {
  readonly #delimiter: string;
  readonly #quote: string;
  readonly #maxRow: number;
  #rest = '';
  #line = 1;
  /** Set by `#readQuoted`. */
  #next = 0;

  constructor(dialect: Dialect, maxRowCharacters = MAX_ROW_CHARACTERS) {
    this.#delimiter = dialect.delimiter;
    this.#quote = dialect.quote;
    this.#maxRow = maxRowCharacters;
  }

  /** The line that the next row starts in. */
  get line(): number {
    return this.#line;
  }

  /** The line that the text read so far ends in; for messages. */
  get lastLine(): number {
    return this.#line + countLineEnds(this.#rest, 0, this.#rest.length);
  }

  /** Reads on. Throws `csv_line_too_long`, `csv_unclosed_quote`. */
  push(piece: string, last: boolean, onRow: OnRow): void {
    const text = this.#rest === '' ? piece : this.#rest + piece;
    const delimiter = this.#delimiter;
    const length = text.length;
    let position = 0;
    let nextQuote = find(text, this.#quote, 0);
    let nextCr = find(text, '\r', 0);
    while (position < length) {
      if (nextQuote < position) nextQuote = find(text, this.#quote, position);
      if (nextCr < position) nextCr = find(text, '\r', position);
      let end = find(text, '\n', position);
      if (nextCr < end) end = nextCr;
      if (nextQuote < end) {
        if (!this.#readQuoted(text, position, last, onRow)) break;
        position = this.#next;
        continue;
      }
      if (end === NOT_FOUND) {
        if (!last) break;
        onRow(this.#line, text.slice(position).split(delimiter), null);
        this.#line += 1;
        position = length;
        break;
      }
      let next = end + 1;
      if (end === nextCr) {
        // A line feed may follow in the next piece.
        if (next === length && !last) break;
        if (text.charCodeAt(next) === LF) next += 1;
      }
      if (end > position) onRow(this.#line, text.slice(position, end).split(delimiter), null);
      this.#line += 1;
      position = next;
    }
    this.#rest = position === length ? '' : text.slice(position);
    if (this.#rest.length > this.#maxRow) this.#refuseLongRow();
  }

  /** Reads the row at `start`, which has a quote in it. False when the text ends before the row does. */
  #readQuoted(text: string, start: number, last: boolean, onRow: OnRow): boolean {
    const quote = this.#quote;
    const delimiterCode = this.#delimiter.charCodeAt(0);
    const quoteCode = quote.charCodeAt(0);
    const length = text.length;
    const cells: string[] = [];
    let fault: RowFault | null = null;
    let at = start;
    for (;;) {
      let value = '';
      if (text.charCodeAt(at) === quoteCode) {
        let from = at + 1;
        let close = text.indexOf(quote, from);
        for (;;) {
          if (close === -1) {
            if (last) throw this.#unclosedQuote(text, start, at, cells.length + 1);
            return false;
          }
          if (close + 1 === length && !last) return false;
          if (text.charCodeAt(close + 1) !== quoteCode) break;
          value += text.slice(from, close + 1);
          from = close + 2;
          close = text.indexOf(quote, from);
        }
        value += text.slice(from, close);
        at = close + 1;
      }
      const from = at;
      let code = 0;
      while (at < length) {
        code = text.charCodeAt(at);
        if (code === delimiterCode || code === LF || code === CR) break;
        at += 1;
      }
      if (at === length && !last) return false;
      if (at > from) {
        if (from > start && text.charCodeAt(from - 1) === quoteCode) fault = 'stray-quote';
        value += text.slice(from, at);
      }
      cells.push(value);
      if (at < length && code === delimiterCode) {
        at += 1;
        continue;
      }
      if (at === length) return this.#finish(text, start, at, cells, fault, onRow);
      if (code === CR) {
        if (at + 1 === length && !last) return false;
        if (text.charCodeAt(at + 1) === LF) at += 1;
      }
      return this.#finish(text, start, at + 1, cells, fault, onRow);
    }
  }

  #finish(text: string, start: number, next: number, cells: string[], fault: RowFault | null, onRow: OnRow): true {
    onRow(this.#line, cells, fault);
    this.#line += countLineEnds(text, start, next) + (endsLine(text, next) ? 0 : 1);
    this.#next = next;
    return true;
  }

  #unclosedQuote(text: string, start: number, open: number, column: number): PasserelleError {
    const line = this.#line + countLineEnds(text, start, open);
    const message = `The quoted cell that opens in line ${line} (column ${column}) is never closed.`;
    return new PasserelleError('csv_unclosed_quote', message, {
      field: `line ${line}`,
      remedy: `Close the ${this.#quote} in line ${line}, or give another quote character; the file may also be cut off.`,
    });
  }

  #refuseLongRow(): never {
    const opened = openQuote(this.#rest, this.#delimiter, this.#quote);
    if (opened !== null) throw this.#unclosedQuote(this.#rest, 0, opened.at, opened.column);
    const megabytes = Math.round(this.#maxRow / 1024 / 1024);
    throw new PasserelleError(
      'csv_line_too_long',
      `Line ${this.#line} does not end within ${megabytes > 0 ? `${megabytes} MiB` : `${this.#maxRow} characters`}.`,
      { field: `line ${this.#line}`, remedy: 'Check that this is a CSV file with one row a line.' },
    );
  }
}

function find(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at === -1 ? NOT_FOUND : at;
}

function endsLine(text: string, next: number): boolean {
  const code = text.charCodeAt(next - 1);
  return code === LF || code === CR;
}

function countLineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i += 1) {
    const code = text.charCodeAt(i);
    if (code === LF || (code === CR && text.charCodeAt(i + 1) !== LF)) count += 1;
  }
  return count;
}

/** Where the quote opens that is still open at the end of the text. */
function openQuote(text: string, delimiter: string, quote: string): { at: number; column: number } | null {
  let column = 1;
  let at = 0;
  for (;;) {
    if (text[at] === quote) {
      const open = at;
      at = text.indexOf(quote, at + 1);
      while (at !== -1 && text[at + 1] === quote) at = text.indexOf(quote, at + 2);
      if (at === -1) return { at: open, column };
    }
    at = text.indexOf(delimiter, at + (text[at] === delimiter ? 0 : 1));
    if (at === -1) return null;
    at += 1;
    column += 1;
  }
}
