import * as fields from '../fields/base.ts';
import type { Env } from '../orm/env.ts';
import type { ModelSpec } from '../orm/model.ts';
import { codeFirst } from '../orm/name-search.ts';
import { type Json, refOf, textOf } from '../orm/values.ts';

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

const byCountryCode = codeFirst(
  'code',
  (operator) => operator,
  (name) => name.length === 2,
);
const byStateCode = codeFirst(
  'code',
  () => '=like',
  () => true,
);

/** `California (US)` names a state with its country. */
function stateNames(env: Env, operator: string, value: Json, usual: Json): Json {
  let domain: Json = usual;
  const found = typeof value === 'string' ? /^(.+)\((.+)\)$/.exec(value) : null;
  if (found && (operator === 'ilike' || operator === '=') && Array.isArray(usual)) {
    const [, name = '', country = ''] = found;
    const named: Json[] = [
      ['name', operator, name.trim()],
      '|',
      ['country_id.name', 'ilike', country.trim()],
      ['country_id.code', '=', country.trim()],
    ];
    domain = ['|', ...usual, '&', ...named];
  }
  const { country_id: country } = env.context;
  return typeof country === 'number' && Array.isArray(domain) ? ['&', ...domain, ['country_id', '=', country]] : domain;
}

export const countryModel: ModelSpec = {
  name: 'res.country',
  label: 'Country',
  fields: fields.resCountryFields,
  order: 'name',
  searchNames: 'name code',
  nameSearch: (env, name, ...rest) => byCountryCode(env, env.model('res.country'), name, ...rest),
  indexed: 'code',
  unique: [{ fields: ['code'], message: () => 'The code of the country must be unique!' }],
};

export const stateModel: ModelSpec = {
  name: 'res.country.state',
  label: 'Country state',
  fields: fields.resCountryStateFields,
  order: 'code',
  searchNames: 'name code',
  nameSearch: (env, name, ...rest) => byStateCode(env, env.model('res.country.state'), name, ...rest),
  nameDomain: (env, operator, value, usual) => stateNames(env, operator, value, usual),
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
  hierarchy: 'parent_id',
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
