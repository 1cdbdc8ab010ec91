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
  const [issue] = result.error.issues;
  if (issue === undefined) throw new PasserelleError('config_invalid', `${field} is not valid.`, { field });
  const path = [field, ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    throw unknownKey(key, `${path}.${key}`, knownKeys(schema, issue.path));
  }
  const value = at(settings, issue.path);
  const secret = issue.path.some((part) => secrets.includes(String(part)));
  const missing = value === undefined;
  throw new PasserelleError(
    'config_invalid',
    missing ? `${path} is missing.` : `${path} is not valid: ${issue.message}.`,
    {
      field: path,
      ...(missing || secret ? {} : { value }),
      remedy: missing ? `Add it: ${describe(issue)}.` : `It must be ${describe(issue)}.`,
    },
  );
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `a ${issue.expected}`;
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  return issue.message;
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
