import type { Values } from '../../core/value.ts';

/** The values without Odoo's own fields, which a mapping may have put beside them. */
export function canonicalOnly(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([field]) => !field.startsWith('native.')));
}
