import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { type ConfigFile, type Environment, readConfigFile } from './config/config-file.ts';
import { type ConnectionService, createConnectionService } from './connections/connections.ts';
import { CONNECTOR_NAMES, loadConnector } from './connectors/registry.ts';
import type { Log } from './core/connector.ts';
import type { DataFolder } from './db/data-folder.ts';
import type { OpenDatabase } from './db/database.ts';
import type { RunEnvironment } from './sync/run.ts';

export interface AppOptions {
  readonly environment: Environment;
  /** `passerelle.yaml` in use; null without one. */
  readonly configFile: string | null;
  readonly dataFolder: DataFolder;
  /** `--database-url`; null for the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  readonly log: Log;
}

/** Everything that commands work with. Parts are opened when first asked for, and closed in reverse order. */
export interface App {
  readonly config: ConfigFile | null;
  readonly dataFolder: DataFolder;
  readonly connections: ConnectionService;
  readonly owner: string;
  database(): Promise<OpenDatabase>;
  sync(): Promise<RunEnvironment>;
  close(): Promise<void>;
}

export async function createApp(options: AppOptions): Promise<App> {
  const { environment, dataFolder, databaseUrl, log } = options;
  const config = options.configFile === null ? null : await readConfigFile(options.configFile);
  let database: Promise<OpenDatabase> | null = null;
  const closers: (() => Promise<void>)[] = [];

  const openDatabase = () => {
    database ??= (async () => {
      const { openDatabase: open } = await import('./db/database.ts');
      const opened = await open(databaseUrl === null ? { dataDir: dataFolder.path } : { databaseUrl }, {
        onTrouble: (error) => log.warn({ error: String(error) }, 'database trouble'),
      });
      closers.push(() => opened.close());
      return opened;
    })();
    return database;
  };

  const connections = createConnectionService({
    connectors: { names: CONNECTOR_NAMES, load: loadConnector },
    configured: config?.connections ?? new Map(),
    variables: environment,
    database: openDatabase,
    secretKey: environment.PASSERELLE_SECRET_KEY,
    dataFolder: dataFolder.path,
    environment: { now: Date.now, log },
  });

  return {
    config,
    dataFolder,
    connections,
    owner: `${hostname()}:${process.pid}`,
    database: openDatabase,
    async sync() {
      const { kysely, pool } = await openDatabase();
      const { createRunStore } = await import('./sync/run-store.ts');
      const { createSyncStore } = await import('./sync/store.ts');
      return {
        runs: createRunStore(kysely, pool),
        storeFor: (scope) => createSyncStore(kysely, scope),
        now: Date.now,
        sleep: async (ms, signal) => {
          await delay(ms, undefined, { signal });
        },
        random: Math.random,
      };
    },
    async close() {
      // One that is just opening is waited for, or it would stay open.
      await database?.catch(() => undefined);
      for (const closer of closers.reverse()) await closer();
    },
  };
}
