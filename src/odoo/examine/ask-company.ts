import { isoFromOdooDatetime } from '../date-values.ts';
import { type Ask, idOf, type Row, textOf } from './ask.ts';
import type { ApiKeyFacts, CompanyFacts, PricelistFacts, TaxFacts, UserFacts } from './examination.ts';

export type CurrencyOf = (row: Row) => string;

const TAX_ROUNDING: Readonly<Record<string, 'per line' | 'per order'>> = {
  round_per_line: 'per line',
  round_globally: 'per order',
};

const PRICE_INCLUDE: Readonly<Record<string, boolean>> = { tax_included: true, tax_excluded: false };

export async function askUser(ask: Ask, userId: number): Promise<UserFacts> {
  const [row] = await ask('res.users', [['id', '=', userId]], ['login', 'lang', 'tz', 'company_id', 'company_ids']);
  const ids: unknown = row?.company_ids;
  return {
    id: userId,
    login: textOf(row?.login),
    language: textOf(row?.lang),
    timeZone: textOf(row?.tz),
    companyId: idOf(row?.company_id),
    companyIds: Array.isArray(ids) ? ids.filter((id): id is number => typeof id === 'number') : [],
  };
}

export async function askCompanies(
  ask: Ask,
  allowed: readonly number[],
  currencyOf: CurrencyOf,
): Promise<readonly CompanyFacts[]> {
  const wanted = ['name', 'currency_id', 'tax_calculation_rounding_method', 'account_price_include'];
  const rows = await ask('res.company', [['id', 'in', allowed]], wanted, { allowed_company_ids: allowed });
  return rows.map((row) => ({
    id: row.id,
    name: String(row.name),
    currency: currencyOf(row),
    taxRounding: TAX_ROUNDING[String(row.tax_calculation_rounding_method)] ?? null,
    pricesIncludeTax: PRICE_INCLUDE[String(row.account_price_include)] ?? null,
  }));
}

export async function askPricelists(ask: Ask, currencyOf: CurrencyOf): Promise<readonly PricelistFacts[]> {
  const rows = await ask('product.pricelist', [], ['name', 'currency_id', 'company_id']);
  return rows.map((row) => ({
    id: row.id,
    name: String(row.name),
    currency: currencyOf(row),
    companyId: idOf(row.company_id),
  }));
}

export async function askSaleTaxes(ask: Ask): Promise<readonly TaxFacts[]> {
  const wanted = ['name', 'amount', 'price_include', 'company_id'];
  const rows = await ask('account.tax', [['type_tax_use', '=', 'sale']], wanted);
  return rows.map((row) => ({
    name: String(row.name),
    amount: Number(row.amount),
    priceInclude: row.price_include === true,
    companyId: idOf(row.company_id),
  }));
}

export async function askApiKeys(ask: Ask, userId: number): Promise<readonly ApiKeyFacts[]> {
  const rows = await ask('res.users.apikeys', [['user_id', '=', userId]], ['name', 'expiration_date']);
  return rows.map((row) => {
    const expires = textOf(row.expiration_date);
    return { name: String(row.name), expiresAt: expires === null ? null : isoFromOdooDatetime(expires) };
  });
}
