import { describe, expect, test } from 'vitest';
import type { Value } from '../core/value.ts';
import { isTame } from './bounded-regex.ts';
import { compileTransform } from './chain.ts';
import type { TransformSpec } from './transform.ts';

const apply = (use: TransformSpec, from: Value | undefined) =>
  compileTransform(use, 'mapping[0].transform').apply(from, { field: 'title' });

describe('chains', () => {
  test('steps follow one another, over every item of a list', () => {
    expect(apply([{ split: ';' }, 'trim', 'uppercase', { join: '/' }], 'a; b ')).toBe('A/B');
    expect(apply([], 'a')).toBe('a');
    expect(apply([{ trim: null }], ' a ')).toBe('a');
    expect(apply(['uppercase'], ['a', null])).toEqual(['A', null]);
  });

  test('only chains with an expression are asynchronous', async () => {
    expect(apply(['trim'], 'a')).not.toBeInstanceOf(Promise);
    const result = apply([{ jsonata: '$ & "!"' }, 'uppercase'], 'a');
    expect(result).toBeInstanceOf(Promise);
    expect(await result).toBe('A!');
  });

  test('a default fills what is absent, null or blank, and nothing else', () => {
    expect(apply({ default: 'x' }, undefined)).toBe('x');
    expect(apply({ default: 'x' }, ' ')).toBe('x');
    expect(apply({ default: 'x' }, false)).toBe(false);
    expect(apply({ default: 'x' }, '0')).toBe('0');
  });
});

describe('numbers as people write them', () => {
  test.each<[TransformSpec, string, string | null]>([
    [{ number: { decimal: ',' } }, '12,50', '12.5'],
    [{ number: { decimal: ',', thousands: '.' } }, '1.234.567,89', '1234567.89'],
    [{ number: { decimal: ',', thousands: ' ' } }, '1 234,50 €', '1234.5'],
    [{ number: { decimal: '.', thousands: ',' } }, '$1,234.50', '1234.5'],
    [{ number: { thousands: "'" } }, "1'234.50", '1234.5'],
    ['number', '−5', '-5'],
    ['number', '+5', '5'],
    ['number', ' ', null],
  ])('%j of %s', (use, from, to) => {
    expect(apply(use, from)).toBe(to);
  });

  test.each<[TransformSpec, string]>([
    ['number', '12,50'],
    [{ number: { decimal: ',', thousands: '.' } }, '1.5'],
    [{ number: { decimal: ',', thousands: '.' } }, '12.50'],
    [{ number: { decimal: '.', thousands: ',' } }, '12,50'],
    ['number', '1.2.3'],
    ['number', '12 pieces'],
    ['multiply', ''],
  ])('a price is never read a hundredfold: %j of %s is refused', (use, from) => {
    expect(() => apply(use, from)).toThrowError(
      expect.objectContaining({ code: expect.stringMatching(/transform_(failed|invalid)/) }),
    );
  });

  test('whole numbers that a computer cannot hold exactly are refused', () => {
    expect(apply('float_to_int', '-0.9')).toBe(0);
    expect(() => apply('float_to_int', '12345678901234567890')).toThrowError(
      expect.objectContaining({ code: 'transform_failed' }),
    );
  });
});

describe('messages', () => {
  test.each<[unknown, object]>([
    ['upper_case', { code: 'transform_unknown', remedy: 'Did you mean "uppercase"?' }],
    [{ trim: 'x' }, { code: 'transform_invalid', message: expect.stringContaining('takes no argument') }],
    [
      { round: 2, trim: null },
      { code: 'transform_invalid', remedy: expect.stringContaining('list') },
    ],
    [{}, { code: 'transform_invalid' }],
    [
      { replace: { from: 'a', pattern: 'b' } },
      { code: 'transform_invalid', message: expect.stringContaining('either') },
    ],
    [
      { replace: { pattern: '(' } },
      { code: 'transform_invalid', message: expect.stringContaining('regular expression') },
    ],
    [{ lookup: { tabel: {} } }, { code: 'transform_invalid', message: expect.stringContaining('tabel') }],
    [{ divide: 0 }, { code: 'transform_invalid', message: expect.stringContaining('zero') }],
    [
      { number: { decimal: ',', thousands: ',' } },
      { code: 'transform_invalid', message: expect.stringContaining('different') },
    ],
    [{ number: { decimal: ';' } }, { code: 'transform_invalid', message: expect.stringContaining('decimal') }],
    [{ jsonata: '$now()' }, { code: 'transform_invalid', message: expect.stringContaining('$now') }],
    [{ jsonata: '$map([1], $eval)' }, { code: 'transform_invalid', message: expect.stringContaining('$eval') }],
  ])('%j', (use, error) => {
    expect(() => compileTransform(use as TransformSpec, 'mapping[0].transform')).toThrowError(
      expect.objectContaining({ kind: 'configuration', field: 'mapping[0].transform', ...error }),
    );
  });

  test('a failure names transform, field and value, and what is there instead', () => {
    expect(() => apply({ lookup: { table: { active: 'A', draft: 'D' } } }, 'activ')).toThrowError(
      expect.objectContaining({
        code: 'transform_failed',
        kind: 'data',
        field: 'title',
        value: 'activ',
        message: 'The transform "lookup" failed for "title": "activ" is not in its table.',
        remedy: 'Did you mean "active"?',
      }),
    );
  });
});

describe('no mapping can hold up a run', () => {
  const started = () => performance.now();

  test('a regular expression that backtracks without end is stopped', () => {
    const start = started();
    expect(() => apply({ replace: { pattern: '(a+)+$', to: 'x' } }, `${'a'.repeat(60)}b`)).toThrowError(
      expect.objectContaining({ code: 'transform_failed', message: expect.stringContaining('longer than') }),
    );
    expect(performance.now() - start).toBeLessThan(3000);
    expect(apply({ replace: { pattern: '(a+)+$', to: 'x' } }, 'aaa')).toBe('x');
  });

  test.each([
    ['an endless call', '($f := function($n) { $f($n + 1) }; $f(0))'],
    ['a deep call', '($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(100000))'],
    ['a huge list', '[1..9999999]'],
    ['a regular expression', '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", /(a+)+$/)'],
    ['a huge text', '$pad("", 5000000)'],
    ['a function as result', 'function($x) { $x }'],
  ])('an expression is stopped: %s', async (_what, jsonata) => {
    const start = started();
    await expect(apply({ jsonata }, 'a')).rejects.toMatchObject({ code: 'transform_failed', field: 'title' });
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test('patterns known to be harmless run at full speed', () => {
    for (const source of ['^\\d{4}-\\d{2}$', '[a-z+*]+ x', 'a{2}b*', '(ab)?c'])
      expect(isTame(source), source).toBe(true);
    for (const source of ['(a+)+', '(a|b)*', 'a*b*c*', '(a)\\1', '(ab){2}']) expect(isTame(source), source).toBe(false);
  });
});

test('an expression gives decimals without float dust, and plain lists', async () => {
  expect(await apply({ jsonata: '$number("0.1") + $number("0.2")' }, 'a')).toBe('0.3');
  expect(await apply({ jsonata: '$.{"sku": sku}' }, [{ sku: 'a', x: 1 }, { sku: 'b' }])).toEqual([
    { sku: 'a' },
    { sku: 'b' },
  ]);
  expect(await apply({ jsonata: 'missing' }, { a: 1 })).toBeNull();
});
