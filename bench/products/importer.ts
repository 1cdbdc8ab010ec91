import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createApp } from '../../src/app.ts';
import { runImport } from '../../src/cli/import/run-import.ts';
import type { ImportSummary } from '../../src/cli/import/summary.ts';
import type { Connection } from '../../src/connections/connections.ts';
import type { BareProtocol, OdooAccount } from '../odoo/bare-calls.ts';
import { PLAIN_MAPPING, VARIANTS_MAPPING } from './products.ts';

export interface Importer {
  /** The import as the command line does it. */
  run(file: string, kind: 'plain' | 'variants'): Promise<ImportSummary>;
  close(): Promise<void>;
}

/** An installation of its own, with an embedded database in `folder`, and a connection to the Odoo. */
export async function openImporter(folder: string, account: OdooAccount, protocol: BareProtocol): Promise<Importer> {
  const mappings = { plain: join(folder, 'plain.yaml'), variants: join(folder, 'variants.yaml') };
  await writeFile(mappings.plain, PLAIN_MAPPING);
  await writeFile(mappings.variants, VARIANTS_MAPPING);
  const app = await createApp({
    environment: {},
    configFile: null,
    dataFolder: { path: join(folder, 'data'), chosenBy: 'flag' },
    databaseUrl: null,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined },
  });
  await app.database();
  const { url, database, login, secret } = account;
  const target: Connection = await app.connections.fromSettings('odoo', {
    url,
    database,
    login,
    apiKey: secret,
    protocol,
  });
  return {
    close: () => app.close(),
    run: (file, kind) =>
      runImport({
        app,
        file,
        type: 'product',
        target,
        mapping: mappings[kind],
        existing: 'link',
        deleted: 'ask',
        dryRun: false,
        limit: null,
        source: null,
        rejects: null,
        signal: new AbortController().signal,
        onEvent: () => undefined,
      }),
  };
}
