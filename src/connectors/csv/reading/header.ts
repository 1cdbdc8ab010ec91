/** The first row: names of columns, and finding them as a person writes them. */
import { suggest } from '../../../core/nearest.ts';
import { PasserelleError } from '../../../errors.ts';

/**
 * The names, trimmed, without unnamed columns at the end (spreadsheets leave separators there).
 * Throws `csv_duplicate_header`, `csv_empty_file` when there is no name at all.
 */
export function checkHeader(cells: readonly string[]): string[] {
  const names = cells.map((cell) => cell.trim());
  while (names.length > 0 && names.at(-1) === '') names.pop();
  if (names.length === 0) {
    throw new PasserelleError('csv_empty_file', 'The first line names no columns.', {
      field: 'line 1',
      remedy: 'The first line must name the columns.',
    });
  }
  const seen = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const first = seen.get(name);
    if (name !== '' && first !== undefined) {
      throw new PasserelleError(
        'csv_duplicate_header',
        `Columns ${first + 1} and ${index + 1} are both named "${name}".`,
        { field: name, remedy: 'Rename one of them, so that it is clear which is meant.' },
      );
    }
    seen.set(name, index);
  }
  return names;
}

/** Where a column stands, from 0. Case does not count when only one column fits. Throws `csv_unknown_column`. */
export function columnIndex(header: readonly string[], name: string): number {
  const exact = header.indexOf(name.trim());
  if (exact !== -1) return exact;
  const folded = name.trim().toLowerCase();
  const like = header.flatMap((column, index) => (column.toLowerCase() === folded ? [index] : []));
  const only = like[0];
  if (only !== undefined && like.length === 1) return only;
  throw new PasserelleError('csv_unknown_column', `The file has no column "${name}".`, {
    field: name,
    value: name,
    remedy: suggest(
      name,
      header.filter((column) => column !== ''),
    ),
  });
}
