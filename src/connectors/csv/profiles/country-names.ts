/** English names of countries, as Odoo has them, to ISO 3166 codes. */

/** Names that differ between Odoo and the platform. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'czech republic': 'CZ',
  turkey: 'TR',
  macedonia: 'MK',
  'russian federation': 'RU',
  'hong kong': 'HK',
  macau: 'MO',
  'viet nam': 'VN',
  'south korea': 'KR',
  'north korea': 'KP',
  'united states of america': 'US',
  usa: 'US',
  uk: 'GB',
  'great britain': 'GB',
  'ivory coast': 'CI',
  'democratic republic of the congo': 'CD',
  congo: 'CG',
  'state of palestine': 'PS',
  myanmar: 'MM',
  'cape verde': 'CV',
  swaziland: 'SZ',
};

let byName: Map<string, string> | undefined;

/** Undefined for a name that is not known. */
export function countryCodeByName(name: string): string | undefined {
  byName ??= platformNames();
  const folded = fold(name);
  return byName.get(folded) ?? OTHER_NAMES[folded];
}

function fold(name: string): string {
  return name.trim().toLowerCase().replaceAll('’', "'");
}

function platformNames(): Map<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const found = new Map<string, string>();
  for (let first = 65; first <= 90; first += 1) {
    for (let second = 65; second <= 90; second += 1) {
      const code = String.fromCharCode(first, second);
      // User-assigned and outdated codes have names too.
      if (/^(?:EU|EZ|UN|Q[M-Z]|X[A-JL-Z]|ZZ|AN|BU|CS|DD|FX|NT|SU|TP|YD|YU|ZR|UK)$/.test(code)) continue;
      const name = names.of(code);
      if (name !== undefined) found.set(fold(name), code);
    }
  }
  return found;
}
