import type { BenchContext } from '../harness/bench.ts';
import { startHelper } from '../harness/child.ts';
import type { BareProtocol, OdooAccount } from './bare-calls.ts';
import { realOdoo } from './real-odoo.ts';

/** An Odoo to measure on. */
export interface OdooPlace {
  readonly name: string;
  /** `raw` answers much faster than any Odoo: its figures are shown, its ratios are no goals. */
  readonly kind: 'raw' | 'paced' | 'real';
  readonly account: OdooAccount;
  readonly protocol: BareProtocol;
  /** The account with its password instead of an API key; null where none is known. */
  readonly passwordAccount: OdooAccount | null;
}

interface Simulated {
  readonly url: string;
  readonly pacedUrl: string;
  readonly database: string;
  readonly login: string;
  readonly password: string;
  readonly apiKey: string;
}

/**
 * The simulator, the simulator with the service times of a real Odoo, and the real one that the environment names.
 * `BENCH_ONLY_REAL=1` leaves the simulator out.
 */
export async function* odooPlaces({ environment }: BenchContext): AsyncGenerator<OdooPlace> {
  if (environment.BENCH_ONLY_REAL === undefined) yield* simulated();
  const real = await realOdoo(environment);
  if (real === null) return;
  const { account, password, version } = real;
  yield {
    name: `Odoo ${version}`,
    kind: 'real',
    account,
    protocol: version >= 19 ? 'json2' : 'jsonrpc',
    passwordAccount: password === null ? null : { ...account, secret: password },
  };
}

async function* simulated(): AsyncGenerator<OdooPlace> {
  const helper = await startHelper<Simulated>(import.meta.resolve('../processes/simulated-odoo.ts'));
  try {
    const { url, pacedUrl, database, login, password, apiKey } = helper.answer;
    for (const kind of ['raw', 'paced'] as const) {
      const account = { url: kind === 'raw' ? url : pacedUrl, database, login, secret: apiKey };
      const passwordAccount = { ...account, secret: password };
      yield { name: `simulator ${kind}`, kind, account, protocol: 'json2', passwordAccount };
    }
  } finally {
    await helper.stop();
  }
}
