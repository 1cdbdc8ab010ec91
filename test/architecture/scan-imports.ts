export interface ImportStatement {
  readonly specifier: string;
  /** Counted from 1. */
  readonly line: number;
  /** `import type` and `export type`; a single `type` name within braces does not make it so. */
  readonly typeOnly: boolean;
  /** `import(...)`: loaded when it is reached, not when the file is. */
  readonly dynamic: boolean;
  /** `export * from`, `export { x } from`. */
  readonly reexport: boolean;
}

export interface ScannedSource {
  readonly imports: readonly ImportStatement[];
  /** The source with comments, and the contents of strings, templates and patterns, blanked out. Lines are kept. */
  readonly code: string;
}

const STATIC = /\b(import|export)(\s+type)?\b(?:\s*|[\s{*][^;()="]*?\bfrom\s*)"(\d+)"/g;
const DYNAMIC = /\b(?:import|require)\s*\(\s*"(\d+)"/g;

/**
 * Finds the imports of a TypeScript source. A light scanner, since TypeScript 7 has no stable compiler API: it knows
 * comments, strings, templates and regular expressions, so that code within those is not taken for an import.
 */
export function scanSource(source: string): ScannedSource {
  const { masked, strings } = mask(source);
  const imports: ImportStatement[] = [];
  const add = (index: number, string: string | undefined, rest: Omit<ImportStatement, 'specifier' | 'line'>) => {
    const specifier = strings[Number(string)];
    if (specifier !== undefined) imports.push({ specifier, line: lineAt(masked, index), ...rest });
  };
  for (const found of masked.matchAll(STATIC)) {
    add(found.index, found[3], { typeOnly: found[2] !== undefined, dynamic: false, reexport: found[1] === 'export' });
  }
  for (const found of masked.matchAll(DYNAMIC)) {
    add(found.index, found[1], { typeOnly: false, dynamic: true, reexport: false });
  }
  return { imports: imports.sort((a, b) => a.line - b.line), code: masked.replace(/"\d+"/g, '""') };
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** Replaces each string by `"<its number>"`, and drops what is no code; line breaks stay. */
function mask(source: string): { masked: string; strings: string[] } {
  const strings: string[] = [];
  let masked = '';
  let at = 0;
  const drop = (end: number) => {
    masked += source.slice(at, end).replace(/[^\n]/g, '');
    at = end;
  };
  while (at < source.length) {
    const two = source.slice(at, at + 2);
    const char = source[at] ?? '';
    if (two === '//') drop(endOf(source, '\n', at));
    else if (two === '/*') drop(endOf(source, '*/', at + 2) + 2);
    else if (char === '"' || char === "'") {
      const end = endOfQuoted(source, at, char);
      strings.push(source.slice(at + 1, end - 1));
      masked += `"${strings.length - 1}"`;
      drop(end);
    } else if (char === '`') {
      masked += '``';
      drop(endOfTemplate(source, at));
    } else if (char === '/' && startsPattern(masked)) {
      masked += '/./';
      drop(endOfPattern(source, at));
    } else {
      masked += char;
      at += 1;
    }
  }
  return { masked, strings };
}

function endOf(source: string, mark: string, from: number): number {
  const found = source.indexOf(mark, from);
  return found === -1 ? source.length : found;
}

function endOfQuoted(source: string, start: number, quote: string): number {
  let at = start + 1;
  while (at < source.length && source[at] !== quote) at += source[at] === '\\' ? 2 : 1;
  return at + 1;
}

function endOfTemplate(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length && source[at] !== '`') {
    if (source.startsWith('${', at)) at = endOfSubstitution(source, at + 2);
    else at += source[at] === '\\' ? 2 : 1;
  }
  return at + 1;
}

function endOfSubstitution(source: string, start: number): number {
  let depth = 1;
  let at = start;
  while (at < source.length && depth > 0) {
    const char = source[at] ?? '';
    if (char === '"' || char === "'") at = endOfQuoted(source, at, char);
    else if (char === '`') at = endOfTemplate(source, at);
    else {
      if (char === '{') depth += 1;
      if (char === '}') depth -= 1;
      at += 1;
    }
  }
  return at;
}

/** A slash begins a regular expression where an operand is due, and is a division elsewhere. */
function startsPattern(before: string): boolean {
  return /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|await|yield))\s*$/.test(before.slice(-40));
}

function endOfPattern(source: string, start: number): number {
  let inClass = false;
  let at = start + 1;
  while (at < source.length && source[at] !== '\n') {
    const char = source[at];
    if (char === '/' && !inClass) return at + 1;
    if (char === '[') inClass = true;
    if (char === ']') inClass = false;
    at += char === '\\' ? 2 : 1;
  }
  return at;
}
