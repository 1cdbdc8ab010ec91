import { z } from 'zod';
import { PasserelleError } from '../../errors.ts';
import { isDecimal } from '../money.ts';
import type { Value, Values } from '../value.ts';

/**
 * The pieces that record schemas are made of. A field that its system does not hold is absent, `null` is known to be
 * empty; so nearly every field is `known(...)`: absent, null, or a value.
 */
export const known = <T extends z.ZodType>(schema: T) => z.exactOptional(schema.nullable());

export const text = z.string('text');
export const id = z.string('an id as text').min(1, 'an id that is not empty');
export const flag = z.boolean('true or false');
export const decimal = z.string('a decimal as text, such as "12.50"').refine(isDecimal, 'a decimal such as "12.50"');
export const datetime = z.iso.datetime('a time in ISO 8601 UTC, such as "2026-11-24T09:30:00Z"');
export const currency = z.string('a currency code').regex(/^[A-Z]{3}$/, 'an ISO 4217 currency code such as "EUR"');
export const countryCode = z.string('a country code').regex(/^[A-Z]{2}$/, 'an ISO 3166 country code such as "FR"');
export const tags = z.array(z.string('a tag as text'), 'a list of tags');

/** JSON without floats: fractions travel as decimal strings. */
export const json: z.ZodType<Value> = z.lazy(() =>
  z.union(
    [z.string(), z.number().int(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)],
    'JSON without fractional numbers (write those as decimal text)',
  ),
);

/** A list whose items are told apart by `id`. */
export const children = <T extends z.ZodType<{ id: string }>>(item: T) =>
  z.array(item, 'a list').superRefine((items, context) => {
    const seen = new Set<string>();
    items.forEach((each, index) => {
      const itemId: unknown = each?.id;
      if (typeof itemId !== 'string') return;
      if (seen.has(itemId)) context.addIssue({ code: 'custom', path: [index, 'id'], message: 'an id used only once' });
      seen.add(itemId);
    });
  });

/**
 * Gives `values` back as the schema's type, unchanged. Raw fields of a system (`native`, `native.x_season`) may stand
 * beside the canonical ones, in the record and in list items. Throws `record_invalid` naming field and value.
 */
export function validateValues<T>(schema: z.ZodType<T>, values: Values, what: string): T {
  const parsed = schema.safeParse(withoutRaw(values));
  if (parsed.success) return values as T;
  const { issues } = parsed.error;
  // A misspelt field explains a missing one better than the other way round.
  const fault = describeIssue(issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0], values);
  throw new PasserelleError('record_invalid', `The ${what} is not valid: ${fault.message}.`, {
    field: fault.field,
    value: fault.value,
    remedy: 'Mend the value in the source, or the mapping that makes it.',
  });
}

const isRaw = (key: string) => key.startsWith('native') && (key.length === 6 || key[6] === '.');

function withoutRaw(values: Values): Values {
  let copy: Record<string, Value> | undefined;
  for (const key in values) {
    const value = values[key];
    if (isRaw(key)) {
      copy ??= { ...values };
      delete copy[key];
    } else if (Array.isArray(value)) {
      const items = value.map(itemWithoutRaw);
      if (items.some((item, index) => item !== value[index])) {
        copy ??= { ...values };
        copy[key] = items;
      }
    }
  }
  return copy ?? values;
}

function itemWithoutRaw(item: Value): Value {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  const entries = Object.entries(item);
  const kept = entries.filter(([key]) => !isRaw(key));
  return kept.length === entries.length ? item : Object.fromEntries(kept);
}

interface Fault {
  readonly field: string;
  readonly value: unknown;
  readonly message: string;
}

function describeIssue(issue: z.core.$ZodIssue | undefined, values: Values): Fault {
  if (issue === undefined) return { field: '', value: values, message: 'it has a fault' };
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
  const field = pathText(path);
  const value = valueAt(values, path);
  if (issue.code === 'unrecognized_keys') return { field, value, message: `"${field}" is not one of its fields` };
  if (value === undefined) return { field, value, message: `"${field}" is missing: it must be ${issue.message}` };
  return { field, value, message: `"${field}" is ${shown(value)}, not ${issue.message}` };
}

function pathText(path: readonly PropertyKey[]): string {
  let text = '';
  for (const part of path)
    text += typeof part === 'number' ? `[${part}]` : text === '' ? String(part) : `.${String(part)}`;
  return text;
}

function valueAt(values: unknown, path: readonly PropertyKey[]): unknown {
  let at = values;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<PropertyKey, unknown>)[part];
  }
  return at;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
