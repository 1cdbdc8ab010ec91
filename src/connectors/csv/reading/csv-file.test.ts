import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFolder, readAll, type TestFolder, toCsv } from '../testing.ts';
import { openCsvFile, scanRows } from './csv-file.ts';

let folder: TestFolder;
beforeAll(async () => {
  folder = await createFolder();
});
afterAll(() => folder.remove());

async function cellsOf(path: string, given = {}): Promise<string[][]> {
  const rows: string[][] = [];
  await scanRows(await openCsvFile(path, given), (_line, cells) => rows.push(cells));
  return rows;
}

const TABLE = [
  ['name', 'price', 'note'],
  ['Crème brûlée', '3,50', 'for "two"'],
  ['Pot', '12', 'line\nbreak'],
];

describe('files of every usual kind read alike', () => {
  it.each([
    ['UTF-8', ';', (text: string) => Buffer.from(text)],
    ['UTF-8 with a byte order mark', ',', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 as Excel writes "Unicode text"', '\t', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 big endian', '|', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', ',', (text: string) => Buffer.from(text, 'utf16le')],
  ])('%s, separator "%s"', async (name, delimiter, encode) => {
    const path = await folder.write(
      `${name}.csv`,
      encode(toCsv(TABLE, { delimiter, quote: '"' }, { lineEnd: '\r\n' })),
    );
    const file = await openCsvFile(path);
    expect(file.header).toEqual(TABLE[0]);
    expect(file.dialect.delimiter).toBe(delimiter);
    expect(await cellsOf(path)).toEqual(TABLE.slice(1));
  });

  it('Windows-1252 when it is named', async () => {
    const text = 'name;price\nCafé à 3 €;3\n'.replace('€', '\u0080');
    const path = await folder.write('ansi.csv', Buffer.from(text, 'latin1'));
    expect(await cellsOf(path, { encoding: 'windows-1252' })).toEqual([['Café à 3 €', '3']]);
  });

  it('single quotes, and the separator line of Excel', async () => {
    const quoted = await folder.write('quoted.csv', `'a','b'\n'x, y','it''s'\n`);
    expect(await cellsOf(quoted)).toEqual([['x, y', "it's"]]);
    const hinted = await folder.write('hinted.csv', 'sep=|\na|b,c\n1|2,3\n');
    expect(await cellsOf(hinted)).toEqual([['1', '2,3']]);
  });

  it('decimal commas do not pass for separators', async () => {
    const path = await folder.write('comma.csv', 'name;price\nPot;3,50\nPan;4,50\n');
    expect((await openCsvFile(path)).dialect.delimiter).toBe(';');
  });
});

describe('files that are none are refused with what to do', () => {
  it.each([
    ['empty', '', 'csv_empty_file'],
    ['only blanks', '\n \n', 'csv_empty_file'],
    ['a header without names', ',,\n1,2,3\n', 'csv_empty_file'],
    ['a workbook', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'csv_binary_file'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10]), 'csv_binary_file'],
    ['zero bytes', Buffer.from('a,b\n1,\u00002\n'), 'csv_binary_file'],
    ['two columns of one name', 'sku,name,sku\n1,2,3\n', 'csv_duplicate_header'],
    ['a quote that is never closed', 'a,b\n1,"2\n3,4\n', 'csv_unclosed_quote'],
    ['an endless line', `a,b\n${'x'.repeat(5 * 1024 * 1024)}`, 'csv_line_too_long'],
    ['an endless header', 'x'.repeat(5 * 1024 * 1024), 'csv_line_too_long'],
  ])('%s', async (_name, content, code) => {
    const path = await folder.write('bad.csv', content);
    await expect(cellsOf(path)).rejects.toMatchObject({ code });
  });

  it('a file that is not there, and a folder: a mistake in the command (exit status 2)', async () => {
    await expect(openCsvFile(`${folder.path}/none.csv`)).rejects.toMatchObject({
      code: 'csv_file_not_found',
      exitCode: 2,
    });
    await expect(openCsvFile(folder.path)).rejects.toMatchObject({ code: 'csv_is_folder', exitCode: 2 });
  });

  it('a header without rows', async () => {
    const path = await folder.write('header.csv', 'Handle,Title,Variant Price\n');
    await expect(readAll({ file: path })).rejects.toMatchObject({ code: 'csv_no_rows', exitCode: 1 });
  });

  it('another encoding: with the line, and how the place reads in Windows-1252', async () => {
    const lines = Array.from({ length: 30_000 }, (_, at) => `row ${at},x`).join('\n');
    const late = Buffer.concat([Buffer.from(`a,b\n${lines}\n`), Buffer.from('Caf\u00e9,1\n', 'latin1')]);
    const path = await folder.write('late.csv', late);
    await expect(cellsOf(path)).rejects.toMatchObject({
      code: 'csv_wrong_encoding',
      field: 'line 30002',
      remedy: expect.stringContaining('Café'),
    });
    const early = await folder.write('early.csv', Buffer.from('a,b\nCaf\u00e9,1\n', 'latin1'));
    await expect(openCsvFile(early)).rejects.toMatchObject({ code: 'csv_wrong_encoding', field: 'line 2' });
  });

  it('an encoding that there is not', async () => {
    const path = await folder.write('ok.csv', 'a,b\n1,2\n');
    await expect(openCsvFile(path, { encoding: 'utf-9' })).rejects.toMatchObject({ code: 'csv_unknown_encoding' });
  });
});
