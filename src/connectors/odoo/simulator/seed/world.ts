import { COUNTRIES } from '../data/countries.ts';
import { CURRENCIES } from '../data/currencies.ts';
import { LANGUAGES } from '../data/languages.ts';
import { STATES } from '../data/states.ts';
import type { Env } from '../orm/env.ts';
import { assignExternalId } from '../orm/external-ids.ts';
import type { Vals } from '../orm/values.ts';
import { putAll } from './seeding.ts';

const lines = (text: string): string[] => text.trim().split('\n');

/** A line that both versions have, or the one asked for. */
function on(version: 18 | 19, line: string): string | undefined {
  if (line.startsWith('+')) return version === 19 ? line.slice(1) : undefined;
  if (line.startsWith('-')) return version === 18 ? line.slice(1) : undefined;
  return line;
}

/** `new/old`: the second is 18's. */
function pick(version: 18 | 19, text: string): string {
  const [now = '', before] = text.split('/');
  return version === 18 && before !== undefined ? before : now;
}

const french = new Intl.DisplayNames('fr', { type: 'region' });

export function seedCurrencies(env: Env, active: readonly string[]): Map<string, number> {
  const kept = lines(CURRENCIES)
    .map((line) => on(env.version, line))
    .filter((line) => line !== undefined);
  const rows = putAll(
    env,
    'res.currency',
    kept.map((line): Vals => {
      const [name = '', symbol = '', rounding = '', position = '', fullName = ''] = line.split(';');
      return {
        name,
        symbol,
        rounding: Number(rounding),
        position: position === 'b' ? 'before' : 'after',
        full_name: fullName || false,
        active: active.includes(name),
      };
    }),
  );
  for (const row of rows) assignExternalId(env, `base.${String(row.name)}`, 'res.currency', row.id, true);
  return new Map(rows.map((row) => [String(row.name), row.id]));
}

export function seedCountries(env: Env, currencies: ReadonlyMap<string, number>): Map<string, number> {
  const kept = lines(COUNTRIES)
    .map((line) => on(env.version, line))
    .filter((line) => line !== undefined);
  const rows = putAll(
    env,
    'res.country',
    kept.map((line): Vals => {
      const [code = '', names = '', currency = '', phone = '', flags = ''] = line.split(';');
      return {
        code,
        name: pick(env.version, names),
        currency_id: currencies.get(pick(env.version, currency)) ?? false,
        phone_code: Number(phone),
        zip_required: flags.includes('z'),
        state_required: flags.includes('s'),
        name_position: 'before',
      };
    }),
  );
  for (const row of rows) {
    const code = String(row.code);
    assignExternalId(env, `base.${code === 'GB' ? 'uk' : code.toLowerCase()}`, 'res.country', row.id, true);
    const { name } = row;
    const english =
      typeof name === 'object' && name !== null ? ((name as Readonly<Record<string, string>>).en_US ?? '') : '';
    env.model('res.country').table.set(row, 'name', { en_US: english, fr_FR: french.of(code) ?? english });
  }
  return new Map(rows.map((row) => [String(row.code), row.id]));
}

export function seedStates(env: Env, countries: ReadonlyMap<string, number>): void {
  const all: Vals[] = [];
  const xmlids: string[] = [];
  for (const line of lines(STATES)) {
    const cut = line.indexOf(':');
    const country = line.slice(0, cut);
    for (const part of line.slice(cut + 1).split('|')) {
      const state = on(env.version, part);
      if (state === undefined) continue;
      const at = state.lastIndexOf('@');
      const body = at < 0 ? state : state.slice(0, at);
      const equals = body.indexOf('=');
      const code = body.slice(0, equals);
      const tail = at < 0 ? code.toLowerCase() : state.slice(at + 1);
      all.push({ code, name: body.slice(equals + 1), country_id: countries.get(country) ?? false });
      xmlids.push(tail.includes('.') ? tail : `base.state_${country.toLowerCase()}_${tail}`);
    }
  }
  for (const [index, row] of putAll(env, 'res.country.state', all).entries()) {
    assignExternalId(env, xmlids[index] ?? '', 'res.country.state', row.id, true);
  }
}

export function seedLanguages(env: Env, active: readonly string[]): void {
  const vals = lines(LANGUAGES).map((line): Vals => {
    const [code = '', name = '', iso = '', direction = '', dateFormat = ''] = line.split(';');
    return {
      code,
      name,
      iso_code: iso,
      url_code: iso,
      direction: direction || 'ltr',
      date_format: env.version === 18 ? dateFormat : false,
      time_format: false,
      week_start: '7',
      grouping: false,
      decimal_point: '.',
      thousands_sep: ',',
      active: active.includes(code),
    };
  });
  const model = env.model('res.lang');
  for (const given of vals) {
    const id = model.table.nextId;
    model.table.nextId += 1;
    model.table.insert({
      id,
      ...(given as Record<string, string | boolean>),
      create_uid: 1,
      write_uid: 1,
      create_date: env.tx.startedAt,
      write_date: env.tx.startedAt,
    });
    const code = String(given.code);
    assignExternalId(env, `base.lang_${code.replace(/_\w+$/, '').toLowerCase()}`, 'res.lang', id, true);
  }
  for (const code of active) env.db.languages.add(code);
}
