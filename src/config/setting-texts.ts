import { parse } from 'yaml';
import type { z } from 'zod';

/** A nested object of settings. */
export type SettingTree = { [name: string]: unknown };

/**
 * Settings out of `path = text` pairs as a command line gives them: `orders.confirm` is nested, a text that reads as a
 * number, truth value, list or mapping of YAML becomes one unless the schema wants a text there. Secrets stay texts.
 * Pure.
 */
export function settingsFromTexts(
  texts: ReadonlyMap<string, string>,
  schema: z.ZodType,
  secrets: readonly string[],
): SettingTree {
  const plain = new Set([...texts.keys()].filter((path) => secrets.includes(path)));
  for (;;) {
    const settings: SettingTree = {};
    for (const [path, text] of texts) put(settings, path, plain.has(path) ? text : readScalar(text));
    const result = schema.safeParse(settings);
    const unwanted = (result.error?.issues ?? [])
      .filter((issue) => wantsText(issue))
      .map((issue) => issue.path.join('.'))
      .filter((path) => texts.has(path) && !plain.has(path));
    if (unwanted.length === 0) return settings;
    for (const path of unwanted) plain.add(path);
  }
}

function wantsText(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'invalid_union') return issue.errors.some((branch) => branch.some(wantsText));
  return (issue.code === 'invalid_type' && issue.expected === 'string') || issue.code === 'invalid_format';
}

/** As a value in passerelle.yaml reads, but `key: value` on one line stays a text. */
function readScalar(text: string): unknown {
  if (!/^(?:[-+.\d]|true$|false$|["'[{])/.test(text)) return text;
  try {
    return parse(text);
  } catch {
    // Not YAML, so no more than a text.
    return text;
  }
}

function put(settings: SettingTree, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? path;
  let at = settings;
  for (const name of names) {
    const next = Object.hasOwn(at, name) ? at[name] : undefined;
    const inner: SettingTree = isTree(next) ? next : {};
    define(at, name, inner);
    at = inner;
  }
  define(at, last, value);
}

function isTree(value: unknown): value is SettingTree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property whatever its name, `__proto__` included. */
function define(at: SettingTree, name: string, value: unknown): void {
  Object.defineProperty(at, name, { value, enumerable: true, writable: true, configurable: true });
}
