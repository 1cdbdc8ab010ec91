import { createSimulation } from '../create-simulation.ts';
import type { Json, JsonObject } from '../orm/values.ts';
import { callModel } from '../protocol/services.ts';
import type { Simulation } from '../simulation.ts';

export const PASSWORD = 'right-password';
export const WRONG_PASSWORD = 'wrong-password';
export const WRONG_KEY = '0000000000000000000000000000000000000000';

/** Ids that the next records get before a pair, so that the recorded ids come out: 18 and 19 count from where they stood. */
const NEXT_IDS: Readonly<Record<18 | 19, Readonly<Record<number, Readonly<Record<string, number>>>>>> = {
  18: {
    1: {
      'res.partner': 7,
      'res.partner.category': 1,
      'product.product': 1,
      'product.template': 1,
      'product.attribute': 1,
      'sale.order': 1,
      'stock.picking': 1,
    },
  },
  19: {
    1: {
      'res.partner': 81,
      'res.partner.category': 21,
      'product.product': 908,
      'product.template': 916,
      'product.attribute': 5,
      'product.attribute.value': 9,
      'product.template.attribute.line': 5,
      'product.template.attribute.value': 9,
      'res.users.apikeys.description': 9,
      'res.users.identitycheck': 4,
      'sale.order': 19,
      'sale.order.line': 27,
      'stock.picking': 6,
      'stock.quant': 7,
      'stock.move': 16,
    },
  },
};

const LAST_ORDER: Readonly<Record<18 | 19, number>> = { 18: 0, 19: 18 };

export interface ReplayState {
  readonly simulation: Simulation;
  readonly keys: Readonly<Record<string, string>>;
  readonly limitedUid: number;
  readonly tag: string;
}

/** The state before pair 001 (README, section 3). */
export function prepare(version: 18 | 19): ReplayState {
  let now = Date.parse('2026-11-24T18:34:11.000Z');
  const clock = (): number => {
    now += 37.003;
    return now;
  };
  const { simulation, apiKeys } = createSimulation({
    version,
    database: 'odoo',
    password: PASSWORD,
    profile: 'empty',
    seed: 1,
    clock,
  });
  const { db } = simulation;
  db.partnerLanguage = 'fr_FR';
  const limitedUid = simulation.userByLogin('limited')?.id ?? 0;
  simulation.passwords.set(limitedUid, PASSWORD);
  if (version === 18) moveAside(simulation);
  for (const row of db.model('ir.sequence').table.rows.values()) {
    if (row.code === 'sale.order') row.number_next = LAST_ORDER[version] + 1;
    if (row.code === 'stock.picking.out') row.number_next = version === 18 ? 1 : 6;
  }
  return { simulation, keys: apiKeys, limitedUid, tag: version === 18 ? 'R05D8D8' : 'R05D8A3' };
}

/** The recorded 18 had its other users later: their partners leave the first ids free. */
function moveAside(simulation: Simulation): void {
  const { db } = simulation;
  const { table } = db.model('res.partner');
  for (const user of db.model('res.users').table.rows.values()) {
    const partner = table.rows.get(Number(user.partner_id));
    if (!partner || partner.id < 7) continue;
    table.delete(partner);
    table.insert({ ...partner, id: partner.id + 1000 });
    user.partner_id = partner.id + 1000;
  }
}

/** What was done between the recorded calls (README, section 4), and the ids that the recorded servers had come to. */
export function beforePair(
  state: ReplayState,
  version: 18 | 19,
  number: number,
  recordedId: number | undefined,
  model: string,
): void {
  const { simulation, limitedUid, tag } = state;
  const { db } = simulation;
  const admin = (modelName: string, method: string, args: readonly Json[], kwargs: JsonObject = {}): Json =>
    callModel(simulation, 2, modelName, method, args, kwargs);
  for (const [name, id] of Object.entries(NEXT_IDS[version][number] ?? {})) db.model(name).table.nextId = id;
  switch (number) {
    case 107: {
      const [id] = admin('res.partner.category', 'create', [[{ name: `Hidden ${tag}` }]]) as number[];
      db.rules.push({
        model: 'res.partner.category',
        domain: (env) => (env.uid === limitedUid ? [['id', '!=', id ?? 0]] : []),
      });
      break;
    }
    case 109:
      db.rules.length = 0;
      break;
    case 169:
      admin('res.partner.category', 'create', [
        [{ name: `One ${tag}` }, { name: `Two ${tag}` }, { name: `Three ${tag}` }],
      ]);
      break;
    case 320:
      admin('res.partner', 'create', [
        [
          { name: 'Big 1', ref: `${tag}-BIG`, color: 2_000_000_000 },
          { name: 'Big 2', ref: `${tag}-BIG`, color: 2_000_000_000 },
        ],
      ]);
      break;
    case 435: {
      const [partner] = admin('res.partner', 'search', [[['ref', '=', `${tag}-A`]]], { order: 'id' }) as number[];
      db.model('sale.order').table.nextId = 26;
      admin('sale.order', 'create', [{ partner_id: partner ?? 0 }]);
      break;
    }
    case 525:
      for (let attempt = 0; attempt < 12; attempt += 1) simulation.sessions.failed();
      break;
    default:
  }
  if (recordedId !== undefined && db.models.has(model)) {
    const { table } = db.model(model);
    if (recordedId > table.nextId || !table.rows.has(recordedId)) table.nextId = recordedId;
  }
}
