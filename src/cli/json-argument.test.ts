import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultPosition, jsonList, jsonObject } from './json-argument.ts';

describe('a user who mistypes JSON is told where', () => {
  const cases: readonly (readonly [text: string, position: number])[] = [
    ['[1,x]', 3],
    ['[1,', 3],
    ['[[["is_company","=",True]]]', 20],
    ["[['a','=',1]]", 2],
    ['[1 2]', 3],
    ['{"a":1,}', 7],
    ['{a:1}', 1],
    ['[1]]', 3],
    ['["abc', 5],
    ['[tru]', 4],
    ['[trux]', 4],
    ['[nul', 4],
    ['[1.]', 3],
    ['[-]', 2],
    ['[1e]', 3],
    ['["\\x"]', 3],
    ['["\\u12"]', 6],
    ['["\\u12', 6],
    ['', 0],
    ['[01]', 2],
  ];
  it.each(cases)('%s', (text, position) => {
    expect(faultPosition(text)).toBe(position);
  });

  it('every beginning of a JSON text can go on', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.double({ min: 0, max: 1, noNaN: true }), (value, share) => {
        const text = JSON.stringify([value]);
        const cut = text.slice(0, Math.floor(text.length * share));
        expect(faultPosition(cut)).toBe(cut.length);
      }),
    );
  });
});

it('names the argument, the place and the habit', () => {
  expect(() => jsonList('[[["a","=",True]]]', 'ARGS')).toThrow(
    expect.objectContaining({
      code: 'usage',
      message: 'ARGS is not JSON: "T" does not belong there, at character 12.',
      remedy: 'JSON writes true, false and null.',
    }),
  );
  expect(() => jsonList('{"limit":3}', 'ARGS')).toThrow(/must be a JSON list, and is an object/);
  expect(() => jsonObject('[]', 'KWARGS')).toThrow(/must be a JSON object, and is a list/);
  expect(jsonList(undefined, 'ARGS')).toEqual([]);
  expect(jsonObject(undefined, 'KWARGS')).toEqual({});
});
