import { readFileSync } from 'node:fs';

/** The text of a page of docs/. */
export function page(name: string): string {
  return readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
}

/** The cells of all table rows of a page whose first cell begins with a word in backquotes. */
export function codeRows(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => /^\| `[^`]+`/.test(line))
    .map((line) =>
      line
        .replace(/^\| | \|$/g, '')
        .split(/(?<!\\) \| ?/)
        .map((cell) => cell.trim()),
    );
}

/** The section below a heading, up to the next heading of the same or a higher level. Throws when there is none. */
export function section(text: string, heading: string): string {
  const [marks = '#'] = /^#+/.exec(heading) ?? [];
  const start = `\n${text}`.indexOf(`\n${heading}\n`);
  if (start === -1) throw new Error(`There is no heading "${heading}".`);
  const rest = text.slice(start + heading.length);
  const end = rest.search(new RegExp(`\\n#{1,${marks.length}} `));
  return end === -1 ? rest : rest.slice(0, end);
}

export interface CodeBlock {
  readonly language: string;
  readonly text: string;
}

export function codeBlocks(text: string): readonly CodeBlock[] {
  return [...text.matchAll(/^ *```(\w*)\n([\s\S]*?)^ *```$/gm)].map(([, language = '', inner = '']) => ({
    language,
    text: inner,
  }));
}

/** `code` for a cell that is one word in backquotes. */
export const unquoted = (cell: string | undefined): string => (cell ?? '').replaceAll('`', '');
