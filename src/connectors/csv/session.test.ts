import { utimes } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvConnector } from './connector.ts';
import { DEFAULT_LIMITS } from './grouping/group-file.ts';
import { parseMappingFile } from './mapping/mapping-file.ts';
import { rejectRows } from './records.ts';
import { openCsvSession } from './session.ts';
import { createFolder, environment, readAll, type TestFolder } from './testing.ts';

let folder: TestFolder;
beforeAll(async () => {
  folder = await createFolder();
});
afterAll(() => folder.remove());

const HEADER = 'Handle,Title,Option1 Name,Option1 Value,Variant Price\n';
const productRows = (count: number) =>
  Array.from({ length: count }, (_, at) => `p${at},Product ${at},Title,Default Title,${at}\n`).join('');
const mapping = parseMappingFile('fields: [{ from: Name, to: title, key: true }]', 'map.yaml');

describe('pages', () => {
  it('can be gone on from: after a kill nothing before the last page is read again, and nothing is left out', async () => {
    const file = await folder.write('resume.csv', HEADER + productRows(25));
    const { pages, records } = await readAll({ file }, { pageSize: 4 });
    expect(pages.map(({ items }) => items.length)).toEqual([4, 4, 4, 4, 4, 4, 1]);
    expect(pages.map(({ progress }) => progress)).toEqual([0.16, 0.32, 0.48, 0.64, 0.8, 0.96, 1]);
    for (const [at, { cursor }] of pages.entries()) {
      const rest = await readAll({ file }, { pageSize: 10, cursor });
      expect(rest.records.map(({ id }) => id)).toEqual(records.slice(4 * (at + 1)).map(({ id }) => id));
      expect(rest.pages.at(-1)?.progress ?? 1).toBe(1);
    }
  });

  it('a file that was read to its end gives nothing more, until it changes: then it starts anew', async () => {
    const file = await folder.write('again.csv', HEADER + productRows(3));
    const first = await readAll({ file });
    const cursor = first.pages.at(-1)?.cursor ?? null;
    expect((await readAll({ file }, { cursor })).pages).toEqual([]);
    await utimes(file, 1, 1);
    expect((await readAll({ file }, { cursor })).records).toEqual([]);
    await folder.write('again.csv', HEADER + productRows(4));
    expect((await readAll({ file }, { cursor })).records).toHaveLength(4);
  });

  it('another mapping starts anew too, and so does a cursor that cannot be read', async () => {
    const file = await folder.write('mapped.csv', 'Name,Title\na,A\nb,B\n');
    const { pages } = await readAll({ file, mapping, type: 'product' }, { pageSize: 1 });
    const cursor = pages[0]?.cursor ?? null;
    expect((await readAll({ file, mapping, type: 'product' }, { cursor })).records).toHaveLength(1);
    const other = parseMappingFile('fields: [{ from: Title, to: title, key: true }]', 'map.yaml');
    expect((await readAll({ file, mapping: other, type: 'product' }, { cursor })).records).toHaveLength(2);
    expect((await readAll({ file, mapping, type: 'product' }, { cursor: 'nonsense' })).records).toHaveLength(2);
  });

  it('hold whole records with not too many rows, however large a page may be', async () => {
    const rows = Array.from({ length: 3000 }, (_, at) => `${at % 3},A${at}\n`).join('');
    const file = await folder.write('large.csv', `Invoice,Code\n${rows}`);
    const orders = parseMappingFile(
      'type: order\ngroup: Invoice\nfields: [{ from: Invoice, to: number }, { from: Code, to: "lines[].sku" }]',
      'map.yaml',
    );
    const limits = {
      ...DEFAULT_LIMITS,
      spillBytes: 1000,
      partitionBytes: 5000,
      memoryBytes: 4000,
      heavyKeyBytes: 3000,
    };
    const { pages, rows: count } = await readAll({ file, mapping: orders }, { pageSize: 500, limits });
    expect(pages.map(({ items }) => items.length)).toEqual([1, 1, 1]);
    expect(count).toBe(3000);
  });

  it('give only the fields that are asked for, with the whole native form', async () => {
    const file = await folder.write('fields.csv', HEADER + productRows(1));
    const session = await openCsvSession({ file }, environment);
    for await (const { items } of session.records.product?.changes?.(null, { pageSize: 5, fields: ['title'] }) ?? []) {
      expect(items).toMatchObject([{ ok: true, record: { id: 'p0', values: { title: 'Product 0' } } }]);
      const [item] = items;
      if (item?.ok !== true) return expect.unreachable();
      expect(Object.keys(item.record.values)).toEqual(['title']);
      expect(rejectRows(item.record.native)).toMatchObject({ header: expect.any(Array), rows: [{ line: 2 }] });
    }
  });

  it('stop when the run is cancelled', async () => {
    const file = await folder.write('cancelled.csv', HEADER + productRows(3));
    const session = await openCsvSession({ file }, environment);
    const signal = AbortSignal.abort(new Error('stopped'));
    const pages = session.records.product?.changes?.(null, { pageSize: 1, signal });
    await expect(pages?.[Symbol.asyncIterator]().next()).rejects.toThrow('stopped');
  });
});

