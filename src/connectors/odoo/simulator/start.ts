import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { controlRoute } from './control.ts';
import { createSimulation, type SimulationOptions } from './create-simulation.ts';
import { exchange } from './exchange.ts';
import { FaultPlan, type FaultSettings } from './faults.ts';
import { readBody } from './protocol/body.ts';
import type { Reply, Request } from './protocol/reply.ts';
import { route } from './protocol/router.ts';
import type { Simulation } from './simulation.ts';

export interface SandboxOptions extends Partial<SimulationOptions> {
  /** 0 takes a free port. */
  readonly port: number;
  readonly host?: string;
  readonly version: 18 | 19;
  /** Each answer waits so long, in milliseconds. */
  readonly latencyMs?: number;
  readonly faults?: FaultSettings;
}

export interface OdooSimulator {
  readonly url: string;
  readonly port: number;
  readonly database: string;
  /** The administrator's API key. */
  readonly apiKey: string;
  /** Keys of the other users by login. */
  readonly apiKeys: Readonly<Record<string, string>>;
  /** Inspection and direct changes for tests. */
  readonly simulation: Simulation;
  readonly faults: FaultPlan;
  stop(): Promise<void>;
}

/** Starts a simulated Odoo on this machine, with state of its own. Loopback unless another host is given. */
export async function startOdooSimulator(options: SandboxOptions): Promise<OdooSimulator> {
  const { simulation, apiKeys } = createSimulation(options);
  const faults = new FaultPlan(options.faults ?? {}, options.seed ?? 1);
  const latencyMs = options.latencyMs ?? 0;
  const answer = (request: Request): Reply => controlRoute(simulation, faults, request) ?? route(simulation, request);
  const server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
    void readBody(incoming).then((request) => {
      if (request) exchange(request, outgoing, { answer, faults, latencyMs });
    });
  });
  server.keepAliveTimeout = 60_000;
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    database: simulation.databaseName,
    apiKey: apiKeys[options.login ?? 'admin'] ?? '',
    apiKeys,
    simulation,
    faults,
    stop: () =>
      new Promise<void>((resolve, reject) => {
        faults.release();
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
