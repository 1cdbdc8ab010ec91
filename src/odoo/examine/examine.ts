import { PasserelleError } from '../../errors.ts';
import type { OdooClient } from '../client.ts';
import { createAsk, idOf } from './ask.ts';
import { askApiKeys, askCompanies, askPricelists, askSaleTaxes, askUser, type CurrencyOf } from './ask-company.ts';
import { askRights } from './ask-rights.ts';
import type { Examination, Finding } from './examination.ts';
import { MODULES } from './needed.ts';

export interface ExamineOptions {
  readonly url: string;
  readonly database: string | null;
  /** Whether calls carry a password and not an API key. */
  readonly usesPassword: boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
}

const PINGS = 5;

/**
 * Learns about an Odoo what decides whether imports work there. Only reads.
 *
 * Throws what keeps it from being used at all: unreachable, not an Odoo, wrong database, wrong password. Whatever else
 * it will not tell is an error in its place.
 */
export async function examineOdoo(client: OdooClient, options: ExamineOptions): Promise<Examination> {
  const { url, database, usesPassword, signal, now } = options;
  const version = await client.version({ signal });
  const protocol = await client.protocol();
  const userId = await client.authenticate({ signal });
  const latencyMs = await measureLatency(client, options);
  const ask = createAsk(client, signal);
  const find = <T>(look: () => Promise<T>) => finding(look, signal);

  const [clockDifferenceMs, user, modules, languages, currencies] = await Promise.all([
    find(() => clockDifference(client, now, signal)),
    find(() => askUser(ask, userId)),
    find(async () => {
      const domain = [
        ['state', '=', 'installed'],
        ['name', 'in', Object.keys(MODULES)],
      ];
      const rows = await ask('ir.module.module', domain, ['name']);
      return rows.map((row) => String(row.name)).sort();
    }),
    find(async () => (await ask('res.lang', [], ['code'])).map((row) => String(row.code))),
    find(async () => (await ask('res.currency', [], ['name'])).map(({ id, name }) => ({ id, code: String(name) }))),
  ]);
  const codes = new Map(currencies.ok ? currencies.value.map(({ id, code }) => [id, code]) : []);
  const currencyOf: CurrencyOf = (row) => codes.get(idOf(row.currency_id) ?? 0) ?? '?';

  const [companies, pricelists, saleTaxes, apiKeys, rights] = await Promise.all([
    find(() => askCompanies(ask, user.ok ? user.value.companyIds : [], currencyOf)),
    find(() => askPricelists(ask, currencyOf)),
    find(() => askSaleTaxes(ask)),
    find(() => askApiKeys(ask, userId)),
    find(() => askRights(client, version.major, signal)),
  ]);

  return {
    ...{ url, database, usesPassword, series: version.series, major: version.major, protocol, userId, latencyMs },
    ...{ clockDifferenceMs, user, rights, modules, languages, companies, pricelists, saleTaxes, apiKeys },
    currencies: currencies.ok ? { ok: true, value: currencies.value.map(({ code }) => code) } : currencies,
  };
}

async function measureLatency(client: OdooClient, { now, signal }: ExamineOptions): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < PINGS; i += 1) {
    const startedAt = now();
    await client.call('res.users', 'context_get', [], {}, { signal });
    times.push(now() - startedAt);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(PINGS / 2)] ?? 0;
}

async function clockDifference(client: OdooClient, now: () => number, signal: AbortSignal | undefined) {
  const before = now();
  const server = await client.serverTime({ signal });
  const after = now();
  // Whole seconds, cut off: half of one is missing on average.
  return server.getTime() + 500 - (before + after) / 2;
}

/** What is refused is a finding; a cancelled examination and a fault of ours are not. */
async function finding<T>(look: () => Promise<T>, signal: AbortSignal | undefined): Promise<Finding<T>> {
  try {
    return { ok: true, value: await look() };
  } catch (error) {
    if (!(error instanceof PasserelleError) || signal?.aborted) throw error;
    return { ok: false, error };
  }
}
