import { mkdir, mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCsvSession } from '../../src/connectors/csv/session.ts';
import { CSV_SOURCES, type CsvSource } from './csv-sources.ts';
import { type SourceTarget, sourceSuite } from './source-suite.ts';

const environment = { now: () => 0, log: { debug() {}, info() {}, warn() {} } };

function csvTarget(source: CsvSource): SourceTarget {
  let folder = '';
  let changes = 0;
  const path = (...names: readonly string[]) => join(folder, ...names);
  const write = async () => {
    for (const [name, text] of Object.entries(source.files(changes))) await writeFile(path('in', name), text);
  };
  return {
    ...source,
    async setUp() {
      folder = await mkdtemp(join(tmpdir(), 'csv-source-'));
      await Promise.all(['in', 'temporary'].map((name) => mkdir(path(name))));
      await write();
    },
    tearDown: () => rm(folder, { recursive: true, force: true }),
    async open() {
      const names = Object.keys(source.files(0));
      const place = names.length > 1 ? { directory: path('in') } : { file: path('in', names[0] ?? '') };
      const options = { limits: source.limits, temporaryFolder: path('temporary') };
      return await openCsvSession({ ...place, ...source.settings }, environment, options);
    },
    async change() {
      changes += 1;
      await write();
      return source.changedId;
    },
    leftovers: async () => [...(await readdir(path('temporary'))), ...(await openFilesBelow(folder))],
  };
}

/** Handles of this process into a folder; only Linux tells. A file without a name counts: it keeps its room. */
async function openFilesBelow(folder: string): Promise<readonly string[]> {
  if (process.platform !== 'linux') return [];
  const links = await Promise.all(
    (await readdir('/proc/self/fd')).map((handle) => readlink(`/proc/self/fd/${handle}`).catch(() => '')),
  );
  return links.filter((link) => link.startsWith(`${folder}/`));
}

for (const source of CSV_SOURCES) sourceSuite(csvTarget(source));
