/**
 * Bytes to text, strictly: a byte that the encoding does not have is an error, never a replacement character.
 */
import { isUtf8 } from 'node:buffer';
import { PasserelleError } from '../../../errors.ts';

/** One of `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`, or any other label that `TextDecoder` knows. */
export type EncodingName = string;

export interface Decoder {
  /** The text of the next bytes. Bytes of a character that is cut at the end are kept for the next call. */
  decode(bytes: Buffer, last: boolean): string;
}

/** Bytes that the encoding does not have. `offset` counts in the bytes of the call that failed. */
export class UndecodableBytes extends Error {
  override readonly name = 'UndecodableBytes';
  readonly offset: number;
  readonly bytes: Buffer;

  constructor(offset: number, bytes: Buffer) {
    super(`bytes at offset ${offset} cannot be decoded`);
    this.offset = offset;
    this.bytes = bytes;
  }
}

const ALIASES: Readonly<Record<string, EncodingName>> = {
  utf8: 'utf-8',
  'utf-8': 'utf-8',
  ascii: 'utf-8',
  'us-ascii': 'utf-8',
  utf16: 'utf-16le',
  'utf-16': 'utf-16le',
  utf16le: 'utf-16le',
  'utf-16le': 'utf-16le',
  ucs2: 'utf-16le',
  utf16be: 'utf-16be',
  'utf-16be': 'utf-16be',
  'windows-1252': 'windows-1252',
  windows1252: 'windows-1252',
  cp1252: 'windows-1252',
  ansi: 'windows-1252',
  latin1: 'windows-1252',
  'iso-8859-1': 'windows-1252',
};

/** The one name of an encoding that a person wrote in any usual way. Throws `csv_unknown_encoding`. */
export function encodingByName(given: string): EncodingName {
  const name = given.trim().toLowerCase().replace(/_/g, '-');
  const own = ALIASES[name];
  if (own !== undefined) return own;
  try {
    return new TextDecoder(name).encoding;
  } catch (cause) {
    throw new PasserelleError('csv_unknown_encoding', `There is no text encoding named "${given}".`, {
      field: 'encoding',
      value: given,
      remedy: 'Usual ones are utf-8, utf-16le, utf-16be and windows-1252 (files of Excel on Windows).',
      cause,
    });
  }
}

export interface DetectedEncoding {
  readonly encoding: EncodingName;
  /** Length of the byte order mark at the start. */
  readonly markBytes: number;
}

/** Tells the encoding from a byte order mark, or from the zero bytes of UTF-16; else UTF-8. */
export function detectEncoding(sample: Buffer): DetectedEncoding {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return { encoding: 'utf-8', markBytes: 3 };
  if (sample[0] === 0xff && sample[1] === 0xfe) return { encoding: 'utf-16le', markBytes: 2 };
  if (sample[0] === 0xfe && sample[1] === 0xff) return { encoding: 'utf-16be', markBytes: 2 };
  const size = Math.min(sample.length, 4096) & ~1;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i < size; i += 2) {
    if (sample[i] === 0) evenZeros += 1;
    if (sample[i + 1] === 0) oddZeros += 1;
  }
  // Names of columns are mostly Latin letters: half zeros, all on one side. A zero here and there is no text at all.
  const many = (size / 2) * 0.4;
  if (oddZeros > many && evenZeros === 0) return { encoding: 'utf-16le', markBytes: 0 };
  if (evenZeros > many && oddZeros === 0) return { encoding: 'utf-16be', markBytes: 0 };
  return { encoding: 'utf-8', markBytes: 0 };
}

/** How many bytes of a byte order mark of this encoding stand at the start. */
export function markLength(sample: Buffer, encoding: EncodingName): number {
  const found = detectEncoding(sample);
  return found.encoding === encoding ? found.markBytes : 0;
}