describe('a session', () => {
  it('offers only what the file holds, and tells what it was recognised as', async () => {
    const file = await folder.write('shop.csv', HEADER + productRows(1));
    const session = await openCsvSession({ file }, environment);
    expect(Object.keys(session.records)).toEqual(['product']);
    expect(session.files).toMatchObject([{ layout: 'shopify-products', type: 'product', delimiter: ',' }]);
    expect(await session.check()).toMatchObject([{ name: 'shop.csv', status: 'ok' }]);
    expect(await session.records.product?.schema()).toMatchObject({ keys: ['variants.sku', 'variants.barcode'] });
  });

  it('reads the files of a folder in the order of their names, and only the changed ones again', async () => {
    const inbox = await createFolder();
    await inbox.write('2.csv', HEADER + productRows(2));
    await inbox.write('1.csv', `${HEADER}x,X,Title,Default Title,1\n`);
    await inbox.write('notes.md', 'no rows');
    const first = await readAll({ directory: inbox.path });
    expect(first.records.map(({ id, location }) => [id, location])).toEqual([
      ['x', '1.csv, line 2'],
      ['p0', '2.csv, line 2'],
      ['p1', '2.csv, line 3'],
    ]);
    expect(first.pages.at(-1)?.progress).toBe(1);
    const cursor = first.pages.at(-1)?.cursor ?? null;
    await inbox.write('3.csv', `${HEADER}y,Y,Title,Default Title,1\n`);
    expect((await readAll({ directory: inbox.path }, { cursor })).records.map(({ id }) => id)).toEqual(['y']);
    await inbox.remove();
  });

  it.each([
    ['a file of another kind than was said', { type: 'order' as const }, 'csv_unknown_layout'],
    ['a profile that the file does not fit', { profile: 'woocommerce-products' }, 'csv_missing_column'],
    ['a mapping that does not say what its records are', { mapping }, 'csv_mapping_invalid'],
    ['a mapping file that is not there', { mapping: '/nowhere/map.yaml' }, 'csv_file_not_found'],
  ])('refuses %s when it is opened', async (_name, settings, code) => {
    const file = await folder.write('refused.csv', HEADER + productRows(1));
    await expect(openCsvSession({ file, ...settings }, environment)).rejects.toMatchObject({ code });
  });

  it('refuses a folder without files', async () => {
    const empty = await createFolder();
    await expect(openCsvSession({ directory: empty.path }, environment)).rejects.toMatchObject({
      code: 'csv_file_not_found',
    });
    await empty.remove();
  });

  it('takes separator and encoding from the settings before the mapping file', async () => {
    const file = await folder.write('ansi.csv', Buffer.from('Name|x\nCaf\u00e9|1\n', 'latin1'));
    const given = parseMappingFile(
      'type: product\nfile: { separator: ";", encoding: windows-1252 }\nfields: [{ from: Name, to: title, key: true }]',
      'map.yaml',
    );
    const { records } = await readAll({ file, mapping: given, delimiter: '|' });
    expect(records.map(({ values }) => values.title)).toEqual(['Café']);
  });

  it('is the same connection under a relative and an absolute path', () => {
    const { identity } = csvConnector.manifest;
    expect(identity({ file: 'in.csv' })).toBe(identity({ file: `${process.cwd()}/in.csv` }));
  });
});
