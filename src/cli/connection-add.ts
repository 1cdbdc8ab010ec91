import { CONNECTOR_NAMES } from '../connectors/registry.ts';
import { PasserelleError } from '../errors.ts';
import type { CommandRun, Terminal } from './command.ts';

export const run: CommandRun = async (context, [name = '', ...pairs], options) => {
  const { terminal, json } = context;
  const connector = options.connector;
  if (typeof connector !== 'string') {
    throw new PasserelleError('usage', 'It is not said what the connection connects to.', {
      field: '--connector',
      remedy: `Give --connector with one of ${CONNECTOR_NAMES.join(', ')}.`,
    });
  }
  const { connections } = await context.app();
  const { settings: schema, secrets } = await connections.manifest(connector);
  const given = readPairs(pairs);
  const texts = await fetchTexts(given, terminal);
  for (const key of secrets) {
    if (given.has(key) && given.get(key) === texts.get(key)) {
      terminal.err(
        `warning: ${key} stands on the command line, where the shell's history and other users can see it; ` +
          `better: ${key}=env:NAME or ${key}=-\n`,
      );
    }
  }
  const { settingsFromTexts } = await import('../config/setting-texts.ts');
  const { identity, origin } = await connections.add(name, connector, settingsFromTexts(texts, schema, secrets));
  terminal.out(
    json
      ? `${JSON.stringify({ name, connector, origin, identity })}\n`
      : `Added ${name} (${connector}, ${identity}).\nCheck it with: passerelle connection check ${name}\n`,
  );
  return 0;
};

/** `key=value`, as given. A value is never in an error: it may be a secret. */
function readPairs(pairs: readonly (string | undefined)[]): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  for (const [at, pair = ''] of pairs.entries()) {
    const [, key, value] = /^([A-Za-z_][\w.-]*)=(.*)$/s.exec(pair) ?? [];
    if (key === undefined || value === undefined) {
      throw new PasserelleError('usage', `Setting ${at + 1} is not of the form key=value.`, {
        field: `setting ${at + 1}`,
        remedy: 'Write settings as url=https://erp.example.com, secrets as apiKey=env:NAME or apiKey=-.',
      });
    }
    if (out.has(key)) {
      throw new PasserelleError('usage', `${key} is given twice.`, { field: key, remedy: 'Leave one of them out.' });
    }
    out.set(key, value);
  }
  return out;
}

/** `env:NAME` read from the environment, `-` from standard input. */
async function fetchTexts(
  given: ReadonlyMap<string, string>,
  terminal: Terminal,
): Promise<ReadonlyMap<string, string>> {
  const fromInput = [...given].filter(([, value]) => value === '-').map(([key]) => key);
  if (fromInput.length > 1) {
    throw new PasserelleError('usage', `Standard input can hold only one of ${fromInput.join(', ')}.`, {
      field: fromInput.at(-1),
      remedy: 'Give the others as env:NAME.',
    });
  }
  const out = new Map<string, string>();
  for (const [key, value] of given) {
    if (value === '-') out.set(key, await readInput(key, terminal));
    else if (value.startsWith('env:')) out.set(key, readVariable(key, value.slice(4), terminal));
    else out.set(key, value);
  }
  return out;
}

async function readInput(key: string, terminal: Terminal): Promise<string> {
  if (terminal.interactive) terminal.err(`${key} (end with Ctrl-D): `);
  const text = (await terminal.readInput()).replace(/\r?\n$/, '');
  if (text !== '') return text;
  throw new PasserelleError('usage', `${key} was to come on standard input, which is empty.`, {
    field: key,
    remedy: `Pipe it in, for example: pass show odoo | passerelle connection add … ${key}=-`,
  });
}

function readVariable(key: string, variable: string, terminal: Terminal): string {
  const text = terminal.environment[variable];
  if (text !== undefined && text !== '') return text;
  throw new PasserelleError(
    'config_env_missing',
    `${key} needs the environment variable ${variable}, which is not set.`,
    {
      field: key,
      value: variable,
      remedy: `Set ${variable}, for example: export ${variable}=…`,
    },
  );
}
