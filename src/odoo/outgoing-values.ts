import { PasserelleError } from '../errors.ts';

/**
 * Refuses values that Odoo would misread in silence: a `[id, name]` pair where an id belongs (18 answers true and
 * clears the field, pair 150) and what JSON
 * turns into something else (a Date, bytes, NaN). Only values to be written are looked at. Throws odoo_many2one_pair, odoo_bad_value.
 */
export function checkOutgoing(
  method: string,
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>>,
): void {
  if (method === 'create') checkAll(args[0] ?? kwargs.vals_list);
  else if (method === 'write' || method === 'web_save') checkAll(args[1] ?? kwargs.vals);
  else if (method === 'copy') checkAll(args[1] ?? kwargs.default);
  else if (method === 'load') checkRows(args[0] ?? kwargs.fields, args[1] ?? kwargs.data);
}

function checkAll(vals: unknown): void {
  if (Array.isArray(vals)) for (const one of vals) checkVals(one);
  else checkVals(vals);
}

function checkVals(vals: unknown): void {
  if (typeof vals !== 'object' || vals === null) return;
  for (const field in vals) checkValue(field, (vals as Record<string, unknown>)[field]);
}

function checkValue(field: string, value: unknown): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw misread(field, `the number ${value}`, String(value));
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    if (isPair(value)) throw pair(field, value);
    for (const command of value) if (Array.isArray(command) && command.length === 3) checkVals(command[2]);
  } else if (value instanceof Date) {
    const text = Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
    throw misread(field, 'a Date', text, 'Use toOdooDatetime or toOdooDate.');
  } else if (ArrayBuffer.isView(value)) {
    throw misread(field, 'bytes', undefined, 'Use toOdooBinary.');
  }
}

function checkRows(fields: unknown, rows: unknown): void {
  if (!Array.isArray(rows)) return;
  for (const row of rows) {
    if (!Array.isArray(row)) continue;
    for (let column = 0; column < row.length; column += 1) {
      const cell: unknown = row[column];
      if (typeof cell === 'object' || typeof cell === 'number') {
        checkValue(Array.isArray(fields) ? String(fields[column]) : String(column), cell);
      }
    }
  }
}

function isPair(value: readonly unknown[]): boolean {
  return value.length === 2 && typeof value[0] === 'number' && typeof value[1] === 'string';
}

function pair(field: string, value: unknown): PasserelleError {
  return new PasserelleError('odoo_many2one_pair', `${field} is given as a pair of id and name.`, {
    remedy: 'Write the id alone.',
    field,
    value,
  });
}

function misread(field: string, what: string, value?: string, remedy?: string): PasserelleError {
  return new PasserelleError('odoo_bad_value', `${field} is given as ${what}, which Odoo does not understand.`, {
    remedy,
    field,
    value,
  });
}
