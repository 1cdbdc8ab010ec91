import type { CheckItem } from '../../core/connector.ts';
import type { Examination, Finding } from './examination.ts';
import { MODULES } from './needed.ts';
import { adviseOnRights } from './rights-advice.ts';

const OLDEST_TESTED = 18;
const NEWEST_TESTED = 19;
/** Imports make few large calls; from here on the way there counts. */
const SLOW_MS = 500;
const CLOCK_APART_MS = 30_000;
const KEY_WARNING_DAYS = 14;
const DAY_MS = 86_400_000;

export interface AdviceOptions {
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** The company that the connection chose, by id or name; undefined leaves it to the user's own. */
  readonly company?: string | number | undefined;
}

/** What an examination means, and what a person should mend. Pure. */
export function adviseOn(exam: Examination, options: AdviceOptions): readonly CheckItem[] {
  return [
    versionItem(exam),
    addressItem(exam),
    credentialsItem(exam),
    ...keyItems(exam, options.nowMs),
    part('user', exam.user, ({ id, login, language, timeZone }) => ({
      status: 'ok',
      message: `${login ?? 'User'} (id ${id}), language ${language ?? 'none'}, time zone ${timeZone ?? 'none'}.`,
    })),
    latencyItem(exam.latencyMs),
    part('clock', exam.clockDifferenceMs, clockAdvice),
    part('modules', exam.modules, moduleAdvice),
    ...adviseOnRights(exam),
    part('languages', exam.languages, (codes) => ({ status: 'ok', message: `${codes.join(', ')}.` })),
    companyItem(exam, options.company),
    part('currencies', exam.currencies, (codes) => ({ status: 'ok', message: `${codes.join(', ')}.` })),
    pricelistItem(exam),
    taxItem(exam),
  ];
}

type Advice = Omit<CheckItem, 'name'>;

/** Of what Odoo would not tell, only that; it may not be needed. */
function part<T>(name: string, finding: Finding<T>, advise: (value: T) => Advice): CheckItem {
  if (finding.ok) return { name, ...advise(finding.value) };
  const { message, code, remedy } = finding.error;
  return { name, status: 'warning', message: `${message} (${code})`, ...(remedy !== undefined && { remedy }) };
}

function versionItem({ series, major }: Examination): CheckItem {
  const name = 'version';
  if (major >= OLDEST_TESTED && major <= NEWEST_TESTED) return { name, status: 'ok', message: `Odoo ${series}.` };
  return {
    name,
    status: 'warning',
    message: `Odoo ${series}; Passerelle is tested with ${OLDEST_TESTED} and ${NEWEST_TESTED}.`,
    remedy: 'Try it on a copy first: import with --dry-run, then a few records with --limit.',
  };
}

function addressItem({ url, database }: Examination): CheckItem {
  const message = `${url}${database === null ? '' : `, database ${database}`}.`;
  const { protocol, hostname } = new URL(url);
  const isLocal = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  if (protocol === 'https:' || isLocal) return { name: 'address', status: 'ok', message };
  return {
    name: 'address',
    status: 'warning',
    message: `${message} Passwords, keys and data go over the network unencrypted.`,
    remedy: 'Use an address with https.',
  };
}

const PROTOCOLS: Readonly<Record<string, string>> = {
  json2: 'JSON-2',
  jsonrpc: 'JSON-RPC',
  xmlrpc: 'XML-RPC',
  'web-session': 'JSON-RPC with a web session',
};

function credentialsItem({ protocol, usesPassword }: Examination): CheckItem {
  const spoken = PROTOCOLS[protocol] ?? protocol;
  if (!usesPassword) return { name: 'protocol', status: 'ok', message: `${spoken}, with an API key.` };
  return {
    name: 'protocol',
    status: 'warning',
    message: `${spoken}, with a password: Odoo may check it anew with every call, a third of a second each.`,
    remedy: 'Make an API key in Odoo (Preferences, Account Security) and give it as apiKey.',
  };
}

/** Which of the user's keys is in use cannot be told; the one that ends first may be it. */
function keyItems({ usesPassword, apiKeys }: Examination, nowMs: number): readonly CheckItem[] {
  if (usesPassword || !apiKeys.ok) return [];
  const ends = apiKeys.value
    .flatMap(({ name, expiresAt }) => (expiresAt === null ? [] : { name, endsMs: Date.parse(expiresAt) }))
    .filter(({ endsMs }) => endsMs > nowMs)
    .sort((a, b) => a.endsMs - b.endsMs);
  const [first] = ends;
  if (first === undefined) return [];
  const days = Math.floor((first.endsMs - nowMs) / DAY_MS);
  const message = `The API key "${first.name}" expires in ${days} days, on ${new Date(first.endsMs).toISOString().slice(0, 10)}.`;
  if (days >= KEY_WARNING_DAYS) return [{ name: 'API key', status: 'ok', message }];
  return [{ name: 'API key', status: 'warning', message, remedy: 'Make a new one in Odoo before that day.' }];
}

