import { join } from 'node:path';
import type { SecretBox } from '../auth/secrets.ts';
import { type ConfiguredConnection, checkName, type Environment, fillIn } from '../config/config-file.ts';
import { parseSettings } from '../config/settings.ts';
import type { Connector, ConnectorEnvironment, ConnectorManifest, Session } from '../core/connector.ts';
import { suggest } from '../core/nearest.ts';
import type { OpenDatabase } from '../db/database.ts';
import { asPasserelleError, PasserelleError } from '../errors.ts';
import { type ConnectionStore, createConnectionStore } from './store.ts';

/** A connection ready to be opened; its settings are checked. */
export interface Connection {
  /** The name that links and history are kept under. */
  readonly name: string;
  readonly connector: string;
  /** The account behind it. */
  readonly identity: string;
  readonly origin: 'file' | 'stored' | 'address';
  /** As its connector's schema gives them. Holds secrets: never shown. */
  readonly settings: unknown;
  open(): Promise<Session>;
}

export interface ConnectionSummary {
  readonly name: string;
  readonly connector: string;
  readonly origin: 'file' | 'stored';
  /** The account behind it; null where the settings are not good enough to tell. */
  readonly identity: string | null;
  /** Why it cannot be used as it stands. */
  readonly problem: PasserelleError | null;
}

export interface ConnectionService {
  list(): Promise<readonly ConnectionSummary[]>;
  /** Throws `unknown_connection`, or what is wrong with its settings. */
  get(name: string): Promise<Connection>;
  /** A connection of settings given on the spot. The same account under a known name takes that name. */
  fromSettings(connector: string, settings: Readonly<Record<string, unknown>>, name?: string): Promise<Connection>;
  /** What a connector says of itself and its settings. Throws `config_invalid` for an unknown one. */
  manifest(connector: string): Promise<ConnectorManifest<unknown>>;
  /** Stores it, secrets encrypted. Throws `connection_exists`, `config_*`. */
  add(name: string, connector: string, settings: Readonly<Record<string, unknown>>): Promise<ConnectionSummary>;
  /** Forgets its settings and secrets. Throws `unknown_connection`, `usage` for one of the configuration file. */
  remove(name: string): Promise<void>;
  /** Notes that the account has a new address, so that its links go on. Returns where it is now. */
  moved(name: string): Promise<string>;
}

/** Which connectors there are; each is loaded when it is first used. */
export interface ConnectorCatalog {
  readonly names: readonly string[];
  load(name: string): Promise<Connector> | undefined;
}

export interface ConnectionServiceOptions {
  readonly connectors: ConnectorCatalog;
  readonly configured: ReadonlyMap<string, ConfiguredConnection>;
  /** What `${NAME}` in the configuration stands for. */
  readonly variables: Environment;
  readonly database: () => Promise<OpenDatabase>;
  /** `PASSERELLE_SECRET_KEY`. */
  readonly secretKey: string | undefined;
  readonly dataFolder: string;
  readonly environment: ConnectorEnvironment;
}

