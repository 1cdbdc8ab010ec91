interface CodeLine {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
}

const MIN_LINES = 8;
const MIN_WORDS = 50;

/**
 * Blocks of code that stand twice: at least 8 lines and 50 words alike, white space, comments and imports aside.
 * One sentence a pair of blocks: "a.ts:12 repeats b.ts:30".
 */
export function findDuplicates(files: readonly { readonly path: string; readonly text: string }[]): readonly string[] {
  const seen = new Map<string, string>();
  const found: string[] = [];
  for (const file of files) {
    const lines = codeLines(file.text);
    let next = 0;
    for (const [start, line] of lines.entries()) {
      const block = blockFrom(lines, start);
      if (block === undefined) break;
      const text = block.map((each) => each.text).join('\n');
      const place = `${file.path}:${line.number}`;
      const first = seen.get(text);
      if (first === undefined) seen.set(text, place);
      else if (start >= next) {
        found.push(`${place} repeats ${first}`);
        next = start + block.length;
      }
    }
  }
  return found;
}

/** The shortest block from a line on that is long enough to count. */
function blockFrom(lines: readonly CodeLine[], start: number): readonly CodeLine[] | undefined {
  let words = 0;
  for (let end = start; end < lines.length; end += 1) {
    words += (lines[end]?.text.match(/\w+/g) ?? []).length;
    if (words >= MIN_WORDS && end - start + 1 >= MIN_LINES) return lines.slice(start, end + 1);
  }
  return undefined;
}

function codeLines(source: string): readonly CodeLine[] {
  return source
    .replace(/^(import|export)\b[^;()=]*?\bfrom\s*['"][^'"]*['"][^\n]*$/gm, blank)
    .replace(/^\s*\/\*[\s\S]*?\*\//gm, blank)
    .split('\n')
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
    .filter((line) => line.text !== '' && !line.text.startsWith('//'));
}

/** Line numbers stay. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, '');
}
