import { PasserelleError } from '../errors.ts';

/** The list that an argument holds as JSON. Throws `usage`, naming the argument and the place. Pure. */
export function jsonList(text: string | undefined, name: string): readonly unknown[] {
  const value = text === undefined ? [] : parse(text, name);
  if (Array.isArray(value)) return value;
  throw new PasserelleError('usage', `${name} must be a JSON list, and is ${kind(value)}.`, {
    field: name,
    value: text,
    remedy: `Put it into brackets: ${name} '[${text}]'.`,
  });
}

/** The object that an argument holds as JSON. Throws `usage`, naming the argument and the place. Pure. */
export function jsonObject(text: string | undefined, name: string): Readonly<Record<string, unknown>> {
  const value = text === undefined ? {} : parse(text, name);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new PasserelleError('usage', `${name} must be a JSON object, and is ${kind(value)}.`, {
    field: name,
    value: text,
    remedy: `For example ${name} '{"limit": 3}'.`,
  });
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const at = faultPosition(text);
    const found = at >= text.length ? 'it ends too early' : `"${[...text.slice(at)][0]}" does not belong there`;
    throw new PasserelleError('usage', `${name} is not JSON: ${found}, at character ${at + 1}.`, {
      field: `${name}, character ${at + 1}`,
      value: text.slice(Math.max(0, at - 20), at + 20),
      remedy: hint(text),
      cause: error,
    });
  }
}

/** The habits of Python and of shells that make something else of JSON. */
function hint(text: string): string {
  if (/\b(?:True|False|None)\b/.test(text)) return 'JSON writes true, false and null.';
  if (/[[{(,]\s*'/.test(text)) return 'JSON has double quotes; put single ones around the whole argument.';
  if (text.includes('(')) return 'JSON has brackets where Python has parentheses.';
  return `Put single quotes around the whole argument, so that the shell leaves the double ones in it.`;
}

/** Index of the first character that no JSON text could have there; the length if the text only ends too early. */
export function faultPosition(text: string): number {
  let low = 0;
  let high = text.length;
  // A text that can still become JSON has only beginnings that can.
  while (low < high) {
    const middle = (low + high) >> 1;
    if (canContinue(text.slice(0, middle + 1))) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the parser, had it been given more, might have liked it: its complaint is about the end. */
function canContinue(start: string): boolean {
  try {
    JSON.parse(start);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const [, at] = /at position (\d+)/.exec(message) ?? [];
    if (/^Unexpected end|^Unterminated string/.test(message)) return true;
    if (at !== undefined && Number(at) >= start.length) return true;
    return (
      /(?:^|[[,:\s])(?:t|tr|tru|f|fa|fal|fals|n|nu|nul)$/.test(start) && canContinue(start.replace(/[a-z]+$/, '0'))
    );
  }
}

function kind(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
