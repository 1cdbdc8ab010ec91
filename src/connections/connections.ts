import { join } from 'node:path';
import type { SecretBox } from '../auth/secrets.ts';
import type { ConfiguredConnection } from '../config/config-file.ts';
import { parseSettings } from '../config/settings.ts';
import type { Connector, ConnectorEnvironment, Session } from '../core/connector.ts';
import { suggest } from '../core/nearest.ts';
import type { OpenDatabase } from '../db/database.ts';
import { PasserelleError } from '../errors.ts';
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
  readonly identity: string;
}

export interface ConnectionService {
  list(): Promise<readonly ConnectionSummary[]>;
  /** Throws `unknown_connection`, or what is wrong with its settings. */
  get(name: string): Promise<Connection>;
  /** A connection of settings given on the spot. The same account under a known name takes that name. */
  fromSettings(connector: string, settings: Readonly<Record<string, unknown>>, name?: string): Promise<Connection>;
  /** Stores it, secrets encrypted. Throws `connection_exists`. */
  add(name: string, connector: string, settings: Readonly<Record<string, unknown>>): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Which connectors there are; each is loaded when it is first used. */
export interface ConnectorCatalog {
  readonly names: readonly string[];
  load(name: string): Promise<Connector> | undefined;
}

export interface ConnectionServiceOptions {
  readonly connectors: ConnectorCatalog;
  readonly configured: ReadonlyMap<string, ConfiguredConnection>;
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

  return {
    async list() {
      const connections = await store();
      const out: ConnectionSummary[] = [];
      for (const { name, connector, settings } of configured.values()) {
        const { identity } = await build(name, connector, settings, 'file', `connections.${name}`);
        out.push({ name, connector, origin: 'file', identity });
      }
      for (const { name, connector, identity } of await connections.list()) {
        if (!configured.has(name)) out.push({ name, connector, origin: 'stored', identity: identity ?? '' });
      }
      return out;
    },

    async get(name) {
      const fromFile = configured.get(name);
      if (fromFile !== undefined) {
        return await build(name, fromFile.connector, fromFile.settings, 'file', `connections.${name}`);
      }
      const connections = await store();
      const row = await connections.get(name);
      if (row?.secrets == null) {
        const known = [...configured.keys(), ...(await connections.list()).map((c) => c.name)];
        throw new PasserelleError('unknown_connection', `There is no connection "${name}".`, {
          field: 'connection',
          value: name,
          remedy:
            known.length === 0
              ? 'Add one with "passerelle connection add", or in passerelle.yaml.'
              : suggest(name, known),
        });
      }
      const secrets = (await box(connections)).open(row.secrets, name);
      return await build(name, row.connector, { ...row.settings, ...secrets }, 'stored', name);
    },

    async fromSettings(connector, settings, name) {
      return await build(name ?? null, connector, settings, 'address', connector);
    },

    async add(name, connectorName, raw) {
      const connector = await loadConnector(options.connectors, connectorName, 'connector');
      const settings = parseSettings(connector.manifest.settings, raw, name, connector.manifest.secrets);
      const open: Record<string, unknown> = {};
      const secret: Record<string, string> = {};
      for (const [key, value] of Object.entries(raw)) {
        if (connector.manifest.secrets.includes(key)) secret[key] = String(value);
        else open[key] = value;
      }
      const connections = await store();
      const sealed = (await box(connections)).seal(secret, name);
      const identity = connector.manifest.identity(settings);
      const added =
        !configured.has(name) &&
        (await connections.add({ name, connector: connectorName, identity, settings: open, secrets: sealed }));
      if (!added) {
        throw new PasserelleError('connection_exists', `There is a connection "${name}" already.`, {
          field: 'name',
          value: name,
          remedy: 'Choose another name, or remove the old one first.',
        });
      }
    },

    async remove(name) {
      if (configured.has(name)) {
        throw new PasserelleError('usage', `Connection "${name}" stands in passerelle.yaml.`, {
          field: 'name',
          value: name,
          remedy: 'Take it out of the file.',
        });
      }
      if (!(await (await store()).forget(name))) {
        throw new PasserelleError('unknown_connection', `There is no connection "${name}".`, {
          field: 'name',
          value: name,
        });
      }
    },
  };
}

async function loadConnector(catalog: ConnectorCatalog, name: string, field: string): Promise<Connector> {
  const loading = catalog.load(name);
  if (loading !== undefined) return await loading;
  throw new PasserelleError('config_invalid', `There is no connector "${name}".`, {
    field: `${field}.connector`,
    value: name,
    remedy: suggest(name, catalog.names),
  });
}
