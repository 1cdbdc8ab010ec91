import type { FaultPlan, FaultSettings } from './faults.ts';
import { isObject } from './orm/values.ts';
import { JSON_TYPE, type Reply, type Request } from './protocol/reply.ts';
import type { Simulation } from './simulation.ts';

const json = (status: number, value: unknown): Reply => ({
  status,
  contentType: JSON_TYPE,
  body: JSON.stringify(value),
});

/** `/__simulator/faults` (GET, PUT) and `/__simulator/state` (GET): for tests on a running simulator. */
export function controlRoute(simulation: Simulation, faults: FaultPlan, request: Request): Reply | undefined {
  if (request.path === '/__simulator/faults') {
    if (request.method === 'GET') return json(200, { settings: faults.settings, counts: faults.counts });
    let settings: unknown;
    try {
      settings = JSON.parse(request.body);
    } catch {
      settings = undefined;
    }
    if (!isObject(settings)) return json(400, { error: 'the body must be an object of fault settings' });
    faults.set(settings as unknown as FaultSettings);
    return json(200, { settings: faults.settings });
  }
  if (request.path === '/__simulator/state') {
    const counts = [...simulation.db.models.values()].map(({ name, table }) => [name, table.rows.size] as const);
    return json(200, {
      version: simulation.db.version,
      database: simulation.databaseName,
      records: Object.fromEntries(counts),
    });
  }
  return undefined;
}
