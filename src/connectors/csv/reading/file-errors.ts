/** The clear errors for what can be wrong with a file as a whole. */
import { asPasserelleError, PasserelleError } from '../../../errors.ts';
import { type EncodingName, UndecodableBytes } from './encoding.ts';

export function emptyFile(path: string): PasserelleError {
  return new PasserelleError('csv_empty_file', `"${path}" is empty.`, {
    value: path,
    remedy: 'Export the file again; its first line must name the columns.',
  });
}

export function noRows(path: string): PasserelleError {
  return new PasserelleError('csv_no_rows', `"${path}" has a header and no rows below it.`, {
    value: path,
    remedy: 'Export the file again with its rows; nothing was changed.',
  });
}

export function notAFile(path: string, isFolder: boolean): PasserelleError {
  if (!isFolder) {
    return new PasserelleError('csv_unreadable', `"${path}" is not an ordinary file.`, {
      value: path,
      remedy: 'Save the data as a file first; it is read more than once.',
    });
  }
  return new PasserelleError('csv_is_folder', `"${path}" is a folder, not a file.`, {
    value: path,
    remedy: 'Name one CSV file in it.',
  });
}

export function fileChanged(path: string): PasserelleError {
  return new PasserelleError('csv_file_changed', `"${path}" was changed while it was read.`, {
    value: path,
    remedy: 'Run it again when nothing writes to the file any more.',
  });
}

export function zeroBytes(path: string, line: number): PasserelleError {
  return new PasserelleError('csv_binary_file', `"${path}" is not a text file: line ${line} has a zero byte.`, {
    field: `line ${line}`,
    remedy: 'Give a CSV file; if it is one in another encoding, name that (for example utf-16le).',
  });
}

/** What the system says about opening a file, in the user's words. */
export function accessError(path: string, cause: unknown): PasserelleError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new PasserelleError('csv_file_not_found', `There is no file "${path}".`, {
      value: path,
      remedy: 'Check the path; it is relative to the folder that the command runs in.',
      cause,
    });
  }
  if (code === 'EISDIR') return notAFile(path, true);
  if (code === 'EACCES' || code === 'EPERM') {
    return new PasserelleError('csv_unreadable', `"${path}" may not be read by this user.`, {
      value: path,
      remedy: 'Give this user the right to read it.',
      cause,
    });
  }
  if (code !== undefined && !(cause instanceof PasserelleError)) {
    return new PasserelleError('csv_unreadable', `"${path}" cannot be read (${String(code)}).`, { value: path, cause });
  }
  return asPasserelleError(cause);
}

/** Bytes that are not in the encoding; `line` is the one that `bytes` begin in. */
export function encodingError(
  path: string,
  encoding: EncodingName,
  cause: unknown,
  line: number,
  bytes: Buffer,
): PasserelleError {
  if (!(cause instanceof UndecodableBytes)) return asPasserelleError(cause);
  const at = line + countLineEnds(bytes.subarray(0, cause.offset), encoding);
  const shown = [...cause.bytes.subarray(0, encoding.startsWith('utf-16') ? 2 : 1)]
    .map((byte) => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join(' ');
  const what = shown === '' ? 'bytes' : `a byte (${shown})`;
  return new PasserelleError(
    'csv_wrong_encoding',
    `Line ${at} of "${path}" has ${what} that ${encoding} text cannot have.`,
    { field: `line ${at}`, value: shown, remedy: encodingRemedy(encoding, bytes, cause.offset), cause },
  );
}

function encodingRemedy(encoding: EncodingName, bytes: Buffer, offset: number): string {
  if (encoding !== 'utf-8') return 'Name the encoding that the file was saved in, or save it as UTF-8.';
  const around = bytes.subarray(Math.max(0, offset - 12), offset + 12);
  const shown = new TextDecoder('windows-1252')
    .decode(around)
    .replace(/[\r\n\t"]+/g, ' ')
    .trim();
  return (
    'Save the file as UTF-8, or name its encoding, with --encoding or in the mapping: ' +
    `as windows-1252 (Excel on Windows) this place reads "${shown}".`
  );
}

function countLineEnds(bytes: Buffer, encoding: EncodingName): number {
  const text = textOf(bytes, encoding);
  return text.split(/\r\n|\r|\n/).length - 1;
}

function textOf(bytes: Buffer, encoding: EncodingName): string {
  if (encoding === 'utf-16le') return bytes.toString('utf16le');
  if (encoding === 'utf-16be')
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString('utf16le');
  return bytes.toString('latin1');
}
