/** Opens the files of a connection and offers the record types that they hold. */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type {
  ChangesOptions,
  CheckItem,
  ConnectorEnvironment,
  Cursor,
  Port,
  RecordType,
  Session,
} from '../../core/connector.ts';
import { RECORD_TYPES } from '../../core/connector.ts';
import { PasserelleError } from '../../errors.ts';
import { type ChangesSurroundings, changesOf, type OpenedFile } from './changes.ts';
import type { Layout } from './layout.ts';
import { createMappingLayout } from './mapping/compile-mapping.ts';
import { RECORD_SHAPES } from './mapping/field-tables.ts';
import { type MappingFile, readMappingFile } from './mapping/mapping-file.ts';
import { createLayoutOverProfile } from './mapping/over-profile.ts';
import { OpenFeeds } from './open-feeds.ts';
import type { Profile } from './profiles/profile.ts';
import { findProfile, profileByName, recogniseProfile } from './profiles/profiles.ts';
import { type CsvFile, type GivenFormat, openCsvFile } from './reading/csv-file.ts';
import { accessError } from './reading/file-errors.ts';
import type { CsvSettings } from './settings.ts';

/** What a file was recognised as. */
export interface CsvFileSummary {
  readonly path: string;
  readonly header: readonly string[];
  readonly type: RecordType;
  /** A profile's name, or `mapping` for a mapping alone. */
  readonly layout: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly quote: string;
}

export interface CsvSession extends Session {
  readonly files: readonly CsvFileSummary[];
}

interface FileOfType extends OpenedFile {
  readonly summary: CsvFileSummary;
}

/** Tests give limits that make small files take the ways of large ones. */
export type SessionOptions = Omit<ChangesSurroundings, 'log' | 'openFeeds'>;

/** Throws what is wrong with the start of a file, its header or the mapping; see `openCsvFile` and the layouts. */
export async function openCsvSession(
  settings: CsvSettings,
  environment: ConnectorEnvironment,
  options: SessionOptions = {},
): Promise<CsvSession> {
  const mapping = typeof settings.mapping === 'string' ? await readMappingFile(settings.mapping) : settings.mapping;
  const paths = await pathsOf(settings);
  const files: FileOfType[] = [];
  for (const path of paths) files.push(await openOne(path, settings, mapping, environment, paths.length > 1));
  const openFeeds = new OpenFeeds();
  const surroundings = { ...options, log: environment.log, openFeeds };
  const records: { [T in RecordType]?: Port } = {};
  for (const type of RECORD_TYPES) {
    const own = files.filter(({ summary }) => summary.type === type);
    if (own.length > 0) records[type] = createPort(type, own, surroundings);
  }
  return {
    files: files.map(({ summary }) => summary),
    records,
    check: async () => files.map(checkItem),
    close: () => openFeeds.close(),
  };
}

function createPort(type: RecordType, files: readonly FileOfType[], surroundings: ChangesSurroundings): Port {
  const shape = RECORD_SHAPES[type] ?? { fields: [], keys: [] };
  return {
    type,
    schema: async () => shape,
    changes: (cursor: Cursor | null, options: ChangesOptions) => changesOf(files, cursor, options, surroundings),
  };
}

async function openOne(
  path: string,
  settings: CsvSettings,
  mapping: MappingFile | undefined,
  environment: ConnectorEnvironment,
  isOneOfMany: boolean,
): Promise<FileOfType> {
  const file = await openCsvFile(path, formatOf(settings, mapping));
  const fileName = isOneOfMany ? basename(path) : undefined;
  const { type, layout, createLayout } = chooseLayout(file, settings, mapping, fileName, environment.now);
  if (settings.type !== undefined && type !== settings.type) throw wrongType(path, layout, type, settings.type);
  // A mapping that does not fit the header is an error now, not at the first page.
  createLayout();
  const { header, encoding, dialect } = file;
  const { delimiter, quote } = dialect;
  return {
    name: basename(path),
    file,
    createLayout,
    summary: { path, header, type, layout, encoding, delimiter, quote },
  };
}

interface ChosenLayout {
  readonly type: RecordType;
  readonly layout: string;
  createLayout(): Layout;
}

function chooseLayout(
  file: CsvFile,
  settings: CsvSettings,
  mapping: MappingFile | undefined,
  fileName: string | undefined,
  now: () => number,
): ChosenLayout {
  const { header, path } = file;
  // As with separator and encoding, settings come before what a mapping file says.
  const name = settings.profile ?? mapping?.profile;
  if (mapping !== undefined && name === undefined) {
    const type = mapping.type ?? settings.type;
    if (type === undefined) {
      throw new PasserelleError('csv_mapping_invalid', 'The mapping does not say what its records are.', {
        field: 'type',
        remedy: 'Add a line such as "type: product".',
      });
    }
    const options = { header, type, fileName, looksLike: findProfile(header)?.title };
    return { type, layout: 'mapping', createLayout: () => createMappingLayout(mapping, options) };
  }
  const profile: Profile =
    name === undefined || name === 'auto' ? recogniseProfile(path, header) : profileByName(name, path, header);
  return {
    type: profile.type,
    layout: profile.name,
    createLayout: () => {
      const options = { header, fileName, now: now() };
      return mapping === undefined ? profile.createLayout(options) : createLayoutOverProfile(mapping, profile, options);
    },
  };
}

function formatOf(settings: CsvSettings, mapping: MappingFile | undefined): GivenFormat {
  return {
    delimiter: settings.delimiter ?? mapping?.file?.separator,
    quote: settings.quote ?? mapping?.file?.quote,
    encoding: settings.encoding ?? mapping?.file?.encoding,
  };
}

const EXTENSIONS = /\.(?:csv|tsv|txt)$/i;

async function pathsOf({ file, directory }: CsvSettings): Promise<string[]> {
  if (file !== undefined) return [file];
  const folder = directory ?? '.';
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (cause) {
    throw accessError(folder, cause);
  }
  const found = names.filter((name) => EXTENSIONS.test(name) && !name.startsWith('.')).sort();
  if (found.length > 0) return found.map((name) => join(folder, name));
  throw new PasserelleError('csv_file_not_found', `There is no CSV file in "${folder}".`, {
    field: 'directory',
    value: folder,
    remedy: 'Put files that end in .csv, .tsv or .txt there.',
  });
}

function wrongType(path: string, layout: string, type: RecordType, wanted: RecordType): PasserelleError {
  const what = layout === 'mapping' ? 'The mapping makes' : `"${path}" (${layout}) holds`;
  return new PasserelleError('csv_unknown_layout', `${what} records of type "${type}", not "${wanted}".`, {
    field: 'type',
    value: wanted,
    remedy: layout === 'mapping' ? `Use it for ${type} records.` : 'Give a mapping file for what you want of it.',
  });
}

function checkItem({ file, summary }: FileOfType): CheckItem {
  const { encoding, delimiter, type, layout, header } = summary;
  const separator = delimiter === '\t' ? 'tab' : `"${delimiter}"`;
  return {
    name: basename(file.path),
    status: 'ok',
    message: `${type} records (${layout}), ${header.length} columns, ${encoding}, separator ${separator}.`,
  };
}
