import { notSimulated, userError } from '../errors.ts';
import type { Call } from './model.ts';
import { fieldOf } from './value.ts';
import { isObject, isTranslated, type Json, type Translated } from './values.ts';
import { setStored, touch } from './write.ts';

function translatedField(call: Call): string {
  const name = String(call.args.field_name ?? '');
  const field = fieldOf(call.model, name);
  if (!field.translate || field.type === 'html') throw notSimulated(`translations of ${call.model.name}.${name}`);
  return name;
}

/** `update_field_translations`: texts by language; false takes a translation away. */
export function updateTranslations(call: Call): Json {
  const name = translatedField(call);
  const given = call.args.translations;
  if (!isObject(given)) throw notSimulated('translations that are not an object');
  for (const row of call.env.rows(call.model.name, call.ids)) {
    const old = row[name];
    const texts: Record<string, string> = isTranslated(old) ? { ...old } : {};
    for (const [lang, text] of Object.entries(given)) {
      if (!call.env.db.isLanguageInstalled(lang)) throw userError(`The following languages are not activated: ${lang}`);
      if (typeof text === 'string') texts[lang] = text;
      else if (lang !== 'en_US') delete texts[lang];
    }
    setStored(call.env, call.model, row, name, texts satisfies Translated);
    touch(call.env, call.model, row);
  }
  return true;
}

/** `get_field_translations`: a list for every language, and how the field is translated. */
export function getTranslations(call: Call): Json {
  const name = translatedField(call);
  const [row] = call.env.rows(call.model.name, call.ids);
  const value = row?.[name];
  const source = isTranslated(value) ? (value.en_US ?? '') : '';
  const asked = Array.isArray(call.args.langs) ? call.args.langs.map(String) : [...call.env.db.languages].sort();
  const list = asked.map((lang) => ({
    lang,
    source,
    value: (isTranslated(value) ? value[lang] : undefined) ?? (lang === 'en_US' ? source : ''),
  }));
  const type = call.model.fields.get(name)?.type === 'text' ? 'text' : 'char';
  return [list, { translation_type: type, translation_show_source: false }];
}
