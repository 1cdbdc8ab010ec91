import type { Values } from '../../core/value.ts';

/** Without raw fields of a system that a mapping put beside the canonical ones. */
export function canonicalOnly(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([field]) => !field.startsWith('native')));
}
