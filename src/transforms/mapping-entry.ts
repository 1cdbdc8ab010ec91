import { z } from 'zod';
import { nearest } from '../core/nearest.ts';
import type { Value } from '../core/value.ts';
import { PasserelleError } from '../errors.ts';
import type { TransformSpec } from './transform.ts';

const step = z.union(
  [z.string().min(1), z.record(z.string(), z.unknown())],
  'a transform: a name, or {name: argument}',
);
const transformSpec = z.union([step, z.array(step)], 'a transform or a list of transforms');
const scalar = z.union([z.string(), z.int(), z.boolean(), z.null()], 'a text, a whole number, a yes/no value or null');

const shape = {
  /** The source field (or column); several are joined, by a blank unless the transform says how. */
  from: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)], 'a field or a list of fields').optional(),
  /** The target field. null: the field `from` is not carried over. */
  to: z.string('a field').min(1, 'a field').nullable().optional(),
  transform: transformSpec.optional(),
  /** Undoes `transform` in a bidirectional sync, where it does not follow from the transform itself. */
  inverse: transformSpec.optional(),
  /** Records are recognised as the same by this field. */
  key: z.boolean().optional(),
  /** A record in which it is empty is refused. */
  required: z.boolean().optional(),
  /** The target's value where the transformed one is empty; without `from`, a constant. */
  default: z.union([scalar, z.array(scalar)]).optional(),
  /** Entries are applied by this number, then by their order; 0 when absent. */
  sequence: z.int().optional(),
  /** The side whose value always wins; the entry then needs no inverse. */
  owner: z.enum(['source', 'target'], 'one of source, target').optional(),
  /** The field is not carried over. */
  ignore: z.boolean().optional(),
} as const;

/** One entry of a mapping, as it stands in configuration and mapping files. Unknown keys are errors. */
export const mappingEntrySchema = z
  .strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return 'an entry such as {from: Name, to: title}';
      const key = String(issue.keys?.[0]);
      const name = nearest(key, Object.keys(shape));
      return `unknown key "${key}"${name === undefined ? '' : `; did you mean "${name}"?`}`;
    },
  })
  .superRefine((entry, context) => {
    const complain = (message: string) => context.addIssue({ code: 'custom', message });
    const dropped = entry.ignore === true || entry.to === null;
    if (dropped && entry.from === undefined && typeof entry.to !== 'string')
      complain('says to ignore a field, but not which');
    if (dropped) return;
    if (entry.to === undefined) complain('has no "to" (to leave a field out, say ignore: true)');
    if (entry.from === undefined && entry.default === undefined && entry.transform === undefined) {
      complain('has neither "from" nor "default"');
    }
  });

export interface MappingEntry {
  readonly from?: string | readonly string[] | undefined;
  readonly to?: string | null | undefined;
  readonly transform?: TransformSpec | undefined;
  readonly inverse?: TransformSpec | undefined;
  readonly key?: boolean | undefined;
  readonly required?: boolean | undefined;
  readonly default?: Value | undefined;
  readonly sequence?: number | undefined;
  readonly owner?: 'source' | 'target' | undefined;
  readonly ignore?: boolean | undefined;
}

/** Reads a list of entries; `where` names it in messages ("mapping"). Throws `mapping_invalid`. */
export function parseEntries(entries: unknown, where: string): readonly MappingEntry[] {
  if (!Array.isArray(entries)) {
    throw new PasserelleError('mapping_invalid', `${where} must be a list of entries.`, {
      field: where,
      value: entries,
      remedy: 'Write entries such as "- {from: Name, to: title}".',
    });
  }
  return entries.map((entry, index) => {
    const parsed = mappingEntrySchema.safeParse(entry);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const place = `${where}[${index}]${issue?.path.map((part) => `.${String(part)}`).join('') ?? ''}`;
    const fault = issue?.message ?? 'cannot be read';
    const sentence = /^(has|says|unknown)/.test(fault) ? `${place}: ${fault}` : `${place} must be ${fault}`;
    throw new PasserelleError('mapping_invalid', `${sentence}${sentence.endsWith('?') ? '' : '.'}`, {
      field: place,
      value: entry,
      remedy: `An entry has the keys ${Object.keys(shape).join(', ')}.`,
    });
  });
}

export function isDropped(entry: MappingEntry): boolean {
  return entry.ignore === true || entry.to === null;
}

export function sourcesOf(entry: MappingEntry): readonly string[] {
  if (entry.from === undefined) return [];
  return typeof entry.from === 'string' ? [entry.from] : entry.from;
}
