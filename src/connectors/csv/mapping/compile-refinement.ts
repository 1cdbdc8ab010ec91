/** The entries of a mapping file over a profile. They read columns by name and the profile's record by `record.`. */
import type { RecordType } from '../../../core/connector.ts';
import type { FieldTable } from '../../../core/field.ts';
import { type Path, parsePath } from '../../../core/path.ts';
import { PasserelleError } from '../../../errors.ts';
import { type CompiledEntry, compileEntries } from '../../../transforms/entries.ts';
import { lookUpField } from '../../../transforms/field-lookup.ts';
import { isDropped, type MappingEntry, sourcesOf } from '../../../transforms/mapping-entry.ts';
import { columnIndex } from '../reading/header.ts';
import { RECORD_SHAPES } from './field-tables.ts';
import type { FileEntry } from './mapping-file.ts';
import { usesRecord } from './row-entry.ts';

/** What makes a `from` a path of the record that the profile made, where other ones are columns. */
export const RECORD_PREFIX = 'record.';

export interface RefiningEntry {
  readonly compiled: CompiledEntry;
  /** Where the value goes. */
  readonly to: Path;
  /** Columns that it reads, by number. */
  readonly columns: readonly number[];
  /** It may read any column. */
  readonly readsAll: boolean;
}

export interface Refinement {
  readonly type: RecordType;
  readonly header: readonly string[];
  readonly entries: readonly RefiningEntry[];
  /** Places that the profile's values leave: those left out, and those that entries fill. */
  readonly cleared: readonly Path[];
}

/** Throws `csv_unknown_column`, `csv_mapping_invalid`, and as `compileEntries` does. */
export function compileRefinement(
  given: readonly FileEntry[],
  type: RecordType,
  header: readonly string[],
): Refinement {
  const fields = RECORD_SHAPES[type]?.fields ?? [];
  const files = given.map((entry, at) => checkEntry(entry, `fields[${at}]`));
  const exact = files.map((entry) => withExactColumns(entry, header));
  const dropped = exact.flatMap((entry, at) => (isDropped(entry) ? droppedPaths(entry, `fields[${at}]`, fields) : []));
  const compiled = compileEntries(exact, { columns: 'any', target: fields, where: 'fields' });
  const entries = compiled.flatMap((each): RefiningEntry[] =>
    each.to === null ? [] : [refiningEntry(each, each.to, fields, header)],
  );
  // An item keeps the id that the profile gave it where an entry has none.
  const filled = entries.map(({ to }) => to).filter((to) => !isItemId(to));
  return { type, header, entries, cleared: [...dropped, ...filled] };
}

/** The entry without what only a mapping that groups rows itself can say. */
function checkEntry({ take, by, ...entry }: FileEntry, where: string): MappingEntry {
  if (take !== undefined || by !== undefined) {
    throw invalid(where, '"take" chooses between the rows of a record; over a profile its own row is taken.');
  }
  if (entry.key === true)
    throw invalid(where, '"key" names the records, which over a profile have their names already.');
  if (entry.to === 'id') throw invalid(where, "The profile makes the records' ids; they cannot be mapped.");
  return entry;
}

function withExactColumns(entry: MappingEntry, header: readonly string[]): MappingEntry {
  const { from } = entry;
  if (from === undefined || isDropped(entry)) return entry;
  const exact = (name: string) => (isOfRecord(name) ? name : (header[columnIndex(header, name)] ?? name));
  return { ...entry, from: typeof from === 'string' ? exact(from) : from.map(exact) };
}

function droppedPaths(entry: MappingEntry, where: string, fields: FieldTable): readonly Path[] {
  const names =
    typeof entry.to === 'string'
      ? [entry.to]
      : sourcesOf(entry).map((name) => {
          if (isOfRecord(name)) return name.slice(RECORD_PREFIX.length);
          throw invalid(
            where,
            `The column "${name}" may become several fields of the profile; the field to leave out must be named.`,
            'Write it as {to: tags, ignore: true}.',
          );
        });
  return names.map((name) => {
    const path = readPath(name, where);
    lookUpField(fields, path, 'record', where);
    if (!isItemId(path)) return path;
    throw invalid(where, `Items of a list are told apart by "${name}", which cannot be left out.`);
  });
}

function isItemId({ steps }: Path): boolean {
  return steps.length > 1 && steps.at(-1)?.field === 'id';
}

function refiningEntry(
  compiled: CompiledEntry,
  to: Path,
  fields: FieldTable,
  header: readonly string[],
): RefiningEntry {
  const { where, entry } = compiled;
  if (to.depth > 1 || (to.depth === 1 && to.steps[0]?.items !== 'each')) {
    throw invalid(where, `"${to.text}" goes too deep: at most one [], after the first name.`);
  }
  if (to.steps.at(-1)?.items !== null) throw invalid(where, `"${to.text}" is a whole item; name a field of it.`);
  const names = sourcesOf(entry);
  const from = compiled.from.map((path, at) => {
    const name = names[at] ?? '';
    return isOfRecord(name) ? recordPath(name, where, fields) : path;
  });
  const columns = names.filter((name) => !isOfRecord(name)).map((name) => columnIndex(header, name));
  return { compiled: { ...compiled, from }, to, columns, readsAll: usesRecord(entry) };
}

function isOfRecord(name: string): boolean {
  return name.startsWith(RECORD_PREFIX);
}

/** The path in an object that has the record beside the columns. */
function recordPath(name: string, where: string, fields: FieldTable): Path {
  const path = readPath(name.slice(RECORD_PREFIX.length), where);
  lookUpField(fields, path, 'record', `${where}.from`);
  const [step = ''] = RECORD_PREFIX.split('.');
  const steps = [{ names: [step], field: step, items: null }, ...path.steps];
  return { ...path, text: name, field: step, steps };
}

function readPath(name: string, where: string): Path {
  try {
    return parsePath(name);
  } catch (cause) {
    if (!(cause instanceof PasserelleError)) throw cause;
    const { message, remedy, value } = cause;
    throw new PasserelleError(cause.code, message, { field: where, value, remedy, cause });
  }
}

function invalid(field: string, message: string, remedy?: string): PasserelleError {
  return new PasserelleError('csv_mapping_invalid', message, { field, remedy });
}
