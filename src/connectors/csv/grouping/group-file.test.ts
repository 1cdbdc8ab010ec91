import { readdir } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileRow, GroupBuilder, Layout } from '../layout.ts';
import { openCsvFile } from '../reading/csv-file.ts';
import { createFolder, type TestFolder, toCsv } from '../testing.ts';
import { type GroupingLimits, groupFile } from './group-file.ts';

let folder: TestFolder;
beforeAll(async () => {
  folder = await createFolder();
});
afterAll(() => folder.remove());

/** So small that a few rows take the ways of a few gigabytes: spilled, dealt out again, keys of their own. */
const TINY: GroupingLimits = {
  spillBytes: 200,
  partitionBytes: 300,
  maxPartitions: 3,
  memoryBytes: 400,
  heavyKeyBytes: 300,
};

const layout: Layout = {
  type: 'order',
  fingerprint: 'test',
  grouped: true,
  skips: (cells) => cells[1] === 'skip',
  keyOf: (cells) => cells[0] || null,
  createBuilder: () => ({ begin: () => undefined, add: () => undefined, end: () => [] }),
};

interface Group {
  readonly key: string;
  readonly lines: readonly number[];
  readonly texts: readonly string[];
}

async function groupsOf(path: string, limits: GroupingLimits | undefined, afterLine = 0): Promise<Group[]> {
  const grouped = await groupFile(await openCsvFile(path), layout, { limits, temporaryFolder: folder.path });
  const groups: Group[] = [];
  let open: { key: string; lines: number[]; texts: string[] } = { key: '', lines: [], texts: [] };
  const builder: GroupBuilder = {
    begin: (key) => {
      open = { key, lines: [], texts: [] };
    },
    add: (row: FileRow) => {
      open.lines.push(row.line);
      open.texts.push(row.cells[1] ?? '');
    },
    end: () => [],
  };
  const onGroup = () => {
    groups.push(open);
    return false;
  };
  for await (const _ of grouped.feed(builder, onGroup, { afterLine })) expect.unreachable();
  await grouped.close();
  return groups;
}

/** The same in the plainest way. */
function expected(rows: readonly (readonly [string, string])[]): Group[] {
  const groups = new Map<string, { key: string; lines: number[]; texts: string[] }>();
  for (const [at, [key, text]] of rows.entries()) {
    const group = groups.get(key) ?? { key, lines: [], texts: [] };
    groups.set(key, group);
    group.lines.push(at + 2);
    group.texts.push(text);
  }
  return [...groups.values()];
}

const rowsOf = fc.array(
  fc.tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.constant('heavy') },
      { weight: 5, arbitrary: fc.stringMatching(/^[a-zé€]{1,3}$/) },
    ),
    fc.stringMatching(/^[a-z€]{1,20}$/),
  ),
  { minLength: 1, maxLength: 120 },
);

describe('rows of one record, scattered over the file', () => {
  it('come together in the order of the file, however little memory there is', async () => {
    let number = 0;
    await fc.assert(
      fc.asyncProperty(rowsOf, async (rows) => {
        number += 1;
        const text = toCsv([['key', 'text'], ...rows], { delimiter: ',', quote: '"' });
        const path = await folder.write(`rows-${number}.csv`, text);
        const groups = expected(rows);
        expect(await groupsOf(path, TINY)).toEqual(groups);
        expect(await groupsOf(path, undefined)).toEqual(groups);
      }),
      { numRuns: 40 },
    );
  });

  it('go on after the last group that was dealt with', async () => {
    const path = await folder.write('resume.csv', 'key,text\na,1\nb,2\na,3\nc,4\nb,5\n');
    expect(await groupsOf(path, TINY, 2)).toEqual([
      { key: 'b', lines: [3, 6], texts: ['2', '5'] },
      { key: 'c', lines: [5], texts: ['4'] },
    ]);
  });

  it('count rows without content and rows that a rule leaves out, and keep rows of broken shape', async () => {
    const path = await folder.write('counts.csv', 'key,text\na,1\n,\nb,skip\na,2,3\n\n,4\na\n');
    const grouped = await groupFile(await openCsvFile(path), layout);
    expect(grouped).toMatchObject({ dataRows: 6, skippedRows: 2 });
    await grouped.close();
    expect((await groupsOf(path, undefined)).map(({ lines }) => lines)).toEqual([[2, 5, 8], [7]]);
  });
});

describe('temporary files', () => {
  it('are gone after reading, and after a file that breaks off in the middle', async () => {
    const rows = Array.from({ length: 500 }, (_, at) => [`k${at % 50}`, 'x'.repeat(30)]);
    const text = toCsv([['key', 'text'], ...rows], { delimiter: ',', quote: '"' });
    const good = await folder.write('good.csv', text);
    const broken = await folder.write('broken.csv', `${text}k1,"never closed`);
    await groupsOf(good, TINY);
    await expect(groupsOf(broken, TINY)).rejects.toMatchObject({ code: 'csv_unclosed_quote' });
    expect((await readdir(folder.path)).filter((name) => name.startsWith('passerelle-'))).toEqual([]);
  });

  it('that cannot be made are a clear error', async () => {
    const path = await folder.write('spill.csv', 'key,text\na,1\n');
    const options = { limits: { ...TINY, spillBytes: 0 }, temporaryFolder: `${folder.path}/none` };
    await expect(groupFile(await openCsvFile(path), layout, options)).rejects.toMatchObject({
      code: 'storage_read_only',
    });
  });

  it('stop growing when the run is cancelled', async () => {
    const path = await folder.write('cancel.csv', 'key,text\na,1\n');
    const options = { signal: AbortSignal.abort(new Error('stopped')) };
    await expect(groupFile(await openCsvFile(path), layout, options)).rejects.toThrow('stopped');
  });
});
