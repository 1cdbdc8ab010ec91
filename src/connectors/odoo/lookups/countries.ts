import { PasserelleError } from '../../../errors.ts';
import { relationId } from '../calls.ts';
import type { Target } from '../target.ts';

/** Countries and provinces by their ISO codes, both ways. */
export interface Countries {
  countryId(code: string, field: string): number;
  /** Throws odoo_unknown_province also where the country is not known: "CA" alone may be California. */
  provinceId(countryCode: string | null, code: string, field: string): number;
  countryCode(id: number | null): string | null;
  provinceCode(id: number | null): string | null;
}

export function countries(target: Target): Promise<Countries> {
  return target.remember('countries', async () => {
    const [all, states] = await Promise.all([
      target.searchRead('res.country', [], ['code']),
      target.searchRead('res.country.state', [], ['code', 'country_id']),
    ]);
    const idByCode = new Map(all.map((row) => [String(row.code).toUpperCase(), row.id]));
    const codeById = new Map(all.map((row) => [row.id, String(row.code).toUpperCase()]));
    const stateIds = new Map(
      states.map((row) => [
        `${codeById.get(relationId(row.country_id) ?? 0)}-${String(row.code).toUpperCase()}`,
        row.id,
      ]),
    );
    const stateCodes = new Map(states.map((row) => [row.id, String(row.code)]));
    return {
      countryId(code, field) {
        const id = idByCode.get(code.toUpperCase());
        if (id !== undefined) return id;
        throw new PasserelleError('odoo_unknown_country', `Odoo knows no country with the code ${code}.`, {
          field,
          value: code,
          remedy: 'Give the ISO 3166 code of two letters, such as FR.',
        });
      },
      provinceId(countryCode, code, field) {
        const id =
          countryCode === null ? undefined : stateIds.get(`${countryCode.toUpperCase()}-${code.toUpperCase()}`);
        if (id !== undefined) return id;
        const where = countryCode === null ? 'without a country' : `in ${countryCode}`;
        throw new PasserelleError('odoo_unknown_province', `Odoo knows no state or province ${code} ${where}.`, {
          field,
          value: code,
          remedy: 'Give the code that Odoo has for it, or leave it out.',
        });
      },
      countryCode: (id) => (id === null ? null : (codeById.get(id) ?? null)),
      provinceCode: (id) => (id === null ? null : (stateCodes.get(id) ?? null)),
    };
  });
}
