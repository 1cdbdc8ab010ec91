import type { Env } from './env.ts';
import type { Model } from './model.ts';
import type { Json } from './values.ts';

/** Odoo's `default_get`: only fields that have a default, in the form a write takes. */
export function defaultGet(env: Env, model: Model, names: readonly string[]): Json {
  const defaults: Record<string, Json> = {};
  const late = new Set((model.spec.lateDefaults ?? '').split(' '));
  for (const name of names) {
    if (!model.fields.has(name)) continue;
    const fromContext = env.context[`default_${name}`];
    if (fromContext !== undefined) defaults[name] = fromContext;
    if (fromContext !== undefined || late.has(name)) continue;
    const given = model.spec.defaults?.[name];
    const value = typeof given === 'function' ? given(env, {}) : given;
    if (value !== undefined && value !== false && value !== null) defaults[name] = value;
  }
  return defaults;
}
