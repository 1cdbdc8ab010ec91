/** Rows under a head, columns aligned, for people. Cells of one line each. Pure. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => width(row[column] ?? ''))));
  return all.map((row) => `${line(row, widths)}\n`).join('');
}

/** Names and values in two columns, for people. A value of several lines stays in its column. Pure. */
export function formatPairs(pairs: readonly (readonly [name: string, value: string])[], indent = ''): string {
  const names = Math.max(...pairs.map(([name]) => width(name)));
  const hanging = `\n${indent}${' '.repeat(names + 2)}`;
  return pairs
    .map(([name, value]) => `${indent}${line([name, value.replaceAll('\n', hanging)], [names, 0])}\n`)
    .join('');
}

function line(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - width(cell))));
  return padded.join('  ').trimEnd();
}

/** Characters as a person counts them. */
function width(text: string): number {
  return [...text].length;
}
