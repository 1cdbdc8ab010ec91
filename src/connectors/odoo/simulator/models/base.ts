import * as fields from '../fields/base.ts';
import type { ModelSpec } from '../orm/model.ts';
import { refOf, textOf } from '../orm/values.ts';

const viaPartner = [
  'street',
  'street2',
  'zip',
  'city',
  'state_id',
  'country_id',
  'email',
  'phone',
  'website',
  'vat',
  'company_registry',
] as const;

export const countryModel: ModelSpec = {
  name: 'res.country',
  label: 'Country',
  fields: fields.resCountryFields,
  order: 'name',
  searchNames: 'name code',
  indexed: 'code',
  unique: [{ fields: ['code'], message: () => 'The code of the country must be unique!' }],
};

export const stateModel: ModelSpec = {
  name: 'res.country.state',
  label: 'Country state',
  fields: fields.resCountryStateFields,
  order: 'code',
  searchNames: 'name code',
  indexed: 'code country_id',
  unique: [{ fields: ['country_id', 'code'], message: () => 'The code of the state must be unique by country!' }],
  displayName: (env, row) => {
    const country = env.row('res.country', refOf(row.country_id));
    return country ? `${textOf(row.name)} (${textOf(country.code)})` : textOf(row.name);
  },
};

export const languageModel: ModelSpec = {
  name: 'res.lang',
  label: 'Languages',
  fields: fields.resLangFields,
  order: 'active desc,name',
  indexed: 'code',
};

export const companyModel: ModelSpec = {
  name: 'res.company',
  label: 'Companies',
  fields: fields.resCompanyFields,
  order: 'sequence, name',
  defaults: { active: true },
  compute: {
    name: (env, row) => textOf(env.row('res.partner', refOf(row.partner_id))?.name),
    ...Object.fromEntries(
      viaPartner.map(
        (name) => [name, (env, row) => env.row('res.partner', refOf(row.partner_id))?.[name] ?? false] as const,
      ) satisfies [string, NonNullable<ModelSpec['compute']>[string]][],
    ),
    country_code: (env, row) => {
      const partner = env.row('res.partner', refOf(row.partner_id));
      return textOf(env.row('res.country', refOf(partner?.country_id))?.code) || false;
    },
  },
};

export const currencyModel: ModelSpec = {
  name: 'res.currency',
  label: 'Currency',
  fields: fields.resCurrencyFields,
  order: 'active desc, name',
  searchNames: 'name full_name',
  indexed: 'name',
  compute: {
    rate: (env, row) =>
      currencyRate(
        env.rows('res.currency.rate', [...(env.model('res.currency.rate').table.lookup('currency_id', row.id) ?? [])]),
        env.today,
      ),
    inverse_rate: (env, row) => {
      const rates = env.rows('res.currency.rate', [
        ...(env.model('res.currency.rate').table.lookup('currency_id', row.id) ?? []),
      ]);
      return 1 / currencyRate(rates, env.today);
    },
    decimal_places: (_env, row) => Math.max(0, Math.ceil(-Math.log10(Number(row.rounding) || 0.01))),
  },
};

function currencyRate(rates: readonly { readonly [field: string]: unknown }[], today: string): number {
  const past = rates
    .filter((rate) => String(rate.name) <= today)
    .sort((a, b) => (String(a.name) < String(b.name) ? 1 : -1));
  return Number(past[0]?.rate ?? 1);
}

export const currencyRateModel: ModelSpec = {
  name: 'res.currency.rate',
  label: 'Currency Rate',
  fields: fields.resCurrencyRateFields,
  order: 'name desc',
  onDelete: 'currency_id:cascade',
  compute: {
    company_rate: (_env, row) => Number(row.rate),
    inverse_company_rate: (_env, row) => 1 / (Number(row.rate) || 1),
  },
};
