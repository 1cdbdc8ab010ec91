import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromOdooBinary, toOdooBinary } from './binary-values.ts';
import { x2many } from './commands.ts';
import { fromOdooDatetime, isoFromOdooDatetime, toOdooDate, toOdooDatetime } from './date-values.ts';
import { createRecordDecoder } from './decode-record.ts';
import { jsonBody } from './json-body.ts';

describe('times', () => {
  it('go to Odoo and come back as the same second', () => {
    const time = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(time, (moment) => {
        const text = toOdooDatetime(moment);
        expect(text).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
        expect(fromOdooDatetime(text).getTime()).toBe(Math.floor(moment.getTime() / 1000) * 1000);
        expect(toOdooDate(moment)).toBe(text.slice(0, 10));
      }),
    );
  });

  it('with microseconds, as in webhooks, are read', () => {
    expect(isoFromOdooDatetime('2026-11-24 18:34:28.123456')).toBe('2026-11-24T18:34:28.123456Z');
  });

  it('that are none are refused', () => {
    const refused = expect.objectContaining({ code: 'odoo_bad_value' });
    expect(() => toOdooDatetime(new Date(Number.NaN))).toThrow(refused);
    expect(() => toOdooDate(new Date('+010000-01-01T00:00:00Z'))).toThrow(refused);
    expect(() => fromOdooDatetime('2026-11-24T18:34:28')).toThrow(refused);
  });
});

describe('binary', () => {
  it('bytes come back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromOdooBinary(toOdooBinary(bytes))).toEqual(bytes);
      }),
    );
    expect(fromOdooBinary(false)).toEqual(new Uint8Array());
  });

  it('a view into a larger buffer sends only its part', () => {
    expect(toOdooBinary(new Uint8Array([1, 2, 3, 4]).subarray(1, 3))).toBe('AgM=');
  });
});

it('x2many commands have the numbers that Odoo knows', () => {
  expect([
    x2many.create({ a: 1 }),
    x2many.update(7, { a: 1 }),
    x2many.delete(7),
    x2many.unlink(7),
    x2many.link(7),
    x2many.clear(),
    x2many.set([1, 2]),
  ]).toEqual([
    [0, 0, { a: 1 }],
    [1, 7, { a: 1 }],
    [2, 7, 0],
    [3, 7, 0],
    [4, 7, 0],
    [5, 0, 0],
    [6, 0, [1, 2]],
  ]);
});

describe('createRecordDecoder: false means what its field type says', () => {
  const types = {
    name: 'char',
    note: 'html',
    state: 'selection',
    active: 'boolean',
    color: 'integer',
    weight: 'float',
    price: 'monetary',
    day: 'date',
    at: 'datetime',
    country_id: 'many2one',
    res_id: 'many2one_reference',
    tag_ids: 'many2many',
    line_ids: 'one2many',
    image: 'binary',
    data: 'json',
  };
  const decode = createRecordDecoder(Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }])));

  it('all empty', () => {
    const empty = Object.fromEntries(Object.keys(types).map((name) => [name, false]));
    expect(decode({ id: 1, ...empty })).toEqual({
      ...Object.fromEntries(Object.keys(types).map((name) => [name, null])),
      id: 1,
      active: false,
      tag_ids: [],
      line_ids: [],
    });
  });

  it('all filled', () => {
    const filled = {
      id: 1,
      name: 'A',
      note: '<p>x</p>',
      state: 'draft',
      active: true,
      color: 0,
      weight: 1.5,
      price: 2,
      day: '2026-11-24',
      at: '2026-11-24 18:34:28',
      country_id: [75, 'France'],
      res_id: 9,
      tag_ids: [1, 2],
      line_ids: [3],
      image: 'AgM=',
      data: { a: 1 },
      unknown: false,
    };
    expect(decode(filled)).toEqual({
      ...filled,
      at: '2026-11-24T18:34:28Z',
      country_id: { id: 75, name: 'France' },
    });
    expect(decode({ id: 1, country_id: 75 })).toEqual({ id: 1, country_id: { id: 75, name: '' } });
  });
});

describe('jsonBody', () => {
  it('half of a character is refused wherever it stands; the rest is JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (any, prefix) => {
        const text = `${prefix}${any}`;
        expect(JSON.parse(jsonBody({ text }))).toEqual({ text });
      }),
    );
    const refused = expect.objectContaining({ code: 'odoo_bad_value' });
    for (const text of ['\ud83d', 'a\udc00b', '\\\ud83d', '\ud83d\ud83d\ude00']) {
      expect(() => jsonBody({ text })).toThrow(refused);
      expect(() => jsonBody({ [text]: 1 })).toThrow(refused);
    }
  });

  it('a text that merely looks like an escape is sent', () => {
    for (const text of ['\\ud83d', '\\\\ud83d', 'C:\\udata']) expect(JSON.parse(jsonBody({ text }))).toEqual({ text });
  });

  it('big integers are numbers', () => {
    expect(jsonBody({ id: 12_345_678_901_234_567_890n, list: [1n] })).toBe('{"id":12345678901234567890,"list":[1]}');
  });
});
