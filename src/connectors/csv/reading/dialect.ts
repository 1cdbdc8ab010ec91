/** Which separator and quote a file uses, told from its first rows. */
import { type Dialect, RowReader } from './row-reader.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const SAMPLE_ROWS = 100;

export interface GivenDialect {
  readonly delimiter?: string | undefined;
  readonly quote?: string | undefined;
}

export interface DetectedDialect extends Dialect {
  /** Excel's own first line, `sep=;`, which is not a row. */
  readonly hasSeparatorLine: boolean;
}

/**
 * The dialect of a text whose first row is a header. What is given is taken; else the separator is the one that
 * splits the header and the rows below into equally many cells. The sample may end in the middle of a row.
 */
export function detectDialect(sample: string, whole: boolean, given: GivenDialect = {}): DetectedDialect {
  const hint = /^sep=(.)(?:\r\n|\r|\n)/i.exec(sample);
  const text = hint === null ? sample : sample.slice(hint[0].length);
  const quote = given.quote ?? (isSingleQuoted(text) ? "'" : '"');
  const delimiter = given.delimiter ?? hint?.[1] ?? bestDelimiter(text, whole, quote);
  return { delimiter, quote, hasSeparatorLine: hint !== null };
}

function bestDelimiter(text: string, whole: boolean, quote: string): string {
  let best = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const score = scoreDelimiter(text, whole, { delimiter, quote });
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** Cells of the header times the share of rows that have as many; 0 when the header is not split. */
function scoreDelimiter(text: string, whole: boolean, dialect: Dialect): number {
  const widths: number[] = [];
  const count = (_line: number, cells: string[]) => {
    if (widths.length < SAMPLE_ROWS) widths.push(cells.length);
  };
  const reader = new RowReader(dialect);
  try {
    reader.push(text, false, count);
    if (whole) reader.push('', true, count);
  } catch {
    // What is broken is reported when the file is read; here the rows before it tell enough.
  }
  const header = widths[0] ?? text.split(/[\r\n]/, 1)[0]?.split(dialect.delimiter).length ?? 1;
  if (header < 2) return 0;
  const rows = widths.slice(1);
  if (rows.length === 0) return header;
  return header * (0.1 + rows.filter((width) => width === header).length / rows.length);
}

/** True when every name in the first line stands in single quotes. */
function isSingleQuoted(text: string): boolean {
  const first = text.split(/[\r\n]/, 1)[0] ?? '';
  return /^'[^'"]*'(?:[,;\t|]'[^'"]*')*$/.test(first);
}
