import { valueError } from '../errors.ts';

const TOKENS: Readonly<Record<string, { readonly pattern: string; readonly part: keyof Parts }>> = {
  Y: { pattern: '(\\d{4})', part: 'year' },
  m: { pattern: '(1[0-2]|0[1-9]|[1-9])', part: 'month' },
  d: { pattern: '(3[01]|[12]\\d|0[1-9]|[1-9])', part: 'day' },
  H: { pattern: '(2[0-3]|[01]\\d|\\d)', part: 'hour' },
  M: { pattern: '([0-5]\\d|\\d)', part: 'minute' },
  S: { pattern: '(6[01]|[0-5]\\d|\\d)', part: 'second' },
};

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const DATETIME_FORMAT = '%Y-%m-%d %H:%M:%S';

function strptime(text: string, format: string): Parts {
  if (format.endsWith('%')) throw valueError(`stray % in format '${format}'`);
  const order: (keyof Parts)[] = [];
  let source = '';
  for (let index = 0; index < format.length; index += 1) {
    const token = format[index] === '%' ? TOKENS[format[index + 1] ?? ''] : undefined;
    if (token) {
      source += token.pattern;
      order.push(token.part);
      index += 1;
    } else if (format[index] === ' ') source += '\\s+';
    else source += (format[index] ?? '').replace(/[-.]/g, '\\$&');
  }
  const found = new RegExp(`^${source}`).exec(text);
  if (!found) throw valueError(`time data ${pythonString(text)} does not match format '${format}'`);
  if (found[0].length !== text.length) throw valueError(`unconverted data remains: ${text.slice(found[0].length)}`);
  const parts: Parts = { year: 1900, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  for (const [index, part] of order.entries()) parts[part] = Number(found[index + 1]);
  if (parts.day > daysInMonth(parts.year, parts.month)) throw valueError('day is out of range for month');
  return parts;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Python's `repr` of a text. */
export function pythonString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t');
  return quote === '"' ? `"${escaped}"` : `'${escaped.replace(/'/g, "\\'")}'`;
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** Odoo's own reading of a date: the first ten characters count. */
export function parseDate(text: string): string {
  const parts = strptime(text.slice(0, 10), '%Y-%m-%d');
  return `${pad(parts.year, 4)}-${pad(parts.month)}-${pad(parts.day)}`;
}

/** Odoo's own reading of a datetime: the format is cut to the text's length, so seconds may be missing. */
export function parseDatetime(text: string): string {
  const parts = strptime(text, DATETIME_FORMAT.slice(0, Math.max(text.length - 2, 0)));
  const time = `${pad(parts.hour)}:${pad(parts.minute)}:${pad(parts.second)}`;
  return `${pad(parts.year, 4)}-${pad(parts.month)}-${pad(parts.day)} ${time}`;
}

/** `YYYY-MM-DD HH:MM:SS.ffffff` of a time in microseconds since 1970. */
export function formatMicros(micros: number): string {
  const iso = new Date(Math.floor(micros / 1000)).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}.${pad(micros % 1_000_000, 6)}`;
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** UTC text of a wall-clock text in a time zone; winter time wins in the doubled hour, as pytz with is_dst=False. */
export function zonedToUtc(text: string, zone: string): string {
  if (zone === 'UTC') return text;
  const wall = Date.parse(`${text.replace(' ', 'T')}Z`);
  const offsets = [offsetMs(wall - 86_400_000, zone), offsetMs(wall + 86_400_000, zone)];
  const valid = offsets.filter((offset) => offsetMs(wall - offset, zone) === offset);
  const offset = Math.min(...(valid.length > 0 ? valid : offsets));
  return new Date(wall - offset).toISOString().slice(0, 19).replace('T', ' ');
}

export function utcToZoned(text: string, zone: string): string {
  const utc = Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);
  return new Date(utc + offsetMs(utc, zone)).toISOString().slice(0, 19).replace('T', ' ');
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetMs(utc: number, zone: string): number {
  if (zone === 'UTC') return 0;
  let format = formats.get(zone);
  if (!format) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, ...parts, ...time });
    formats.set(zone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(utc)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utc / 1000) * 1000;
}

export function isTimezone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