export function createDecoder(encoding: EncodingName): Decoder {
  if (encoding === 'utf-8') return new Utf8Decoder();
  if (encoding === 'utf-16le') return new Utf16Decoder(false);
  if (encoding === 'utf-16be') return new Utf16Decoder(true);
  if (encoding === 'windows-1252') return new Windows1252Decoder();
  return new PlatformDecoder(encoding);
}

class Utf8Decoder implements Decoder {
  #rest: Buffer = Buffer.alloc(0);

  decode(bytes: Buffer, last: boolean): string {
    const kept = this.#rest.length;
    const all = kept === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const end = last ? all.length : completeUtf8Length(all);
    const whole = all.subarray(0, end);
    if (!isUtf8(whole)) {
      const at = firstBadUtf8(whole);
      throw new UndecodableBytes(Math.max(0, at - kept), Buffer.from(whole.subarray(at, at + 4)));
    }
    this.#rest = Buffer.from(all.subarray(end));
    return whole.toString('utf8');
  }
}

/** Length without a character that is cut at the end. */
function completeUtf8Length(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

function firstBadUtf8(bytes: Buffer): number {
  // Halving: the longest prefix that is valid up to a character cut at its end.
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    const prefix = bytes.subarray(0, middle);
    if (isUtf8(prefix.subarray(0, completeUtf8Length(prefix)))) good = middle;
    else bad = middle;
  }
  return completeUtf8Length(bytes.subarray(0, good));
}

class Utf16Decoder implements Decoder {
  readonly #swap: boolean;
  #rest: Buffer = Buffer.alloc(0);

  constructor(swap: boolean) {
    this.#swap = swap;
  }

  decode(bytes: Buffer, last: boolean): string {
    const kept = this.#rest.length;
    const all = Buffer.concat([this.#rest, bytes]);
    let end = all.length & ~1;
    if (last && end !== all.length) throw new UndecodableBytes(Math.max(0, end - kept), Buffer.from(all.subarray(end)));
    const high = all[this.#swap ? end - 2 : end - 1] ?? 0;
    if (!last && end > 0 && high >= 0xd8 && high <= 0xdb) end -= 2;
    this.#rest = Buffer.from(all.subarray(end));
    const whole = all.subarray(0, end);
    if (this.#swap) whole.swap16();
    const text = whole.toString('utf16le');
    if (!text.isWellFormed()) {
      const at = 2 * firstLoneSurrogate(text);
      throw new UndecodableBytes(Math.max(0, at - kept), Buffer.from(whole.subarray(at, at + 2)));
    }
    return text;
  }
}

function firstLoneSurrogate(text: string): number {
  const fixed = text.toWellFormed();
  let at = 0;
  while (text.charCodeAt(at) === fixed.charCodeAt(at)) at += 1;
  return at;
}

/** What stands at 0x80 to 0x9F; five bytes have no character. */
const WINDOWS_1252 = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ';
const HIGH_CONTROLS = /[\u0080-\u009f]/;

/** By hand: some Node releases decode this label as Latin-1 (nodejs/node issue 56542), which loses the euro sign. */
class Windows1252Decoder implements Decoder {
  decode(bytes: Buffer): string {
    const text = bytes.toString('latin1');
    if (!HIGH_CONTROLS.test(text)) return text;
    return text.replace(/[\u0080-\u009f]/g, (char, at: number) => {
      const code = char.charCodeAt(0);
      const to = WINDOWS_1252[code - 0x80] ?? '\0';
      if (to === '\0') throw new UndecodableBytes(at, Buffer.from([code]));
      return to;
    });
  }
}

/** Encodings that only the platform knows; it does not tell where the bad bytes stand. */
class PlatformDecoder implements Decoder {
  readonly #decoder: TextDecoder;

  constructor(encoding: EncodingName) {
    this.#decoder = new TextDecoder(encoding, { fatal: true });
  }

  decode(bytes: Buffer, last: boolean): string {
    try {
      return this.#decoder.decode(bytes, { stream: !last });
    } catch {
      throw new UndecodableBytes(0, Buffer.alloc(0));
    }
  }
}
