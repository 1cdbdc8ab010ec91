import type { Connector } from '../core/connector.ts';

interface Entry {
  readonly title: string;
  /** Loaded when it is first used: start-up does not pay for connectors that nobody asked for. */
  readonly load: () => Promise<Connector>;
}

/** Every connector, by the name that configuration uses. Adding one is a folder and a line here. */
export const CONNECTORS = {
  odoo: { title: 'Odoo', load: async () => erase((await import('./odoo/connector.ts')).odooConnector) },
  csv: { title: 'CSV files', load: async () => erase((await import('./csv/connector.ts')).csvConnector) },
} as const satisfies Record<string, Entry>;

export const CONNECTOR_NAMES: readonly string[] = Object.keys(CONNECTORS);

/** The connector of that name; undefined if there is none. */
export function loadConnector(name: string): Promise<Connector> | undefined {
  return Object.hasOwn(CONNECTORS, name) ? CONNECTORS[name as keyof typeof CONNECTORS].load() : undefined;
}

/**
 * Forgets the settings' type: callers pass settings that the connector's own schema has parsed, which is checked
 * again here, so that nothing else can reach it.
 */
function erase<S>(connector: Connector<S>): Connector {
  const { manifest } = connector;
  return {
    manifest: {
      ...manifest,
      identity: (settings) => manifest.identity(manifest.settings.parse(settings)),
    },
    open: (settings, environment) => connector.open(manifest.settings.parse(settings), environment),
  };
}
