import { PasserelleError } from '../../errors.ts';
import { asIds, asRows, type OdooCalls, type OdooRow, relationId, textOrNull } from './calls.ts';
import type { OdooSettings } from './manifest.ts';

/** What a session learns about its Odoo once. */
export interface Facts {
  readonly userId: number;
  readonly language: string;
  readonly companyId: number;
  readonly companyName: string;
  readonly currencyId: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** Who the user is, and the company and language that everything is pinned to. Throws config_invalid. */
export async function askFacts(odoo: OdooCalls, settings: OdooSettings): Promise<Facts> {
  const own = (await odoo.call('res.users', 'context_get', [])) as Record<string, unknown>;
  const userId = Number(own.uid);
  const [user] = asRows(
    await odoo.call('res.users', 'read', [[userId]], { fields: ['company_id', 'company_ids'], load: '' }),
  );
  const allowed = asIds(user?.company_ids);
  const companies = asRows(
    await odoo.call('res.company', 'search_read', [[['id', 'in', allowed]]], {
      fields: ['name', 'currency_id'],
      context: { allowed_company_ids: allowed },
    }),
  );
  const company = chooseCompany(companies, settings.company, relationId(user?.company_id));
  const language = settings.language ?? textOrNull(own.lang) ?? 'en_US';
  const languages = asRows(await odoo.call('res.lang', 'search_read', [[]], { fields: ['code'] }));
  if (!languages.some((row) => row.code === language)) {
    throw new PasserelleError('config_invalid', `The language ${language} is not active in this Odoo.`, {
      field: 'language',
      value: language,
      remedy: `Activate it in Odoo, or choose one of ${languages.map((row) => row.code).join(', ')}.`,
    });
  }
  const currencyId = relationId(company.currency_id) ?? 0;
  const [currency] = asRows(await odoo.call('res.currency', 'read', [[currencyId]], { fields: ['name'] }));
  return {
    userId,
    language,
    companyId: company.id,
    companyName: String(company.name),
    currencyId,
    currency: String(currency?.name ?? ''),
  };
}

function chooseCompany(
  companies: readonly OdooRow[],
  wanted: string | number | undefined,
  own: number | null,
): OdooRow {
  const chosen =
    wanted === undefined
      ? companies.find((company) => company.id === own)
      : companies.find((company) => company.id === wanted || company.name === wanted);
  if (chosen !== undefined) return chosen;
  throw new PasserelleError('config_invalid', `This user sees no company ${wanted ?? 'at all'} in Odoo.`, {
    field: 'company',
    value: wanted,
    remedy: `Choose one of ${companies.map((company) => company.name).join(', ')}, or allow the user this company.`,
  });
}
