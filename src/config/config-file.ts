import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { suggest } from '../core/nearest.ts';
import { PasserelleError } from '../errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A connection as the file gives it, `${NAME}` included: it is filled in, and checked by its connector's schema, when
 * it is used, so that what one connection lacks does not stop another.
 */
export interface ConfiguredConnection {
  readonly name: string;
  readonly connector: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface ConfigFile {
  readonly path: string;
  readonly connections: ReadonlyMap<string, ConfiguredConnection>;
}

const TOP_LEVEL = ['connections'];
export const CONNECTION_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;
const VARIABLE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Reads `passerelle.yaml`. Throws `config_not_found`, `config_invalid`, `config_unknown_key`. */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new PasserelleError('config_not_found', `The configuration file ${path} cannot be read.`, {
      field: '--config',
      value: path,
      remedy: 'Name an existing file with --config, or run the command in the folder of your passerelle.yaml.',
      cause: error,
    });
  }
  return parseConfig(text, path);
}

/** The configuration of a text. Pure. */
export function parseConfig(text: string, path: string): ConfigFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const at = lines.linePos(fault.pos[0]);
    throw new PasserelleError(
      'config_invalid',
      `${path}, line ${at.line}, column ${at.col}: ${sentence(fault.message)}`,
      {
        field: `line ${at.line}`,
        remedy: 'Mend the YAML there.',
      },
    );
  }
  const root = mapping(document.toJS() ?? {}, 'the file', path);
  for (const key of Object.keys(root)) {
    if (!TOP_LEVEL.includes(key)) throw unknownKey(key, key, TOP_LEVEL);
  }
  const connections = new Map<string, ConfiguredConnection>();
  for (const [name, value] of Object.entries(mapping(root.connections ?? {}, 'connections', path))) {
    connections.set(name, connection(name, value, path));
  }
  return { path, connections };
}

function connection(name: string, value: unknown, path: string): ConfiguredConnection {
  const field = `connections.${name}`;
  checkName(name, field);
  const { connector, ...settings } = mapping(value, field, path);
  if (typeof connector !== 'string') {
    throw new PasserelleError('config_invalid', `Connection "${name}" does not say which connector it is of.`, {
      field: `${field}.connector`,
      remedy: 'Add "connector: odoo" or another one to it.',
    });
  }
  return { name, connector, settings };
}

/** Throws `config_invalid` for what cannot name a connection. */
export function checkName(name: string, field: string): void {
  if (CONNECTION_NAME.test(name)) return;
  throw new PasserelleError('config_invalid', `"${name}" cannot be the name of a connection.`, {
    field,
    value: name,
    remedy: 'Use letters, digits, "-" and "_", beginning with a letter.',
  });
}

function mapping(value: unknown, field: string, path: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new PasserelleError('config_invalid', `In ${path}, ${field} is not a list of names with values.`, {
    field,
    value: typeof value === 'object' ? 'a list' : value,
    remedy: 'Write it as "name: value" lines.',
  });
}

/**
 * A configured value with every `${NAME}` replaced from the environment. Throws `config_env_missing`. Pure.
 *
 * The variable's text is taken as it is: what it holds is never searched for `${NAME}` again.
 */
export function fillIn<T>(value: T, field: string, environment: Environment): T {
  return substitute(value, field, environment) as T;
}

function substitute(value: unknown, field: string, environment: Environment): unknown {
  if (typeof value === 'string') {
    return value.replace(VARIABLE, (_whole, name: string) => {
      const found = environment[name];
      if (found !== undefined && found !== '') return found;
      throw new PasserelleError(
        'config_env_missing',
        `${field} needs the environment variable ${name}, which is not set.`,
        {
          field,
          value: name,
          remedy: `Set ${name}, for example: export ${name}=…`,
        },
      );
    });
  }
  if (Array.isArray(value)) return value.map((item, i) => substitute(item, `${field}[${i}]`, environment));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, substitute(inner, `${field}.${key}`, environment)]),
    );
  }
  return value;
}

export function unknownKey(key: string, field: string, known: readonly string[]): PasserelleError {
  return new PasserelleError('config_unknown_key', `"${key}" is not a setting.`, {
    field,
    value: key,
    remedy: suggest(key, known),
  });
}

/** The parser's own words, without the place and the picture that follow. */
function sentence(text: string): string {
  return `${(text.split('\n')[0] ?? text).replace(/ at line \d+, column \d+:?$/, '')}.`;
}
