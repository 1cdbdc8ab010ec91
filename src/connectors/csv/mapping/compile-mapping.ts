/** A mapping file and a header to a layout. */
import { hash } from 'node:crypto';
import type { RecordType } from '../../../core/connector.ts';
import type { FieldTable } from '../../../core/field.ts';
import type { Value } from '../../../core/value.ts';
import { PasserelleError } from '../../../errors.ts';
import { compileEntries } from '../../../transforms/entries.ts';
import { isDropped, sourcesOf } from '../../../transforms/mapping-entry.ts';
import type { Layout, Row } from '../layout.ts';
import { columnIndex } from '../reading/header.ts';
import { RECORD_PREFIX } from './compile-refinement.ts';
import { RECORD_SHAPES } from './field-tables.ts';
import { isPerRow } from './list-items.ts';
import { createMappingBuilder } from './mapping-builder.ts';
import type { FileEntry, MappingFile } from './mapping-file.ts';
import { createRowEntry, type RowEntry, type RowObject, usesRecord } from './row-entry.ts';
import { compileSkipRules } from './skip-rules.ts';

export interface MappingOptions {
  readonly header: readonly string[];
  readonly type: RecordType;
  readonly fileName?: string | undefined;
  /** The known export that has these columns: "Shopify product export". */
  readonly looksLike?: string | undefined;
}

export interface CompiledMapping {
  readonly type: RecordType;
  readonly header: readonly string[];
  readonly fileName: string | undefined;
  /** For remedies: that the file is a known export, of which a mapping need not say everything. */
  readonly hint: string;
  readonly grouped: boolean;
  /** Fields of the record itself, without its id. */
  readonly fields: readonly RowEntry[];
  /** Entries of each list's items. */
  readonly lists: ReadonlyMap<string, readonly RowEntry[]>;
  /** Some values come later (expressions). */
  readonly isAsync: boolean;
  /** What the record's id is made of. */
  readonly key: readonly KeyPart[];
  rowObject(row: Row): RowObject;
}

export interface KeyPart {
  readonly column: string;
  /** Null when the row has no value. Throws as `applyEntries`. */
  valueOf(row: Row): string | null;
}

/** Throws `csv_unknown_column`, `csv_mapping_invalid`, and as `compileEntries` does. */
export function createMappingLayout(mapping: MappingFile, options: MappingOptions): Layout {
  const compiled = compileMappingFile(mapping, options);
  const skips = compileSkipRules(mapping.skip ?? [], options.header);
  return {
    type: options.type,
    fingerprint: hash('sha256', JSON.stringify([1, options.type, mapping])).slice(0, 16),
    grouped: compiled.grouped,
    skips,
    keyOf: (cells) => {
      try {
        return keyOf(compiled.key, { line: 0, cells });
      } catch {
        // The row then stands alone, and the builder makes the same error again, with its line.
        return null;
      }
    },
    createBuilder: () => createMappingBuilder(compiled),
  };
}

/** The record's id; several parts are joined by a slash. */
export function keyOf(parts: readonly KeyPart[], row: Row): string | null {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only.valueOf(row);
  const values: string[] = [];
  for (const part of parts) {
    const value = part.valueOf(row);
    if (value === null) return null;
    values.push(value.replaceAll('%', '%25').replaceAll('/', '%2F'));
  }
  return values.join('/');
}

function compileMappingFile(mapping: MappingFile, options: MappingOptions): CompiledMapping {
  const { header, type } = options;
  const shape = RECORD_SHAPES[type];
  if (shape === undefined) throw invalid('type', `Files cannot give records of type "${type}" yet.`);
  const target: FieldTable = [{ path: 'id', type: 'string' }, ...shape.fields];
  const entries = compileFields(mapping.fields, header, target);
  const hint =
    options.looksLike === undefined
      ? ''
      : ` The columns are those of a ${options.looksLike}: with "profile: auto" a mapping only adds to what is known of it.`;
  const grouped = mapping.group !== undefined;
  for (const entry of entries) checkEntry(entry, grouped);
  const rowObject = (row: Row): RowObject => {
    const object: Record<string, string | null> = {};
    for (const [index, name] of header.entries()) object[name] = row.cells[index] || null;
    return object;
  };
  const used = entries.filter(({ compiled }) => compiled.to !== null && compiled.to.text !== 'id');
  const lists = new Map<string, RowEntry[]>();
  for (const entry of used) {
    if (entry.list !== null) lists.set(entry.list, [...(lists.get(entry.list) ?? []), entry]);
  }
  return {
    type,
    header,
    fileName: options.fileName,
    hint,
    grouped,
    fields: used.filter(({ list }) => list === null),
    lists,
    isAsync: used.some(({ file }) => usesRecord(file)),
    key: compileKey(mapping, entries, header, rowObject, hint),
    rowObject,
  };
}

