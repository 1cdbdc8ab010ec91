import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/errors.ts';
import { codeRows, page, unquoted } from './markdown.ts';

const rows = codeRows(page('errors.md')).filter((row) => row.length >= 4);

describe('docs/errors.md', () => {
  it('lists every code, each once, and none that is gone', () => {
    expect(rows.map(([code]) => unquoted(code)).sort()).toEqual(Object.keys(ERROR_CODES).sort());
  });

  it('says of each code the kind and exit status that it has', () => {
    const written = Object.fromEntries(
      rows.map(([code, kind, exit]) => [unquoted(code), { kind, exit: Number(exit) }]),
    );
    expect(written).toEqual(ERROR_CODES);
  });

  it('says of each code what it means, and what to do unless it is reserved', () => {
    const silent = rows.filter(
      ([, , , meaning = '', remedy = '']) => meaning === '' || (remedy === '' && !meaning.startsWith('Reserved')),
    );
    expect(silent).toEqual([]);
  });
});
