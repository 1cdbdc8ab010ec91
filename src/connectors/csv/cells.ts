/** Strict reading of cells: what is not clearly a value is an error that names line, column and cell. */
import { isDecimal, trimZeros } from '../../core/money.ts';
import { PasserelleError } from '../../errors.ts';
import type { Row } from './layout.ts';

export function badCell(row: Row, column: string, cell: string, problem: string, remedy?: string): PasserelleError {
  const shown = cell.length > 60 ? `${cell.slice(0, 57)}...` : cell;
  return new PasserelleError('csv_bad_value', `Line ${row.line}, column "${column}": "${shown}" ${problem}.`, {
    field: column,
    value: cell,
    remedy,
  });
}

export function missingCell(row: Row, column: string): PasserelleError {
  return new PasserelleError('csv_missing_value', `Line ${row.line}, column "${column}": a value is missing.`, {
    field: column,
    remedy: `Fill in "${column}".`,
  });
}

/** How a file writes decimal fractions: always with a point, or, as shops of many countries do, with a comma too. */
export type DecimalSign = 'point' | 'point or comma';

/**
 * A decimal without needless zeros, or null for an empty cell. Signs of thousands are refused: "1,299" may be either.
 * Throws `csv_bad_value`.
 */
export function decimalCell(row: Row, column: string, cell: string, sign: DecimalSign = 'point'): string | null {
  let text = cell.trim();
  if (text === '') return null;
  if (sign === 'point or comma' && text.includes(',')) {
    if (/^-?[1-9]\d{0,2},\d{3}$/.test(text)) {
      throw badCell(row, column, cell, 'may mean thousands or thousandths', 'Write it with a decimal point.');
    }
    if (/^-?\d*,\d+$/.test(text)) text = text.replace(',', '.');
  }
  if (text.startsWith('.')) text = `0${text}`;
  else if (text.startsWith('-.')) text = `-0${text.slice(1)}`;
  if (isDecimal(text)) return trimZeros(text);
  throw badCell(row, column, cell, 'is not a decimal number', 'Write digits with at most one point, such as 12.50.');
}

const TRUE_WORDS = new Set(['true', '1', 'yes', 'y', 'on']);
const FALSE_WORDS = new Set(['false', '0', 'no', 'n', 'off']);

/** True, false, or null for an empty cell. Throws `csv_bad_value`. */
export function booleanCell(row: Row, column: string, cell: string): boolean | null {
  const word = cell.trim().toLowerCase();
  if (word === '') return null;
  if (TRUE_WORDS.has(word)) return true;
  if (FALSE_WORDS.has(word)) return false;
  throw badCell(row, column, cell, 'is neither true nor false', 'Write true or false.');
}

/** Text without blanks around it, or null. */
export function textCell(cell: string): string | null {
  const text = cell.trim();
  return text === '' ? null : text;
}

/** A barcode or SKU. Throws `csv_bad_value` for what a spreadsheet made of a long number: "8.71123E+12". */
export function codeCell(row: Row, column: string, cell: string): string | null {
  // Shops and spreadsheets put an apostrophe before digits, so that they stay text.
  const text = cell.trim().replace(/^'(?=\d)/, '');
  if (text === '') return null;
  if (/^\d[.,]\d+E\+\d+$/i.test(text)) {
    throw badCell(
      row,
      column,
      cell,
      'is a code that a spreadsheet has shortened',
      'Format the column as text in the spreadsheet, and enter the whole code.',
    );
  }
  return text;
}

/** The parts of a list, without blanks around them, empty ones and repeats. */
export function listCell(cell: string, separator = ','): string[] {
  const parts = cell.split(separator).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}

/** A row with its cells as they were before an export put an apostrophe before what spreadsheets take for formulas. */
export function unguarded(row: Row): Row {
  if (!row.cells.some((cell) => /^'[=+\-@]/.test(cell))) return row;
  return { line: row.line, cells: row.cells.map((cell) => (/^'[=+\-@]/.test(cell) ? cell.slice(1) : cell)) };
}