/** The entry with the columns' names as the header has them; case does not count. */
function withExactColumns(entry: FileEntry, header: readonly string[]): FileEntry {
  const exact = (name: string) => {
    if (name.startsWith(RECORD_PREFIX) && !header.includes(name)) throw noRecord(name);
    return header[columnIndex(header, name)] ?? name;
  };
  const { from } = entry;
  if (from === undefined) return entry;
  return { ...entry, from: typeof from === 'string' ? exact(from) : from.map(exact) };
}

/** In the order in which they apply. */
function compileFields(fields: readonly FileEntry[], header: readonly string[], target: FieldTable): RowEntry[] {
  const files = new Map(fields.map((entry, at) => [`fields[${at}]`, withExactColumns(entry, header)]));
  const entries = [...files.values()].map(({ take, by, ...entry }) => entry);
  return compileEntries(entries, { columns: header, target, where: 'fields' }).map((compiled) => {
    const file: FileEntry = files.get(compiled.where) ?? compiled.entry;
    const columns = isDropped(file) ? [] : sourcesOf(file).map((name) => columnIndex(header, name));
    return createRowEntry(file, compiled, columns, file.by === undefined ? -1 : columnIndex(header, file.by));
  });
}

function checkEntry(entry: RowEntry, grouped: boolean): void {
  const { compiled, file } = entry;
  if ((compiled.to?.depth ?? 0) > (entry.list === null ? 0 : 1)) {
    throw invalid(compiled.where, `"${compiled.to?.text}" has more than one []; a row is one item of one list.`);
  }
  if (file.take !== undefined && !grouped) {
    throw invalid(compiled.where, '"take" chooses between the rows of a record, which only a file with "group" has.');
  }
  if (file.take !== undefined && entry.list !== null && isPerRow(entry.list)) {
    throw invalid(compiled.where, `Each row is an item of its own in "${entry.list}"; there is nothing to choose.`);
  }
}

function compileKey(
  mapping: MappingFile,
  entries: readonly RowEntry[],
  header: readonly string[],
  rowObject: (row: Row) => RowObject,
  hint: string,
): KeyPart[] {
  const idEntry =
    entries.find(({ compiled }) => compiled.to?.text === 'id') ?? entries.find(({ file }) => file.key === true);
  if (mapping.group === undefined) {
    if (idEntry === undefined) {
      throw new PasserelleError('csv_mapping_invalid', 'The mapping does not say what a record is known by.', {
        field: 'fields',
        remedy: `Mark the entry of the column that names each record with "key: true", or give "group".${hint}`,
      });
    }
    return [entryPart(idEntry, header, rowObject)];
  }
  return mapping.group.map((name) => {
    const column = columnIndex(header, name);
    const own = idEntry?.columns.length === 1 && idEntry.columns[0] === column ? idEntry : undefined;
    if (own === undefined && idEntry?.compiled.to?.text === 'id') {
      throw invalid(idEntry.compiled.where, `The id must be made of the column that rows are grouped by, "${name}".`);
    }
    if (own !== undefined) return entryPart(own, header, rowObject);
    return { column: name, valueOf: (row) => (row.cells[column] ?? '').trim() || null };
  });
}

function entryPart(entry: RowEntry, header: readonly string[], rowObject: (row: Row) => RowObject): KeyPart {
  if (usesRecord(entry.file)) {
    throw invalid(entry.compiled.where, 'A key cannot be made by a jsonata expression.');
  }
  const fallback = textOf(entry.file.default ?? null);
  return {
    column: entry.columns.map((index) => header[index] ?? '').join('", "'),
    valueOf: (row) => {
      const value = entry.valueOf(row, rowObject);
      return textOf(value instanceof Promise ? null : (value ?? null)) ?? fallback;
    },
  };
}

function textOf(value: Value): string | null {
  if (value === null || typeof value === 'object') return null;
  return String(value).trim() || null;
}

function noRecord(name: string): PasserelleError {
  return new PasserelleError('csv_mapping_invalid', `"${name}" reads a record that no profile makes here.`, {
    field: name,
    remedy: 'Add "profile: auto" to the mapping, or name a column.',
  });
}

function invalid(where: string, message: string): PasserelleError {
  return new PasserelleError('csv_mapping_invalid', message, { field: where });
}
