import type { OdooSimulator } from '../connectors/odoo/simulator/start.ts';
import { PasserelleError } from '../errors.ts';
import type { CommandRun, OptionValue, Terminal } from './command.ts';
import { HIGHEST_PORT, wholeNumber } from './number-option.ts';
import { parseFaults } from './sandbox/faults.ts';
import { programName, startSandbox, untilStopped } from './sandbox/start-sandbox.ts';
import { formatPairs } from './table.ts';

const LOGIN = 'admin';
const PASSWORD = 'admin';
const LONGEST_LATENCY_MS = 600_000;

export const run: CommandRun = async (context, _args, options) => {
  const { terminal, json, signal } = context;
  const version = versionOf(options.odooVersion);
  const seed = wholeNumber('--seed', options.seed, 0, Number.MAX_SAFE_INTEGER);
  const { faults } = options;
  const simulator = await startSandbox({
    port: wholeNumber('--port', options.port, 0, HIGHEST_PORT) ?? 0,
    version,
    login: LOGIN,
    password: PASSWORD,
    latencyMs: wholeNumber('--latency', options.latency, 0, LONGEST_LATENCY_MS) ?? 0,
    ...(seed !== undefined && { seed }),
    ...(typeof faults === 'string' || faults === true ? { faults: parseFaults(faults) } : {}),
  });
  try {
    if (json) terminal.out(`${JSON.stringify({ ...accessOf(simulator), version: `${version}.0` })}\n`);
    else show(terminal, simulator, version);
    await untilStopped(signal);
    if (!json) terminal.out('Stopped.\n');
    return 0;
  } finally {
    await simulator.stop();
  }
};

function versionOf(value: OptionValue): 18 | 19 {
  const text = String(value).replace(/\.0$/, '');
  if (text === '18') return 18;
  if (text === '19') return 19;
  throw new PasserelleError('usage', `There is no simulated Odoo ${String(value)}.`, {
    field: '--odoo-version',
    value: String(value),
    remedy: 'Give 18 or 19.',
  });
}

function accessOf({ url, port, database, apiKey }: OdooSimulator) {
  return { url, port, database, login: LOGIN, password: PASSWORD, apiKey };
}

function show(terminal: Terminal, simulator: OdooSimulator, version: number): void {
  const { url, database, login, password, apiKey } = accessOf(simulator);
  const program = programName(terminal.environment);
  const access = formatPairs(
    [
      ['URL', url],
      ['Database', database],
      ['Login', login],
      ['Password', password],
      ['API key', apiKey],
    ],
    '  ',
  );
  terminal.out(`A simulated Odoo ${version}.0 is up. What is written to it is gone when it stops.

${access}
Try it in another terminal:
  export PASSERELLE_ODOO_URL=${url} PASSERELLE_ODOO_DATABASE=${database}
  export PASSERELLE_ODOO_LOGIN=${login} PASSERELLE_ODOO_API_KEY=${apiKey}
  ${program} odoo call res.partner search_read '[[]]' '{"fields":["name"],"limit":3}'
  ${program} import products.csv --as product --to ${url}

Ctrl-C stops it.
`);
}
