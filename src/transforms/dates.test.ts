import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileTransform } from './chain.ts';
import { compileDatePattern } from './date-pattern.ts';
import { isTimeZone, zonedToUtcMs, zoneOffsetMs } from './time-zone.ts';
import type { TransformSpec } from './transform.ts';

const apply = (use: TransformSpec, from: string | number) =>
  compileTransform(use, 'test').apply(from, { field: 'placedAt' });

test.each<[string, TransformSpec, string | number, string]>([
  [
    'winter',
    { date: { format: 'dd/MM/yyyy HH:mm', zone: 'Europe/Paris' } },
    '24/11/2026 09:30',
    '2026-11-24T08:30:00Z',
  ],
  [
    'summer',
    { date: { format: 'dd/MM/yyyy HH:mm', zone: 'Europe/Paris' } },
    '24/07/2026 09:30',
    '2026-07-24T07:30:00Z',
  ],
  [
    'the hour that spring skips',
    { date: { format: 'dd/MM/yyyy HH:mm', zone: 'Europe/Paris' } },
    '29/03/2026 02:30',
    '2026-03-29T01:30:00Z',
  ],
  [
    'the first of the hours that autumn repeats',
    { date: { format: 'dd/MM/yyyy HH:mm', zone: 'Europe/Paris' } },
    '25/10/2026 02:30',
    '2026-10-25T00:30:00Z',
  ],
  [
    'after the repeated hour',
    { date: { format: 'dd/MM/yyyy HH:mm', zone: 'Europe/Paris' } },
    '25/10/2026 03:00',
    '2026-10-25T02:00:00Z',
  ],
  [
    'the American change',
    { date: { format: 'M/d/yyyy h:mm a', zone: 'America/New_York' } },
    '11/1/2026 1:30 PM',
    '2026-11-01T18:30:00Z',
  ],
  [
    'the southern half, half an hour of change',
    { date: { format: 'dd/MM/yyyy HH:mm', zone: 'Australia/Lord_Howe' } },
    '05/04/2026 12:00',
    '2026-04-05T01:30:00Z',
  ],
  [
    'a zone of a quarter',
    { date: { format: 'dd/MM/yyyy HH:mm', zone: 'Asia/Kathmandu' } },
    '24/11/2026 09:30',
    '2026-11-24T03:45:00Z',
  ],
  ['no zone is UTC', { date: 'dd/MM/yyyy HH:mm' }, '24/11/2026 09:30', '2026-11-24T09:30:00Z'],
  ['a date stays a date', { date: 'd.M.yyyy' }, '3.1.2026', '2026-01-03'],
  [
    'a date with a zone is its midnight',
    { date: { format: 'd.M.yyyy', zone: 'Europe/Paris' } },
    '3.7.2026',
    '2026-07-02T22:00:00Z',
  ],
  [
    'an offset in the text goes before the zone',
    { date: { format: "yyyy-MM-dd'T'HH:mm:ssXXX", zone: 'Europe/Paris' } },
    '2026-11-24T09:30:00-05:00',
    '2026-11-24T14:30:00Z',
  ],
  ['names of months', { date: { format: 'd MMMM yyyy', locale: 'fr' } }, '3 Février 2026', '2026-02-03'],
  ['short names of months', { date: 'MMM d, yyyy' }, 'Nov 24, 2026', '2026-11-24'],
  ['years of two digits', { date: 'dd/MM/yy' }, '24/11/99', '1999-11-24'],
  ['several patterns', { date: { format: ['dd/MM/yyyy', 'yyyy-MM-dd'] } }, '2026-11-24', '2026-11-24'],
  ['milliseconds', { date: 'yyyy-MM-dd HH:mm:ss.SSS' }, '2026-11-24 09:30:00.250', '2026-11-24T09:30:00.250Z'],
  ['midnight and noon', { date: 'M/d/yyyy h:mm a' }, '1/2/2026 12:05 am', '2026-01-02T00:05:00Z'],
  ['a leap day', { date: 'dd/MM/yyyy' }, '29/02/2028', '2028-02-29'],
  [
    'the online retail file',
    { date: { format: 'M/d/yyyy H:mm', zone: 'Europe/London' } },
    '12/1/2010 8:26',
    '2010-12-01T08:26:00Z',
  ],
  ['an Odoo time', 'date_to_iso', '2026-11-24 09:30:00', '2026-11-24T09:30:00Z'],
  ['an offset', 'date_to_iso', '2026-11-24T09:30:00+0530', '2026-11-24T04:00:00Z'],
  ['a zone for times without', { date_to_iso: { zone: 'Europe/Paris' } }, '2026-11-24 09:30', '2026-11-24T08:30:00Z'],
  ['seconds and milliseconds since 1970', 'date_to_iso', 1_795_512_600_000, '2026-11-24T09:30:00Z'],
  [
    'back into a zone',
    { date_format: { format: 'dd/MM/yyyy HH:mm', zone: 'Europe/Paris' } },
    '2026-07-24T07:30:00Z',
    '24/07/2026 09:30',
  ],
  [
    'a date does not move',
    { date_format: { format: 'dd/MM/yyyy', zone: 'America/Los_Angeles' } },
    '2026-11-24',
    '24/11/2026',
  ],
])('no order lands in another hour or day: %s', (_what, use, from, to) => {
  expect(apply(use, from)).toBe(to);
});

