import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRunning, parsePidFile } from './postmaster.ts';

const FULL = '4711\n/data/postgres\n1795563214\n5432\n/data/run\n\n  5432001  12\nready   \n';

describe('parsePidFile', () => {
  it('reads process, port and socket folder', () => {
    expect(parsePidFile(FULL)).toEqual({ pid: 4711, port: 5432, socketDir: '/data/run', text: FULL });
  });

  it('takes a file that is just being written for none, or for one without a socket yet', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: FULL.length }), (length) => {
        const found = parsePidFile(FULL.slice(0, length));
        expect(found === undefined || found.pid === 4711).toBe(true);
      }),
    );
    expect(parsePidFile('4711\n/data/postgres\n1795563214\n5432\n\n')).toMatchObject({ socketDir: '' });
    expect(parsePidFile('')).toBeUndefined();
  });
});

describe('isRunning', () => {
  const postmaster = { port: 5432, socketDir: '/data/run', text: FULL };

  it('does not take another process for the PostgreSQL of this cluster', async () => {
    expect(await isRunning({ ...postmaster, pid: process.pid }, '/data/postgres')).toBe(process.platform === 'win32');
  });

  it('knows that a process has ended', async () => {
    expect(await isRunning({ ...postmaster, pid: 2 ** 30 }, '/data/postgres')).toBe(false);
  });
});
