import { PasserelleError } from '../../errors.ts';
import type { OdooClient } from '../client.ts';
import { isoFromOdooDatetime } from '../date-values.ts';
import { askRights } from './ask-rights.ts';
import { createAsk, idOf, type Row, textOf } from './ask.ts';
import type { Examination, Finding, TaxFacts } from './examination.ts';
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
  const { signal, now } = options;
  const version = await client.version({ signal });
  const protocol = await client.protocol();
  const userId = await client.authenticate({ signal });
  const latencyMs = await measureLatency(client, options);
  const ask = createAsk(client, signal);

  const [clock, user, modules, languages, currencies] = await Promise.all([
    found(signal, async () => await clockDifference(client, now, signal)),
    found(signal, async () => await askUser(ask, userId)),
    found(signal, async () => {
      const domain = [
        ['state', '=', 'installed'],
        ['name', 'in', Object.keys(MODULES)],
      ];
      return names(await ask('ir.module.module', domain, ['name']), 'name');
    }),
    found(signal, async () => names(await ask('res.lang', [], ['code']), 'code')),
    found(signal, async () => await ask('res.currency', [], ['name'])),
  ]);
  const codes = new Map(currencies.ok ? currencies.value.map((row) => [row.id, String(row.name)]) : []);
  const currencyOf = (row: Row) => codes.get(idOf(row.currency_id) ?? 0) ?? '';

  const [companies, pricelists, saleTaxes, apiKeys, rights] = await Promise.all([
    found(signal, async () => {
      const allowed = user.ok ? user.value.companyIds : [];
      const wanted = ['name', 'currency_id', 'tax_calculation_rounding_method', 'account_price_include'];
      const rows = await ask('res.company', [['id', 'in', allowed]], wanted, { allowed_company_ids: allowed });
      return rows.map((row) => ({
        id: row.id,
        name: String(row.name),
        currency: currencyOf(row),
        taxRounding: TAX_ROUNDING[String(row.tax_calculation_rounding_method)] ?? null,
        pricesIncludeTax: PRICE_INCLUDE[String(row.account_price_include)] ?? null,
      }));
    }),
    found(signal, async () => {
      const rows = await ask('product.pricelist', [], ['name', 'currency_id', 'company_id']);
      return rows.map((row) => ({
        id: row.id,
        name: String(row.name),
        currency: currencyOf(row),
        companyId: idOf(row.company_id),
      }));
    }),
    found(signal, async () => {
      const wanted = ['name', 'amount', 'price_include', 'company_id'];
      const rows = await ask('account.tax', [['type_tax_use', '=', 'sale']], wanted);
      return rows.map(
        (row): TaxFacts => ({
          name: String(row.name),
          amount: Number(row.amount),
          priceInclude: row.price_include === true,
          companyId: idOf(row.company_id),
        }),
      );
    }),
    found(signal, async () => {
      const rows = await ask('res.users.apikeys', [['user_id', '=', userId]], ['name', 'expiration_date']);
      return rows.map((row) => {
        const expires = textOf(row.expiration_date);
        return { name: String(row.name), expiresAt: expires === null ? null : isoFromOdooDatetime(expires) };
      });
    }),
    found(signal, async () => await askRights(client, version.major, signal)),
  ]);

  return {
    url: options.url,
    database: options.database,
    usesPassword: options.usesPassword,
    series: version.series,
    major: version.major,
    protocol,
    userId,
    latencyMs,
    clockDifferenceMs: clock,
    user,
    rights,
    modules,
    languages,
    companies,
    currencies: currencies.ok ? { ok: true, value: names(currencies.value, 'name') } : currencies,
    pricelists,
    saleTaxes,
    apiKeys,
  };
}

const TAX_ROUNDING: Readonly<Record<string, 'per line' | 'per order'>> = {
  round_per_line: 'per line',
  round_globally: 'per order',
};

const PRICE_INCLUDE: Readonly<Record<string, boolean>> = { tax_included: true, tax_excluded: false };

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

async function askUser(ask: ReturnType<typeof createAsk>, userId: number) {
  const wanted = ['lang', 'tz', 'company_id', 'company_ids'];
  const [row] = await ask('res.users', [['id', '=', userId]], wanted);
  const ids: unknown = row?.company_ids;
  return {
    id: userId,
    language: textOf(row?.lang),
    timeZone: textOf(row?.tz),
    companyId: idOf(row?.company_id),
    companyIds: Array.isArray(ids) ? ids.filter((id): id is number => typeof id === 'number') : [],
  };
}

function names(rows: readonly Row[], field: string): readonly string[] {
  return rows.map((row) => String(row[field]));
}

/** What is refused is a finding; a cancelled examination and a fault of ours are not. */
async function found<T>(signal: AbortSignal | undefined, look: () => Promise<T>): Promise<Finding<T>> {
  try {
    return { ok: true, value: await look() };
  } catch (error) {
    if (!(error instanceof PasserelleError) || signal?.aborted) throw error;
    return { ok: false, error };
  }
}
