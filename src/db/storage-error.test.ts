import { describe, expect, it } from 'vitest';
import { folderError, outputError, storageError } from './storage-error.ts';

const withCode = (code: string, message = 'original') => Object.assign(new Error(message), { code });

describe('folderError', () => {
  it.each([
    ['ENOSPC', 'storage_full'],
    ['EDQUOT', 'storage_full'],
    ['EROFS', 'storage_read_only'],
    ['EACCES', 'storage_read_only'],
    ['ENOTDIR', 'storage_folder_invalid'],
    ['EIO', 'storage_unavailable'],
  ])('%s is %s, and names the folder', (code, expected) => {
    const error = folderError(withCode(code), '/data');
    expect(error).toMatchObject({ code: expected, value: '/data' });
    expect(error.message).toContain('/data');
  });
});

describe('outputError', () => {
  it.each([
    ['initdb: error: could not write to file: No space left on device', 'storage_full'],
    ['FATAL:  could not open file "x": Read-only file system', 'storage_read_only'],
    ['FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use', 'storage_locked'],
    ['FATAL:  lock file "postmaster.pid" already exists', 'storage_locked'],
    ['FATAL:  database files are incompatible with server', 'storage_version_too_new'],
    ['initdb: could not look up effective user ID 4242: user does not exist', 'storage_unsupported_platform'],
    ['postgres: error while loading shared libraries: libxml2.so.2', 'storage_unsupported_platform'],
    ['FATAL:  something new', 'storage_unavailable'],
  ])('%s is %s, with the text as detail', (output, expected) => {
    expect(outputError(output)).toMatchObject({ code: expected, detail: output });
  });
});

describe('storageError', () => {
  it.each([
    ['53100', 'storage_full'],
    ['25006', 'storage_read_only'],
    ['55P03', 'storage_locked'],
    ['28P01', 'storage_denied'],
    ['42501', 'storage_denied'],
    ['3D000', 'storage_denied'],
    ['57P01', 'storage_unavailable'],
    ['08006', 'storage_unavailable'],
    ['ECONNREFUSED', 'storage_unavailable'],
  ])('%s is %s', (code, expected) => {
    expect(storageError(withCode(code))).toMatchObject({ code: expected });
  });

  it('leaves errors of a statement alone, which are the program’s own', () => {
    expect(storageError(withCode('23505'))).toBeUndefined();
    expect(storageError(new TypeError('x is not a function'))).toBeUndefined();
  });
});
