import { createOdooClient } from '../src/odoo/client.ts';
import type { ProtocolName } from '../src/odoo/protocol.ts';
import type { Bench, BenchContext, Goal } from './harness/bench.ts';
import { startHelper } from './harness/child.ts';
import { interleaved } from './harness/rounds.ts';
import { median, medianRatio } from './harness/statistics.ts';
import { type BareOdoo, type OdooAccount, openBareJson2, openBareJsonRpc } from './odoo/bare-calls.ts';
import { CANNED_FIELDS } from './odoo/canned-pages.ts';
import { realOdoo } from './odoo/real-odoo.ts';
import { openXmlRpcPackage } from './odoo/xmlrpc-package.ts';

const PAGE_SIZES = [500, 2000];
interface Rival {
  readonly protocol: ProtocolName;
  readonly open: (account: OdooAccount) => Promise<BareOdoo> | BareOdoo;
  readonly atLeast: number;
  readonly rounds: number;
  /** Of each contender; many short rounds bear the noise of a busy machine better than a few long ones. */
  readonly recordsARound: number;
}

const RIVALS: readonly Rival[] = [
  { protocol: 'jsonrpc', open: openBareJsonRpc, atLeast: 0.95, rounds: 301, recordsARound: 4000 },
  { protocol: 'json2', open: openBareJson2, atLeast: 0.95, rounds: 301, recordsARound: 4000 },
  { protocol: 'xmlrpc', open: openXmlRpcPackage, atLeast: 2, rounds: 9, recordsARound: 4000 },
];

interface Place {
  readonly name: string;
  readonly account: OdooAccount;
  readonly isReal: boolean;
  readonly protocols: readonly ProtocolName[];
}

/** `searchRead` of pages of products against what one would write without the client. */
export const bench: Bench = async (context) => {
  const figures: Record<string, Record<string, Record<string, number>>> = {};
  const goals: Goal[] = [];
  for await (const place of places(context)) {
    for (const rival of RIVALS.filter(({ protocol }) => place.protocols.includes(protocol))) {
      for (const size of PAGE_SIZES) {
        const figure = await measure(place, rival, size);
        const name = `${place.name} ${rival.protocol} ${size}`;
        context.say(`${name}: ${JSON.stringify(figure)}`);
        figures[place.name] = { ...figures[place.name], [`${rival.protocol} ${size}`]: figure };
        // A real server works longer on an answer than any XML parser: its ratio says little of the client.
        if (!place.isReal || rival.protocol !== 'xmlrpc') {
          goals.push({ name, value: figure.ratio, atLeast: rival.atLeast });
        }
      }
    }
  }
  return { figures, goals };
};

async function* places({ environment }: BenchContext): AsyncGenerator<Place> {
  const canned = await startHelper<{ port: number }>(
    import.meta.resolve('./processes/canned-odoo.ts'),
    ...PAGE_SIZES.map(String),
  );
  try {
    const url = `http://127.0.0.1:${canned.answer.port}`;
    yield {
      name: 'canned',
      account: { url, database: 'canned', login: 'bench', secret: 'bench' },
      isReal: false,
      protocols: ['jsonrpc', 'json2', 'xmlrpc'],
    };
  } finally {
    await canned.stop();
  }
  const real = await realOdoo(environment);
  if (real === null) return;
  const protocols: ProtocolName[] = real.version >= 19 ? ['jsonrpc', 'json2', 'xmlrpc'] : ['jsonrpc', 'xmlrpc'];
  yield { name: `Odoo ${real.version}`, account: real.account, isReal: true, protocols };
}

async function measure(place: Place, rival: Rival, size: number) {
  const { account, isReal } = place;
  const model = isReal ? 'res.country.state' : 'product.product';
  const fields = isReal ? ['name', 'code', 'country_id', 'write_date'] : [...CANNED_FIELDS];
  const rounds = isReal ? 31 : rival.rounds;
  const client = createOdooClient({
    url: account.url,
    database: account.database,
    login: account.login,
    apiKey: account.secret,
    protocol: rival.protocol,
  });
  const bare = await rival.open(account);
  const calls = Math.max(1, Math.round((isReal ? size : rival.recordsARound) / size));
  const repeat = async (call: () => Promise<unknown>) => {
    for (let n = 0; n < calls; n++) {
      const records = await call();
      if (!Array.isArray(records) || records.length === 0) throw new Error('The bench got no records.');
    }
  };
  const context = { lang: 'en_US', tz: 'UTC' };
  const times = await interleaved(rounds, {
    client: () => repeat(() => client.searchRead(model, [], fields, { limit: size, order: 'id' })),
    bare: () =>
      repeat(() => bare.call(model, 'search_read', { domain: [], fields, limit: size, order: 'id', context })),
  });
  await Promise.all([client.close(), bare.close()]);
  const records = calls * size;
  return {
    ratio: medianRatio(times.bare.ms, times.client.ms),
    cpuRatio: medianRatio(times.bare.cpuMs, times.client.cpuMs),
    recordsPerSecond: (records / median(times.client.ms)) * 1000,
    bareRecordsPerSecond: (records / median(times.bare.ms)) * 1000,
  };
}
