import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDecoder, detectEncoding, encodingByName, UndecodableBytes } from './encoding.ts';

const encodings = {
  'utf-8': (text: string) => Buffer.from(text, 'utf8'),
  'utf-16le': (text: string) => Buffer.from(text, 'utf16le'),
  'utf-16be': (text: string) => Buffer.from(text, 'utf16le').swap16(),
};

describe('decoders', () => {
  it('give the same text wherever the bytes are cut, or names with accents break at piece borders', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.toWellFormed()),
        fc.constantFrom(...(Object.keys(encodings) as (keyof typeof encodings)[])),
        fc.array(fc.nat(160), { maxLength: 4 }),
        (text, encoding, cuts) => {
          const bytes = encodings[encoding](text);
          const decoder = createDecoder(encoding);
          const places = [...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length].sort((a, b) => a - b);
          let read = '';
          let from = 0;
          for (const to of places) {
            read += decoder.decode(Buffer.from(bytes.subarray(from, to)), false);
            from = to;
          }
          read += decoder.decode(Buffer.alloc(0), true);
          expect(read).toBe(text);
        },
      ),
    );
  });

  it('read the euro sign and quotes of Windows-1252', () => {
    const bytes = Buffer.from([0x80, 0x20, 0x93, 0x63, 0x61, 0x66, 0xe9, 0x94]);
    expect(createDecoder('windows-1252').decode(bytes, true)).toBe('€ “café”');
  });

  it.each([
    ['utf-8', [0x61, 0xe9, 0x62], 1],
    ['utf-8', [0x61, 0x62, 0xc3], 2],
    ['utf-16le', [0x61, 0x00, 0x62], 2],
    ['utf-16le', [0x61, 0x00, 0x00, 0xd8, 0x62, 0x00], 2],
    ['windows-1252', [0x61, 0x81], 1],
  ] as const)('refuse bytes that %s does not have, with their place, instead of writing "�"', (encoding, bytes, at) => {
    const decode = () => createDecoder(encoding).decode(Buffer.from(bytes), true);
    expect(decode).toThrow(UndecodableBytes);
    expect(decode).toThrow(`offset ${at}`);
  });
});

describe('detection', () => {
  it.each([
    ['utf-8', Buffer.from('\uFEFFa,b'), 3],
    ['utf-16le', Buffer.from('\uFEFFa,b', 'utf16le'), 2],
    ['utf-16be', Buffer.from('\uFEFFa,b', 'utf16le').swap16(), 2],
    ['utf-16le', Buffer.from('name,price\nPot,3\n', 'utf16le'), 0],
    ['utf-16be', Buffer.from('name,price\nPot,3\n', 'utf16le').swap16(), 0],
    ['utf-8', Buffer.from('Crème,3'), 0],
  ])('finds %s', (encoding, bytes, markBytes) => {
    expect(detectEncoding(bytes)).toEqual({ encoding, markBytes });
  });

  it('knows encodings by their usual names and refuses others', () => {
    expect(encodingByName('CP1252')).toBe('windows-1252');
    expect(encodingByName('utf8')).toBe('utf-8');
    expect(encodingByName('shift_jis')).toBe('shift_jis');
    expect(() => encodingByName('utf-9')).toThrow('There is no text encoding named "utf-9"');
  });
});
