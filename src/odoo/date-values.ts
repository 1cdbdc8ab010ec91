import { PasserelleError } from '../errors.ts';

/** Odoo's datetime, UTC: `2026-11-24 18:34:28`. Fractions of a second are dropped. Throws odoo_bad_value. */
export function toOdooDatetime(time: Date): string {
  return isoOf(time).slice(0, 19).replace('T', ' ');
}

/** Odoo's date, of the day in UTC: `2026-11-24`. Throws odoo_bad_value. */
export function toOdooDate(time: Date): string {
  return isoOf(time).slice(0, 10);
}

/** A datetime as Odoo sends it, with microseconds in webhooks, as ISO 8601: `2026-11-24T18:34:28Z`. */
export function isoFromOdooDatetime(text: string): string {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/.test(text)) {
    throw new PasserelleError('odoo_bad_value', 'This is not a datetime of Odoo.', { value: text });
  }
  return `${text.replace(' ', 'T')}Z`;
}

export function fromOdooDatetime(text: string): Date {
  return new Date(isoFromOdooDatetime(text));
}

function isoOf(time: Date): string {
  const year = time.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) {
    throw new PasserelleError('odoo_bad_value', 'The time is invalid or outside the years 1 to 9999.', {
      value: String(time),
    });
  }
  return time.toISOString();
}
