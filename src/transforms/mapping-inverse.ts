import type { Value } from '../core/value.ts';
import { PasserelleError } from '../errors.ts';
import { compileTransform } from './chain.ts';
import { isDropped, type MappingEntry, parseEntries, sourcesOf } from './mapping-entry.ts';
import type { TransformSpec } from './transform.ts';

/**
 * Refuses entries that cannot be taken back from target to source. An entry with an `owner` goes one way only and
 * needs no inverse. Throws `mapping_no_inverse`, or as `parseEntries` does.
 */
export function checkBidirectional(entries: unknown, where = 'mapping'): void {
  invertEntries(entries, where);
}

/**
 * The entries of the other direction: from target to source. What goes one way only (constants, fields that one side
 * owns) is left out there. Throws `mapping_no_inverse`, or as `parseEntries` does.
 */
export function invertEntries(entries: unknown, where = 'mapping'): readonly MappingEntry[] {
  const list = parseEntries(entries, where);
  const turned = list.flatMap((entry, index) => invertEntry(entry, `${where}[${index}]`) ?? []);
  const written = new Set(turned.flatMap(({ to }) => to ?? []));
  // A field that an entry fills on one side is not the field of that name on the other, nor is one that is left out.
  const apart = list.flatMap((entry) => (isDropped(entry) ? (entry.to ?? sourcesOf(entry)) : (entry.to ?? [])));
  const left = [...new Set(apart)].filter((field) => !written.has(field) && !field.includes('['));
  return [...turned, ...left.map((field): MappingEntry => ({ to: field, ignore: true }))];
}

function invertEntry(entry: MappingEntry, where: string): MappingEntry | null {
  const { to } = entry;
  if (isDropped(entry) || to === undefined || to === null || entry.owner !== undefined) return null;
  const from = sourcesOf(entry);
  if (from.length === 0 && entry.transform === undefined) return null;
  const [only] = from;
  if (only === undefined || from.length > 1) {
    throw noInverse(
      entry,
      where,
      from.length > 1
        ? `several fields joined into "${to}" cannot be taken apart`
        : `"${to}" is made from the whole record`,
    );
  }
  const transform = inverseOf(entry, where, only);
  const swapped: {
    from: string;
    to: string;
    transform?: TransformSpec;
    inverse?: TransformSpec;
    key?: boolean;
    sequence?: number;
  } = { from: to, to: only };
  if (!isNothing(transform)) swapped.transform = transform;
  if (entry.transform !== undefined) swapped.inverse = entry.transform;
  if (entry.key !== undefined) swapped.key = entry.key;
  if (entry.sequence !== undefined) swapped.sequence = entry.sequence;
  return swapped;
}

function inverseOf(entry: MappingEntry, where: string, from: string): TransformSpec {
  if (entry.inverse !== undefined) {
    compileTransform(entry.inverse, `${where}.inverse`);
    return entry.inverse;
  }
  if (entry.transform === undefined) return [];
  const { inverse } = compileTransform(entry.transform, `${where}.transform`);
  if ('spec' in inverse) return inverse.spec;
  throw noInverse(
    entry,
    where,
    `the transform "${inverse.irreversible}" between "${from}" and "${entry.to}" has no inverse`,
  );
}

function isNothing(spec: TransformSpec): boolean {
  return Array.isArray(spec) && spec.length === 0;
}

function noInverse(entry: MappingEntry, where: string, why: string): PasserelleError {
  return new PasserelleError('mapping_no_inverse', `${where} cannot be used in both directions: ${why}.`, {
    field: where,
    value: entry as unknown as Value,
    remedy:
      'Give the entry an "inverse" ([] when the value goes back as it is), or an "owner" so that it goes one way.',
  });
}
