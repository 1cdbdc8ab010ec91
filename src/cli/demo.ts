import { join } from 'node:path';
import type { App } from '../app.ts';
import type { OdooSimulator } from '../connectors/odoo/simulator/start.ts';
import { asPasserelleError } from '../errors.ts';
import type { CommandContext, CommandRun, Terminal } from './command.ts';
import { terminalLog } from './context.ts';
import { makeDemoFolder, removeDemoFolder, sweepDemoFolders } from './demo/folder.ts';
import { showImports } from './demo/show.ts';
import { HIGHEST_PORT, wholeNumber } from './number-option.ts';
import { programName, startSandbox, untilStopped } from './sandbox/start-sandbox.ts';

const ACCESS = { login: 'admin', password: 'admin' } as const;
/** Ports that are tried after the wanted one, before any free one is taken. */
const NEXT_PORTS = 20;

export const run: CommandRun = async (context, _args, options) => {
  const { json, signal } = context;
  // With --json standard output has the one value, and the story goes to standard error.
  const terminal: Terminal = json ? { ...context.terminal, out: context.terminal.err } : context.terminal;
  const port = wholeNumber('--port', options.port, 0, HIGHEST_PORT) ?? 0;
  const simulator = await startOnFreePort(port);
  try {
    await sweepDemoFolders();
    const folder = await makeDemoFolder();
    try {
      terminal.out(`Passerelle demo. It works in ${folder}, touches nothing else, and leaves nothing behind.\n\n`);
      const app = await openDemoApp(context, folder);
      try {
        const imports = await showImports({ app, terminal, signal, folder, simulator, access: ACCESS });
        const { url, database, apiKey } = simulator;
        if (json) {
          const state = { url, database, ...ACCESS, apiKey, dataDir: folder, imports };
          context.terminal.out(`${JSON.stringify(state)}\n`);
        }
        if (options.once !== true) {
          terminal.out(whatNext(context, folder, simulator));
          await untilStopped(signal);
          terminal.out('\nStopping.\n');
        }
      } finally {
        await app.close();
      }
    } finally {
      await removeDemoFolder(folder);
    }
    return 0;
  } catch (error) {
    // Stopped in the middle of the show, which is as good an end as any.
    if (signal.aborted && asPasserelleError(error).code === 'cancelled') return 0;
    throw error;
  } finally {
    await simulator.stop();
  }
};

async function openDemoApp({ terminal }: CommandContext, folder: string): Promise<App> {
  const { createApp } = await import('../app.ts');
  return await createApp({
    environment: {},
    configFile: null,
    dataFolder: { path: folder, chosenBy: 'flag' },
    databaseUrl: null,
    log: terminalLog(terminal),
  });
}

/** The wanted port or one of the next; where something else is at home there, the demo still runs. */
async function startOnFreePort(wanted: number): Promise<OdooSimulator> {
  for (let port = wanted; port <= Math.min(wanted + NEXT_PORTS, HIGHEST_PORT); port += 1) {
    try {
      return await startSandbox({ port, version: 19, ...ACCESS });
    } catch (error) {
      if (asPasserelleError(error).code !== 'port_in_use') throw error;
    }
  }
  return await startSandbox({ port: 0, version: 19, ...ACCESS });
}

function whatNext({ terminal }: CommandContext, folder: string, simulator: OdooSimulator): string {
  const { url, database, apiKey } = simulator;
  const program = programName(terminal.environment);
  const file = join(folder, 'products.csv');
  return `
Where to look next. It all stays up until you press Ctrl-C; in another terminal:

  export PASSERELLE_DATA_DIR=${folder}
  export PASSERELLE_ODOO_URL=${url} PASSERELLE_ODOO_DATABASE=${database}
  export PASSERELLE_ODOO_LOGIN=${ACCESS.login} PASSERELLE_ODOO_API_KEY=${apiKey}

  # what is in that Odoo now
  ${program} odoo call product.product search_read '[[["default_code","!=",false]]]' \\
    '{"fields":["default_code","display_name","lst_price"],"limit":5}'
  # change something in the file, then see what would be written, and write it
  ${program} import ${file} --as product --to ${url} --dry-run
  ${program} import ${file} --as product --to ${url}
  # what an Odoo looks like from here, and this installation
  ${program} odoo doctor
  ${program} doctor

With your own Odoo: the same commands with its address (try --dry-run first, it writes nothing).
`;
}