export function createConnectionService(options: ConnectionServiceOptions): ConnectionService {
  const { configured, environment } = options;
  const store = async (): Promise<ConnectionStore> => createConnectionStore((await options.database()).kysely);

  const box = async (connections: ConnectionStore): Promise<SecretBox> => {
    const { openSecretBox } = await import('../auth/secret-key.ts');
    return await openSecretBox(
      { environment: options.secretKey, keyFile: join(options.dataFolder, 'secret.key') },
      {
        read: () => connections.meta('secret_key_check'),
        keep: (value) => connections.keepMeta('secret_key_check', value),
      },
    );
  };

  const build = async (
    name: string | null,
    connectorName: string,
    raw: Readonly<Record<string, unknown>>,
    origin: Connection['origin'],
    field: string,
  ): Promise<Connection> => {
    const connector = await loadConnector(options.connectors, connectorName, field);
    const settings = parseSettings(connector.manifest.settings, raw, field, connector.manifest.secrets);
    const identity = connector.manifest.identity(settings);
    const known = name ?? (await (await store()).nameOfIdentity(connectorName, identity)) ?? identity;
    return {
      name: known,
      connector: connectorName,
      identity,
      origin,
      settings,
      open: () => connector.open(settings, environment),
    };
  };

  const fromFile = async ({ name, connector, settings }: ConfiguredConnection): Promise<Connection> => {
    const field = `connections.${name}`;
    return await build(name, connector, fillIn(settings, field, options.variables), 'file', field);
  };

  const storedNames = async (connections: ConnectionStore) => (await connections.list()).map((row) => row.name);

  const unknown = async (name: string, connections: ConnectionStore): Promise<PasserelleError> => {
    const known = [...new Set([...configured.keys(), ...(await storedNames(connections))])];
    return new PasserelleError('unknown_connection', `There is no connection "${name}".`, {
      field: 'connection',
      value: name,
      remedy:
        known.length === 0 ? 'Add one with "passerelle connection add", or in passerelle.yaml.' : suggest(name, known),
    });
  };

  return {
    async list() {
      const connections = await store();
      const out: ConnectionSummary[] = [];
      for (const each of configured.values()) {
        const { name, connector } = each;
        try {
          const { identity } = await fromFile(each);
          out.push({ name, connector, origin: 'file', identity, problem: null });
        } catch (error) {
          out.push({ name, connector, origin: 'file', identity: null, problem: asPasserelleError(error) });
        }
      }
      for (const { name, connector, identity } of await connections.list()) {
        if (!configured.has(name)) out.push({ name, connector, origin: 'stored', identity, problem: null });
      }
      return out;
    },

    async get(name) {
      const known = configured.get(name);
      if (known !== undefined) return await fromFile(known);
      const connections = await store();
      const row = await connections.get(name);
      if (row?.secrets == null) throw await unknown(name, connections);
      const secrets = (await box(connections)).open(row.secrets, name);
      return await build(name, row.connector, { ...row.settings, ...secrets }, 'stored', name);
    },

    async fromSettings(connector, settings, name) {
      return await build(name ?? null, connector, settings, 'address', connector);
    },

    async manifest(connector) {
      return (await loadConnector(options.connectors, connector, '--connector')).manifest;
    },

    async add(name, connectorName, raw) {
      checkName(name, 'name');
      const connector = await loadConnector(options.connectors, connectorName, '--connector');
      const settings = parseSettings(connector.manifest.settings, raw, name, connector.manifest.secrets);
      const identity = connector.manifest.identity(settings);
      const connections = await store();
      if (configured.has(name)) throw taken(name, 'in passerelle.yaml');
      const { open, secret } = split(raw, connector.manifest.secrets);
      const sealed = (await box(connections)).seal(secret, name);
      const row = { name, connector: connectorName, identity, settings: open, secrets: sealed };
      if (!(await connections.add(row))) {
        const there = await connections.get(name);
        throw taken(name, there?.secrets == null ? `for the history of ${there?.identity ?? 'another account'}` : '');
      }
      return { name, connector: connectorName, origin: 'stored', identity, problem: null };
    },

    async remove(name) {
      if (configured.has(name)) {
        throw new PasserelleError('usage', `Connection "${name}" stands in passerelle.yaml.`, {
          field: 'name',
          value: name,
          remedy: 'Take it out of the file.',
        });
      }
      const connections = await store();
      if (!(await connections.forget(name))) throw await unknown(name, connections);
    },

    async moved(name) {
      const { identity } = await this.get(name);
      const connections = await store();
      if (!(await connections.move(name, identity))) {
        throw new PasserelleError('unknown_connection', `Nothing was brought into "${name}" so far.`, {
          field: 'name',
          value: name,
          remedy: 'A connection without history needs no move: just use it.',
        });
      }
      return identity;
    },
  };
}

/** Secrets apart from the rest. */
function split(raw: Readonly<Record<string, unknown>>, secrets: readonly string[]) {
  const entries = Object.entries(raw);
  const secret = entries.filter(([key]) => secrets.includes(key)).map(([key, value]) => [key, String(value)] as const);
  return {
    open: Object.fromEntries(entries.filter(([key]) => !secrets.includes(key))),
    secret: Object.fromEntries(secret),
  };
}

function taken(name: string, where: string): PasserelleError {
  const sentence = `There is a connection "${name}" already${where === '' ? '' : `, ${where}`}.`;
  return new PasserelleError('connection_exists', sentence, {
    field: 'name',
    value: name,
    remedy: where === '' ? 'Choose another name, or remove the old one first.' : 'Choose another name.',
  });
}

async function loadConnector(catalog: ConnectorCatalog, name: string, field: string): Promise<Connector> {
  const loading = catalog.load(name);
  if (loading !== undefined) return await loading;
  throw new PasserelleError('config_invalid', `There is no connector "${name}".`, {
    field: field.startsWith('--') ? field : `${field}.connector`,
    value: name,
    remedy: suggest(name, catalog.names),
  });
}
