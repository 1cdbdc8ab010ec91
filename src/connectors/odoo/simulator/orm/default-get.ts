import { withDefaults } from './create.ts';
import type { Env } from './env.ts';
import type { Model } from './model.ts';
import type { Json } from './values.ts';

/** Odoo's `default_get`: only fields that have a default, in the form a write takes. */
export function defaultGet(env: Env, model: Model, names: readonly string[]): Json {
  const defaults: Record<string, Json> = {};
  const fixed = model.spec.defaults ?? {};
  const vals = withDefaults(env, model, {});
  for (const name of names) {
    if (!model.fields.has(name)) continue;
    const fromContext = env.context[`default_${name}`];
    if (fromContext !== undefined) defaults[name] = fromContext;
    else if (
      name in fixed &&
      vals[name] !== undefined &&
      vals[name] !== false &&
      !model.spec.lateDefaults?.split(' ').includes(name)
    ) {
      defaults[name] = vals[name] ?? false;
    }
  }
  return defaults;
}
