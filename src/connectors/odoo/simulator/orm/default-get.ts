import type { Env } from './env.ts';
import type { Model } from './model.ts';
import type { Json } from './values.ts';

/** Odoo's `default_get`: only fields that have a default, in the form a write takes. */
export function defaultGet(env: Env, model: Model, names: readonly string[]): Json {
  const defaults: Record<string, Json> = {};
  for (const name of names) {
    const value = env.context[`default_${name}`] ?? ownDefault(env, model, name);
    if (value !== undefined && value !== null && model.fields.has(name)) defaults[name] = value;
  }
  return defaults;
}

function ownDefault(env: Env, model: Model, name: string): Json | undefined {
  const { spec } = model;
  const field = model.fields.get(name);
  if (field?.inheritedBy && spec.inherits) return ownDefault(env, env.model(spec.inherits.model), name);
  const shown = spec.shownDefaults?.[name];
  if (shown !== undefined) return shown;
  if (spec.lateDefaults?.split(' ').includes(name)) return undefined;
  const given = spec.defaults?.[name];
  return typeof given === 'function' ? given(env, {}) : given;
}
