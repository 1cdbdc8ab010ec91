import type { Target } from '../target.ts';

/** The active languages of an Odoo, by BCP 47 tag. */
export interface Languages {
  /** Odoo's code (`fr_FR`) for a tag ("fr", "fr-FR"); null when that language is not active. */
  code(tag: string): string | null;
  readonly active: readonly string[];
}

export function languages(target: Target): Promise<Languages> {
  return target.remember('languages', async () => {
    const rows = await target.searchRead('res.lang', [], ['code', 'iso_code'], { context: { active_test: true } });
    return readLanguages(rows.map((row) => ({ code: String(row.code), isoCode: String(row.iso_code) })));
  });
}

/** Exactly, else by Odoo's short code, else the first one of that language. Pure. */
export function readLanguages(rows: readonly { readonly code: string; readonly isoCode: string }[]): Languages {
  return {
    active: rows.map((row) => row.code),
    code(tag) {
      const wanted = tag.replaceAll('-', '_').toLowerCase();
      const language = wanted.split('_')[0] ?? '';
      const found =
        rows.find((row) => row.code.toLowerCase() === wanted) ??
        rows.find((row) => row.isoCode.toLowerCase() === wanted) ??
        rows.find((row) => row.code.toLowerCase().split('_')[0] === language);
      return found?.code ?? null;
    },
  };
}

export const languageTag = (code: string): string => code.replace('_', '-');
