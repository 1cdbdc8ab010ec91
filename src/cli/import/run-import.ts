import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { App } from '../../app.ts';
import type { Connection } from '../../connections/connections.ts';
import type { GivenFormat } from '../../connectors/csv/reading/csv-file.ts';
import { type Log, RECORD_TYPES, type RecordType, type Session } from '../../core/connector.ts';
import { suggest } from '../../core/nearest.ts';
import { PasserelleError } from '../../errors.ts';
import { identityMapping } from '../../sync/identity-mapping.ts';
import { runSync } from '../../sync/run.ts';
import type { SyncEvent } from '../../sync/sync-types.ts';
import { writeRejects } from './rejects-file.ts';
import { type ImportSummary, summarise } from './summary.ts';

export interface ImportOptions {
  readonly app: App;
  /** Absolute path of the input. */
  readonly file: string;
  readonly type: RecordType;
  readonly target: Connection;
  /** Absolute path of a mapping file; null for a file with a profile. */
  readonly mapping: string | null;
  readonly existing: 'link' | 'update';
  readonly deleted: 'ask' | 'recreate';
  readonly dryRun: boolean;
  readonly limit: number | null;
  /** Name of the shop or system that the file comes from; null takes that of its profile. */
  readonly source: string | null;
  /** Absolute path for the refused rows; null: beside the input. */
  readonly rejects: string | null;
  /** How the file is written; what is not given is found out. */
  readonly format?: GivenFormat;
  readonly signal: AbortSignal;
  readonly onEvent: (event: SyncEvent) => void;
}

/** Records a page: large enough for full batches, small enough that a lost page is soon redone. */
const PAGE_SIZE = 500;

/**
 * Imports a file. An interrupted import of the same file, with the same options, goes on where it was.
 *
 * Throws what is wrong with the input, the hub or the target as a whole; refused records are counted, kept in the
 * inbox and written to the rejects file.
 */
export async function runImport(options: ImportOptions): Promise<ImportSummary> {
  const { app } = options;
  const startedAt = Date.now();
  const { type } = options;
  const file = await openFile(options, type);
  try {
    const port = file.session.records[type];
    if (port?.changes === undefined) throw wrongType(type, file.session);
    const target = await options.target.open();
    try {
      const environment = await app.sync();
      const sourceName = options.source ?? file.name;
      const { name: targetName, connector, identity } = options.target;
      const ids = await environment.runs.ensureEnds(
        {
          source: { name: sourceName, connector: 'csv', identity: `file:${sourceName}` },
          target: { name: targetName, connector, identity },
          type,
          nameOf: (from, to) => `import:${from}:${to}:${type}`,
        },
        !options.dryRun,
      );
      const result = await runSync(environment, {
        sync: {
          id: ids.syncId,
          name: ids.name,
          type,
          source: { id: ids.sourceId, name: sourceName },
          target: { id: ids.targetId, name: targetName },
          policy: {
            conflict: 'source_wins',
            firstContact: options.existing,
            removeItems: false,
            onDeleted: options.deleted,
          },
        },
        source: port,
        target,
        mapFor: (fields) =>
          identityMapping(fields, (field) =>
            options.onEvent({ kind: 'notice', message: `${targetName} has no place for "${field}"; it is left out.` }),
          ),
        input: await inputOf(options),
        trigger: 'import',
        owner: app.owner,
        preview: options.dryRun,
        limit: options.limit,
        pageSize: PAGE_SIZE,
        signal: options.signal,
        report: options.onEvent,
      });
      const rejects = options.rejects ?? defaultRejects(options.file);
      const refused = result.runId === null ? 0 : await writeRejects(rejects, environment.runs.failures(result.runId));
      return summarise(result.counts, {
        durationMs: Date.now() - startedAt,
        rejectsFile: refused > 0 ? rejects : null,
        dryRun: options.dryRun,
        resumed: result.resumed,
        runId: result.runId,
      });
    } finally {
      await target.close();
    }
  } finally {
    await file.session.close();
  }
}

/** What a file's reader has to say besides warnings on its records is for developers. */
const SILENT: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined };

interface OpenFile {
  readonly session: Session;
  /** What records of such files belong to unless the user names a source. */
  readonly name: string;
}

async function openFile({ file, mapping, format = {} }: ImportOptions, type: RecordType): Promise<OpenFile> {
  const { openCsvSession } = await import('../../connectors/csv/session.ts');
  const settings = { file, type, ...format, ...(mapping === null ? {} : { mapping }) };
  const session = await openCsvSession(settings, { now: Date.now, log: SILENT });
  // Records of one program's exports belong together: its orders refer to its products and customers.
  const [family] = session.files[0]?.layout.split('-') ?? [];
  return { session, name: family === undefined || family === 'mapping' ? 'csv' : `${family}-csv` };
}

/** Throws `unknown_record_type` with the nearest right name. */
export function recordType(text: string): RecordType {
  const type = RECORD_TYPES.find((known) => known === text);
  if (type !== undefined) return type;
  throw new PasserelleError('unknown_record_type', `"${text}" is not a record type.`, {
    field: '--as',
    value: text,
    remedy: suggest(text, RECORD_TYPES),
  });
}

function wrongType(type: RecordType, session: Session): PasserelleError {
  const types = Object.keys(session.records);
  return new PasserelleError('unknown_record_type', `The file does not hold records of type "${type}".`, {
    field: '--as',
    value: type,
    remedy: types.length === 0 ? 'Say with --mapping which column is which field.' : `It holds: ${types.join(', ')}.`,
  });
}

/** What makes an import the same import: the bytes of the file as far as its size and time tell, and every option. */
async function inputOf(options: ImportOptions): Promise<string> {
  const { size, mtimeMs } = await stat(options.file);
  const mapping = options.mapping === null ? '' : await readFile(options.mapping, 'utf8');
  const { existing, deleted, limit, format = {} } = options;
  const parts = [size, mtimeMs, mapping, existing, deleted, limit, format];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function defaultRejects(file: string): string {
  const extension = extname(file);
  return join(dirname(file), `${basename(file, extension)}.rejects.csv`);
}
