import { describe, expect, it } from 'vitest';
import { findDuplicates } from './find-duplicates.ts';

const lines = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => `const total${from + i} = add(net, tax, shipping, ${from + i});`);
const file = (path: string, ...text: string[]) => ({ path, text: text.join('\n') });

describe('the search for copied code', () => {
  it('finds a block that was copied, wherever it stands and however it is indented', () => {
    const copied = lines(10);
    const original = file('a.ts', "import { add } from './add.ts';", '', ...copied);
    const copy = file(
      'b.ts',
      'const other = 1;',
      '/** Not',
      '    the same. */',
      ...copied.map((line) => `    ${line}`),
    );
    expect(findDuplicates([original, copy])).toEqual(['b.ts:4 repeats a.ts:3']);
  });

  it('finds it within one file, and names a long block once', () => {
    expect(findDuplicates([file('a.ts', ...lines(9), 'const other = 1;', ...lines(9))])).toEqual([
      'a.ts:11 repeats a.ts:1',
    ]);
  });

  it('lets pass what is short, what differs, and what everybody imports', () => {
    const imports = Array.from({ length: 20 }, (_, i) => `import { a${i}, b${i}, c${i} } from './file-${i}.ts';`);
    const files = [
      file('a.ts', ...imports, ...lines(5)),
      file('b.ts', ...imports, ...lines(5)),
      file('c.ts', ...imports, ...lines(10, 100)),
    ];
    expect(findDuplicates(files)).toEqual([]);
  });
});
