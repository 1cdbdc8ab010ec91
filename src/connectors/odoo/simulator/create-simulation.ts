import { performance } from 'node:perf_hooks';
import { known18 } from './data/known-18.ts';
import { known19 } from './data/known-19.ts';
import { LABELS } from './data/labels.ts';
import { rights18 } from './data/rights-18.ts';
import { rights19 } from './data/rights-19.ts';
import { allModels } from './models/all.ts';
import { Database } from './orm/database.ts';
import { knownNames } from './orm/known-names.ts';
import { Rights } from './orm/rights.ts';
import { seededRandom } from './random.ts';
import { fillDatabase } from './seed/profile.ts';
import { Simulation } from './simulation.ts';

export interface SimulationOptions {
  readonly version: 18 | 19;
  readonly database: string;
  readonly login: string;
  readonly password: string;
  readonly profile: 'demo' | 'empty';
  /** Makes API keys, random names and faults the same on every start. */
  readonly seed: number;
  /** Milliseconds since 1970, with fractions. */
  readonly clock: () => number;
}

export interface CreatedSimulation {
  readonly simulation: Simulation;
  /** API keys by login. */
  readonly apiKeys: Readonly<Record<string, string>>;
}

/** A filled database with its users, without a server. */
export function createSimulation(
  options: Partial<SimulationOptions> & Pick<SimulationOptions, 'version'>,
): CreatedSimulation {
  const { version, login = 'admin', password = 'admin', profile = 'demo', database = 'demo', seed } = options;
  const clock = options.clock ?? (() => performance.timeOrigin + performance.now());
  const random = seed === undefined ? Math.random : seededRandom(seed);
  const rights = new Rights(version === 18 ? rights18 : rights19);
  const exists = knownNames(version === 18 ? known18 : known19);
  const db = new Database({ version, specs: allModels, rights, exists, random, labels: LABELS });
  const simulation = new Simulation(db, database, clock);
  fillDatabase(simulation, { profile, login, password });
  const apiKeys: Record<string, string> = {};
  for (const name of [login, 'limited', 'bot']) {
    const user = simulation.userByLogin(name);
    if (!user) continue;
    const key = seed === undefined ? simulation.newKey() : db.randomHex(40);
    simulation.addKey(user.id, 'sandbox', key);
    apiKeys[name] = key;
  }
  return { simulation, apiKeys };
}
