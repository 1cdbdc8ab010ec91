/** Files that are no text at all, told by their first bytes, so that the message can say what they are. */
import { PasserelleError } from '../../../errors.ts';
import { detectEncoding, type EncodingName } from './encoding.ts';

const KINDS: readonly { readonly starts: readonly number[]; readonly name: string; readonly remedy: string }[] = [
  {
    starts: [0x50, 0x4b, 0x03, 0x04],
    name: 'an Excel workbook (.xlsx) or a ZIP archive',
    remedy: 'Open it in a spreadsheet program and save the sheet as "CSV UTF-8".',
  },
  {
    starts: [0xd0, 0xcf, 0x11, 0xe0],
    name: 'an old Excel workbook (.xls)',
    remedy: 'Open it in a spreadsheet program and save the sheet as "CSV UTF-8".',
  },
  { starts: [0x1f, 0x8b], name: 'compressed (gzip)', remedy: 'Unpack it first.' },
  { starts: [0x25, 0x50, 0x44, 0x46], name: 'a PDF document', remedy: 'Export the data as CSV.' },
  { starts: [0x89, 0x50, 0x4e, 0x47], name: 'a picture', remedy: 'Give a CSV file.' },
  { starts: [0xff, 0xd8, 0xff], name: 'a picture', remedy: 'Give a CSV file.' },
  { starts: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], name: 'an SQLite database', remedy: 'Export the table as CSV.' },
];

/** Throws `csv_binary_file` when the first bytes are not those of a text file. */
export function refuseBinary(path: string, sample: Buffer, encoding: EncodingName | undefined): void {
  for (const kind of KINDS) {
    if (!kind.starts.every((byte, at) => sample[at] === byte)) continue;
    throw new PasserelleError('csv_binary_file', `"${path}" is ${kind.name}, not a CSV file.`, {
      value: path,
      remedy: kind.remedy,
    });
  }
  const name = encoding ?? detectEncoding(sample).encoding;
  if (name.startsWith('utf-16') || !isBinary(sample)) return;
  throw new PasserelleError('csv_binary_file', `"${path}" is not a text file.`, {
    value: path,
    remedy: 'Give a CSV file; if it is one in another encoding, name that (for example utf-16le).',
  });
}

/** Zero bytes, or more than one control character in thirty bytes. */
function isBinary(sample: Buffer): boolean {
  let controls = 0;
  for (const byte of sample) {
    if (byte === 0) return true;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27) controls += 1;
  }
  return controls > sample.length / 30;
}
