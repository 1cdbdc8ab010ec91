import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { App } from '../app.ts';
import type { Log } from '../core/connector.ts';
import { resolveDataFolder } from '../db/data-folder.ts';
import type { CommandContext, Place, Terminal } from './command.ts';

export interface GlobalOptions {
  readonly config?: string;
  readonly dataDir?: string;
  readonly databaseUrl?: string;
}

export interface OwnedContext extends CommandContext {
  close(): Promise<void>;
}

const CONFIG_NAME = 'passerelle.yaml';

export function createContext(terminal: Terminal, globals: GlobalOptions, json: boolean): OwnedContext {
  const controller = new AbortController();
  const stop = () => {
    // A second signal does not wait for a tidy end.
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const place = findPlace(terminal, globals);
  let app: Promise<App> | null = null;
  return {
    terminal,
    place,
    json,
    signal: controller.signal,
    app() {
      app ??= openApp(terminal, place);
      return app;
    },
    async close() {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      const opened = await app?.catch(() => null);
      await opened?.close();
    },
  };
}

function findPlace(terminal: Terminal, globals: GlobalOptions): Place {
  const { environment, workingDirectory } = terminal;
  const named = globals.config ?? environment.PASSERELLE_CONFIG;
  const here = resolve(workingDirectory, CONFIG_NAME);
  const configFile = named ? resolve(workingDirectory, named) : existsSync(here) ? here : null;
  return {
    configFile,
    dataFolder: resolveDataFolder({
      flag: globals.dataDir,
      environment: environment.PASSERELLE_DATA_DIR,
      configFile: configFile ?? undefined,
      workingDirectory,
      platform: process.platform,
      home: homedir(),
      isRoot: process.getuid?.() === 0,
      xdgDataHome: environment.XDG_DATA_HOME,
      localAppData: environment.LOCALAPPDATA,
    }),
    databaseUrl: globals.databaseUrl || environment.PASSERELLE_DATABASE_URL || null,
  };
}

async function openApp(terminal: Terminal, place: Place): Promise<App> {
  const { createApp } = await import('../app.ts');
  return await createApp({ environment: terminal.environment, ...place, log: terminalLog(terminal) });
}

/** Warnings for the person at the terminal; the rest is for logs of a server. */
export function terminalLog(terminal: Terminal): Log {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (fields, message) => terminal.err(`warning: ${message} ${JSON.stringify(fields)}\n`),
  };
}