function latencyItem(latencyMs: number): CheckItem {
  const message = `${Math.round(latencyMs)} ms for a small call.`;
  if (latencyMs < SLOW_MS) return { name: 'latency', status: 'ok', message };
  return {
    name: 'latency',
    status: 'warning',
    message,
    remedy: 'Run Passerelle nearer to Odoo, or look why Odoo answers slowly.',
  };
}

function clockAdvice(differenceMs: number): Advice {
  const seconds = Math.abs(differenceMs) / 1000;
  if (seconds < 2) return { status: 'ok', message: 'The clocks agree, to the second.' };
  const message = `Odoo's clock is ${seconds.toFixed(0)} s ${differenceMs > 0 ? 'ahead of' : 'behind'} this one.`;
  if (seconds * 1000 < CLOCK_APART_MS) return { status: 'ok', message };
  return { status: 'warning', message, remedy: 'Let both machines take their time from NTP.' };
}

function moduleAdvice(installed: readonly string[]): Advice {
  const missing = Object.keys(MODULES).filter((name) => !installed.includes(name));
  const message = installed.length === 0 ? 'None of those that matter.' : `Installed: ${installed.join(', ')}.`;
  if (missing.length === 0) return { status: 'ok', message };
  const without = missing.map((name) => `${name} (${MODULES[name]})`).join(', ');
  const essential = missing.filter((name) => name === 'product' || name === 'sale');
  return {
    status: essential.length > 0 ? 'warning' : 'ok',
    message: `${message} Not installed: ${without}.`,
    ...(essential.length > 0 && { remedy: `Install ${essential.join(' and ')} in Odoo's Apps if you need them.` }),
  };
}

function companyItem({ companies, user }: Examination, chosen: string | number | undefined): CheckItem {
  return part('companies', companies, (all) => {
    const own = user.ok ? user.value.companyId : null;
    const inUse = all.find(({ id, name }) => (chosen === undefined ? id === own : id === chosen || name === chosen));
    const list = all.map(({ name, currency }) => `${name} (${currency})`).join(', ');
    if (inUse === undefined) {
      return {
        status: 'failed',
        message: `This user sees no company ${chosen === undefined ? 'of its own' : `"${chosen}"`}; it sees ${list || 'none'}.`,
        remedy: 'Allow the user that company in Odoo, or choose another with the setting company.',
      };
    }
    if (all.length === 1 || chosen !== undefined) return { status: 'ok', message: `${list}. In use: ${inUse.name}.` };
    return {
      status: 'warning',
      message: `${list}. In use: ${inUse.name}, because it is the user's own.`,
      remedy: 'Say which company is meant with the setting company.',
    };
  });
}

function pricelistItem({ pricelists }: Examination): CheckItem {
  return part('pricelists', pricelists, (all) => {
    if (all.length > 0) {
      return { status: 'ok', message: `${all.map(({ name, currency }) => `${name} (${currency})`).join(', ')}.` };
    }
    return {
      status: 'warning',
      message:
        'None: variants of one product can differ in price only by their options, and orders are in one currency.',
      remedy: 'Turn on pricelists in the settings of Sales, if shops sell in other currencies or such variants.',
    };
  });
}

function taxItem({ saleTaxes, companies }: Examination): CheckItem {
  return part('taxes', saleTaxes, (taxes) => {
    const list = taxes.map(({ name, priceInclude }) => `${name}${priceInclude ? ' (included in the price)' : ''}`);
    const rules = (companies.ok ? companies.value : []).flatMap(({ name, taxRounding, pricesIncludeTax }) => {
      if (taxRounding === null) return [];
      const include = pricesIncludeTax === null ? '' : `, prices ${pricesIncludeTax ? 'with' : 'without'} tax`;
      return `${name}: rounded ${taxRounding}${include}`;
    });
    const sales = list.length === 0 ? 'no sales taxes' : `sales taxes ${list.join(', ')}`;
    const message = `${[...rules, sales].join('; ')}.`;
    if (list.length > 0) return { status: 'ok', message };
    return { status: 'warning', message, remedy: 'Set up the taxes of your country in Odoo before importing orders.' };
  });
}
