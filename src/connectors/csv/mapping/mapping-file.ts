/** The mapping file (YAML): how the rows of any CSV file become records. */
import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { RECORD_TYPES } from '../../../core/connector.ts';
import { nearest } from '../../../core/nearest.ts';
import { PasserelleError } from '../../../errors.ts';
import { type MappingEntry, mappingEntrySchema } from '../../../transforms/mapping-entry.ts';
import { PROFILE_NAMES } from '../profiles/profiles.ts';
import { accessError } from '../reading/file-errors.ts';

export const TAKES = ['first', 'last', 'max', 'min', 'sum', 'join', 'most'] as const;
export type Take = (typeof TAKES)[number];

const column = z.string('a column').min(1, 'a column');

const skipRuleSchema = strict({
  column,
  equals: z.string().optional(),
  in: z.array(z.string()).min(1).optional(),
  startsWith: z.string().min(1).optional(),
  /** A regular expression that the cell must contain. */
  matches: z.string().min(1).optional(),
  empty: z.boolean().optional(),
}).refine((rule) => Object.keys(rule).length === 2, {
  message: 'a column and one of equals, in, startsWith, matches, empty',
});

export type SkipRule = z.infer<typeof skipRuleSchema>;

const fileSchema = strict({
  separator: z.string().length(1, 'one character').optional(),
  encoding: z.string().min(1).optional(),
  quote: z.string().length(1, 'one character').optional(),
});

const takeSchema = z
  .object({
    take: z.enum(TAKES, `one of ${TAKES.join(', ')}`).optional(),
    /** With `take: first` or `last`: the column by which rows are put in order; the order of the file when absent. */
    by: column.optional(),
  })
  .refine(({ take, by }) => by === undefined || take === 'first' || take === 'last', {
    path: ['by'],
    message: 'left out unless "take" is first or last',
  });

/** An entry of any mapping, and which row's value counts where several rows make a record. */
export interface FileEntry extends MappingEntry {
  readonly take?: Take | undefined;
  readonly by?: string | undefined;
}

const entrySchema = z.unknown().transform((given, context): FileEntry => {
  const { take, by, ...entry } = isObject(given) ? given : {};
  const parsed = mappingEntrySchema.safeParse(isObject(given) ? entry : given);
  const takes = takeSchema.safeParse({ take, by });
  for (const issue of [...(parsed.error?.issues ?? []), ...(takes.error?.issues ?? [])]) {
    context.addIssue({ code: 'custom', path: [...issue.path], message: issue.message });
  }
  return parsed.success && takes.success ? { ...parsed.data, ...takes.data } : z.NEVER;
});

const PROFILE_CHOICES = ['auto', ...PROFILE_NAMES];

export const mappingFileSchema = strict({
  type: z.enum(RECORD_TYPES, `one of ${RECORD_TYPES.join(', ')}`).optional(),
  /** The export that the entries add to; `auto` is the one whose columns the file has. */
  profile: z.enum(PROFILE_CHOICES, `one of ${PROFILE_CHOICES.join(', ')}`).optional(),
  file: fileSchema.optional(),
  skip: z.array(skipRuleSchema, 'a list of rules').optional(),
  group: z
    .union([column.transform((name) => [name]), z.array(column).min(1)], 'a column or a list of columns')
    .optional(),
  fields: z.array(entrySchema, 'a list of entries such as {from: Name, to: title}').min(1, 'a list with an entry'),
});

export type MappingFile = z.infer<typeof mappingFileSchema>;

/** Reads a mapping file. Throws `csv_file_not_found`, `csv_unreadable`, `csv_is_folder`, `csv_mapping_invalid`. */
export async function readMappingFile(path: string): Promise<MappingFile> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw accessError(path, cause);
  }
  return parseMappingFile(text, path);
}

/** `name` is the file's, for messages. Throws `csv_mapping_invalid`. */
export function parseMappingFile(text: string, name: string): MappingFile {
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line;
    const place = line === undefined ? '' : `, line ${line}`;
    throw new PasserelleError('csv_mapping_invalid', `"${name}"${place} is not YAML: ${firstLine(error.message)}.`, {
      field: line === undefined ? name : `line ${line}`,
      remedy: 'Put texts with special signs in quotes, and check the indentation.',
      cause: error,
    });
  }
  return checkMapping(document.toJS(), name);
}

/** Throws `csv_mapping_invalid`, which names the place within the mapping. */
export function checkMapping(value: unknown, name: string): MappingFile {
  const result = mappingFileSchema.safeParse(value);
  if (result.success) return result.data;
  // A misspelt key explains the missing one.
  const { issues } = result.error;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const place = placeOf(issue?.path ?? []);
  const what = issue?.message ?? 'cannot be read';
  const where = place === '' ? `"${name}"` : `"${place}" in "${name}"`;
  const sentence = /^(?:has |says |unknown )/.test(what) ? `${where}: ${what}` : `${where} must be ${what}`;
  throw new PasserelleError('csv_mapping_invalid', `${sentence.replace(/\.$/, '')}.`, {
    field: place === '' ? name : place,
    remedy: 'A mapping has the keys type, profile, file, skip, group and fields.',
  });
}

/** An object whose unknown keys are errors that name the nearest right one. */
function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return 'an object with keys and values';
      const key = String(issue.keys?.[0]);
      const near = nearest(key, Object.keys(shape));
      return `unknown key "${key}"${near === undefined ? '' : ` (did you mean "${near}"?)`}`;
    },
  });
}

/** `fields[3].to` */
function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at > 0 ? '.' : ''}${String(part)}`))
    .join('');
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).replace(/[.:]\s*$/, '');
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
