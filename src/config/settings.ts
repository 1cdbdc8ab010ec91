import type { z } from 'zod';
import { PasserelleError } from '../errors.ts';
import { unknownKey } from './config-file.ts';

/**
 * Settings checked by their schema. Throws `config_unknown_key` with the nearest right name, or `config_invalid`;
 * the value of a secret is never in the message.
 */
export function parseSettings<T>(
  schema: z.ZodType<T>,
  settings: unknown,
  field: string,
  secrets: readonly string[],
): T {
  const result = schema.safeParse(settings);
  if (result.success) return result.data;
  const { issues } = result.error;
  // A misspelt name explains a missing one.
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown !== undefined) {
    const [key = ''] = unknown.keys;
    throw unknownKey(key, dotted(field, [...unknown.path, key]), knownKeys(schema, unknown.path));
  }
  const missing = issues.filter((issue) => at(settings, issue.path) === undefined);
  if (missing.length > 0) throw missingSettings(missing, field);
  const [issue] = issues;
  const path = dotted(field, issue?.path ?? []);
  throw new PasserelleError('config_invalid', `${path} is not valid.`, {
    field: path,
    ...(issue === undefined || isSecret(issue, secrets) ? {} : { value: at(settings, issue.path) }),
    ...(issue !== undefined && { remedy: `It must be ${describe(issue)}.` }),
  });
}

function missingSettings(issues: readonly z.core.$ZodIssue[], field: string): PasserelleError {
  const paths = issues.map((issue) => dotted(field, issue.path));
  const all = paths.length === 1 ? paths[0] : `${paths.slice(0, -1).join(', ')} and ${paths.at(-1)}`;
  const wanted = issues.map((issue) => `${issue.path.join('.')} (${describe(issue)})`);
  return new PasserelleError('config_invalid', `${all} ${paths.length === 1 ? 'is' : 'are'} missing.`, {
    field: paths[0],
    remedy: `Add ${wanted.join(', ')}.`,
  });
}

function dotted(field: string, path: readonly PropertyKey[]): string {
  return [field, ...path.map(String)].join('.');
}

function isSecret(issue: z.core.$ZodIssue, secrets: readonly string[]): boolean {
  return issue.path.some((part) => secrets.includes(String(part)));
}

const TYPES: { readonly [expected: string]: string } = {
  string: 'a text',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a list of names with values',
  record: 'a list of names with values',
  array: 'a list',
};

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return TYPES[issue.expected] ?? `a ${issue.expected}`;
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_small' && issue.origin === 'string' && issue.minimum === 1) return 'a text that is not empty';
  if (issue.code === 'too_small') {
    return `${sizeOf(issue.origin)} ${issue.inclusive === false ? 'above' : 'of at least'} ${issue.minimum}`;
  }
  if (issue.code === 'too_big') return `${sizeOf(issue.origin)} of at most ${issue.maximum}`;
  if (issue.code === 'invalid_union') {
    const branches = issue.errors.flatMap(([first]) => (first === undefined ? [] : [describe(first)]));
    return [...new Set(branches)].join(' or ');
  }
  return issue.message;
}

function sizeOf(origin: string): string {
  return origin === 'string' ? 'a text with a length' : 'a number';
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const part of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = Reflect.get(current, part);
  }
  return current;
}

/** Names that the schema knows at a path, for "did you mean". */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let current: unknown = schema;
  for (const part of ['', ...path]) {
    current = unwrap(part === '' ? current : Reflect.get(shapeOf(current), part));
  }
  return Object.keys(shapeOf(current));
}

function unwrap(schema: unknown): unknown {
  let current = schema;
  while (hasDefinition(current) && 'innerType' in current.def) current = current.def.innerType;
  return current;
}

function hasDefinition(value: unknown): value is { def: object & { innerType?: unknown } } {
  return typeof value === 'object' && value !== null && 'def' in value && typeof value.def === 'object';
}

function shapeOf(schema: unknown): object {
  if (typeof schema === 'object' && schema !== null && 'shape' in schema && typeof schema.shape === 'object') {
    return schema.shape ?? {};
  }
  return {};
}
