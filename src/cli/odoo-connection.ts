import type { Connection } from '../connections/connections.ts';
import { PasserelleError } from '../errors.ts';
import type { CommandContext, OptionValue } from './command.ts';

export type Options = Readonly<Record<string, OptionValue>>;

/** How the credentials of an Odoo at an address are given: as a flag or in the environment; the flag wins. */
const CREDENTIALS = {
  database: { flag: '--database', variable: 'PASSERELLE_ODOO_DATABASE' },
  login: { flag: '--login', variable: 'PASSERELLE_ODOO_LOGIN' },
  password: { flag: '--password', variable: 'PASSERELLE_ODOO_PASSWORD' },
  apiKey: { flag: '--api-key', variable: 'PASSERELLE_ODOO_API_KEY' },
} as const;

type Credential = keyof typeof CREDENTIALS;

const URL_VARIABLE = 'PASSERELLE_ODOO_URL';

/**
 * The connection that `--to` means: the address of an Odoo, or the name of any connection. Without a value: the Odoo of
 * the environment, else the only Odoo there is.
 *
 * Throws `usage` (what is missing, and where to give it), `unknown_connection`, and what is wrong with its settings.
 */
export async function resolveTarget(
  context: CommandContext,
  value: string | undefined,
  options: Options,
): Promise<Connection> {
  return await resolveConnection(context, value, options, { flag: '--to', takesKnownName: true });
}

/** As `resolveTarget`, for `--on`: always an Odoo. An address is taken as it is, without looking into the database. */
export async function resolveOdoo(context: CommandContext, options: Options): Promise<Connection> {
  const on = typeof options.on === 'string' ? options.on : undefined;
  const connection = await resolveConnection(context, on, options, { flag: '--on', takesKnownName: false });
  if (connection.connector === 'odoo') return connection;
  throw new PasserelleError('usage', `Connection "${connection.name}" is not an Odoo but of ${connection.connector}.`, {
    field: '--on',
    value: connection.name,
    remedy: 'Name a connection of connector odoo.',
  });
}

interface Asking {
  readonly flag: '--to' | '--on';
  /** The same account under a name that history knows: what was written before is recognised. Needs the database. */
  readonly takesKnownName: boolean;
}

async function resolveConnection(
  context: CommandContext,
  value: string | undefined,
  options: Options,
  { flag, takesKnownName }: Asking,
): Promise<Connection> {
  const { connections } = await context.app();
  const address = (url: string) => {
    const settings = addressSettings(url, options, context.terminal.environment);
    return connections.fromSettings('odoo', settings, takesKnownName ? undefined : url);
  };
  if (value !== undefined) {
    if (isWebAddress(value)) return await address(value);
    if (/[./:]/.test(value)) throw neitherNameNorAddress(value, flag);
    return await connections.get(value);
  }
  const url = context.terminal.environment[URL_VARIABLE];
  if (url) return await address(url);
  const odoos = (await connections.list()).filter((each) => each.connector === 'odoo').map((each) => each.name);
  const [only] = odoos;
  if (only !== undefined && odoos.length === 1) return await connections.get(only);
  throw new PasserelleError(
    'usage',
    only === undefined ? 'No Odoo is named, and none is configured.' : `Which Odoo? There are ${odoos.join(', ')}.`,
    {
      field: flag,
      remedy:
        only === undefined
          ? `Give ${flag} with the address of an Odoo, set ${URL_VARIABLE}, or add one with "passerelle connection add".`
          : `Give ${flag} with one of them.`,
    },
  );
}

function isWebAddress(value: string): boolean {
  return /^https?:\/\//i.test(value);
}

function neitherNameNorAddress(value: string, flag: string): PasserelleError {
  const scheme = /^(?:localhost|127\.|\[)|:\d+/.test(value) ? 'http' : 'https';
  return new PasserelleError('usage', `"${value}" is neither the name of a connection nor a web address.`, {
    field: flag,
    value,
    remedy: `If it is an Odoo, give its whole address, for example ${flag} ${scheme}://${value.replace(/^\/+/, '')}.`,
  });
}

/** Settings of the Odoo at an address. Throws `usage` for what is missing. Pure. */
function addressSettings(
  url: string,
  options: Options,
  environment: CommandContext['terminal']['environment'],
): Readonly<Record<string, string>> {
  const settings: Record<string, string> = { url };
  for (const [name, { variable }] of Object.entries(CREDENTIALS)) {
    const given = options[name] ?? environment[variable];
    if (typeof given === 'string' && given !== '') settings[name] = given;
  }
  const missing: Credential[] = [];
  if (settings.database === undefined) missing.push('database');
  if (settings.login === undefined) missing.push('login');
  if (settings.apiKey === undefined && settings.password === undefined) missing.push('apiKey');
  const [first] = missing;
  if (first === undefined) return settings;
  const words = missing.map((name) => (name === 'apiKey' ? 'an API key or password' : `a ${name}`));
  throw new PasserelleError('usage', `The Odoo at ${safeUrl(url)} needs ${words.join(' and ')}.`, {
    field: CREDENTIALS[first].flag,
    remedy: `Give ${missing.map(howToGive).join('; ')}.`,
  });
}

/** A flag stands in the shell's history and in the list of processes: a secret is better set in the environment. */
function howToGive(name: Credential): string {
  const { flag, variable } = CREDENTIALS[name];
  if (name === 'apiKey') return `${variable} or ${CREDENTIALS.password.variable} (or ${flag}, --password)`;
  return `${flag} or ${variable}`;
}

/** The address without a password that somebody wrote into it. */
function safeUrl(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? url.replace(/\/\/[^/@]*@/, '//') : `${parsed.origin}${parsed.pathname.replace(/\/$/, '')}`;
}