test.each<[TransformSpec, string]>([
  [{ date: 'dd/MM/yyyy' }, '31/02/2026'],
  [{ date: 'dd/MM/yyyy' }, '29/02/2026'],
  [{ date: 'dd/MM/yyyy' }, '11/24/2026'],
  [{ date: 'dd/MM/yyyy HH:mm' }, '24/11/2026 24:00'],
  [{ date: 'M/d/yyyy h:mm a' }, '1/2/2026 13:05 pm'],
  [{ date: 'd MMM yyyy' }, '3 Foo 2026'],
  ['date_to_iso', '24/11/2026'],
  ['date_to_iso', 'yesterday'],
])('a date that cannot be is refused, not shifted: %j %s', (use, from) => {
  expect(() => apply(use, from)).toThrowError(
    expect.objectContaining({ code: 'transform_failed', field: 'placedAt', value: from }),
  );
});

test.each([
  ['dd/mm/yyyy', 'month'],
  ['dd/MM/yyyyy', 'not known'],
  ['dd/MM/yyyy hh:mm', 'go together'],
  ["dd/MM/yyyy 'at", 'not closed'],
  ['dd/MM/yyyy at HH:mm', 'not known'],
])('a pattern that would misread is refused: %s', (pattern, text) => {
  expect(compileDatePattern(pattern)).toContain(text);
  expect(() => compileTransform({ date: pattern }, 'mapping[0].transform')).toThrowError(
    expect.objectContaining({ code: 'transform_invalid', field: 'mapping[0].transform' }),
  );
});

test('an unknown time zone is found at once', () => {
  expect(isTimeZone('Europe/Pariss')).toBe(false);
  expect(() => compileTransform({ date: { format: 'dd/MM/yyyy', zone: 'Europe/Pariss' } }, 'x')).toThrowError(
    expect.objectContaining({ code: 'transform_invalid', message: expect.stringContaining('time zone') }),
  );
});

describe.each(['Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Tehran', 'UTC'])(
  '%s',
  (zone) => {
    test('a moment written in local time and read again is the same, except in the hour that comes twice', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (seconds) => {
          const utcMs = seconds * 1000;
          const localMs = utcMs + zoneOffsetMs(zone, utcMs);
          const readMs = zonedToUtcMs(zone, localMs);
          if (readMs !== utcMs) {
            expect(readMs).toBeLessThan(utcMs);
            expect(readMs + zoneOffsetMs(zone, readMs)).toBe(localMs);
          }
        }),
        { numRuns: 300 },
      );
    });

    test('every local time is some moment, at most one change of the clocks away', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (seconds) => {
          const utcMs = zonedToUtcMs(zone, seconds * 1000);
          const shownMs = utcMs + zoneOffsetMs(zone, utcMs);
          expect(Math.abs(shownMs - seconds * 1000)).toBeLessThanOrEqual(3_600_000);
        }),
        { numRuns: 300 },
      );
    });
  },
);

test('a pattern reads what it writes', () => {
  const use = { format: 'EEEE d MMMM yyyy HH:mm:ss.SSS XXX', zone: 'Europe/Paris', locale: 'fr' };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (ms) => {
      const iso = new Date(ms).toISOString().replace('.000Z', 'Z');
      expect(apply([{ date_format: use }, { date: use }], iso)).toBe(iso);
    }),
  );
});
