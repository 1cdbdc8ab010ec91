import { userError } from '../errors.ts';
import type { Env } from '../orm/env.ts';
import type { Vals } from '../orm/values.ts';

const SIGNATURES = ['iVBORw0KGgo', '/9j/', 'R0lGOD', 'UklGR', 'Qk0', 'PHN2Zy', 'PD94bWwg', 'AAABAA', 'SUkq', 'TU0A'];

/** Odoo decodes images on write: text that is base64 of something else is refused, text that is no base64 becomes nothing. */
export function checkImage(_env: Env, vals: Vals, name: string): void {
  const value = vals[name];
  if (typeof value !== 'string' || value === '') return;
  if (!/^[A-Za-z0-9+/\r\n]*={0,2}\s*$/.test(value)) {
    vals[name] = false;
    return;
  }
  if (!SIGNATURES.some((signature) => value.startsWith(signature)))
    throw userError('This file could not be decoded as an image file.');
}
