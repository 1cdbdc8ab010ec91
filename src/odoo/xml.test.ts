import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xmlParams } from '../../test/odoo-recorded/xml-params.ts';
import { decodeMethodResponse } from './xml-decode.ts';
import { encodeMethodCall } from './xml-encode.ts';

const answer = (value: string) =>
  `<?xml version="1.0"?>\n<methodResponse>\n<params>\n<param>\n${value}\n</param>\n</params>\n\n</methodResponse>\n`;

const xmlText = fc.string({
  unit: fc.constantFrom(...'ab<>&"\' \t\n\r\\éŁ東🎽]/=0', ']]>', '&amp;', '\u00a0', '\u0085'),
});
const scalar = fc.oneof(
  xmlText,
  fc.boolean(),
  fc.maxSafeInteger(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
  fc.constant(null),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, scalar, fc.array(tie('value')), fc.dictionary(xmlText, tie('value'))),
}));

describe('XML-RPC', () => {
  it('a value comes back as it went out, whatever it holds', () => {
    fc.assert(
      fc.property(value, (sent) => {
        const inside = /<param>(.*)<\/param>/s.exec(encodeMethodCall('echo', [sent]))?.[1] ?? '';
        expect(decodeMethodResponse(answer(inside))).toEqual({ kind: 'result', value: sent });
      }),
    );
  });

  it('an independent reader sees the same request', () => {
    fc.assert(
      fc.property(fc.array(value), (params) => {
        expect(xmlParams(encodeMethodCall('execute_kw', params)).params).toEqual(params);
      }),
    );
  });

  it.each([
    ['a control character', 'a\u0000b'],
    ['a control character in a name', { 'a\u0001': 1 }],
    ['half of a character', 'a\ud83d'],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a Date', new Date(0)],
    ['bytes', new Uint8Array(2)],
    ['a function', () => 1],
  ])('refuses %s, which Odoo would not understand', (_what, sent) => {
    expect(() => encodeMethodCall('echo', [sent])).toThrow(expect.objectContaining({ code: 'odoo_bad_value' }));
  });

  it('numbers beyond 32 bits are sent and read', () => {
    const xml = encodeMethodCall('echo', [2 ** 31, 2 ** 31 - 1, -(2 ** 31), 12_345_678_901_234_567_890n]);
    expect(xml).toContain('<i8>2147483648</i8>');
    expect(xml).toContain('<int>2147483647</int>');
    expect(xml).toContain('<int>-2147483648</int>');
    expect(xml).toContain('<i8>12345678901234567890</i8>');
    expect(decodeMethodResponse(answer('<value><i8>3000000000</i8></value>'))).toMatchObject({ value: 3_000_000_000 });
  });

  it('leaves out members that are undefined, as JSON does', () => {
    expect(encodeMethodCall('echo', [{ a: undefined, b: 1 }])).not.toContain('<name>a</name>');
  });

  it.each([
    ['<value>no type</value>', 'no type'],
    ['<value>  spaces count </value>', '  spaces count '],
    ['<value></value>', ''],
    ['<value/>', ''],
    ['<value><string/></value>', ''],
    ['<value> <int> 7 </int> </value>', 7],
    ['<value><i4>-7</i4></value>', -7],
    ['<value><double>1e-7</double></value>', 1e-7],
    ['<value><nil/></value>', null],
    ['<value><ex:nil/></value>', null],
    ['<value><array><data/></array></value>', []],
    ['<value><struct/></value>', {}],
    ['<value><base64>\nAAEC\nAwQ=\n</base64></value>', 'AAECAwQ='],
    ['<value><dateTime.iso8601>20261124T18:34:28</dateTime.iso8601></value>', '2026-11-24 18:34:28'],
    [
      '<value><string>&lt;b&gt; &amp;amp; &quot;&apos; &#233;&#x1F3BD; &nbsp;</string></value>',
      '<b> &amp; "\' é🎽 &nbsp;',
    ],
    ['<value><string>line\r\nbreak\ttab</string></value>', 'line\r\nbreak\ttab'],
  ])('reads %s', (xml, expected) => {
    expect(decodeMethodResponse(answer(xml))).toEqual({ kind: 'result', value: expected });
  });

  it('names of a struct do not bleed into the next one', () => {
    const struct = (names: readonly string[]) =>
      `<value><struct>${names.map((name) => `<member><name>${name}</name><value><int>1</int></value></member>`).join('')}</struct></value>`;
    const xml = `<value><array><data>${struct(['name', 'b'])}${struct(['names', 'b'])}${struct(['b'])}${struct(['nam'])}</data></array></value>`;
    expect(decodeMethodResponse(answer(xml))).toMatchObject({
      value: [{ name: 1, b: 1 }, { names: 1, b: 1 }, { b: 1 }, { nam: 1 }],
    });
  });

  it('a member called __proto__ is only a member', () => {
    const xml = '<value><struct><member><name>__proto__</name><value><int>1</int></value></member></struct></value>';
    const result = decodeMethodResponse(answer(xml)) as { value: object };
    expect(Object.keys(result.value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(result.value)).toBe(Object.prototype);
  });

  it.each([
    '',
    '<html></html>',
    '<methodResponse><params><param><value><int>1</int></value></param></params>',
    answer('<value><string>cut'),
    answer('<value><money>1</money></value>'),
    answer('<value><int>1</string></value>'),
    answer(`${'<value><array><data>'.repeat(501)}${'</data></array></value>'.repeat(501)}`),
  ])('an incomplete or foreign document is an error, never half a value: %.60s', (xml) => {
    expect(() => decodeMethodResponse(xml)).toThrow(SyntaxError);
  });

  it('every cut of a good answer is an error', () => {
    const whole = answer(
      '<value><array><data><value><string>a&amp;b</string></value><value><nil/></value></data></array></value>',
    ).trimEnd();
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => decodeMethodResponse(whole.slice(0, length)), `${length}`).toThrow(SyntaxError);
    }
  });
});
