/** Wall-clock time of a zone to UTC and back, by the time zone data that comes with Node. Times are in milliseconds. */

const QUARTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
const MOST_OFFSETS = 50_000;

export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** What a zone's clocks are ahead of UTC at a moment. */
export function zoneOffsetMs(zone: string, utcMs: number): number {
  if (zone === 'UTC') return 0;
  // Zones change at full quarters of an hour; asking Intl each time would cost 5 µs.
  const quarter = Math.floor(utcMs / QUARTER_MS);
  const key = `${zone}@${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const start = quarter * QUARTER_MS;
  const offset = wallClock(zone, start) - start;
  if (offsets.size >= MOST_OFFSETS) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/**
 * The moment at which a zone's clocks show a time (`localMs`: the time shown, counted as if it were UTC). In autumn a
 * time that is shown twice is the first of both; in spring one that is skipped is moved on by the gap, as the clocks
 * were.
 */
export function zonedToUtcMs(zone: string, localMs: number): number {
  if (zone === 'UTC') return localMs;
  const before = zoneOffsetMs(zone, localMs - DAY_MS);
  const after = zoneOffsetMs(zone, localMs + DAY_MS);
  if (before === after) return localMs - before;
  for (const offset of [before, after]) {
    if (zoneOffsetMs(zone, localMs - offset) === offset) return localMs - offset;
  }
  return localMs - before;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

function wallClock(zone: string, utcMs: number): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(utcMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}
